"""The app: it moves between the steps, runs the check behind them, and ends cleanly whatever happens.

Only what the first picture needs is imported here: everything else comes with its first use, or while the user types.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import AsyncGenerator, Callable, Iterable, Iterator
from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar, Protocol

from textual import on, work
from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.command import CommandPalette
from textual.events import Event, Key
from textual.screen import Screen

from wizard.errors import InvalidAddress, WizardError
from wizard.i18n import Words
from wizard.journey.last_case import case_of, keep, kept
from wizard.journey.session import Session, Step
from wizard.model.text import Language
from wizard.tui.clipboard import takes_copies
from wizard.tui.ending import EndingApp, on_signals
from wizard.tui.messages import (
    AddressConfirmed,
    CaseWanted,
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
    StepFilled,
)
from wizard.tui.once import Once
from wizard.tui.screens import step_screen
from wizard.tui.screens.overlay import OverlayScreen
from wizard.tui.screens.step import StepScreen
from wizard.tui.signs import AsciiSigns, only_ascii
from wizard.tui.start import WizardStart
from wizard.tui.text import _
from wizard.tui.widgets.head import NAME

if TYPE_CHECKING:
    from wizard import model
    from wizard.journey.check import Check
    from wizard.model import Case, EmailAddress, Rulebook
    from wizard.network import Network


class Investigate(Protocol):
    """The check, as the pipeline has it."""

    def __call__(
        self, address: EmailAddress, network: Network, rulebook: Rulebook, *, send_address: bool
    ) -> AsyncGenerator[model.Event]:
        """Its events, the last one being the result."""


class WizardApp(EndingApp):
    """The wizard. It holds the session; screens show it and tell what the user does."""

    TITLE = NAME
    CSS_PATH: ClassVar[list[str | PurePath]] = ["app.tcss", "screens/address.tcss", "screens/questions.tcss"]
    """Textual reads the styles of a screen when it comes after another one; so the first ones stand here as well."""
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
        self._rulebook = Once(start.rulebook)
        self._early_keys: list[Key] = []
        self.session = self._new_session(start.language)
        self.session.typed_address = start.address or ""

    @property
    def words(self) -> Words:
        """The interface in the language of the session."""
        return self.session.words

    def _new_session(self, language: Language) -> Session:
        start, path = self.start, self.start.last_case
        self._last_case: Once[Case | None] = Once(lambda: kept(path) if path is not None else None)
        return Session(
            load_rulebook=self._rulebook,
            language=language,
            answers=start.answers,
            demo=start.demo,
            may_resume=path is not None and path.is_file(),
        )

    def get_default_screen(self) -> StepScreen:
        """The address, or the questions where the command line brought a good one."""
        if self.session.typed_address:
            self._take_typed_address()
        return step_screen(self.session.step)(self.session)

    def _take_typed_address(self) -> None:
        from wizard.journey.suggestion import suggested_domain
        from wizard.model import EmailAddress

        with contextlib.suppress(InvalidAddress):
            address = EmailAddress.parse(self.session.typed_address)
            if suggested_domain(address.domain, self.session.known_domains) is None:
                self.session.set_address(address)
                self.session.step = Step.QUESTIONS

    def on_mount(self) -> None:
        """What takes time waits for the first picture."""
        on_signals(self.leave)
        self.screen.call_after_refresh(self.after_first_picture)

    async def on_event(self, event: Event) -> None:
        """Keys wait for the step that comes: what was typed before it can take them would go nowhere."""
        if isinstance(event, Key) and isinstance(self.screen, StepScreen) and not self.screen.filled:
            self._early_keys.append(event)
        else:
            await super().on_event(event)

    @on(StepFilled)
    async def _take_early_keys(self) -> None:
        while self._early_keys:
            await super().on_event(self._early_keys.pop(0))

    def after_first_picture(self) -> None:
        """The check, where the address is there; and all that will be needed is loaded."""
        if self.session.check is not None:
            self.run_check(self.session.check)
        self.warm_up()

    # The check

    @work(group="warm-up", exit_on_error=False)
    async def warm_up(self) -> None:
        """Loads the rest of the wizard while the user types; who needs a part of it sooner waits for that."""
        try:
            if self.session.may_resume and self.session.check is None:
                await asyncio.to_thread(self._last_case)
                self._offer_last_case()
            await asyncio.to_thread(self._rulebook)
            await asyncio.to_thread(self._load)
            await asyncio.to_thread(_load_screens)
        except WizardError as error:
            self._handle_exception(error)

    def _offer_last_case(self) -> None:
        self.session.last_case = self._last_case()
        self.session.may_resume = self.session.last_case is not None
        self._show_all_steps()

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
            for screen in self._screens:
                if isinstance(screen, StepScreen | OverlayScreen) and screen.is_mounted:
                    screen.show_check()

    @property
    def _screens(self) -> Iterator[Screen[object]]:
        """The step and what lies over it, from the top. Below it may lie the first screen of all, never seen again."""
        for screen in reversed(self.screen_stack):
            yield screen
            if isinstance(screen, StepScreen):
                return

    @on(CheckWanted)
    def _check_again(self) -> None:
        from wizard.journey.check import Check

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

    @on(CaseWanted)
    async def _case_wanted(self) -> None:
        case = await asyncio.to_thread(self._last_case)
        if case is None:
            return
        self.session.resume(case)
        if self.session.check is not None:
            self.run_check(self.session.check)
        self.post_message(StepChosen(Step.QUESTIONS if self.session.question else Step.ADVICE))

    @on(StepChosen)
    async def _step_chosen(self, message: StepChosen) -> None:
        if message.step is not self.session.step:
            self.session.step = message.step
            await self._go_to(self._screen_of(message.step))
            self.keep_case()

    async def _go_to(self, screen: type[StepScreen]) -> None:
        """Replaces the step; Textual cannot replace the first screen of all, so the second one lies over it."""
        if len(self.screen_stack) == 1:
            await self.push_screen(screen(self.session))
        else:
            await self.switch_screen(screen(self.session))

    def _screen_of(self, step: Step) -> type[StepScreen]:
        if step is Step.SETTINGS and self.session.strangers:
            from wizard.tui.screens.consent import ConsentScreen

            return ConsentScreen
        return step_screen(step)

    @on(SettingsOutdated)
    async def _settings_outdated(self) -> None:
        if isinstance(self.screen, StepScreen) and self.screen.STEP is Step.SETTINGS:
            wanted = self._screen_of(Step.SETTINGS)
            if type(self.screen) is not wanted:
                await self._go_to(wanted)

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
        from wizard.journey.typed_server import claim

        if self.session.check is not None:
            self.session.check.take(claim(message.report))
            self._show_check(self.session.check)

    async def action_by_hand(self) -> None:
        """Servers typed by hand."""
        from wizard.tui.screens.by_hand import ByHandScreen

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
        self._offer_last_case()
        await self._go_to(step_screen(Step.ADDRESS))

    # What works everywhere

    async def action_explain(self) -> None:
        """Help for this screen."""
        from wizard.tui.screens.dialogue import HelpDialogue

        screen = self.screen
        if isinstance(screen, StepScreen | OverlayScreen):
            await self.push_screen(HelpDialogue(self.session, screen, screen.PURPOSE))

    def action_other_language(self) -> None:
        """The other language, at once and everywhere."""
        from wizard.tui.screens.dialogue import Dialogue

        self.session.language = Language.EN if self.session.language is Language.NL else Language.NL
        for screen in self._screens:
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
        from wizard.tui.screens.evidence import EvidenceScreen

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
            return self.session.address_wanted and self._asks_for_address()
        if action == "sign_in":
            check = self.session.check
            return check is not None and check.investigation is not None
        return super().check_action(action, parameters)

    def _asks_for_address(self) -> bool:
        from wizard.tui.screens.evidence import EvidenceScreen

        return not isinstance(self.screen, OverlayScreen) or isinstance(self.screen, EvidenceScreen)

    def action_command_palette(self) -> None:
        """The commands, with the themes among them."""
        if self.use_command_palette and not isinstance(self.screen, CommandPalette):
            _ = self.session.words
            placeholder = _("Search …")
            self.call_next(self.push_screen, CommandPalette(id="--command-palette", placeholder=placeholder))

    def _show_all_steps(self) -> None:
        for screen in self._screens:
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


def _load_screens() -> None:
    for step in Step:
        step_screen(step)


def _load_pipeline() -> Investigate:
    from wizard.pipeline import investigate

    return investigate
