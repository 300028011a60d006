import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest

from tests.servers.authority import Authority
from tests.servers.names import Zone, name_server
from wizard.network import Limits, Network, NetworkSettings, Route

QUICK = Limits(
    dns_try=0.2,
    dns_name=0.5,
    connect=0.5,
    happy_eyeballs=0.05,
    tls=0.5,
    greeting=0.4,
    close=0.2,
    http_connect=0.4,
    http_total=0.6,
    connections_to_host=2,
)

HOST = "imap.voorbeeld.nl"

ZONE: Zone = {
    HOST: {"A": ["192.0.2.1"]},
    "www.voorbeeld.nl": {"A": ["192.0.2.2"]},
    "elders.example": {"A": ["192.0.2.3"]},
    "both.voorbeeld.nl": {"A": ["192.0.2.1"], "AAAA": ["2001:db8::1"]},
    "two.voorbeeld.nl": {"A": ["192.0.2.1", "192.0.2.2"]},
    "empty.voorbeeld.nl": {"TXT": ["nothing here"]},
    "xn--fa-hia.de": {"A": ["192.0.2.4"]},
}

NetworkFactory = Callable[..., AbstractAsyncContextManager[Network]]


@pytest.fixture(autouse=True)
def no_authorities_of_the_system(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Nobody is believed but whom a test names; reading the system's hundreds takes long, too."""
    monkeypatch.setenv("SSL_CERT_FILE", "/dev/null")
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path_factory.getbasetemp()))


@pytest.fixture(scope="session")
def authority() -> Authority:
    return Authority()


@pytest.fixture
def network_to(authority: Authority, tmp_path: Path) -> NetworkFactory:
    """A network that believes the authority, with a name server for ZONE and the given route."""

    @asynccontextmanager
    async def network(route: Route, *, limits: Limits = QUICK, zone: Zone = ZONE) -> AsyncIterator[Network]:
        async with name_server(zone) as names:
            settings = NetworkSettings(resolver=names.address, ca_file=authority.ca_file(tmp_path), route=route)
            async with Network(settings, limits) as opened:
                yield opened
            await asyncio.sleep(0)

    return network
