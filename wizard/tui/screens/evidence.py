"""The evidence behind the check: who was asked, what was tested, what stands out."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen

from wizard.journey.session import Session
from wizard.tui.messages import CheckWanted
from wizard.tui.text import CAUTION, EMPTY, MUTED, Line, _, bullet, heading, plain
from wizard.tui.widgets.check_panel import address_question
from wizard.tui.widgets.evidence import evidence_lines
from wizard.tui.widgets.head import Head
from wizard.tui.widgets.key_bar import KeyBar
from wizard.tui.widgets.prose import Prose


class EvidenceScreen(Screen[None]):
    """Lies over the step; fills itself while the check runs."""

    PURPOSE = _("Everything the server check asked, heard and saw. Nothing here has to be read to go on.")
    CSS_PATH = "evidence.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f4,q", "dismiss", _("Back"), key_display="Esc"),
        Binding("r", "again", _("Test again")),
        Binding("m", "app.by_hand", _("By hand")),
        Binding("f4", "dismiss", show=False),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session

    def compose(self) -> ComposeResult:
        """The head, the evidence, the keys."""
        yield Head()
        with VerticalScroll(id="evidence"):
            yield Prose(id="title")
            yield Prose(id="lines")
        yield KeyBar()

    def on_mount(self) -> None:
        """Fills the screen before it is painted for the first time."""
        self.show_all()
        self.query_one("#evidence").focus()

    def show_all(self) -> None:
        """Fills everything from the session, in its language."""
        _ = self.session.words
        self.query_one(Head).address = self.session.address.for_people if self.session.address else ""
        self.query_one("#title", Prose).lines = (heading(_("What the server check saw")), EMPTY)
        self.show_check()
        self.query_one(KeyBar).show(_)

    def show_check(self) -> None:
        """Fills what the check has brought so far."""
        session = self.session
        _ = session.words
        if session.check is None:
            lines = [Line(text=plain(_("There is no address yet, so nothing has been asked."), MUTED))]
        else:
            lines = evidence_lines(session.check, session.rulebook, _)
        if session.address_wanted:
            lines = [bullet("?", plain(address_question(_)), CAUTION), EMPTY, *lines]
        self.query_one("#lines", Prose).lines = tuple(lines)
        self.query_one(KeyBar).show(_)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is nothing to test again before the first address."""
        needs_address = action in {"again", "app.by_hand"}
        return self.session.check is not None if needs_address else super().check_action(action, parameters)

    def action_again(self) -> None:
        """Runs the check once more."""
        self.post_message(CheckWanted())
