"""What a source of settings answered."""

from dataclasses import dataclass, field
from enum import StrEnum

from wizard.model.server import Candidate, Protocol, SocketType, SourceName
from wizard.model.text import Text


class LookupFailure(StrEnum):
    """Why a source gave no usable answer."""

    NO_SUCH_NAME = "no-such-name"
    NOT_FOUND = "not-found"
    TIMED_OUT = "timed-out"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"
    RESET = "reset"
    TLS_HANDSHAKE = "tls-handshake"
    CERTIFICATE_EXPIRED = "certificate-expired"
    CERTIFICATE_NAME = "certificate-name"
    CERTIFICATE_UNTRUSTED = "certificate-untrusted"
    NEEDS_LOGIN = "needs-login"
    SERVER_ERROR = "server-error"
    BUSY = "busy"
    TOO_LARGE = "too-large"
    TOO_MANY_REDIRECTS = "too-many-redirects"
    BAD_REDIRECT = "bad-redirect"
    NOT_A_CONFIGURATION = "not-a-configuration"
    BAD_CONFIGURATION = "bad-configuration"
    NAME_SERVER = "name-server"
    INTERNAL_ERROR = "internal-error"


class NotAskedReason(StrEnum):
    """Why a source was left alone."""

    SWITCHED_OFF = "switched-off"
    NOT_NEEDED = "not-needed"
    NOT_POSSIBLE = "not-possible"
    NEEDS_CONSENT = "needs-consent"


class HintId(StrEnum):
    """What a provider wants a user to know before she types a password."""

    OAUTH2_ONLY = "oauth2-only"
    APP_PASSWORD_NEEDED = "app-password-needed"
    ENABLE_FIRST = "enable-first"
    LOCK_OUT = "lock-out"
    OWN_MAIL_PASSWORD = "own-mail-password"
    BRIDGE_NEEDED = "bridge-needed"
    NO_PROGRAMS = "no-programs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """One thing to know before signing in, with the page that explains it."""

    id: HintId
    text: Text
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpPage:
    """A page of the provider's own; `title` is in the page's language."""

    url: str
    title: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What a source says of the provider besides its servers; `provider` is the id of a provider file."""

    provider: str | None = None
    display_name: str | None = None
    help_pages: tuple[HelpPage, ...] = ()
    hints: tuple[Hint, ...] = ()
    lacks: frozenset[Protocol] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchedPage:
    """The page that an answer was read from: `url` where it was in the end, `sha256` in hex over its `size` bytes.

    It shows later whether somebody else, or the same user tomorrow, was given the same page.
    """

    url: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """At least one server is named; `candidates` in the source's own order.

    `wildcard` tells that any name whatever exists below the domain, so that guessed names prove nothing. Answers that
    say the same are the same, whatever `page` they stand on.
    """

    candidates: tuple[Candidate, ...]
    published: Published = field(default_factory=Published)
    wildcard: bool = False
    page: FetchedPage | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingFound:
    """The source answered, and names no server; `not_offered` holds what it says is decidedly not served."""

    not_offered: frozenset[tuple[Protocol, SocketType]] = frozenset()
    published: Published = field(default_factory=Published)
    page: FetchedPage | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class LookupFailed:
    """The source could not be asked, or its answer not be used; `detail` is printable."""

    reason: LookupFailure
    detail: str = ""
    page: FetchedPage | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class NotAsked:
    """The source was left alone."""

    reason: NotAskedReason


LookupResult = Found | NothingFound | LookupFailed | NotAsked


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceReport:
    """One question to one source: `origin` is the URL, DNS name or file asked; `seconds` how long it took."""

    source: SourceName
    origin: str
    result: LookupResult
    seconds: float

    @property
    def page(self) -> FetchedPage | None:
        """The page it read, if any."""
        return self.result.page if not isinstance(self.result, NotAsked) else None
