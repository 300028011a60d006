"""Name server and web servers on loopback, told what to answer and remembering what they were asked."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import ModuleType
from urllib.parse import urlsplit

import dns.flags
import dns.message
import dns.rdatatype

from wizard.demo.authority import Authority
from wizard.demo.loopback import HOST, Connection, Loopback
from wizard.demo.name_server import NameServer, Zone
from wizard.discovery import Inquiry
from wizard.model import (
    Candidate,
    Confidence,
    EmailAddress,
    Endpoint,
    FindingId,
    FindingText,
    Found,
    LookupResult,
    Protocol,
    Provider,
    Published,
    Rulebook,
    ServerSettings,
    SocketType,
    SourceReport,
    Text,
)
from wizard.network import Limits, Network, NetworkSettings

ISPDB = "https://ispdb.example/v1.1/"


class ListeningNameServer(NameServer):
    """Remembers the questions; `validates`: says of every answer that DNSSEC proved it."""

    def __init__(self, zone: Zone, loopback: Loopback, *, validates: bool) -> None:
        super().__init__(zone, loopback, pace=0)
        self._validates = validates
        self.asked: list[tuple[str, str]] = []

    def respond(self, packet: bytes) -> dns.message.Message | None:
        question = dns.message.from_wire(packet).question[0]
        self.asked.append((question.name.to_text(omit_final_dot=True), dns.rdatatype.to_text(question.rdtype)))
        response = super().respond(packet)
        if response is not None and self._validates:
            response.flags |= dns.flags.AD
        return response


@dataclass
class Neighbourhood:
    """Everything that can be asked, and what was: `fetched` holds URLs, `posted` what was sent there, if anything."""

    name_server: ListeningNameServer
    network: Network
    rulebook: Rulebook
    fetched: list[str] = field(default_factory=list)
    posted: list[bytes] = field(default_factory=list)

    def inquiry(self, address: str = "anna@voorbeeld.nl", *, send_address: bool = False) -> Inquiry:
        return Inquiry(
            address=EmailAddress.parse(address),
            network=self.network,
            rulebook=self.rulebook,
            send_address=send_address,
        )

    @property
    def names_asked(self) -> set[str]:
        return {name for name, _ in self.name_server.asked}


@asynccontextmanager
async def neighbourhood(
    folder: Path,
    zone: Iterable[str] = (),
    pages: Mapping[str, bytes] | None = None,
    *,
    providers: Sequence[Provider] = (),
    validates: bool = False,
    ispdb_url: str | None = ISPDB,
    limits: Limits | None = None,
    certificate_for: str | None = None,
) -> AsyncIterator[Neighbourhood]:
    """`zone` has lines `name type value`; what is at a URL of `pages` is sent as it stands, status line first.

    `certificate_for`: the one name that the certificate of every web server is made out to.
    """
    pages = pages or {}
    authority = Authority(folder)
    hosts = sorted({str(urlsplit(url).hostname) for url in pages})
    addresses = {host: f"192.0.2.{number}" for number, host in enumerate(hosts, start=1)}
    lines = [*zone, *(f"{host} A {address}" for host, address in addresses.items())]
    fetched: list[str] = []
    posted: list[bytes] = []
    async with Loopback(pace=0) as loopback:

        async def serve(connection: Connection, scheme: str) -> None:
            request = await connection.read_line()
            headers = [line async for line in _lines(connection)]
            host = next(line[6:] for line in headers if line.lower().startswith("host: "))
            url = f"{scheme}://{host}{request.split()[1]}"
            fetched.append(url)
            size = next((int(line[16:]) for line in headers if line.lower().startswith("content-length: ")), 0)
            if size:
                posted.append(await connection.read(size))
            await connection.send(pages.get(url.partition("?")[0], page(b"nothing here", status=404)))
            await connection.read_to_end()

        async def http(connection: Connection) -> None:
            await serve(connection, "http")

        async def https(connection: Connection) -> None:
            names = [certificate_for] if certificate_for else hosts
            await connection.start_tls(authority.context_by_name(names, default=names[0]))
            await serve(connection, "https")

        ports = {80: await loopback.listen(http), 443: await loopback.listen(https)}
        closed = loopback.closed_port()

        async def route(address: str, port: int) -> tuple[str, int]:
            return HOST, ports.get(port, closed) if address in addresses.values() else closed

        async with ListeningNameServer(Zone(lines), loopback, validates=validates) as name_server:
            settings = NetworkSettings(
                resolver=name_server.address, ca_file=authority.ca_file, ispdb_url=ispdb_url, route=route
            )
            async with Network(settings, limits or Limits()) as network:
                yield Neighbourhood(name_server, network, rulebook(*providers), fetched, posted)


async def _lines(connection: Connection) -> AsyncIterator[str]:
    while line := await connection.read_line():
        yield line


def rulebook(*providers: Provider) -> Rulebook:
    """A rulebook with these providers and the one sentence that a source may need."""
    oauth2_only = FindingText(
        seen=Text(nl="{subject} wil OAuth2.", en="{subject} wants OAuth2."), next_step=Text(nl="Klik.", en="Click.")
    )
    return Rulebook(
        questions=(),
        rules=(),
        outcomes={},
        providers={provider.id: provider for provider in providers},
        clients={},
        findings={FindingId.OAUTH2_ONLY: oauth2_only},
    )


def provider(servers: Sequence[str] = (), lacks: Sequence[Protocol] = ()) -> Provider:
    """A provider of `voorbeeld.nl`; each server `imap imap.voorbeeld.nl 993 SSL`."""
    settings = []
    for server in servers:
        protocol, hostname, port, socket_type = server.split()
        endpoint = Endpoint(
            protocol=Protocol(protocol), hostname=hostname, port=int(port), socket_type=SocketType(socket_type)
        )
        settings.append(ServerSettings(endpoint=endpoint, username="%EMAILADDRESS%"))
    return Provider(
        id="voorbeeld",
        domains=("voorbeeld.nl",),
        mx=("mx.voorbeeld.nl",),
        servers=tuple(settings),
        published=Published(provider="voorbeeld", display_name="Voorbeeld", lacks=frozenset(lacks)),
        references=("https://www.voorbeeld.nl/",),
        confidence=Confidence.HIGH,
        last_checked=date(2026, 11, 23),
    )


def page(body: bytes, *, status: int = 200, location: str | None = None) -> bytes:
    """A whole answer of a web server."""
    redirect = f"Location: {location}\r\n" if location else ""
    head = f"HTTP/1.1 {status} Status\r\nContent-Type: text/xml\r\n{redirect}Content-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def configuration(*servers: str, name: str = "Voorbeeld") -> bytes:
    """An autoconfig file as a page; each server `imap imap.voorbeeld.nl 993 SSL [authentication]`."""
    sections = []
    for server in servers:
        protocol, hostname, port, socket_type, *methods = server.split()
        kind = "outgoingServer" if protocol == "smtp" else "incomingServer"
        sections.append(
            f'<{kind} type="{protocol}"><hostname>{hostname}</hostname><port>{port}</port>'
            f"<socketType>{socket_type}</socketType><username>%EMAILADDRESS%</username>"
            + "".join(f"<authentication>{method}</authentication>" for method in methods or ["password-cleartext"])
            + f"</{kind}>"
        )
    return page(
        (
            f'<clientConfig version="1.1"><emailProvider id="x"><displayName>{name}</displayName>'
            f"{''.join(sections)}</emailProvider></clientConfig>"
        ).encode()
    )


async def ask(source: ModuleType, inquiry: Inquiry) -> dict[str, LookupResult]:
    """What this source answers, by origin; every lookup at once."""
    reports = await asyncio.gather(*(lookup.run() for lookup in source.lookups(inquiry)))
    assert all(isinstance(report, SourceReport) and report.seconds >= 0 for report in reports)
    return {report.origin: report.result for report in reports}


async def only(source: ModuleType, inquiry: Inquiry) -> LookupResult:
    """The answer of a source with one lookup."""
    (result,) = (await ask(source, inquiry)).values()
    return result


def claims(result: LookupResult) -> list[str]:
    """The candidates of a result: `imap imap.voorbeeld.nl 993 SSL`."""
    assert isinstance(result, Found), result
    return [claim(candidate) for candidate in result.candidates]


def claim(candidate: Candidate) -> str:
    endpoint = candidate.endpoint
    return f"{endpoint.protocol} {endpoint.hostname} {endpoint.port} {endpoint.socket_type}"
