"""What is wrong or worth knowing, as stable words; the sentences stand in `rules/findings.yaml`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


class Severity(StrEnum):
    """How bad it is."""

    BLOCKING = "blocking"
    WARNING = "warning"
    NOTE = "note"


class FindingId(StrEnum):
    """The stable words of the contract."""

    NO_SUCH_DOMAIN = "no-such-domain"
    NO_MAIL_HERE = "no-mail-here"
    NOTHING_FOUND = "nothing-found"
    NO_NETWORK = "no-network"
    PORT_FILTERED = "port-filtered"
    UNREACHABLE = "unreachable"
    BLOCKED_HERE = "blocked-here"
    MAIL_PORTS_BLOCKED = "mail-ports-blocked"
    REFUSED = "refused"
    SERVER_SILENT = "server-silent"
    HANGS_UP = "hangs-up"
    DEAD_ADDRESS = "dead-address"
    IPV6_BROKEN = "ipv6-broken"
    IPV4_BROKEN = "ipv4-broken"
    IPV6_DIFFERS = "ipv6-differs"
    CERTIFICATE_EXPIRED = "certificate-expired"
    CERTIFICATE_NOT_YET_VALID = "certificate-not-yet-valid"
    CERTIFICATE_NAME = "certificate-name"
    CERTIFICATE_UNTRUSTED = "certificate-untrusted"
    TLS_TOO_OLD = "tls-too-old"
    TLS_FAILED = "tls-failed"
    NO_ENCRYPTION = "no-encryption"
    STARTTLS_NOT_OFFERED = "starttls-not-offered"
    STARTTLS_OVERWRITTEN = "starttls-overwritten"
    STARTTLS_REFUSED = "starttls-refused"
    DATA_BEFORE_TLS = "data-before-tls"
    PREAUTH = "preauth"
    WRONG_PROTOCOL = "wrong-protocol"
    TLS_FROM_THE_START = "tls-from-the-start"
    NO_TLS_FROM_THE_START = "no-tls-from-the-start"
    REJECTED = "rejected"
    PUBLISHED_SERVER_DEAD = "published-server-dead"
    PUBLISHED_OVER_HTTP = "published-over-http"
    SOURCES_DISAGREE = "sources-disagree"
    FOREIGN_TARGET = "foreign-target"
    UNUSUAL_PORT = "unusual-port"
    INTERNAL_ADDRESS = "internal-address"
    DNS_BOGUS = "dns-bogus"
    DNS_WILDCARD = "dns-wildcard"
    TOO_MANY_RECORDS = "too-many-records"
    POP_CANNOT_LEAVE = "pop-cannot-leave"
    POP_DELETES_AFTER = "pop-deletes-after"
    OAUTH2_ONLY = "oauth2-only"
    APP_PASSWORD_NEEDED = "app-password-needed"
    ENABLE_FIRST = "enable-first"
    LOCK_OUT = "lock-out"
    NO_PROGRAMS = "no-programs"
    NO_INCOMING = "no-incoming"
    NO_OUTGOING = "no-outgoing"
    NO_SUCH_HOST = "no-such-host"
    OWN_MAIL_PASSWORD = "own-mail-password"
    BRIDGE_NEEDED = "bridge-needed"
    CAPTIVE_PORTAL = "captive-portal"
    RESOLVER_REFUSES = "resolver-refuses"
    INTERCEPTED = "intercepted"
    CLOCK_WRONG = "clock-wrong"
    CERTIFICATE_SELF_SIGNED = "certificate-self-signed"
    CERTIFICATE_NAME_WORKS = "certificate-name-works"
    REJECTED_FOR_NOW = "rejected-for-now"
    LOGIN_NEEDS_TLS = "login-needs-tls"
    POP_LOGIN_DELAY = "pop-login-delay"
    IMAP_NO_IDLE = "imap-no-idle"
    IMAP_NO_QUOTA = "imap-no-quota"
    IMAP_NO_SPECIAL_USE = "imap-no-special-use"
    SUBMISSION_PORT_25 = "submission-port-25"
    SUBMISSION_OTHER_PORT = "submission-other-port"
    LOOK_ALIKE_NAME = "look-alike-name"
    EXCHANGE_HERE = "exchange-here"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """`subject` is a host:port, a domain or a URL; `values` fill the `{names}` of the finding's text (printable).

    `typed` tells that it is about a server that the user typed herself.
    """

    id: FindingId
    severity: Severity
    subject: str
    values: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    typed: bool = False
