"""An error message or a code: what it means and what to do, while it is being typed."""

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input

from wizard.diagnosis.messages import LONGEST_TEXT, MessageIndex
from wizard.i18n import Words
from wizard.journey.session import Session
from wizard.model import Symptom
from wizard.pages.message import message_page
from wizard.tui.once import Once
from wizard.tui.page_lines import page_lines
from wizard.tui.screens.overlay import OverlayScreen
from wizard.tui.start import WizardStart
from wizard.tui.text import MUTED, Line, _, heading, plain
from wizard.tui.widgets.line_input import LineInput
from wizard.tui.widgets.prose import Prose

_PAUSE = 0.25
"""Seconds without a key after which the text is looked up."""


class ErrorMessageScreen(OverlayScreen):
    """The field above, what is known of it below."""

    PURPOSE = _(
        "Type or paste the message as it stands on the screen, or its code; Dutch and English both work, and slips of "
        "the pen do no harm."
    )
    FIRST_FOCUS = "#message"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "look_up", _("Look up")),
        Binding("up", "scroll(-2)", show=False),
        Binding("down", "scroll(2)", show=False),
        Binding("pageup", "scroll(-12)", show=False),
        Binding("pagedown", "scroll(12)", show=False),
        Binding("escape", "dismiss", _("Back")),
    ]

    def __init__(self, session: Session, start: WizardStart) -> None:
        super().__init__(session)
        self.start = start
        self._index = Once(lambda: MessageIndex(session.rulebook.diagnoses.values()))
        self.typed = ""
        self._pause: Timer | None = None

    def begin(self) -> None:
        """While the user types, the messages are made ready to be compared with."""
        self.run_worker(self._index, thread=True, exit_on_error=False)

    def head(self) -> Iterable[Widget]:
        """The field stays where it is."""
        with Vertical(id="field"):
            yield Prose(id="title")
            yield LineInput(id="message", max_length=LONGEST_TEXT)

    def body(self) -> Iterable[Widget]:
        """What is known."""
        yield Prose(id="text")

    def show(self) -> None:
        """Shows what the text may mean."""
        _ = self.words
        self.query_one("#title", Prose).lines = (heading(_("What does the message say?")),)
        self.query_one("#text", Prose).lines = tuple(self._lines())

    def _lines(self) -> list[Line]:
        _ = self.words
        if not self.typed.strip():
            example = _("For example: 0x800CCC0E, or “relay access denied”.")
            return [Line(text=plain(example, MUTED))]
        complaints = _("Esc leads back to the complaints: sending, garbled messages, a refused password.")
        check = self.session.check
        page = message_page(
            self.typed,
            self._index().look_up(self.typed),
            check.investigation if check is not None else None,
            self.session.rulebook,
            self.words,
            complaints=complaints,
            more=lambda symptom: _more(symptom, self.words),
        )
        return page_lines(page)

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(_PAUSE, self.action_look_up)
        del event

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.action_look_up()

    def action_look_up(self) -> None:
        """Shows what is known of what was typed."""
        typed = self.query_one("#message", LineInput).value
        if typed != self.typed:
            self.typed = typed
            self.show()
            self.query_one("#over").scroll_home(animate=False)

    def action_scroll(self, rows: int) -> None:
        """The arrows scroll the text below the field."""
        self.query_one("#over").scroll_relative(y=rows, animate=False)


def _more(symptom: Symptom, _: Words) -> str:
    match symptom:
        case Symptom.SENDING:
            return _("Esc, then “Mail cannot be sent”, looks into this.")
        case Symptom.GARBLED:
            return _("Esc, then “Messages look garbled”, looks into this.")
        case Symptom.SIGN_IN:
            return _("Esc, then “The password is refused”, looks into this.")
