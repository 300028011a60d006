"""The servers of one provider on loopback, the investigation that names them, and the test of a password there."""

import asyncio
import contextlib
import dataclasses
import ssl
import time
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.patience import HICCUP
from tests.servers.authority import Authority
from tests.servers.lines import LineServer, Talk, serving
from tests.servers.mailboxes import SERVERS, MailServer
from tests.servers.names import name_server
from tests.servers.routes import Routes
from wizard.mailbox import FailedLogins, check_login, plan_logins
from wizard.model import (
    Consent,
    Cost,
    EmailAddress,
    Endpoint,
    Hint,
    HintId,
    Investigation,
    LoginCheck,
    LoginPlan,
    Password,
    ProbeReport,
    Protocol,
    Published,
    RecommendedServer,
    ServerSettings,
    SocketType,
    SourceName,
    Text,
)
from wizard.network import Limits, Network, NetworkSettings
from wizard.probing import probe

DOMAIN = "voorbeeld.nl"
ADDRESS = EmailAddress.parse(f"anna@{DOMAIN}")
QUICK = Limits(
    dns_try=0.3,
    dns_name=0.5,
    connect=0.5,
    happy_eyeballs=0.05,
    tls=0.6,
    greeting=0.6,
    command=0.5,
    session=1.0,
    close=0.2,
    auth=1.0,
    mailbox=2.0,
    login=6.0,
)
PORTS = {
    (Protocol.IMAP, SocketType.SSL): 993,
    (Protocol.POP3, SocketType.SSL): 995,
    (Protocol.SMTP, SocketType.SSL): 465,
    (Protocol.IMAP, SocketType.STARTTLS): 143,
    (Protocol.POP3, SocketType.STARTTLS): 110,
    (Protocol.SMTP, SocketType.STARTTLS): 587,
}


@dataclass(slots=True, kw_only=True)
class Place:
    """`servers` by protocol, `wire` what each of them received as it came out of TLS."""

    network: Network
    investigation: Investigation
    servers: Mapping[Protocol, MailServer]
    wire: Mapping[Protocol, LineServer]
    failed_logins: FailedLogins

    def plan(self, username: str | None = None) -> LoginPlan:
        return plan_logins(self.investigation, username=username)

    async def check(self, password: str, consent: Consent | None = None, *, username: str | None = None) -> LoginCheck:
        """The test of this password, in time."""
        started = time.monotonic()
        result = await check_login(self.plan(username), Password(password), self.network, self.failed_logins, consent)
        assert time.monotonic() - started < QUICK.login + HICCUP
        return result

    @property
    def attempts(self) -> int:
        """How many passwords the servers were offered."""
        return sum(server.attempts for server in self.servers.values())


def endpoint(protocol: Protocol, security: SocketType) -> Endpoint:
    return Endpoint(
        protocol=protocol,
        hostname=f"{protocol}.{DOMAIN}",
        port=PORTS[protocol, security],
        socket_type=security,
    )


@contextlib.asynccontextmanager
async def place(
    authority: Authority,
    folder: Path,
    servers: Mapping[Protocol, MailServer],
    *,
    security: SocketType = SocketType.SSL,
    trusted: bool = True,
    username: str | None = "%EMAILADDRESS%",
    hints: tuple[HintId, ...] = (),
    instead: Mapping[Protocol, Talk] | None = None,
    certificate: ssl.SSLContext | None = None,
    report: ProbeReport | None = None,
    limits: Limits = QUICK,
) -> AsyncIterator[Place]:
    """Run the servers and look at them as the wizard would; `instead` and `certificate` take over after that look.

    A password then meets what was not there before: a server that changed, or somebody in between.
    """
    records = {f"{protocol}.{DOMAIN}": {"A": ["192.0.2.1"]} for protocol in servers}
    async with contextlib.AsyncExitStack() as opened:
        table: dict[tuple[str, int] | int, tuple[str, int]] = {}
        wire: dict[Protocol, LineServer] = {}

        async def open_all(instead: Mapping[Protocol, Talk], certificate: ssl.SSLContext | None) -> None:
            for protocol, server in servers.items():
                context = certificate or authority.context(f"{protocol}.{DOMAIN}")
                if security is SocketType.STARTTLS:
                    server.starttls = context
                talk = instead.get(protocol) or SERVERS[protocol](server)
                tls = context if security is SocketType.SSL else None
                wire[protocol] = await opened.enter_async_context(serving(talk, context=tls))
                table[PORTS[protocol, security]] = ("127.0.0.1", wire[protocol].port)

        await open_all({}, None)
        names = await opened.enter_async_context(name_server(records))
        settings = NetworkSettings(resolver=names.address, ca_file=authority.ca_file(folder), route=Routes(table))
        network = await opened.enter_async_context(Network(settings, limits))
        found = {
            protocol: RecommendedServer(
                settings=ServerSettings(endpoint=endpoint(protocol, security), username=username),
                source=SourceName.AUTOCONFIG if trusted else SourceName.SRV,
                origin=f"https://autoconfig.{DOMAIN}/mail/config-v1.1.xml",
                trusted=trusted,
                verified=True,
                report=report or await probe(endpoint(protocol, security), network),
            )
            for protocol in servers
        }
        for server in servers.values():
            server.said.clear()
            server.in_clear.clear()
        if instead or certificate:
            await open_all(instead or {}, certificate)
        yield Place(
            network=network,
            investigation=_investigation(found, hints),
            servers=servers,
            wire=wire,
            failed_logins=FailedLogins(folder / "failed-logins.json"),
        )
        await asyncio.sleep(0)


def _investigation(found: Mapping[Protocol, RecommendedServer], hints: tuple[HintId, ...]) -> Investigation:
    text = Text(nl="Zo staat het er.", en="So it says.")
    return Investigation(
        address=ADDRESS,
        servers=found,
        alternatives=(),
        candidates=(),
        sources=(),
        findings=(),
        published=Published(hints=tuple(Hint(id=hint, text=text) for hint in hints)),
        cost=Cost(),
        settled_seconds=0.1,
        seconds=0.2,
    )


def all_three(password: str, **changes: Any) -> dict[Protocol, MailServer]:
    """A server for each protocol with the same mailbox."""
    refusals = {
        Protocol.IMAP: (b"<tag> NO [AUTHENTICATIONFAILED] wrong",),
        Protocol.POP3: (b"-ERR [AUTH] wrong",),
        Protocol.SMTP: (b"535 5.7.8 wrong",),
    }
    return {
        protocol: dataclasses.replace(MailServer(password=password, refusal=refusals[protocol]), **changes)
        for protocol in Protocol
    }
