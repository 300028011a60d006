"""Everything around one mail domain, on loopback: its name server, web servers and mail servers, as bad as can be."""

import asyncio
import contextlib
import dataclasses
import ssl
import time
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path
from urllib.parse import urlsplit

from tests.discovery.neighbourhood import rulebook
from tests.patience import HICCUP
from tests.servers.authority import Authority
from tests.servers.lines import LineServer, Talk, serving
from tests.servers.names import Fault, NameServer, Zone, name_server
from tests.servers.routes import Destination, Routes
from tests.servers.web import WebRequest, WebServer, web_server
from wizard import pipeline
from wizard.discovery import Inquiry, Source
from wizard.model import (
    EmailAddress,
    Endpoint,
    FindingId,
    Finished,
    Investigation,
    ProbeReport,
    Protocol,
    SocketType,
    SourceReport,
)
from wizard.network import Limits, Network, NetworkSettings
from wizard.probing import probe

DOMAIN = "voorbeeld.nl"
HOST = f"imap.{DOMAIN}"
WEB = "192.0.2.80"

PATIENT = Limits(
    dns_try=1.0,
    dns_name=2.0,
    connect=0.6,
    happy_eyeballs=0.05,
    tls=2.0,
    greeting=2.0,
    command=2.0,
    session=4.0,
    close=0.2,
    http_connect=0.6,
    http_total=2.0,
)
"""Short, but long enough for a machine that is busy."""

QUICK = replace(
    PATIENT,
    dns_try=0.2,
    dns_name=0.4,
    tls=0.5,
    greeting=0.4,
    command=0.3,
    session=0.9,
    http_connect=0.3,
    http_total=0.5,
)
"""For those who run out of time."""

RULEBOOK = rulebook()

Servers = Mapping[int | tuple[str, int], Talk | tuple[Talk, ssl.SSLContext | None]]
"""Port, or IP address and port -> what is said there, in TLS from the first byte where there is a context."""


@dataclass(slots=True, kw_only=True)
class Stage:
    """What can be asked here, and what was: `mail` by place, `requests` to all web servers, `names.questions`."""

    names: NameServer
    network: Network
    routes: Routes
    mail: Mapping[int | tuple[str, int], LineServer]
    web: Sequence[WebServer]

    @property
    def requests(self) -> list[WebRequest]:
        return [request for server in self.web for request in server.requests]

    async def look(self, address: str = f"anna@{DOMAIN}", *, send_address: bool = False) -> Investigation:
        """The whole way, in time, with nothing unprintable in what it brings, and nothing secret said."""
        started = time.monotonic()
        events = pipeline.investigate(EmailAddress.parse(address), self.network, RULEBOOK, send_address=send_address)
        last = [event async for event in events][-1]
        assert time.monotonic() - started < self.network.settings.deadline + HICCUP
        assert isinstance(last, Finished)
        await self.gone()
        self.expect_nothing_bad(last.investigation)
        for protocol, server in last.investigation.servers.items():
            assert server.endpoint.protocol is protocol
            assert server.endpoint.socket_type is not SocketType.PLAIN
        return last.investigation

    async def ask(self, source: Source, origin: str) -> SourceReport:
        """One question of one source, with nothing unprintable in its answer, and nothing secret said."""
        inquiry = Inquiry(address=EmailAddress.parse(f"anna@{DOMAIN}"), network=self.network, rulebook=RULEBOOK)
        (question,) = [question for question in source.lookups(inquiry) if question.origin == origin]
        report = await question.run()
        self.expect_nothing_bad(report)
        return report

    async def test(self, endpoint: Endpoint) -> ProbeReport:
        """One server, in time, with nothing unprintable in the report, and nothing secret said."""
        started = time.monotonic()
        report = await probe(endpoint, self.network)
        limits = self.network.limits
        bound = limits.dns_name + limits.connect + limits.session + limits.tls + 2 * limits.close
        assert time.monotonic() - started < bound + HICCUP
        await self.gone()
        self.expect_nothing_bad(report)
        return report

    async def gone(self) -> None:
        """Wait a little until the servers have heard all that was said to them."""
        for _ in range(20):
            if not any(server.open_now for server in self.mail.values()):
                return
            await asyncio.sleep(0.005)

    def expect_nothing_bad(self, result: object) -> None:
        """Neither in what came out, nor in what went to any server."""
        unprintable = [text for text in texts(result) if not text.isprintable()]
        assert not unprintable
        for place, server in self.mail.items():
            if place not in {80, 443}:
                assert said_to(server) <= _HARMLESS
        for request in self.requests:
            assert not {"authorization", "proxy-authorization", "cookie"} & set(request.fields)


