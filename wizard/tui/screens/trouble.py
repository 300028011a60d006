"""Something does not work: which complaint is it?"""

from collections.abc import Iterable, Mapping
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget

from wizard.journey.session import Session
from wizard.tui.screens.error_message import ErrorMessageScreen
from wizard.tui.screens.garbled import GarbledScreen
from wizard.tui.screens.overlay import OverlayScreen
from wizard.tui.screens.sending import SendingScreen
from wizard.tui.screens.sign_in import SignInScreen
from wizard.tui.start import WizardStart
from wizard.tui.text import MUTED, Line, _, heading, plain
from wizard.tui.widgets.choice_list import ChoiceList
from wizard.tui.widgets.prose import Prose

COMPLAINTS: Mapping[str, type[SendingScreen | GarbledScreen | SignInScreen | ErrorMessageScreen]] = {
    _("Mail cannot be sent"): SendingScreen,
    _("Messages look garbled"): GarbledScreen,
    _("The password is refused"): SignInScreen,
    _("There is an error message or a code"): ErrorMessageScreen,
}


class TroubleScreen(OverlayScreen):
    """Four complaints; each has a screen of its own."""

    PURPOSE = _("Choose what does not work. Each complaint is looked into, and ends with its cause and what to do.")
    FIRST_FOCUS = "#complaints"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", _("Choose")),
        Binding("escape", "dismiss", _("Back")),
    ]

    def __init__(self, session: Session, start: WizardStart) -> None:
        super().__init__(session)
        self.start = start

    def body(self) -> Iterable[Widget]:
        """The question and its answers."""
        yield Prose(id="title")
        yield ChoiceList(id="complaints")

    def begin(self) -> None:
        """There is nothing but the answers to go to."""
        self.query_one("#over").can_focus = False

    def show(self) -> None:
        """Without an address only a message can be looked up."""
        _ = self.words
        lines = [heading(_("What does not work?"))]
        if self.session.check is None:
            lines.append(Line(text=plain(_("Without an address only an error message can be looked up."), MUTED)))
        self.query_one("#title", Prose).lines = tuple(lines)
        choices = self.query_one(ChoiceList)
        choices.show([plain(_(name)) for name in self._complaints], choices.highlighted)

    @property
    def _complaints(self) -> list[str]:
        needs_nothing = self.session.check is None
        return [name for name, screen in COMPLAINTS.items() if not needs_nothing or screen is ErrorMessageScreen]

    @on(ChoiceList.Chosen)
    async def _chosen(self) -> None:
        await self.action_choose()

    async def action_choose(self) -> None:
        """To the screen of this complaint."""
        name = self._complaints[self.query_one(ChoiceList).highlighted]
        await self.app.push_screen(COMPLAINTS[name](self.session, self.start))
