"""What all steps share: the head, the rail, the check beside or below, and the keys."""

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from wizard.journey.session import Session, Step
from wizard.tui.messages import StepChosen
from wizard.tui.screens.session_screen import SessionScreen
from wizard.tui.screens.size import size_classes
from wizard.tui.text import _, plain, too_small
from wizard.tui.widgets.check_panel import CheckLine, CheckPanel
from wizard.tui.widgets.head import Head, Rail
from wizard.tui.widgets.key_bar import KeyBar


class StepScreen(SessionScreen[None]):
    """One step. `body` gives its own widgets once; `show` fills them from the session, as often as it changes."""

    STEP: ClassVar[Step]
    PURPOSE: ClassVar[str]
    """What this step is for: one message, shown by help."""
    FIRST_FOCUS: ClassVar[str]
    """The selector of the widget that has the focus at first."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "forward", _("Next")),
        Binding("escape", "back", _("Back")),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.set_classes(size_classes(self.app))

    def body(self) -> Iterable[Widget]:
        """The widgets of this step."""
        return ()

    def show(self) -> None:
        """Fills this step's own widgets from the session."""

    def compose(self) -> ComposeResult:
        """The frame around the step."""
        yield Head()
        yield Rail()
        with Horizontal(id="stage"):
            with VerticalScroll(id="step", can_focus=False):
                yield from self.body()
            yield CheckPanel()
        yield CheckLine()
        yield Static(id="too-small")
        yield KeyBar()

    def on_mount(self) -> None:
        """Fills the screen before it is painted for the first time."""
        self.show_all()
        self.set_focus(self.query_one(self.FIRST_FOCUS), scroll_visible=False)
        self.bindings_updated_signal.subscribe(self, lambda _screen: self.show_keys())
        self.take_keys()

    def show_all(self) -> None:
        """Fills everything from the session, in its language."""
        session = self.session
        self.query_one(Head).address = session.address.for_people if session.address else ""
        self.query_one(Rail).show(self.STEP, self.words)
        self.query_one("#too-small", Static).update(plain(too_small(self.words)))
        self.show()
        self.show_check()

    def show_check(self) -> None:
        """Fills what the server check and the advice so far have brought."""
        self.query_one(CheckPanel).show(self.session)
        self.query_one(CheckLine).show(self.session)
        self.show_keys()

    def show_keys(self) -> None:
        """Fills the bottom line."""
        self.query_one(KeyBar).show(self.words)

    def go(self, step: Step) -> None:
        """Leaves for another step."""
        self.post_message(StepChosen(step))

    def action_forward(self) -> None:
        """To the next step."""
        steps = list(Step)
        self.go(steps[min(steps.index(self.STEP) + 1, len(steps) - 1)])

    def action_back(self) -> None:
        """To the step before."""
        self.go(list(Step)[max(0, list(Step).index(self.STEP) - 1)])
