"""Servers typed by hand: tested at once, each with the usual ports of the same host."""

import asyncio
from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input

from wizard.i18n.server_words import security_word
from wizard.journey.check import TASKS
from wizard.journey.session import Session
from wizard.journey.typed_server import TypedServer, TypingProblem, usual_places
from wizard.model import Connected, Endpoint, Failed, ProbeReport, Protocol
from wizard.pages.typed_server import receiving_missing, typed_failure_sentence
from wizard.tui.messages import TypedServerTested
from wizard.tui.screens.overlay import OverlayScreen
from wizard.tui.start import OpenNetwork
from wizard.tui.text import BAD, CAUTION, CROSS, DOT, GOOD, MUTED, TICK, Line, _, bullet, heading, joined, plain, took
from wizard.tui.widgets.prose import Prose
from wizard.tui.widgets.server_row import FieldNames, SecurityChoice, ServerRow


class ByHandScreen(OverlayScreen):
    """Lies over the step; what works here is used."""

    PURPOSE = _(
        "Type what the provider gave you; leave empty what you do not know. Enter tests it, together with the usual "
        "ports of the same server. A server that works is used for the settings."
    )
    FIRST_FOCUS = "#host"
    CSS_PATH = "by_hand.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "test", _("Test")),
        Binding("enter", "ready", _("Ready")),
        Binding("f3", "take_over", _("Take over")),
        Binding("right", "turn", _("Security"), key_display="← →"),
        Binding("left", "turn", show=False),
        Binding("tab", "app.focus_next", _("Next field")),
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
        Binding("escape", "dismiss", _("Back")),
    ]

    class Tested(Message):
        """A server was tested."""

        def __init__(self, report: ProbeReport) -> None:
            super().__init__()
            self.report = report

    def __init__(self, session: Session, open_network: OpenNetwork) -> None:
        super().__init__(session)
        self.open_network = open_network
        self.wanted: dict[Protocol, Endpoint] = {}
        """What is being tested, or was."""
        self.reports: dict[Endpoint, ProbeReport] = {}
        self.broken = False

    def body(self) -> Iterable[Widget]:
        """A row for each task."""
        yield Prose(id="title")
        yield FieldNames()
        for protocol in TASKS:
            yield ServerRow(self._typed(protocol))
        yield Prose(id="missing")

    def _typed(self, protocol: Protocol) -> TypedServer:
        return self.session.typed_servers.get(protocol, TypedServer(protocol=protocol))

    def show(self) -> None:
        """Shows what was typed, and what was seen of it."""
        _ = self.words
        hint = _("Fill in what your provider gave you; you may leave fields empty.")
        self.query_one("#title", Prose).lines = (heading(_("Servers by hand")), Line(text=plain(hint, MUTED)))
        self.query_one(FieldNames).show(_)
        for row in self.query(ServerRow):
            row.show(self._said(row.protocol), _)
        missing = bullet("!", plain(receiving_missing(_)), CAUTION)
        self.query_one("#missing", Prose).lines = (missing,) if self._lacks_receiving else ()

    def show_check(self) -> None:
        """Whether something is missing may have changed."""
        self.show_all()
        if self._lacks_receiving:
            self.call_after_refresh(self.query_one("#missing").scroll_visible, animate=False)

    @property
    def _lacks_receiving(self) -> bool:
        check = self.session.check
        return check is not None and check.lacks_receiving and not self._testing

    def _said(self, protocol: Protocol) -> Sequence[Line]:
        _ = self.session.words
        match self._typed(protocol).endpoint:
            case TypingProblem.NO_HOSTNAME if protocol in self.wanted or self._asked:
                return [bullet(CROSS, plain(_("This is not a server name.")), BAD)]
            case TypingProblem.NO_PORT:
                return [bullet(CROSS, plain(_("A port is a number from 1 to 65535.")), BAD)]
            case Endpoint() as endpoint if self.wanted.get(protocol) == endpoint:
                return [self._seen(endpoint)]
            case _:
                return []

    _asked: bool = False
    """Whether Enter was pressed: before that an unfinished name is no mistake."""

    def _seen(self, endpoint: Endpoint) -> Line:
        _ = self.session.words
        if self.broken:
            return bullet(CROSS, plain(_("The test itself failed. Try again.")), BAD)
        report, offer = self.reports.get(endpoint), self._offer(endpoint)
        if report is not None and isinstance(report.outcome, Connected):
            works = _("answered in {seconds} · certificate is valid", seconds=took(report.seconds, _))
            return bullet(TICK, joined(works, ". ", _("This server is used.")), GOOD)
        if report is None or not self._is_tested(endpoint):
            return bullet(DOT, plain(_("is being tested …"), MUTED), CAUTION)
        assert isinstance(report.outcome, Failed)
        failed = typed_failure_sentence(endpoint, report.outcome, _)
        if offer is None:
            return bullet("?" if report.outcome.undecided else CROSS, plain(failed), BAD)
        security = security_word(offer.socket_type, _)
        other = _("Port {port} with {security} does work. F3: use that.", port=offer.port, security=security)
        return bullet("!", plain(f"{failed} {other}"), CAUTION)

    def _works(self, endpoint: Endpoint) -> bool:
        report = self.reports.get(endpoint)
        return report is not None and isinstance(report.outcome, Connected)

    def _is_tested(self, endpoint: Endpoint) -> bool:
        """Whether nothing more will be seen of it: it works, or its usual ports were tested as well."""
        places = (endpoint, *usual_places(endpoint))
        return self._works(endpoint) or all(place in self.reports for place in places)

    @property
    def _testing(self) -> bool:
        return not self.broken and not all(self._is_tested(endpoint) for endpoint in self.wanted.values())

    @property
    def _ready(self) -> bool:
        """Whether something works, and nothing is left to test or to take over."""
        typed = [place for protocol in TASKS if (place := self._typed(protocol).endpoint) is not None]
        return (
            not self.offers
            and set(typed) == set(self.wanted.values())
            and all(self._is_tested(endpoint) for endpoint in self.wanted.values())
            and any(self._works(endpoint) for endpoint in self.wanted.values())
        )

    def _offer(self, endpoint: Endpoint) -> Endpoint | None:
        """A usual port that works, where the typed one was seen not to."""
        if endpoint not in self.reports or self._works(endpoint):
            return None
        return next((place for place in usual_places(endpoint) if self._works(place)), None)

    @property
    def offers(self) -> dict[Protocol, Endpoint]:
        """What F3 would take over."""
        found = {protocol: self._offer(endpoint) for protocol, endpoint in self.wanted.items()}
        return {protocol: offer for protocol, offer in found.items() if offer is not None}

    @work(exclusive=True, exit_on_error=False)
    async def test(self, places: Sequence[Endpoint]) -> None:
        """Tests all places at once, and shows each result as it comes."""
        try:
            await self.aside.run(self._test_aside(places))
        except Exception:  # noqa: BLE001 - a screen worker's boundary: the wizard goes on without the test
            self.broken = True
            self.show_all()

    async def _test_aside(self, places: Sequence[Endpoint]) -> None:
        """Ends with its last test, or takes them all along."""
        from wizard.probing import probe

        async def test_one(place: Endpoint) -> None:
            self.post_message(self.Tested(await probe(place, network)))

        async with self.open_network() as network, asyncio.TaskGroup() as tests:
            for place in places:
                tests.create_task(test_one(place))

    @on(Tested)
    def _tested(self, message: Tested) -> None:
        report = message.report
        self.reports[report.endpoint] = report
        if report.endpoint in self.wanted.values():
            self.post_message(TypedServerTested(report))
        self.show_all()

    @on(ServerRow.Changed)
    def _changed(self) -> None:
        if self._read_fields():
            self._asked = False
            self.show_all()

    def _read_fields(self) -> bool:
        """Takes what stands in the fields into the session; whether that is something else."""
        changed = [row.typed for row in self.query(ServerRow) if row.typed != self._typed(row.protocol)]
        for typed in changed:
            self.session.typed_servers[typed.protocol] = typed
            self.wanted.pop(typed.protocol, None)
        return bool(changed)

    @on(Input.Submitted)
    async def _submitted(self) -> None:
        self._read_fields()
        if self._ready:
            await self.action_ready()
        else:
            self.action_test()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Each key only where it does something; Enter tests until there is nothing left to test."""
        match action:
            case "take_over":
                return bool(self.offers)
            case "turn":
                return isinstance(self.focused, SecurityChoice)
            case "test":
                return not self._ready
            case "ready":
                return self._ready
            case _:
                return super().check_action(action, parameters)

    async def action_ready(self) -> None:
        """Back, with what works."""
        await self.action_dismiss()

    def action_turn(self) -> None:
        """The other security."""
        if isinstance(self.focused, SecurityChoice):
            self.focused.action_turn()

    def action_test(self) -> None:
        """Tests what was typed, and the usual ports of the same hosts."""
        self._read_fields()
        self._asked, self.broken = True, False
        typed = {protocol: self._typed(protocol).endpoint for protocol in TASKS}
        self.wanted = {protocol: place for protocol, place in typed.items() if isinstance(place, Endpoint)}
        for protocol, place in typed.items():
            if place is None and self.session.check is not None:
                self.session.check.forget(protocol)
        self.reports.clear()
        places = [place for wanted in self.wanted.values() for place in (wanted, *usual_places(wanted))]
        if places:
            self.test(places)
        self.show_all()

    def action_take_over(self) -> None:
        """Uses the ports that were seen to work."""
        for protocol, offer in self.offers.items():
            typed = TypedServer(
                protocol=protocol, hostname=offer.hostname, port=str(offer.port), socket_type=offer.socket_type
            )
            self.session.typed_servers[protocol] = typed
            self.query_one(f"#row-{protocol}", ServerRow).take_over(typed)
            self.wanted[protocol] = offer
            self.post_message(TypedServerTested(self.reports[offer]))
        self.show_all()
