"""One server to type: host name, port, security, and below them what the test saw."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input

from wizard.i18n import Words
from wizard.i18n.words import security_word, task_word
from wizard.journey.typed_server import USUAL, TypedServer
from wizard.model import SocketType
from wizard.tui.text import ACCENT, CHOSEN, MUTED, Line, joined, plain
from wizard.tui.widgets.line_input import LineInput
from wizard.tui.widgets.prose import Prose


class SecurityChoice(Widget, can_focus=True):
    """SSL/TLS or STARTTLS; space turns it."""

    DEFAULT_CSS = "SecurityChoice { height: 1; width: 14; padding: 0 1; background: $surface; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,left,right", "turn", show=False),
    ]
    socket_type: reactive[SocketType] = reactive(SocketType.SSL)
    word: reactive[str] = reactive("")

    class Turned(Message):
        """The other one was chosen."""

    def render(self) -> Content:
        """The word, marked where it has the focus."""
        text = joined(self.word.ljust(9), (" ↔", ACCENT))
        return text.stylize(CHOSEN) if self.has_focus else text

    def watch_has_focus(self, has_focus: bool) -> None:
        """The mark follows the focus."""
        super().watch_has_focus(has_focus)
        self.refresh()

    def action_turn(self) -> None:
        """The other one."""
        self.post_message(self.Turned())

    def on_click(self, event: events.Click) -> None:
        """A click turns it as well."""
        event.stop()
        self.action_turn()


class ServerRow(Vertical):
    """The fields of one server."""

    @dataclass
    class Changed(Message):
        """Something else stands in the fields."""

        typed: TypedServer

    def __init__(self, typed: TypedServer) -> None:
        super().__init__(id=f"row-{typed.protocol}")
        self.typed = typed

    def compose(self) -> ComposeResult:
        """What it is for, the fields, and what was seen."""
        yield Prose(classes="task")
        with Horizontal():
            yield LineInput(self.typed.hostname, id="host", classes="host", max_length=253)
            yield LineInput(self.typed.port, id="port", classes="port", max_length=5)
            yield SecurityChoice()
        yield Prose(classes="said")

    def show(self, typed: TypedServer, said: Iterable[Line], words: Words) -> None:
        """Shows these values, and what was seen."""
        self.typed = typed
        self.query_one(".task", Prose).lines = (Line(text=plain(task_word(typed.protocol, words), MUTED)),)
        self.query_one("#host", LineInput).value = typed.hostname
        port = self.query_one("#port", LineInput)
        port.value, port.placeholder = typed.port, str(USUAL[typed.protocol][typed.socket_type])
        self.query_one(SecurityChoice).word = security_word(typed.socket_type, words)
        self.query_one(".said", Prose).lines = tuple(said)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        name = "hostname" if event.input.id == "host" else "port"
        if event.value != getattr(self.typed, name):
            hostname = event.value if name == "hostname" else self.typed.hostname
            port = event.value if name == "port" else self.typed.port
            self.post_message(self.Changed(replace(self.typed, hostname=hostname, port=port)))

    @on(SecurityChoice.Turned)
    def _turned(self) -> None:
        other = SocketType.STARTTLS if self.typed.socket_type is SocketType.SSL else SocketType.SSL
        usual = str(USUAL[self.typed.protocol][self.typed.socket_type])
        port = "" if self.typed.port == usual else self.typed.port
        self.post_message(self.Changed(replace(self.typed, socket_type=other, port=port)))
