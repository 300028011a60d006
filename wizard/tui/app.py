"""The app: it moves between the steps, runs the check behind them, and ends cleanly whatever happens."""

import asyncio
import contextlib
import os
from collections.abc import AsyncGenerator, Callable, Iterable
from typing import TYPE_CHECKING, ClassVar, Protocol

from textual import on, work
from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.command import CommandPalette
from textual.screen import Screen

from wizard.errors import InvalidAddress
from wizard.i18n import Words
from wizard.journey.check import Check
from wizard.journey.last_case import case_of, keep, kept
from wizard.journey.session import Session, Step
from wizard.journey.suggestion import suggested_domain
from wizard.journey.typed_server import claim
from wizard.model import EmailAddress, Event, Language, Rulebook
from wizard.tui.clipboard import takes_copies
from wizard.tui.ending import EndingApp, on_signals
from wizard.tui.messages import (
    AddressConfirmed,
    CaseResumed,
    CheckBroke,
    CheckProgress,
    CheckWanted,
    ConsentDecided,
    ConsentWanted,
    CopyWanted,
    LoginTested,
    NextCustomer,
    ServerUsed,
    SettingsOutdated,
    StepChosen,
)
from wizard.tui.screens import STEPS
from wizard.tui.screens.by_hand import ByHandScreen
from wizard.tui.screens.consent import ConsentScreen
from wizard.tui.screens.dialogue import Dialogue, HelpDialogue
from wizard.tui.screens.evidence import EvidenceScreen
from wizard.tui.screens.overlay import OverlayScreen
from wizard.tui.screens.settings import SettingsScreen
from wizard.tui.screens.step import StepScreen
from wizard.tui.signs import AsciiSigns, only_ascii
from wizard.tui.start import WizardStart
from wizard.tui.text import _
from wizard.tui.widgets.head import NAME

if TYPE_CHECKING:
    from wizard.network import Network


class Investigate(Protocol):
    """The check, as the pipeline has it."""

    def __call__(
        self, address: EmailAddress, network: "Network", rulebook: Rulebook, *, send_address: bool
    ) -> AsyncGenerator[Event]:
        """Its events, the last one being the result."""


class WizardApp(EndingApp):
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

    @property
    def words(self) -> Words:
        """The interface in the language of the session."""
        return self.session.words

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
        on_signals(self.leave)
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
                if isinstance(screen, StepScreen | OverlayScreen) and screen.is_mounted:
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

    # What lies over the steps

    @on(ServerUsed)
    def _server_used(self, message: ServerUsed) -> None:
        if self.session.check is not None:
            self.session.check.take(claim(message.report))
            self._show_check(self.session.check)

    async def action_by_hand(self) -> None:
        """Servers typed by hand."""
        if self.session.check is not None:
            await self.push_screen(ByHandScreen(self.session, self.start.open_network))

    async def action_trouble(self) -> None:
        """Something does not work."""
        from wizard.tui.screens.trouble import TroubleScreen

        await self.push_screen(TroubleScreen(self.session, self.start))

    async def action_sign_in(self) -> None:
        """The test of a password, as soon as the servers are known."""
        investigation = self.session.check.investigation if self.session.check is not None else None
        if investigation is None:
            return
        from wizard.journey.signed_in import LoginTest
        from wizard.tui.screens.password import PasswordScreen

        await self.push_screen(PasswordScreen(self.session, self.start, LoginTest(investigation=investigation)))

    @on(LoginTested)
    def _login_tested(self) -> None:
        self._show_all_steps()

    @on(NextCustomer)
    async def _next_customer(self) -> None:
        self.keep_work()
        self.workers.cancel_group(self, "check")
        folder = self.session.folder
        self.session = self._new_session(self.session.language)
        self.session.folder = folder
        await self.switch_screen(STEPS[Step.ADDRESS](self.session))

    # What works everywhere

    async def action_explain(self) -> None:
        """Help for this screen."""
        screen = self.screen
        if isinstance(screen, StepScreen | OverlayScreen):
            await self.push_screen(HelpDialogue(self.session, screen, screen.PURPOSE))

    def action_other_language(self) -> None:
        """The other language, at once and everywhere."""
        self.session.language = Language.EN if self.session.language is Language.NL else Language.NL
        for screen in self.screen_stack:
            if isinstance(screen, StepScreen | OverlayScreen | Dialogue):
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
        """The evidence lies over a step; a password needs servers."""
        if action == "evidence":
            return not isinstance(self.screen, OverlayScreen)
        if action == "agree":
            lies_over = isinstance(self.screen, OverlayScreen) and not isinstance(self.screen, EvidenceScreen)
            return self.session.address_wanted and not lies_over
        if action == "sign_in":
            check = self.session.check
            return check is not None and check.investigation is not None
        return super().check_action(action, parameters)

    def action_command_palette(self) -> None:
        """The commands, with the themes among them."""
        if self.use_command_palette and not isinstance(self.screen, CommandPalette):
            _ = self.session.words
            placeholder = _("Search …")
            self.call_next(self.push_screen, CommandPalette(id="--command-palette", placeholder=placeholder))

    def _show_all_steps(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, StepScreen) and screen.is_mounted:
                screen.show_all()

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

    def keep_work(self) -> None:
        """Keeps the case, so that it can be resumed."""
        case = case_of(self.session)
        if self.start.last_case is not None and case is not None:
            keep(self.start.last_case, case)


def _load_pipeline() -> Investigate:
    from wizard.pipeline import investigate

    return investigate
