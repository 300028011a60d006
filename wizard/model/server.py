"""Where mail is read and sent: endpoints, settings, and the claims about them."""

from dataclasses import dataclass
from enum import StrEnum

from wizard.model.address import EmailAddress


class Protocol(StrEnum):
    """How a mail program talks to a server."""

    IMAP = "imap"
    POP3 = "pop3"
    SMTP = "smtp"


class SocketType(StrEnum):
    """How TLS starts, with the values of autoconfig."""

    SSL = "SSL"
    STARTTLS = "STARTTLS"
    PLAIN = "plain"


class AuthenticationMethod(StrEnum):
    """How the user proves who she is, with the values of autoconfig."""

    PASSWORD_CLEARTEXT = "password-cleartext"
    PASSWORD_ENCRYPTED = "password-encrypted"
    OAUTH2 = "OAuth2"
    NTLM = "NTLM"
    GSSAPI = "GSSAPI"
    TLS_CLIENT_CERT = "TLS-client-cert"
    CLIENT_IP_ADDRESS = "client-IP-address"
    NONE = "none"


class SourceName(StrEnum):
    """Who says where the servers are; the order is the priority among sources of equal trust, best first."""

    MANUAL = "manual"
    PROVIDER_TABLE = "provider-table"
    AUTOCONFIG = "autoconfig"
    ISPDB = "ispdb"
    MX = "mx"
    SRV = "srv"
    PACC = "pacc"
    AUTODISCOVER = "autodiscover"
    GUESS = "guess"

    @property
    def priority(self) -> int:
        """0 for the best source."""
        return list(SourceName).index(self)

    @property
    def is_published(self) -> bool:
        """Whether somebody published the claim, rather than us inventing it."""
        return self is not SourceName.GUESS


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """One place to connect to. `hostname` is in A-labels, lower case, without a trailing dot; `port` 1 to 65535."""

    protocol: Protocol
    hostname: str
    port: int
    socket_type: SocketType

    def __str__(self) -> str:
        return f"{self.hostname}:{self.port}"

    @property
    def is_relay(self) -> bool:
        """Whether this is port 25, where servers hand mail to each other: no place for a mail program (RFC 6409)."""
        return self.protocol is Protocol.SMTP and self.port == 25


EMAIL_ADDRESS = "%EMAILADDRESS%"
EMAIL_LOCAL_PART = "%EMAILLOCALPART%"
EMAIL_DOMAIN = "%EMAILDOMAIN%"


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerSettings:
    """What a mail program needs to know of one server.

    `username` carries autoconfig's placeholders, or is None where nothing says how to sign in; `authentication` is
    in the order of preference and may be empty where nothing says it.
    """

    endpoint: Endpoint
    username: str | None = None
    authentication: tuple[AuthenticationMethod, ...] = ()

    def username_for(self, address: EmailAddress) -> str | None:
        """The user name with the placeholders filled in for this address."""
        if self.username is None:
            return None
        return (
            self.username.replace(EMAIL_ADDRESS, str(address))
            .replace(EMAIL_LOCAL_PART, address.local_part)
            .replace(EMAIL_DOMAIN, address.domain)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One claim: this source says that mail is served like this.

    `origin` is the URL, DNS name or file that said so. `trusted` means that every step from the address to this
    value was authenticated. `order` is the source's own preference within a protocol, 0 first. `priority` is that of
    an SRV record, lower first, which compares across protocols (RFC 6186 section 3.4).
    """

    settings: ServerSettings
    source: SourceName
    origin: str
    trusted: bool
    order: int = 0
    priority: int | None = None

    @property
    def endpoint(self) -> Endpoint:
        return self.settings.endpoint
