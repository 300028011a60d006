import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from wizard import demo
from wizard.network import Network, NetworkSettings


@pytest.fixture
async def complaints() -> AsyncIterator[list[str]]:
    """What asyncio complains of while the test runs; there must be nothing of it at the end."""
    heard: list[str] = []

    def hear(_: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        heard.append(f"{context['message']}: {context.get('exception')!r}")

    asyncio.get_running_loop().set_exception_handler(hear)
    yield heard
    assert heard == []


@pytest.fixture
async def world(complaints: list[str]) -> AsyncIterator[demo.World]:
    async with demo.world() as running:
        yield running


@pytest.fixture
async def network(world: demo.World) -> AsyncIterator[Network]:
    async with Network(world.network_settings(NetworkSettings())) as opened:
        yield opened
