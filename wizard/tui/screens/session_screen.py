"""What every screen has: the session, and the interface in its language."""

from typing import TypeVar

from textual.events import DescendantFocus
from textual.screen import Screen
from textual.widget import Widget

from wizard.i18n import Words
from wizard.journey.session import Session
from wizard.tui.messages import ScreenFilled

Result = TypeVar("Result")


class SessionScreen(Screen[Result]):
    """A screen over the session, which says for itself what has the focus."""

    AUTO_FOCUS = ""
    filled: bool = False
    """Whether it can take keys."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._was_focused: Widget | None = None

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Remembers where the keys go."""
        self._was_focused = event.widget

    def on_resize(self) -> None:
        """A window that was too small took the focus away: it goes back to where it was."""
        self.call_after_refresh(self._focus_again)

    def _focus_again(self) -> None:
        if self.focused is None and self._was_focused is not None and self._was_focused.is_attached:
            self.set_focus(self._was_focused, scroll_visible=False)

    def take_keys(self) -> None:
        """Everything is in its place: those keys too that came before it was."""
        self.filled = True
        self.post_message(ScreenFilled())

    @property
    def words(self) -> Words:
        """The interface in the language of the session."""
        return self.session.words
