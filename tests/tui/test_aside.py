"""What uses the network runs beside the screen, ends with it, and holds no key up."""

import asyncio
import threading
from collections.abc import AsyncGenerator

import pytest

from screenshots.generate import no_network
from tests.tui.pilots import rules, screen_text
from wizard.model import Answers, EmailAddress, Event, Language, Rulebook
from wizard.network import Network
from wizard.tui import WizardStart
from wizard.tui.app import WizardApp
from wizard.tui.aside import Aside

ENOUGH = 20
"""Seconds after which a test that hangs fails."""


@pytest.mark.parametrize("size", [(80, 24)])
async def test_keys_are_answered_while_the_check_holds_its_thread(size: tuple[int, int]) -> None:
    held, let_go = threading.Event(), threading.Event()
    seen: list[Event] = []

    async def holds(
        address: EmailAddress, network: Network, rulebook: Rulebook, *, send_address: bool
    ) -> AsyncGenerator[Event]:
        del address, network, rulebook, send_address
        held.set()
        assert let_go.wait(ENOUGH)  # as bad as any library can be: nothing else runs in this loop meanwhile
        for event in seen:
            yield event

    start = WizardStart(
        address="anna@all-well.example",
        answers=Answers(),
        language=Language.EN,
        rulebook=rules,
        open_network=no_network,
        demo=True,
    )
    app = WizardApp(start, lambda: holds)
    async with app.run_test(size=size) as pilot:
        try:
            assert await asyncio.to_thread(held.wait, ENOUGH)
            await pilot.press("1")
            await pilot.pause()
            assert "Question 2 of" in screen_text(app)
        finally:
            let_go.set()


async def test_it_gives_what_the_work_gives() -> None:
    async def sum_of(first: int, second: int) -> int:
        await asyncio.sleep(0)
        return first + second

    async def thread() -> int:
        return threading.get_ident()

    aside = Aside()
    assert await aside.run(sum_of(2, 3)) == 5
    assert await aside.run(thread()) != threading.get_ident()
    with pytest.raises(ValueError, match="invalid literal"):
        await aside.run(asyncio.to_thread(int, "x"))
    aside.close()


@pytest.mark.parametrize("ending", ["the waiting is cancelled", "all is closed"])
async def test_what_is_under_way_is_cancelled_and_may_tidy_up(ending: str) -> None:
    started, tidied = threading.Event(), threading.Event()

    async def works_on() -> None:
        started.set()
        try:
            await asyncio.sleep(ENOUGH)
        finally:
            await asyncio.sleep(0)
            tidied.set()

    aside = Aside()
    waiting = asyncio.create_task(aside.run(works_on()))
    assert await asyncio.to_thread(started.wait, ENOUGH)
    if ending == "all is closed":
        await asyncio.to_thread(aside.close)
    else:
        waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert await asyncio.to_thread(tidied.wait, ENOUGH)
    aside.close()


def test_nothing_was_started_where_nothing_ran() -> None:
    before = threading.active_count()
    aside = Aside()
    aside.close()
    assert threading.active_count() == before
