"""Signing in: the password that may, what a server made of it, and why one was not asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NoReturn

from wizard.model.address import EmailAddress
from wizard.model.investigation import RecommendedServer
from wizard.model.lookup import Hint
from wizard.model.mailbox import Mailbox
from wizard.model.probe import FailureReason, Stage
from wizard.model.server import Endpoint, Protocol


class Password:
    """A password in memory, and nowhere else: it shows itself as `***`, is no equal of another and is never pickled."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """The text, for the one who sends it."""
        return self._text

    @property
    def padded(self) -> bool:
        """Whether it begins or ends with white space, which is rarely meant."""
        return self._text != self._text.strip()

    def __repr__(self) -> str:
        return "***"

    def __reduce_ex__(self, _protocol: object) -> NoReturn:
        raise TypeError("a password is not written down")


class LoginRefusal(StrEnum):
    """What a server means by its "no" to a name and a password."""

    WRONG_PASSWORD = "wrong-password"
    APP_PASSWORD_NEEDED = "app-password-needed"
    OAUTH2_ONLY = "oauth2-only"
    PASSWORD_EXPIRED = "password-expired"
    WEB_LOGIN_NEEDED = "web-login-needed"
    BLOCKED = "blocked"
    SWITCHED_OFF = "switched-off"
    TOO_MANY_CONNECTIONS = "too-many-connections"
    IN_USE = "in-use"
    TEMPORARY = "temporary"
    UNKNOWN = "unknown"

    @property
    def may_count(self) -> bool:
        """Whether the provider may count it as a failed login; what is only about the moment it does not."""
        return self not in {LoginRefusal.TOO_MANY_CONNECTIONS, LoginRefusal.IN_USE, LoginRefusal.TEMPORARY}


class NotTriedReason(StrEnum):
    """Why no password is sent to a server."""

    NO_SERVER = "no-server"
    NOT_VERIFIED = "not-verified"
    LOGIN_DISABLED = "login-disabled"
    OAUTH2_ONLY = "oauth2-only"
    NO_PROGRAMS = "no-programs"
    NO_PASSWORD_LOGIN = "no-password-login"
    APP_PASSWORD_NEEDED = "app-password-needed"
    UNTRUSTED_SOURCE = "untrusted-source"
    TOO_MANY_FAILURES = "too-many-failures"
    LOCK_OUT = "lock-out"
    UNSENDABLE = "unsendable"
    DECLINED = "declined"
    SIGNED_IN_ALREADY = "signed-in-already"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """The server let the user in; `mechanism` is a SASL mechanism, or the protocol's own command (`USER`, `LOGIN`)."""

    mechanism: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginRefused:
    """The server said no; `detail` is its own text, printable and without the password; `minutes` as it says there."""

    reason: LoginRefusal
    detail: str = ""
    minutes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginFailed:
    """There was no yes or no: the connection broke at `stage`; `password_sent` tells whether it got so far."""

    stage: Stage
    reason: FailureReason
    detail: str = ""
    password_sent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginNotTried:
    """No password was sent."""

    reason: NotTriedReason


LoginOutcome = SignedIn | LoginRefused | LoginFailed | LoginNotTried


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """What the user agreed to, each after its own question.

    `untrusted`: to sign in where the server's name came over an unprotected path. `after_failures`: to try once more
    though it went wrong twice. `app_password`: what she types is an app password.
    """

    untrusted: bool = False
    after_failures: bool = False
    app_password: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedLogin:
    """One login that would be tried: where, as whom, and what stands in its way (None: nothing)."""

    server: RecommendedServer
    username: str
    hindrance: NotTriedReason | None = None

    @property
    def endpoint(self) -> Endpoint:
        return self.server.endpoint


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginPlan:
    """Everything a user should see before she types a password.

    `logins` in the order of trying; a protocol without a server has none. `hints` are the provider's own words about
    signing in.
    """

    address: EmailAddress
    logins: tuple[PlannedLogin, ...]
    hints: tuple[Hint, ...] = ()

    def possible(self, consent: Consent) -> tuple[PlannedLogin, ...]:
        """The logins that nothing stands in the way of but, maybe, where the server's name comes from."""
        ways_in = {None, NotTriedReason.APP_PASSWORD_NEEDED} if consent.app_password else {None}
        return tuple(login for login in self.logins if login.hindrance in ways_in)

    def untrusted(self, consent: Consent) -> tuple[PlannedLogin, ...]:
        """Those of them whose server was named over an unprotected path, or by guessing."""
        return tuple(login for login in self.possible(consent) if not login.server.trusted)

    @property
    def needs_app_password(self) -> bool:
        """Whether an ordinary password cannot work at any of them."""
        return any(login.hindrance is NotTriedReason.APP_PASSWORD_NEEDED for login in self.logins)


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginReport:
    """One login, tried or not; `endpoint` and `username` are None where there is no server."""

    protocol: Protocol
    outcome: LoginOutcome
    endpoint: Endpoint | None = None
    username: str | None = None
    seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginCheck:
    """The result of one test of a password.

    `reports` has every protocol. `failures` counts what the providers may count as failed logins in this test (0 or 1),
    `recent_failures` those for this address within the last ten minutes, this test included. `mailbox` is None where
    nobody got in.
    """

    reports: Mapping[Protocol, LoginReport]
    failures: int
    recent_failures: int
    mailbox: Mailbox | None = None

    @property
    def works(self) -> bool:
        """Whether at least one server let the user in, and none refused."""
        outcomes = [report.outcome for report in self.reports.values()]
        return any(isinstance(outcome, SignedIn) for outcome in outcomes) and not any(
            isinstance(outcome, LoginRefused) for outcome in outcomes
        )
