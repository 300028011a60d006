"""Fifty addresses of one provider in one run: its names are asked once, and its hosts see few visitors at a time."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.servers.authority import Authority
from tests.servers.lines import LineServer, Talk, serving
from tests.servers.names import NameServer, name_server
from tests.servers.routes import Routes
from tests.servers.scripts import Script, follows
from wizard import pipeline, rulebook
from wizard.model import EmailAddress, Finished, Investigation
from wizard.network import Limits, Network, NetworkSettings

RULES = rulebook.load()
ADDRESSES = 50
HOSTS = {"imap.provider.example": 993, "pop.provider.example": 995, "smtp.provider.example": 465}
SCRIPTS = {
    993: Script(
        before=[(b"* OK ready",), (b"* CAPABILITY IMAP4rev1 AUTH=PLAIN", b"<tag> OK"), (b"* BYE", b"<tag> OK")]
    ),
    995: Script(before=[(b"+OK",), (b"+OK", b"UIDL", b"."), (b"+OK",)]),
    465: Script(before=[(b"220 ready",), (b"250-provider", b"250 AUTH PLAIN"), (b"221 bye",)]),
}
SERVICES = {993: "_imaps", 995: "_pop3s", 465: "_submissions"}


@dataclass(slots=True, kw_only=True)
class Provider:
    """`most` is how many visitors each host had at the same time."""

    names: NameServer
    network: Network
    servers: dict[str, LineServer]
    most: Counter[str] = field(default_factory=Counter)

    def counting(self, hostname: str, talk: Talk) -> Talk:
        """The talk, with the visitors counted."""

        async def counted(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            self.most[hostname] = max(self.most[hostname], self.servers[hostname].open_now)
            await talk(reader, writer)

        return counted

    async def look(self, domains: Sequence[str]) -> list[Investigation]:
        """Look into an address at each of the domains, all at once."""

        async def one(domain: str) -> Investigation:
            address = EmailAddress.parse(f"anna@{domain}")
            events = [event async for event in pipeline.investigate(address, self.network, RULES)]
            assert isinstance(events[-1], Finished)
            return events[-1].investigation

        return await asyncio.gather(*map(one, domains))


@asynccontextmanager
async def provider(folder: Path, domains: Sequence[str]) -> AsyncIterator[Provider]:
    """The domains, the hosts that serve all of them, and one network for the whole run."""
    authority = Authority()
    hosts = {host: {"A": [f"192.0.2.{number}"]} for number, host in enumerate(HOSTS, 1)}
    services = {
        f"{SERVICES[port]}._tcp.{domain}": {"SRV": [f"0 1 {port} {host}."]}
        for domain in domains
        for host, port in HOSTS.items()
    }
    exchangers = {domain: {"MX": ["10 mx.provider.example."]} for domain in domains}
    table: dict[tuple[str, int] | int, tuple[str, int]] = {}
    async with AsyncExitStack() as opened:
        names = await opened.enter_async_context(name_server({**hosts, **services, **exchangers}))
        settings = NetworkSettings(
            resolver=names.address, ca_file=authority.ca_file(folder), route=Routes(table), ispdb_url=None
        )
        network = await opened.enter_async_context(Network(settings))
        built = Provider(names=names, network=network, servers={})
        for number, (host, port) in enumerate(HOSTS.items(), 1):
            talk = built.counting(host, follows(SCRIPTS[port]))
            server = await opened.enter_async_context(serving(talk, context=authority.context(host)))
            built.servers[host] = server
            table[f"192.0.2.{number}", port] = (server.host, server.port)
        yield built


@pytest.mark.parametrize("shared", [True, False], ids=["one domain", "a domain each"])
async def test_fifty_addresses_share_answers_and_limits(shared: bool, tmp_path: Path) -> None:
    domains = ["customer.example"] * ADDRESSES if shared else [f"customer{n}.example" for n in range(ADDRESSES)]
    async with provider(tmp_path, list(dict.fromkeys(domains))) as here:
        found = await here.look(domains)

        asked = Counter(here.names.questions)
        made_up = {name for name, _ in asked if len(name.partition(".")[0]) == 16}
        of_the_provider = {name: count for name, count in asked.items() if name[0].endswith("provider.example")}
        visits = {host: server.connections for host, server in here.servers.items()}

    assert all(len(one.servers) == 3 for one in found)
    assert {question: count for question, count in asked.items() if count > 1 and question[0] not in made_up} == {}
    assert max(here.most.values()) <= Limits().connections_to_host
    assert len(of_the_provider) <= 12
    print(f"\n{len(asked)} questions, {visits} visits, at most {dict(here.most)} at a time")
