"""One server to type: host name, port, security, and below them what the test saw."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
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
from wizard.i18n.server_words import security_word, task_word
from wizard.journey.typed_server import USUAL, TypedServer
from wizard.model import Protocol, SocketType
from wizard.tui.text import ACCENT, CHOSEN, MUTED, Line, joined, plain
from wizard.tui.widgets.line_input import LineInput
from wizard.tui.widgets.prose import Prose

EXAMPLES = {
    Protocol.IMAP: "imap.provider.nl",
    Protocol.POP3: "pop.provider.nl",
    Protocol.SMTP: "smtp.provider.nl",
}
"""What names of servers look like."""

_HOST_AND_PORT = re.compile(r"(?P<host>[^\s:]+)[\s:]+(?P<port>[0-9]{1,5})")


class FieldNames(Horizontal):
    """The names of the fields, above the first row."""

    def compose(self) -> ComposeResult:
        """One above each field."""
        for name in ("host", "port", "security"):
            yield Prose(classes=name)

    def show(self, words: Words) -> None:
        """Shows them in this language."""
        _ = words
        names = {"host": _("Server"), "port": _("Port"), "security": _("Security")}
        for name, word in names.items():
            self.query_one(f".{name}", Prose).lines = (Line(text=plain(word, MUTED)),)


class SecurityChoice(Widget, can_focus=True):
    """SSL/TLS or STARTTLS; space, a click, or the arrows of the screen turn it."""

    DEFAULT_CSS = "SecurityChoice { height: 1; width: 12; padding: 0 0 0 1; background: $surface; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "turn", show=False),
    ]
    socket_type: SocketType
    word: reactive[str] = reactive("")

    class Turned(Message):
        """The other one was chosen."""

    def __init__(self, socket_type: SocketType) -> None:
        super().__init__()
        self.socket_type = socket_type

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
        self.socket_type = SocketType.STARTTLS if self.socket_type is SocketType.SSL else SocketType.SSL
        self.post_message(self.Turned())

    def on_click(self, event: events.Click) -> None:
        """A click turns it as well."""
        event.stop()
        self.action_turn()


class HostInput(LineInput):
    """A host name; where a port is pasted behind it, that goes into its own field."""

    @dataclass
    class PortPasted(Message):
        """The port stood behind the host name."""

        port: str

    def take_pasted(self, text: str) -> None:
        """Host name and port, apart by a tab, a space, the end of a line or a colon; else all of it."""
        both = _HOST_AND_PORT.fullmatch(text.strip())
        super().take_pasted(both["host"] if both else text)
        if both:
            self.post_message(self.PortPasted(both["port"]))


class ServerRow(Vertical):
    """The fields of one server. What stands in them now is read from them; the session has what was told last."""

    class Changed(Message):
        """Something else stands in the fields."""

    def __init__(self, typed: TypedServer) -> None:
        super().__init__(id=f"row-{typed.protocol}")
        self.protocol = typed.protocol
        self._host = HostInput(typed.hostname, id="host", classes="host", max_length=253)
        self._port = LineInput(typed.port, id="port", classes="port", max_length=5)
        self._security = SecurityChoice(typed.socket_type)

    def compose(self) -> ComposeResult:
        """What it is for, the fields, and what was seen."""
        yield Prose(classes="task")
        with Horizontal():
            yield self._host
            yield self._port
            yield self._security
        yield Prose(classes="said")

    @property
    def typed(self) -> TypedServer:
        """What stands in the fields now."""
        return TypedServer(
            protocol=self.protocol,
            hostname=self._host.value,
            port=self._port.value,
            socket_type=self._security.socket_type,
        )

    def take_over(self, typed: TypedServer) -> None:
        """Writes another server into the fields."""
        self._host.value, self._port.value = typed.hostname, typed.port
        self._security.socket_type = typed.socket_type

    def show(self, said: Iterable[Line], words: Words) -> None:
        """Shows what was seen, and all words around the fields; what is typed is left alone."""
        _, security = words, self._security
        self.query_one(".task", Prose).lines = (Line(text=plain(task_word(self.protocol, words), MUTED)),)
        self._host.placeholder = _("for example {hostname}", hostname=EXAMPLES[self.protocol])
        self._port.placeholder = str(USUAL[self.protocol][security.socket_type])
        security.word = security_word(security.socket_type, words)
        self.query_one(".said", Prose).lines = tuple(said)

    def on_descendant_focus(self) -> None:
        """What was seen comes into view with the field."""
        self.scroll_visible(animate=False)

    @on(HostInput.PortPasted)
    def _port_pasted(self, event: HostInput.PortPasted) -> None:
        event.stop()
        self._port.value = event.port

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Changed())

    @on(SecurityChoice.Turned)
    def _turned(self) -> None:
        if self._port.value in map(str, USUAL[self.protocol].values()):
            self._port.value = ""
        self.post_message(self.Changed())
