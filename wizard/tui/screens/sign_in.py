"""The password is refused: what the provider and its servers ask for, the usual causes, and the test of it."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from wizard.journey.session import Session
from wizard.pages.sign_in import sign_in_page
from wizard.tui.messages import CheckWanted
from wizard.tui.page_lines import page_lines
from wizard.tui.screens.overlay import OverlayScreen
from wizard.tui.start import WizardStart
from wizard.tui.text import BAD, CAUTION, CROSS, DOT, Line, _, bullet, plain
from wizard.tui.widgets.prose import Prose


class SignInScreen(OverlayScreen):
    """Fills itself while the check runs."""

    PURPOSE = _(
        "Often what the provider says explains it: an app password, a switch in the webmail, a user name in another "
        "form. Press t to test the password itself."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "again", _("Again")),
        Binding("t", "app.sign_in", _("Password")),
        Binding("escape", "dismiss", _("Back")),
    ]

    def __init__(self, session: Session, start: WizardStart) -> None:
        super().__init__(session)
        self.start = start

    def body(self) -> Iterable[Widget]:
        """One text."""
        yield Prose(id="text")

    def show(self) -> None:
        """Shows the causes."""
        self.query_one("#text", Prose).lines = tuple(self._lines())

    def show_check(self) -> None:
        """What the servers ask for is known when they were tested."""
        self.show_all()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A password needs a server; only a check that broke is tried again."""
        if action == "again":
            return self._broke
        return self.session.can_sign_in if action == "app.sign_in" else super().check_action(action, parameters)

    def action_again(self) -> None:
        """Runs the check once more."""
        self.post_message(CheckWanted())

    @property
    def _broke(self) -> bool:
        check = self.session.check
        return check is not None and check.broken and check.investigation is None

    def _lines(self) -> list[Line]:
        _ = self.words
        found = self.session.check.investigation if self.session.check is not None else None
        if self._broke:
            return [bullet(CROSS, plain(_("The test itself failed. Try again.")), BAD)]
        if found is None:
            return [bullet(DOT, plain(_("The servers are still being tested.")), CAUTION)]
        return page_lines(sign_in_page(found, self.session.rulebook, self.words))
