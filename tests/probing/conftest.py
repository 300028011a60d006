from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest

from tests.servers.authority import Authority
from tests.servers.names import name_server
from wizard.network import Limits, Network, NetworkSettings, Route

HOST = "imap.voorbeeld.nl"
QUICK = Limits(
    dns_try=0.3,
    dns_name=0.5,
    connect=0.5,
    happy_eyeballs=0.05,
    tls=0.6,
    greeting=0.4,
    command=0.4,
    session=1.0,
    close=0.2,
)

NetworkTo = Callable[[Route], AbstractAsyncContextManager[Network]]


@pytest.fixture(scope="session")
def authority() -> Authority:
    return Authority()


@pytest.fixture
def network_to(authority: Authority, tmp_path: Path) -> NetworkTo:
    """A network with short limits that believes the authority and knows one name."""

    @asynccontextmanager
    async def network(route: Route) -> AsyncIterator[Network]:
        async with name_server({HOST: {"A": ["192.0.2.1"]}}) as names:
            settings = NetworkSettings(resolver=names.address, ca_file=authority.ca_file(tmp_path), route=route)
            async with Network(settings, QUICK) as opened:
                yield opened

    return network
