"""The app: it moves between the steps, runs the check behind them, and ends cleanly whatever happens."""

import asyncio
import contextlib
import os
from collections.abc import AsyncGenerator, Callable, Coroutine, Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar, Protocol

from rich.text import Text as RichText
from textual import on, work
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.command import CommandPalette
from textual.screen import Screen

from wizard.errors import InvalidAddress
from wizard.journey.check import Check
from wizard.journey.last_case import case_of, keep, kept
from wizard.journey.session import Session, Step
from wizard.journey.suggestion import suggested_domain
from wizard.journey.typed_server import claim
from wizard.model import EmailAddress, Endpoint, Event, Language, ProbeReport, Rulebook
from wizard.tui.clipboard import takes_copies
from wizard.tui.ending import CRASHED, crash_sentence, on_signals
from wizard.tui.messages import (
    AddressConfirmed,
    CaseResumed,
    CheckBroke,
    CheckProgress,
    CheckWanted,
    ConsentDecided,
    ConsentWanted,
    CopyWanted,
    NextCustomer,
    ServersTyped,
    ServerTested,
    ServerUsed,
    SettingsOutdated,
    StepChosen,
)
from wizard.tui.screens import STEPS
from wizard.tui.screens.by_hand import ByHandScreen
from wizard.tui.screens.consent import ConsentScreen
from wizard.tui.screens.dialogue import Dialogue, HelpDialogue
from wizard.tui.screens.evidence import EvidenceScreen
from wizard.tui.screens.settings import SettingsScreen
from wizard.tui.screens.step import StepScreen
from wizard.tui.signs import AsciiSigns, only_ascii
from wizard.tui.start import WizardStart
from wizard.tui.text import _
from wizard.tui.widgets.head import NAME

if TYPE_CHECKING:
    from wizard.network import Network

INTERRUPTED = 130


class Investigate(Protocol):
    """The check, as the pipeline has it."""

    def __call__(
        self, address: EmailAddress, network: "Network", rulebook: Rulebook, *, send_address: bool
    ) -> AsyncGenerator[Event]:
        """Its events, the last one being the result."""


