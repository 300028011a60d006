"""The wizard over the built-in world: live for whole journeys, replayed where only the screens matter."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from screenshots.generate import no_network, replayed
from tests.tui.pilots import OpenWizard, Wizard, events_of, rules
from wizard.demo import world
from wizard.mailbox import FailedLogins
from wizard.model import Answers, Event, Language
from wizard.network import Network, NetworkSettings
from wizard.tui import WizardStart
from wizard.tui.app import WizardApp


@asynccontextmanager
async def network_of_the_world() -> AsyncIterator[Network]:
    """The way to a world of its own, as --demo has it."""
    async with world() as running, Network(running.network_settings(NetworkSettings(deadline=10))) as network:
        yield network


@pytest.fixture
def replay() -> OpenWizard:
    """The wizard with a check that was seen before: same result, no network, no waiting."""

    @asynccontextmanager
    async def opened(
        situation: str | None = "all-well",
        *,
        language: Language = Language.EN,
        size: tuple[int, int] = (80, 24),
        events: Sequence[Event] | None = None,
        answers: Answers | None = None,
        demo: bool = False,
        address: str | None = None,
        last_case: Path | None = None,
    ) -> AsyncIterator[Wizard]:
        seen = events
        if seen is None:
            seen = await asyncio.to_thread(events_of, situation) if situation else []
        start = WizardStart(
            address=f"anna@{situation}.example" if situation else address,
            answers=answers or Answers(),
            language=language,
            rulebook=rules,
            open_network=no_network,
            demo=demo,
            last_case=last_case,
        )
        app = WizardApp(start, lambda: replayed(seen))
        async with app.run_test(size=size, notifications=True) as pilot:
            wizard = Wizard(app=app, pilot=pilot)
            await pilot.pause()
            await app.workers.wait_for_complete()
            await pilot.pause()
            yield wizard

    return opened


@pytest.fixture
def live() -> OpenWizard:
    """The wizard over the running world; nothing is typed yet."""

    @asynccontextmanager
    async def opened(
        *,
        language: Language = Language.EN,
        size: tuple[int, int] = (110, 32),
        address: str | None = None,
        last_case: Path | None = None,
    ) -> AsyncIterator[Wizard]:
        failed_logins = FailedLogins(None)
        start = WizardStart(
            address=address,
            answers=Answers(),
            language=language,
            rulebook=rules,
            open_network=network_of_the_world,
            demo=True,
            last_case=last_case,
            failed_logins=lambda: failed_logins,
        )
        app = WizardApp(start)
        async with app.run_test(size=size) as pilot:
            wizard = Wizard(app=app, pilot=pilot)
            await pilot.pause()
            yield wizard

    return opened
