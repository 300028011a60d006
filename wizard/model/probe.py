"""What a server really offered when it was asked."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from wizard.model.server import AuthenticationMethod, Endpoint, Protocol


class Stage(StrEnum):
    """How far a probe came."""

    RESOLVE = "resolve"
    CONNECT = "connect"
    TLS = "tls"
    GREETING = "greeting"
    STARTTLS = "starttls"
    CAPABILITY = "capability"
    SIGN_IN = "sign-in"


class FailureReason(StrEnum):
    """Why a probe ended before its end."""

    NO_SUCH_NAME = "no-such-name"
    NO_ADDRESS = "no-address"
    REFUSED = "refused"
    TIMED_OUT = "timed-out"
    UNREACHABLE = "unreachable"
    BLOCKED = "blocked"
    RESET = "reset"
    CLOSED = "closed"
    TLS_HANDSHAKE = "tls-handshake"
    CERTIFICATE_EXPIRED = "certificate-expired"
    CERTIFICATE_NAME = "certificate-name"
    CERTIFICATE_UNTRUSTED = "certificate-untrusted"
    STARTTLS_NOT_OFFERED = "starttls-not-offered"
    STARTTLS_OVERWRITTEN = "starttls-overwritten"
    STARTTLS_REFUSED = "starttls-refused"
    DATA_BEFORE_TLS = "data-before-tls"
    PREAUTH = "preauth"
    WRONG_PROTOCOL = "wrong-protocol"
    WRONG_SOCKET_TYPE = "wrong-socket-type"
    TOO_LONG = "too-long"
    REJECTED = "rejected"
    INTERNAL_ERROR = "internal-error"


UNDECIDED = frozenset({FailureReason.TIMED_OUT, FailureReason.UNREACHABLE, FailureReason.BLOCKED})
"""Reasons that say nothing about the server: the test could not decide."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TlsFacts:
    """The TLS session and the certificate that the server showed; dates in UTC, `names` its DNS names."""

    version: str
    hostname_matches: bool
    trusted: bool
    issuer: str
    names: tuple[str, ...]
    not_before: datetime
    not_after: datetime
    self_signed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """What the server announced, inside TLS where there is TLS.

    `names` are IMAP capabilities, POP3 CAPA lines or EHLO keywords as sent, in upper case (`IDLE`, `EXPIRE 0`,
    `SIZE 52428800`), sorted; `sasl_mechanisms` in the server's order.
    """

    protocol: Protocol
    greeting: str
    names: tuple[str, ...]
    sasl_mechanisms: tuple[str, ...]

    def has(self, keyword: str) -> bool:
        """Whether this keyword was announced, with or without a parameter."""
        return any(name.partition(" ")[0] == keyword for name in self.names)

    def parameter(self, keyword: str) -> str | None:
        """What follows the keyword (`EXPIRE 30` gives `30`); None where it was not announced."""
        for name in self.names:
            word, _, rest = name.partition(" ")
            if word == keyword:
                return rest
        return None

    @property
    def login_disabled(self) -> bool:
        """IMAP's LOGINDISABLED (RFC 9051 section 6.2.3)."""
        return self.has("LOGINDISABLED")

    @property
    def authentication_methods(self) -> tuple[AuthenticationMethod, ...]:
        """The mechanisms in autoconfig's words, for a source that does not say; passwords in TLS first."""
        offered = {mechanism.upper() for mechanism in self.sasl_mechanisms}
        methods: list[AuthenticationMethod] = []
        implicit_login = (self.protocol is Protocol.IMAP and not self.login_disabled) or (
            self.protocol is Protocol.POP3 and (self.has("USER") or not offered)
        )
        if offered & {"PLAIN", "LOGIN"} or implicit_login:
            methods.append(AuthenticationMethod.PASSWORD_CLEARTEXT)
        if any(mechanism.startswith(("CRAM-", "DIGEST-", "SCRAM-")) for mechanism in offered):
            methods.append(AuthenticationMethod.PASSWORD_ENCRYPTED)
        if offered & {"XOAUTH2", "OAUTHBEARER"}:
            methods.append(AuthenticationMethod.OAUTH2)
        if "GSSAPI" in offered:
            methods.append(AuthenticationMethod.GSSAPI)
        if "NTLM" in offered:
            methods.append(AuthenticationMethod.NTLM)
        return tuple(methods)


@dataclass(frozen=True, slots=True, kw_only=True)
class Connected:
    """The whole dialogue went well. `tls` is None only where the endpoint has no encryption."""

    tls: TlsFacts | None
    capabilities: Capabilities


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """The probe ended at `stage`.

    `detail` is printable; `tls` holds the refused session and certificate where one was seen by a second look that
    verifies nothing and sends nothing (a version below TLSv1.2 there means that the server is too old).
    WRONG_SOCKET_TYPE at stage GREETING: this port wants TLS from the first byte; at stage TLS: it starts without TLS.
    """

    stage: Stage
    reason: FailureReason
    detail: str = ""
    tls: TlsFacts | None = None

    @property
    def undecided(self) -> bool:
        """Whether the test says nothing about the server (time-out, no route): unknown, never "no"."""
        return self.reason in UNDECIDED


ProbeOutcome = Connected | Failed


class Speaker(StrEnum):
    """Who said a line of the transcript."""

    SERVER = "server"
    CLIENT = "client"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class TranscriptLine:
    """One line of the dialogue, printable; `seconds` since the probe began.

    What a NOTE says is the value of the Stage that was reached.
    """

    speaker: Speaker
    text: str
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbeReport:
    """One look at a server.

    `address` is the IP address that was reached, if any; `failed_addresses` are those of the same name that were
    tried before it and failed.
    """

    endpoint: Endpoint
    outcome: ProbeOutcome
    seconds: float
    transcript: tuple[TranscriptLine, ...] = ()
    address: str | None = None
    failed_addresses: tuple[tuple[str, FailureReason], ...] = ()
