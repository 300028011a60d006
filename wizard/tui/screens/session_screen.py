"""What every screen has: the session, and the interface in its language."""

from typing import TypeVar

from textual.screen import Screen

from wizard.i18n import Words
from wizard.journey.session import Session

Result = TypeVar("Result")


class SessionScreen(Screen[Result]):
    """A screen over the session, which says for itself what has the focus."""

    AUTO_FOCUS = ""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session

    @property
    def words(self) -> Words:
        """The interface in the language of the session."""
        return self.session.words
