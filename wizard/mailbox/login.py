"""The test of a password: at each server in order until one refuses; and a look at the mailbox, left as it was."""

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from wizard.mailbox.credentials import Credentials
from wizard.mailbox.failed_logins import FailedLogins
from wizard.mailbox.imap import ImapSession
from wizard.mailbox.plan import hindered
from wizard.mailbox.pop3 import Pop3Session
from wizard.mailbox.refusals import minutes_in, refusal_of, refusing_lines, words_of
from wizard.mailbox.session import LIBRARY_ERRORS, UNREADABLE, Hindered, Session, measured
from wizard.mailbox.smtp import SmtpSession
from wizard.model import (
    Consent,
    FailureReason,
    LoginCheck,
    LoginFailed,
    LoginNotTried,
    LoginOutcome,
    LoginPlan,
    LoginRefused,
    LoginReport,
    Mailbox,
    NotTriedReason,
    Password,
    PlannedLogin,
    Protocol,
    SignedIn,
    SocketType,
    Stage,
)
from wizard.network import NETWORK_ERRORS, BlockingConnection, Limits, Network, StreamError, reason_for

_SESSIONS: Mapping[Protocol, Callable[[BlockingConnection], Session]] = {
    Protocol.IMAP: ImapSession,
    Protocol.POP3: Pop3Session,
    Protocol.SMTP: SmtpSession,
}


async def check_login(
    plan: LoginPlan, password: Password, network: Network, failed_logins: FailedLogins, consent: Consent | None = None
) -> LoginCheck:
    """Sign in at each server of the plan, one after the other, and look into the mailbox. Never raises for a remote.

    Whatever is not a plain yes to the password is the last try: the other servers are left alone, so that at most one
    failed login comes of it. Without the user's consent nothing is sent where it is needed. Ends within `Limits.login`.
    """
    agreed = consent or Consent()
    end = asyncio.get_running_loop().time() + network.limits.login
    reports: dict[Protocol, LoginReport] = {}
    mailbox: Mailbox | None = None
    stopped: NotTriedReason | None = None
    if failed_logins.needs_confirmation(plan.address) and not agreed.after_failures:
        stopped = NotTriedReason.TOO_MANY_FAILURES
    logins = {login.endpoint.protocol: login for login in plan.logins}
    failures = 0
    for protocol in Protocol:
        login = logins.get(protocol)
        if login is None:
            outcome = LoginNotTried(reason=NotTriedReason.NO_SERVER)
            reports[protocol] = LoginReport(protocol=protocol, outcome=outcome)
            continue
        credentials = Credentials(username=login.username, password=password)
        started = time.monotonic()
        attempt = _Attempt(login=login, credentials=credentials, limits=network.limits, mailbox=mailbox or Mailbox())
        if (
            reason := stopped
            or hindered(login, plan, agreed)
            or (None if credentials.sendable else NotTriedReason.UNSENDABLE)
        ):
            attempt.outcome = LoginNotTried(reason=reason)
        else:
            await attempt.run(network, end)
        reports[protocol] = LoginReport(
            protocol=protocol,
            outcome=attempt.outcome,
            endpoint=login.endpoint,
            username=login.username,
            seconds=time.monotonic() - started,
        )
        match attempt.outcome:
            case SignedIn():
                mailbox = attempt.mailbox
            case LoginRefused(reason=refusal):
                stopped = NotTriedReason.LOCK_OUT
                if refusal.may_count:
                    failures += 1
                    failed_logins.add(plan.address)
            case LoginFailed(password_sent=True):
                stopped = NotTriedReason.LOCK_OUT
            case _:
                pass
    return LoginCheck(
        reports=MappingProxyType(reports),
        failures=failures,
        recent_failures=failed_logins.recent(plan.address),
        mailbox=mailbox,
    )


