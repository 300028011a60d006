"""The server check behind the screens: it runs, its news are shown together, and it can run again."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncGenerator, Callable, Iterator
from typing import TYPE_CHECKING, Protocol

from textual import on, work
from textual.screen import Screen

from wizard.tui.ending import EndingApp
from wizard.tui.messages import CheckBroke, CheckProgress, CheckWanted, TypedServerTested
from wizard.tui.screens.overlay import OverlayScreen
from wizard.tui.screens.step import StepScreen

if TYPE_CHECKING:
    from wizard import model
    from wizard.journey.check import Check
    from wizard.journey.session import Session
    from wizard.model import EmailAddress, Rulebook
    from wizard.network import Network
    from wizard.tui.start import WizardStart


class Investigate(Protocol):
    """The check, as the pipeline has it."""

    def __call__(
        self, address: EmailAddress, network: Network, rulebook: Rulebook, *, send_address: bool
    ) -> AsyncGenerator[model.Event]:
        """Its events, the last one being the result."""


class CheckingApp(EndingApp):
    """An application that tests the servers of its session behind its screens."""

    session: Session

    def __init__(self, start: WizardStart, load: Callable[[], Investigate] | None) -> None:
        """`load` brings the check, which is heavy, when it is needed; the pipeline's own where None."""
        super().__init__()
        self.start = start
        self.load = load or _load_pipeline
        self._news = False

    @work(group="check", exclusive=True, exit_on_error=False)
    async def run_check(self, check: Check) -> None:
        """Asks and tests."""
        try:
            await self.aside.run(self._follow(check, self.session))
        except Exception:  # noqa: BLE001 - a screen worker's boundary: the wizard goes on without the check
            self.post_message(CheckBroke(check))

    async def _follow(self, check: Check, session: Session) -> None:
        """Tells each event as a message; runs beside the screen."""
        investigate = self.load()
        async with self.start.open_network() as network:
            events = investigate(check.address, network, session.rulebook, send_address=session.send_address)
            async with contextlib.aclosing(events):
                async for event in events:
                    self.post_message(CheckProgress(check, event))

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
            self.show_check(self.session.check)

    @on(CheckBroke)
    def _check_broke(self, message: CheckBroke) -> None:
        message.check.broken = True
        self.show_check(message.check)

    def show_check(self, check: Check) -> None:
        """Shows what this check has brought, where it is still the session's."""
        if check is self.session.check:
            for screen in self.shown_screens:
                if isinstance(screen, StepScreen | OverlayScreen) and screen.is_mounted:
                    screen.show_check()

    @property
    def shown_screens(self) -> Iterator[Screen[object]]:
        """The step and what lies over it, from the top. Below it may lie the first screen of all, never seen again."""
        for screen in reversed(self.screen_stack):
            yield screen
            if isinstance(screen, StepScreen):
                return

    @on(CheckWanted)
    def check_again(self) -> None:
        """Runs the check once more; what was typed by hand stands."""
        if self.session.check is not None:
            self.session.check = self.session.check.again()
            self.run_check(self.session.check)
            self.show_check(self.session.check)

    @on(TypedServerTested)
    def _typed_server_tested(self, message: TypedServerTested) -> None:
        from wizard.journey.typed_server import claim

        if self.session.check is not None:
            self.session.check.take(claim(message.report))
            self.show_check(self.session.check)

    async def action_agree(self) -> None:
        """Asks whether the provider may be told the whole address; then the check runs again."""
        from wizard.tui.screens.dialogue import SendAddressDialogue

        def answered(agreed: bool | None) -> None:
            if agreed:
                self.session.send_address = True
                self.check_again()

        await self.push_screen(SendAddressDialogue(self.session), answered)


def _load_pipeline() -> Investigate:
    from wizard.pipeline import investigate

    return investigate
