"""What a situation is: an address, the names and servers behind it, and what is published about them."""

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from wizard.model.server import AuthenticationMethod, Protocol, SocketType
from wizard.model.text import Text

AUTOCONFIG = "https://autoconfig.{domain}/mail/config-v1.1.xml"
"""Where a provider publishes its settings first (draft-ietf-mailmaint-autoconfig)."""

PACC = "https://ua-auto-config.{domain}/.well-known/user-agent-configuration.json"
"""Where a provider publishes its settings with PACC (draft-ietf-mailmaint-pacc)."""

AUTODISCOVER = "https://autodiscover.{domain}/autodiscover/autodiscover.xml"
"""Where a provider answers Microsoft's Autodiscover to whoever sends the whole address."""

ISPDB = "https://ispdb.example/v1.1/{domain}"
"""The database of providers of the built-in world."""


class Trait(StrEnum):
    """What is special about a server; each word may follow it in the table."""

    # What the network does
    CLOSED = "closed"  # nothing listens on the port
    FILTERED = "filtered"  # packets to the port disappear
    BROKEN_IPV6 = "broken-ipv6"  # the host has an IPv6 address too, behind which everything disappears
    OTHER_OVER_IPV6 = "other-over-ipv6"  # the host has an IPv6 address too, which leads to the hosting company's server
    # The certificate
    EXPIRED = "expired"
    OTHER_NAME = "other-name"  # it is made out to the hosting company's own server
    SELF_SIGNED = "self-signed"
    INTERCEPTED = "intercepted"  # it is made by a virus scanner that sits in between
    OLD_TLS = "old-tls"  # nothing newer than TLS 1.1
    # What the server says
    SILENT = "silent"  # accepts the connection and never says a word
    SLOW = "slow"  # thinks for a second before each answer
    SPEAKS_SMTP = "speaks-smtp"  # another protocol than the port is for
    BUSY = "busy"  # turns everybody away in its greeting
    NO_STARTTLS = "no-starttls"  # offers no STARTTLS, though it is published as such
    OVERWRITTEN = "overwritten"  # a firewall on the way makes the offer of STARTTLS unreadable
    REFUSES_STARTTLS = "refuses-starttls"  # offers STARTTLS and then refuses it
    INJECTS = "injects"  # sends answers of its own behind its agreement to STARTTLS
    PREAUTH = "preauth"  # IMAP: claims before TLS that the user has signed in
    CANNOT_LEAVE = "cannot-leave"  # POP3: EXPIRE 0, and no UIDL
    EXPIRES = "expires"  # POP3: messages are removed after 14 days
    LOGIN_DELAY = "login-delay"  # POP3: a quarter of an hour between two visits
    FEW_EXTENSIONS = "few-extensions"  # IMAP: no IDLE, no QUOTA, no SPECIAL-USE
    TURNS_AWAY = "turns-away"  # refuses everybody for good
    TOKENS_ONLY = "tokens-only"  # sign-in with OAuth2 only
    # What only those meet who sign in
    APP_PASSWORDS = "app-passwords"  # an ordinary password is refused, however right it is
    SHORT_NAMES = "short-names"  # users are known by the part before the @ alone
    NEARLY_FULL = "nearly-full"  # IMAP: hardly any space is left
    EMPTIED = "emptied"  # hardly any message is left of all that came in
    LOSES_PART = "loses-part"  # IMAP: a part of a message is not described
    CUTS_CHUNKS = "cuts-chunks"  # IMAP: messages that are fetched in pieces lose their end
    REFUSES_SENDER = "refuses-sender"  # SMTP: the user's own address is no sender


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A mail server that runs on this host and port."""

    protocol: Protocol
    hostname: str
    port: int
    socket_type: SocketType
    traits: frozenset[Trait]

    @classmethod
    def parse(cls, line: str) -> "Server":
        """Read `imap imap.all-well.example 993 SSL [trait ...]`. Raises ValueError."""
        protocol, hostname, port, socket_type, *traits = line.split()
        return cls(
            protocol=Protocol(protocol),
            hostname=hostname,
            port=int(port),
            socket_type=SocketType(socket_type),
            traits=frozenset(map(Trait, traits)),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedServer:
    """What a published file says of one server; it need not be true."""

    protocol: Protocol
    hostname: str
    port: int
    socket_type: SocketType
    authentication: tuple[AuthenticationMethod, ...]

    @classmethod
    def parse(cls, line: str) -> "PublishedServer":
        """Read `imap imap.all-well.example 993 SSL [authentication ...]`. Raises ValueError."""
        protocol, hostname, port, socket_type, *methods = line.split()
        return cls(
            protocol=Protocol(protocol),
            hostname=hostname,
            port=int(port),
            socket_type=SocketType(socket_type),
            authentication=tuple(map(AuthenticationMethod, methods or ["password-cleartext"])),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """One row of the table; `shows` says in one sentence what can be seen with its address.

    Everywhere in the row `{domain}` is the situation's own domain. All names stand in full, without a last dot.

    `servers`: one on each line, see `Server.parse`; each host gets an address of its own.
    `names`: further DNS records, one on each line: `{domain} MX 10 mx.{domain}`. Of type `BROKEN`: the name and all
    below it end in SERVFAIL; of type `SILENT`: no answer at all.
    `publishes`: by URL, what stands there. The web servers and their addresses follow from the URLs. A URL that ends in
    `.xml` or `.json` (PACC, with its digest in the DNS), or is in the database of providers, has a file with these
    lines: servers, see `PublishedServer.parse`; `servers`, short for all `servers` above as they are; `name The
    provider's name`; `help URL title`. Any other URL has a page with this title. `silence`: no answer at all.
    """

    id: str
    shows: Text
    servers: str = ""
    names: str = ""
    publishes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def domain(self) -> str:
        return f"{self.id}.example"

    @property
    def address(self) -> str:
        return f"anna@{self.domain}"

    def running(self) -> Iterator[Server]:
        """The mail servers."""
        return map(Server.parse, self._lines(self.servers))

    def records(self) -> Iterator[str]:
        """The lines for the zone, besides the addresses of the hosts."""
        return self._lines(self.names)

    def files(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The URLs and the lines of what stands there."""
        as_they_are = [" ".join(line.split()[:4]) for line in self._lines(self.servers)]
        for url, block in self.publishes.items():
            lines = [as_they_are if line == "servers" else [line] for line in self._lines(block)]
            yield self._fill(url), tuple(itertools.chain.from_iterable(lines))

    def _lines(self, block: str) -> Iterator[str]:
        return map(self._fill, filter(None, map(str.strip, block.splitlines())))

    def _fill(self, text: str) -> str:
        return text.replace("{domain}", self.domain)
