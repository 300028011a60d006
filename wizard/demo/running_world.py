"""The built-in world: its name server, web server and mail servers on loopback, and the way to them."""

import asyncio
import dataclasses
import tempfile
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit

from wizard.demo.authority import Authority, Flaw
from wizard.demo.documents import document, pacc_record
from wizard.demo.loopback import HOST, Conversation, Loopback
from wizard.demo.mail_server import mail_server
from wizard.demo.name_server import NameServer, Zone
from wizard.demo.situation import ISPDB, Situation, Trait
from wizard.demo.situations import SITUATIONS
from wizard.demo.web_server import web_server
from wizard.network import NetworkSettings

_ISPDB_URL = ISPDB.removesuffix("{domain}")
_HOSTING_SERVER = "server12.webhost.example"
_NETWORKS = ("192.0.2", "198.51.100", "203.0.113")  # kept free for documentation: RFC 5737
_IPV6_NETWORK = "2001:db8::"  # the same: RFC 3849
_WEB_PORTS = {"http": 80, "https": 443}
_FLAWS = {
    Trait.EXPIRED: Flaw.EXPIRED,
    Trait.SELF_SIGNED: Flaw.SELF_SIGNED,
    Trait.INTERCEPTED: Flaw.INTERCEPTED,
    Trait.OLD_TLS: Flaw.OLD_TLS,
}


@asynccontextmanager
async def world(pace: float = 0.0) -> AsyncIterator["World"]:
    """Run the built-in world for as long as the block runs.

    `pace` seconds pass before each answer of a server, a quarter of it before each of the name server, so that a
    person can watch.
    """
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="mailwijzer-demo-"))
        loopback = await stack.enter_async_context(Loopback(pace))
        built = World(SITUATIONS, loopback=loopback, authority=Authority(Path(folder)))
        name_server = NameServer(Zone(built.names()), loopback, pace / 4)
        built.resolver = (await stack.enter_async_context(name_server)).address
        yield built


class World:
    """What runs while the built-in world does. Each host has an address that on the internet is nobody's.

    A server is opened at the first knock on its door, so that starting takes no time.
    """

    resolver: tuple[str, int]

    def __init__(self, situations: Iterable[Situation], *, loopback: Loopback, authority: Authority) -> None:
        self._loopback = loopback
        self._authority = authority
        self._situations = tuple(situations)
        self._documents = {
            url: document(url, lines) for situation in self._situations for url, lines in situation.files()
        }
        servers = [server for situation in self._situations for server in situation.running()]
        sites = {(str(parts.hostname), parts.scheme) for parts in map(urlsplit, (*self._documents, _ISPDB_URL))}
        self._web_hosts = frozenset(hostname for hostname, _ in sites)
        hostnames = dict.fromkeys([*(server.hostname for server in servers), *sorted(self._web_hosts)])
        self.addresses = dict(zip(hostnames, _addresses(), strict=False))
        """The IPv4 address of each host."""
        self._mail = {(self.addresses[server.hostname], server.port): server for server in servers}
        for (address, port), server in list(self._mail.items()):
            if Trait.OTHER_OVER_IPV6 in server.traits:
                traits = frozenset({Trait.OTHER_NAME})
                self._mail[_over_ipv6(address), port] = dataclasses.replace(server, traits=traits)
        self._web = {(self.addresses[hostname], _WEB_PORTS[scheme]): scheme for hostname, scheme in sites}
        self._open: dict[tuple[str, int], int] = {}
        self._opening = asyncio.Lock()
        self._closed_port = loopback.closed_port()

    def network_settings(self, base: NetworkSettings) -> NetworkSettings:
        """The settings that lead here and nowhere else; a table of providers that is off stays off."""
        return dataclasses.replace(
            base,
            resolver=self.resolver,
            ca_file=self._authority.ca_file,
            ispdb_url=None if base.ispdb_url is None else _ISPDB_URL,
            route=self.route,
        )

    async def route(self, address: str, port: int) -> tuple[str, int]:
        """Where on loopback the server of this address and port really is; a closed port where there is none.

        Where packets get lost, this never returns.
        """
        place = (address, port)
        server = self._mail.get(place)
        into_nothing = Trait.FILTERED in server.traits if server is not None else address.startswith(_IPV6_NETWORK)
        if into_nothing:
            await asyncio.get_running_loop().create_future()
        if (server is None or Trait.CLOSED in server.traits) and place not in self._web:
            return HOST, self._closed_port
        async with self._opening:
            if place not in self._open:
                self._open[place] = await self._loopback.listen(self._conversation(place))
        return HOST, self._open[place]

    def _conversation(self, place: tuple[str, int]) -> Conversation:
        if place in self._mail:
            server = self._mail[place]
            hostname = _HOSTING_SERVER if Trait.OTHER_NAME in server.traits else server.hostname
            flaw = next((flaw for trait, flaw in _FLAWS.items() if trait in server.traits), None)
            return mail_server(server, self._authority.context(hostname, flaw))
        if self._web[place] == "http":
            return web_server(self._documents, None)
        return web_server(self._documents, self._authority.context_by_name(self._web_hosts, default=_HOSTING_SERVER))

    def names(self) -> Iterator[str]:
        """The lines of the zone: the addresses of all hosts, and what the table adds."""
        for hostname, address in self.addresses.items():
            yield f"{hostname} A {address}"
        for (address, _), server in self._mail.items():
            if server.traits & {Trait.BROKEN_IPV6, Trait.OTHER_OVER_IPV6}:
                yield f"{server.hostname} AAAA {_over_ipv6(address)}"
        for url, found in self._documents.items():
            if url.endswith(".json"):
                yield pacc_record(url, found)
        for situation in self._situations:
            yield from situation.records()


def _over_ipv6(address: str) -> str:
    return f"{_IPV6_NETWORK}{address.rpartition('.')[2]}"


def _addresses() -> Iterator[str]:
    return (f"{network}.{number}" for network in _NETWORKS for number in range(10, 255))
