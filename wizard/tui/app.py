"""The app: it moves between the steps, runs the check behind them, and ends cleanly whatever happens.

Only what the first picture needs is imported here: everything else comes with its first use, or while the user types.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import Callable
from importlib import import_module
from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.events import Event, Key

from wizard.errors import InvalidAddress, WizardError
from wizard.journey.last_case import case_of, keep, kept
from wizard.journey.session import Session, Step
from wizard.model.text import Language
from wizard.tui.checking import Investigate
from wizard.tui.ending import on_signals
from wizard.tui.everywhere import EverywhereApp
from wizard.tui.messages import (
    AddressComplete,
    AddressConfirmed,
    CaseWanted,
    ConsentDecided,
    ConsentWanted,
    LoginTested,
    NextCustomer,
    ScreenFilled,
    SettingsOutdated,
    StepChosen,
)
from wizard.tui.once import Once
from wizard.tui.screens import step_screen
from wizard.tui.screens.overlay import OverlayScreen
from wizard.tui.screens.session_screen import SessionScreen
from wizard.tui.screens.step import StepScreen
from wizard.tui.signs import AsciiSigns, only_ascii
from wizard.tui.start import WizardStart
from wizard.tui.text import _
from wizard.tui.widgets.head import NAME

if TYPE_CHECKING:
    from wizard.model import Case


class WizardApp(EverywhereApp):
    """The wizard. It holds the session; screens show it and tell what the user does."""

    TITLE = NAME
    CSS_PATH: ClassVar[list[str | PurePath]] = ["app.tcss", "screens/address.tcss", "screens/questions.tcss"]
    """Textual reads the styles of a screen when it comes after another one; so the first ones stand here as well."""
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (60, "-narrow"), (100, "-wide")]  # noqa: RUF012 - Textual's own type
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (20, "-scant"), (23, "-low"), (28, "-tall")]  # noqa: RUF012 - Textual's own type
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f3", "agree", _("Send address")),
        Binding("f1", "explain", _("Help")),
        Binding("f2", "other_language", _("Nederlands")),
        Binding("f4", "evidence", _("Check")),
        Binding("ctrl+q", "quit", _("Quit"), priority=True),
    ]

    def __init__(self, start: WizardStart, load: Callable[[], Investigate] | None = None) -> None:
        """`load` brings the check, which is heavy, when it is needed; the pipeline's own where None."""
        super().__init__(start, load)
        if only_ascii(os.environ):
            self._filters.append(AsciiSigns())
        self._rulebook = Once(start.rulebook)
        self._early_keys: list[Key] = []
        self.session = self._new_session(start.language)
        self.session.typed_address = start.address or ""

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
        from wizard.model import EmailAddress

        with contextlib.suppress(InvalidAddress):
            address = EmailAddress.parse(self.session.typed_address)
            if self.session.meant_domain(address.domain) is None:
                self.session.set_address(address)
                self.session.step = Step.QUESTIONS

    def on_mount(self) -> None:
        """What takes time waits for the first picture."""
        on_signals(self.leave)
        self.screen.call_after_refresh(self.after_first_picture)

    async def on_event(self, event: Event) -> None:
        """Keys wait for the screen that comes: what was typed before it can take them would go nowhere."""
        if isinstance(event, Key) and isinstance(self.screen, SessionScreen) and not self.screen.filled:
            self._early_keys.append(event)
        else:
            await super().on_event(event)

    @on(ScreenFilled)
    async def _take_early_keys(self) -> None:
        while self._early_keys:
            await super().on_event(self._early_keys.pop(0))

    def after_first_picture(self) -> None:
        """The check, where the address is there; and all that will be needed is loaded."""
        if self.session.check is not None:
            self.run_check(self.session.check)
        self.warm_up()

    # What is loaded behind the first picture

    @work(group="warm-up", exit_on_error=False)
    async def warm_up(self) -> None:
        """Loads the rest of the wizard while the user types; who needs a part of it sooner waits for that."""
        try:
            if self.session.may_resume and self.session.check is None:
                await asyncio.to_thread(self._last_case)
                self._offer_last_case()
            await asyncio.to_thread(self._rulebook)
            await asyncio.to_thread(self.load)
            await asyncio.to_thread(_load_screens)
        except WizardError as error:
            self._handle_exception(error)

    def _offer_last_case(self) -> None:
        self.session.last_case = self._last_case()
        self.session.may_resume = self.session.last_case is not None
        self._show_all_steps()

    # The steps

    @on(AddressComplete)
    def _address_complete(self, message: AddressComplete) -> None:
        check = self.session.check
        if check is None or check.broken or message.address != self.session.address:
            self.session.set_address(message.address)
            if self.session.check is not None:
                self.run_check(self.session.check)
            self._show_all_steps()

    @on(AddressConfirmed)
    def _address_confirmed(self) -> None:
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
        investigation = self.session.usable
        if investigation is None or not self.session.can_sign_in:
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

    async def action_evidence(self) -> None:
        """What the check saw."""
        from wizard.tui.screens.evidence import EvidenceScreen

        await self.push_screen(EvidenceScreen(self.session))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The evidence lies over a step; a password needs servers."""
        if action == "evidence":
            return not isinstance(self.screen, OverlayScreen)
        if action == "agree":
            return self.session.address_wanted and self._asks_for_address()
        if action == "sign_in":
            return self.session.can_sign_in
        return super().check_action(action, parameters)

    def _asks_for_address(self) -> bool:
        from wizard.tui.screens.evidence import EvidenceScreen

        return not isinstance(self.screen, OverlayScreen) or isinstance(self.screen, EvidenceScreen)

    def _show_all_steps(self) -> None:
        for screen in self.shown_screens:
            if isinstance(screen, StepScreen) and screen.is_mounted:
                screen.show_all()

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
    """The steps, and what lies over them: loading that takes longer than a key may wait."""
    for step in Step:
        step_screen(step)
    for name in ("consent", "evidence", "by_hand", "trouble"):
        import_module(f"wizard.tui.screens.{name}")