def without_password(plan: LoginPlan, failed_logins: FailedLogins, reason: NotTriedReason) -> LoginCheck:
    """The result where nobody typed a password: what stands in the way of each login, else the `reason` given."""
    reports = {
        protocol: LoginReport(protocol=protocol, outcome=LoginNotTried(reason=NotTriedReason.NO_SERVER))
        for protocol in Protocol
    }
    for login in plan.logins:
        reports[login.endpoint.protocol] = LoginReport(
            protocol=login.endpoint.protocol,
            outcome=LoginNotTried(reason=login.hindrance or reason),
            endpoint=login.endpoint,
            username=login.username,
        )
    return LoginCheck(reports=MappingProxyType(reports), failures=0, recent_failures=failed_logins.recent(plan.address))


@dataclass(slots=True, kw_only=True)
class _Attempt:
    """One login at one server. What the thread finds out stands here, since an exception could carry the password."""

    login: PlannedLogin
    credentials: Credentials
    limits: Limits
    mailbox: Mailbox
    outcome: LoginOutcome = field(
        default_factory=lambda: LoginFailed(stage=Stage.CONNECT, reason=FailureReason.INTERNAL_ERROR)
    )
    _stage: Stage = Stage.CONNECT
    _sent: bool = False

    async def run(self, network: Network, end: float) -> None:
        """Hold the whole talk, and leave its outcome."""
        place = self.login.endpoint
        try:
            await network.talk_in_thread(
                place.hostname, place.port, tls=place.socket_type is SocketType.SSL, end=end, talk=self._talk
            )
        except NETWORK_ERRORS as error:  # from before the talk: no server was spoken to
            reason, detail = reason_for(error)
            stage = error.stage if isinstance(error, StreamError) else None
            self.outcome = LoginFailed(stage=stage or self._stage, reason=reason, detail=detail)

    def _talk(self, connection: BlockingConnection) -> None:
        session = _SESSIONS[self.login.endpoint.protocol](connection)
        try:
            mechanism = self._sign_in(session, connection)
        except Hindered as error:
            self.outcome = LoginNotTried(reason=error.reason)
        except Exception as error:  # noqa: BLE001 - the frames behind any error may hold the password: none gets out
            self.outcome = self._reading_of(error, connection)
        else:
            self.outcome = SignedIn(mechanism=mechanism)
            self._begin(connection, self.limits.mailbox, much=True)
            self.mailbox = session.look(self.mailbox)
        self._begin(connection, self.limits.command)
        measured(session.leave)

    def _sign_in(self, session: Session, connection: BlockingConnection) -> str:
        self._stage = Stage.GREETING
        self._begin(connection, self.limits.session)
        session.start()
        if connection.tls is None:
            raise Hindered(NotTriedReason.NOT_VERIFIED)
        self._stage = Stage.SIGN_IN
        self._begin(connection, self.limits.auth)
        return session.sign_in(self.credentials, self._sending)

    def _sending(self) -> None:
        self._sent = True

    def _begin(self, connection: BlockingConnection, seconds: float, *, much: bool = False) -> None:
        connection.begin(
            seconds,
            most_bytes=self.limits.mailbox_bytes if much else self.limits.answer_bytes,
            most_lines=self.limits.mailbox_lines if much else self.limits.answer_lines,
        )

    def _reading_of(self, error: Exception, connection: BlockingConnection) -> LoginOutcome:
        """What an error of a library means. Nothing of the error itself is kept."""
        stage = self._stage
        if connection.failure is not None or isinstance(error, StreamError):
            reason, detail = connection.failure or reason_for(error)
            if isinstance(error, StreamError) and error.stage is not None:
                stage = error.stage
        elif isinstance(error, LIBRARY_ERRORS):
            protocol = self.login.endpoint.protocol
            said = refusing_lines(protocol, connection.heard)
            detail = self.credentials.redacted(words_of(protocol, said))
            if self._sent:
                return LoginRefused(reason=refusal_of(protocol, said), detail=detail, minutes=minutes_in(said))
            reason = FailureReason.REJECTED
        else:
            reason = FailureReason.WRONG_PROTOCOL if isinstance(error, UNREADABLE) else FailureReason.INTERNAL_ERROR
            detail = type(error).__name__
        return LoginFailed(
            stage=stage, reason=reason, detail=self.credentials.redacted(detail.encode()), password_sent=self._sent
        )