class WizardApp(App[None]):
    """The wizard. It holds the session; screens show it and tell what the user does."""

    TITLE = NAME
    CSS_PATH = "app.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (60, "-narrow"), (100, "-wide")]  # noqa: RUF012 - Textual's own type
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (20, "-low"), (28, "-tall")]  # noqa: RUF012 - Textual's own type
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f3", "agree", _("Send address")),
        Binding("f1", "explain", _("Help")),
        Binding("f2", "other_language", _("Nederlands")),
        Binding("f4", "evidence", _("Check")),
        Binding("ctrl+q", "quit", _("Quit"), priority=True),
        Binding("ctrl+c", "interrupt", show=False, priority=True),
    ]

    def __init__(self, start: WizardStart, load: Callable[[], Investigate] | None = None) -> None:
        """`load` brings the check, which is heavy, when it is needed; the pipeline's own where None."""
        super().__init__()
        if only_ascii(os.environ):
            self._filters.append(AsciiSigns())
        self.start = start
        self._news = False
        self._load = load or _load_pipeline
        self.session = self._new_session(start.language)
        self.session.typed_address = start.address or ""

    def _new_session(self, language: Language) -> Session:
        start = self.start
        return Session(
            rulebook=start.rulebook,
            language=language,
            answers=start.answers,
            demo=start.demo,
            last_case=kept(start.last_case) if start.last_case is not None else None,
        )

    async def on_mount(self) -> None:
        """Begins with the address, or with the questions where the command line brought a good one."""
        on_signals(self._leave)
        with contextlib.suppress(InvalidAddress):
            address = EmailAddress.parse(self.session.typed_address)
            if suggested_domain(address.domain, self.session.known_domains) is None:
                self.session.set_address(address)
                self.session.step = Step.QUESTIONS
        await self.push_screen(STEPS[self.session.step](self.session))
        self.call_after_refresh(self._after_first_paint)

    def _after_first_paint(self) -> None:
        if self.session.check is not None:
            self.run_check(self.session.check)
        else:
            self.warm_up()

    # The check

    @work(group="warm-up", exit_on_error=False)
    async def warm_up(self) -> None:
        """Loads what the check needs while the user types."""
        await asyncio.to_thread(self._load)

    @work(group="check", exclusive=True, exit_on_error=False)
    async def run_check(self, check: Check) -> None:
        """Asks and tests; tells each event as a message."""
        try:
            investigate = await asyncio.to_thread(self._load)
            async with self.start.open_network() as network:
                events = investigate(
                    check.address, network, self.session.rulebook, send_address=self.session.send_address
                )
                async with contextlib.aclosing(events):
                    async for event in events:
                        self.post_message(CheckProgress(check, event))
        except Exception:  # noqa: BLE001 - a screen worker's boundary: the wizard goes on without the check
            self.post_message(CheckBroke(check))

    @on(CheckProgress)
    def _check_progress(self, message: CheckProgress) -> None:
        message.check.receive(message.event)
        if not self._news:
            self._news = True
            self.call_later(self._show_news)

    def _show_news(self) -> None:
        """Shows what has come by now: answers that arrive together are painted together."""
        self._news = False
        if self.session.check is not None:
            self._show_check(self.session.check)

    @on(CheckBroke)
    def _check_broke(self, message: CheckBroke) -> None:
        message.check.broken = True
        self._show_check(message.check)

    def _show_check(self, check: Check) -> None:
        if check is self.session.check:
            for screen in self.screen_stack:
                if isinstance(screen, StepScreen | EvidenceScreen | ByHandScreen) and screen.is_mounted:
                    screen.show_check()

    @on(CheckWanted)
    def _check_again(self) -> None:
        if self.session.address is not None:
            typed = self.session.check.typed if self.session.check is not None else {}
            self.session.check = Check(address=self.session.address)
            for tested in typed.values():
                self.session.check.take(tested)
            self.run_check(self.session.check)
            self._show_check(self.session.check)

    # The steps

    @on(AddressConfirmed)
    def _address_confirmed(self, message: AddressConfirmed) -> None:
        check = self.session.check
        if check is None or check.broken or message.address != self.session.address:
            self.session.set_address(message.address)
            if self.session.check is not None:
                self.run_check(self.session.check)
        self.post_message(StepChosen(Step.QUESTIONS))

    @on(CaseResumed)
    def _case_resumed(self, message: CaseResumed) -> None:
        self.session.resume(message.case)
        if self.session.check is not None:
            self.run_check(self.session.check)
        self.post_message(StepChosen(Step.QUESTIONS if self.session.question else Step.ADVICE))

    @on(StepChosen)
    async def _step_chosen(self, message: StepChosen) -> None:
        if message.step is not self.session.step:
            self.session.step = message.step
            await self.switch_screen(self._screen_of(message.step)(self.session))
            self.keep_case()

    def _screen_of(self, step: Step) -> type[StepScreen]:
        return ConsentScreen if step is Step.SETTINGS and self.session.strangers else STEPS[step]

    @on(SettingsOutdated)
    async def _settings_outdated(self) -> None:
        if isinstance(self.screen, SettingsScreen | ConsentScreen):
            wanted = self._screen_of(Step.SETTINGS)
            if type(self.screen) is not wanted:
                await self.switch_screen(wanted(self.session))

    @on(ConsentDecided)
    def _consent_decided(self, message: ConsentDecided) -> None:
        self.session.decide(agreed=message.agreed)
        self.post_message(SettingsOutdated())

    @on(ConsentWanted)
    def _consent_wanted(self) -> None:
        self.session.refused = set()
        self.post_message(SettingsOutdated())

    # Servers by hand

    @on(ServersTyped)
    def _servers_typed(self, message: ServersTyped) -> None:
        self.test_typed(message.places)

    @work(group="typed", exclusive=True, exit_on_error=False)
    async def test_typed(self, places: Sequence[Endpoint]) -> None:
        """Tests all places at once; tells each result as a message."""
        try:
            probe = await asyncio.to_thread(_load_probe)
            async with self.start.open_network() as network:
                for test in asyncio.as_completed([probe(place, network) for place in places]):
                    self.post_message(ServerTested(await test))
        except Exception:  # noqa: BLE001 - a screen worker's boundary: the wizard goes on without the test
            self.post_message(ServerTested(None))

    @on(ServerTested)
    def _server_tested(self, message: ServerTested) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, ByHandScreen) and screen.is_mounted:
                screen.receive(message.report)

    @on(ServerUsed)
    def _server_used(self, message: ServerUsed) -> None:
        if self.session.check is not None:
            self.session.check.take(claim(message.report))
            self._show_check(self.session.check)

    async def action_by_hand(self) -> None:
        """Servers typed by hand."""
        if self.session.check is not None:
            await self.push_screen(ByHandScreen(self.session))

    @on(NextCustomer)
    async def _next_customer(self) -> None:
        self._keep_case_now()
        self.workers.cancel_group(self, "check")
        folder = self.session.folder
        self.session = self._new_session(self.session.language)
        self.session.folder = folder
        await self.switch_screen(STEPS[Step.ADDRESS](self.session))

    # What works everywhere

    async def action_explain(self) -> None:
        """Help for this screen."""
        screen = self.screen
        if isinstance(screen, StepScreen | EvidenceScreen | ByHandScreen):
            await self.push_screen(HelpDialogue(self.session, screen, screen.PURPOSE))

    def action_other_language(self) -> None:
        """The other language, at once and everywhere."""
        self.session.language = Language.EN if self.session.language is Language.NL else Language.NL
        for screen in self.screen_stack:
            if isinstance(screen, StepScreen | EvidenceScreen | ByHandScreen | Dialogue):
                screen.show_all()

    @on(CopyWanted)
    def _copy(self, message: CopyWanted) -> None:
        """Puts a text on the clipboard (OSC 52) and says so quietly, or says that this terminal does not take it."""
        _ = self.session.words
        if takes_copies(os.environ):
            self.copy_to_clipboard(message.text)
            self.notify(_("{what} copied", what=message.what), markup=False, timeout=2)
        else:
            sentence = _("This terminal takes no copies. Select the text with Shift and the mouse instead.")
            self.notify(sentence, markup=False, timeout=6)

    async def action_evidence(self) -> None:
        """What the check saw."""
        await self.push_screen(EvidenceScreen(self.session))

    def action_agree(self) -> None:
        """The provider may be told the whole address: the check runs again."""
        self.session.send_address = True
        self._check_again()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The evidence does not lie over itself."""
        if action == "evidence":
            return not isinstance(self.screen, EvidenceScreen | ByHandScreen)
        if action == "agree":
            return self.session.address_wanted and not isinstance(self.screen, ByHandScreen)
        return super().check_action(action, parameters)

    def action_command_palette(self) -> None:
        """The commands, with the themes among them."""
        if self.use_command_palette and not isinstance(self.screen, CommandPalette):
            _ = self.session.words
            placeholder = _("Search …")
            self.call_next(self.push_screen, CommandPalette(id="--command-palette", placeholder=placeholder))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The commands of the palette, in the user's language."""
        del screen
        _ = self.session.words
        yield SystemCommand(_("Colours"), _("Choose another theme, light or dark"), self.action_change_theme)
        yield SystemCommand(_("Nederlands"), _("Switch to the other language"), self.action_other_language)
        yield SystemCommand(_("Quit"), _("Leave the wizard"), self.action_quit)

    # The end

    @work(group="last-case", exit_on_error=False)
    async def keep_case(self) -> None:
        """Keeps the case while the wizard goes on."""
        case = case_of(self.session)
        if self.start.last_case is not None and case is not None:
            await asyncio.to_thread(keep, self.start.last_case, case)

    def _keep_case_now(self) -> None:
        case = case_of(self.session)
        if self.start.last_case is not None and case is not None:
            keep(self.start.last_case, case)

    async def action_quit(self) -> None:
        """Leaves; the case can be resumed."""
        self._keep_case_now()
        await super().action_quit()

    def action_interrupt(self) -> None:
        """Ctrl-C."""
        self._leave(INTERRUPTED)

    def _leave(self, code: int) -> None:
        self._keep_case_now()
        self.workers.cancel_all()
        self.exit(return_code=code)

    def _handle_exception(self, error: Exception) -> None:
        """Our own mistake: one sentence instead of Textual's trace, which prints the values of variables."""
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self._return_code = CRASHED
        if not self._exit_renderables:
            self._exit_renderables.append(RichText(crash_sentence(error, self.session.words)))
        self._close_messages_no_wait()


def _load_probe() -> "Callable[[Endpoint, Network], Coroutine[object, object, ProbeReport]]":
    from wizard.probing import probe

    return probe


def _load_pipeline() -> Investigate:
    from wizard.pipeline import investigate

    return investigate