_HARMLESS = frozenset({b"CAPABILITY", b"STARTTLS", b"LOGOUT", b"CAPA", b"STLS", b"QUIT", b"EHLO"})


def said_to(server: LineServer) -> set[bytes]:
    """The command words that a server was sent, without IMAP's tags; records of TLS are none."""
    lines = [line.split() for line in bytes(server.received).split(b"\r\n")]
    words = (line[1] if line[0][:1] in b"Aa" and line[0][1:].isdigit() else line[0] for line in lines if line)
    return {word.upper() for word in words if word.isascii() and word.isalpha()}


def texts(value: object) -> Iterator[str]:
    """Every text anywhere in a value of the model."""
    match value:
        case str():
            yield value
        case bytes() | Enum():
            return
        case Mapping():
            for key, item in value.items():
                yield from texts(key)
                yield from texts(item)
        case tuple() | list() | frozenset() | set():
            for item in value:
                yield from texts(item)
        case _ if dataclasses.is_dataclass(value):
            for part in dataclasses.fields(value):
                yield from texts(getattr(value, part.name))
        case _:
            return


def endpoint(protocol: str, port: int, security: str = "SSL", hostname: str = HOST) -> Endpoint:
    return Endpoint(protocol=Protocol(protocol), hostname=hostname, port=port, socket_type=SocketType(security))


def found(investigation: Investigation) -> set[FindingId]:
    return {finding.id for finding in investigation.findings}


@contextlib.asynccontextmanager
async def stage(
    authority: Authority,
    folder: Path,
    *,
    zone: Zone | None = None,
    faults: Mapping[str, Fault] | None = None,
    mail: Servers | None = None,
    pages: Mapping[str, bytes | Talk] | None = None,
    web_certificate: ssl.SSLContext | None = None,
    routes: Mapping[tuple[str, int] | int, Destination] | None = None,
    ispdb_url: str | None = None,
    authenticated: bool = False,
    ca_file: Path | None = None,
    resolver: tuple[str, int] | None = None,
    limits: Limits = PATIENT,
    deadline: float = 4.0,
) -> AsyncIterator[Stage]:
    """`pages` by URL; their hosts get an address, and one certificate that is good for all, or `web_certificate`."""
    by_scheme: dict[str, dict[str, bytes | Talk]] = {"http": {}, "https": {}}
    hosts: set[str] = set()
    for url, answer in (pages or {}).items():
        parts = urlsplit(url)
        hosts.add(parts.netloc)
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        by_scheme[parts.scheme][parts.netloc + target] = answer
    records = {host: {"A": [WEB]} for host in hosts} | dict({HOST: {"A": ["192.0.2.1"]}} if zone is None else zone)
    async with contextlib.AsyncExitStack() as opened:
        table = dict(routes or {})
        webs = []
        for scheme, port in (("http", 80), ("https", 443)) if hosts else ():
            context = None if scheme == "http" else web_certificate or authority.context(*sorted(hosts))
            webs.append(await opened.enter_async_context(web_server(by_scheme[scheme], context=context)))
            table.setdefault((WEB, port), ("127.0.0.1", webs[-1].port))
        servers = {}
        for place, what in (mail or {}).items():
            talk, context = what if isinstance(what, tuple) else (what, None)
            servers[place] = await opened.enter_async_context(serving(talk, context=context))
            table[place] = ("127.0.0.1", servers[place].port)
        names = await opened.enter_async_context(name_server(records, faults, authenticated=authenticated))
        settings = NetworkSettings(
            resolver=resolver or names.address,
            ca_file=ca_file or authority.ca_file(folder),
            route=(route := Routes(table)),
            ispdb_url=ispdb_url,
            deadline=deadline,
        )
        network = await opened.enter_async_context(Network(settings, limits))
        yield Stage(names=names, network=network, routes=route, mail=servers, web=webs)
