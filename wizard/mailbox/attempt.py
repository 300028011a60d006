"""One login at one server, in a thread: from the greeting to the goodbye, with nothing of the password left behind."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from wizard.mailbox.credentials import Credentials
from wizard.mailbox.imap import ImapSession
from wizard.mailbox.pop3 import Pop3Session
from wizard.mailbox.refusals import minutes_in, refusal_of, refusing_lines, words_of
from wizard.mailbox.session import LIBRARY_ERRORS, UNREADABLE, Hindered, Session, measured
from wizard.mailbox.smtp import SmtpSession
from wizard.model import (
    Endpoint,
    FailureReason,
    LoginFailed,
    LoginNotTried,
    LoginOutcome,
    LoginRefused,
    Mailbox,
    NotTriedReason,
    Protocol,
    SignedIn,
    SocketType,
    Stage,
)
from wizard.network import NETWORK_ERRORS, BlockingConnection, Limits, Network, StreamError, reason_for

OpenSession = Callable[[BlockingConnection], Session]
"""A session over this connection, not started yet."""

SESSIONS: Mapping[Protocol, OpenSession] = {
    Protocol.IMAP: ImapSession,
    Protocol.POP3: Pop3Session,
    Protocol.SMTP: SmtpSession,
}


@dataclass(slots=True, kw_only=True)
class Attempt:
    """What the thread finds out stands here: an exception would carry the frames that hold the password.

    `mailbox` is what is known of it before, and afterwards what the session saw besides.
    """

    endpoint: Endpoint
    credentials: Credentials
    open_session: OpenSession
    mailbox: Mailbox
    outcome: LoginOutcome = field(
        default_factory=lambda: LoginFailed(stage=Stage.CONNECT, reason=FailureReason.INTERNAL_ERROR)
    )
    _limits: Limits = field(default_factory=Limits)
    _stage: Stage = Stage.CONNECT
    _sent: bool = False

    async def run(self, network: Network, end: float) -> None:
        """Hold the whole talk, and leave its outcome; `end` is the latest moment, on the clock of the event loop."""
        self._limits = network.limits
        tls = self.endpoint.socket_type is SocketType.SSL
        try:
            await network.talk_in_thread(self.endpoint.hostname, self.endpoint.port, tls=tls, end=end, talk=self._talk)
        except NETWORK_ERRORS as error:  # from before the talk: no server was spoken to
            reason, detail = reason_for(error)
            stage = error.stage if isinstance(error, StreamError) else None
            self.outcome = LoginFailed(stage=stage or self._stage, reason=reason, detail=detail)

    def _talk(self, connection: BlockingConnection) -> None:
        session = self.open_session(connection)
        try:
            mechanism = self._sign_in(session, connection)
        except Hindered as error:
            self.outcome = LoginNotTried(reason=error.reason)
        except Exception as error:  # noqa: BLE001 - the frames behind any error may hold the password: none gets out
            self.outcome = self._reading_of(error, connection)
            _forget_frames(error)
        else:
            self.outcome = SignedIn(mechanism=mechanism)
            limits = self._limits
            connection.begin(limits.mailbox, most_bytes=limits.mailbox_bytes, most_lines=limits.mailbox_lines)
            self.mailbox = session.look(self.mailbox)
        self._begin(connection, self._limits.command)
        measured(session.leave)

    def _sign_in(self, session: Session, connection: BlockingConnection) -> str:
        self._stage = Stage.GREETING
        self._begin(connection, self._limits.session)
        session.start()
        if connection.tls is None:
            raise Hindered(NotTriedReason.NOT_VERIFIED)
        self._stage = Stage.SIGN_IN
        self._begin(connection, self._limits.auth)
        return session.sign_in(self.credentials, self._sending)

    def _sending(self) -> None:
        self._sent = True

    def _begin(self, connection: BlockingConnection, seconds: float) -> None:
        connection.begin(seconds, most_bytes=self._limits.answer_bytes, most_lines=self._limits.answer_lines)

    def _reading_of(self, error: Exception, connection: BlockingConnection) -> LoginOutcome:
        """What an error of a library means. Nothing of the error itself is kept."""
        stage = self._stage
        if connection.failure is not None or isinstance(error, StreamError):
            reason, detail = connection.failure or reason_for(error)
            detail = self.credentials.redacted(detail.encode())
            if isinstance(error, StreamError) and error.stage is not None:
                stage = error.stage
        elif isinstance(error, LIBRARY_ERRORS):
            said = refusing_lines(self.endpoint.protocol, connection.heard)
            detail = self.credentials.redacted(words_of(self.endpoint.protocol, said))
            if self._sent:
                meaning = refusal_of(self.endpoint.protocol, said)
                return LoginRefused(reason=meaning, detail=detail, minutes=minutes_in(said))
            reason = FailureReason.REJECTED
        else:
            reason = FailureReason.WRONG_PROTOCOL if isinstance(error, UNREADABLE) else FailureReason.INTERNAL_ERROR
            detail = type(error).__name__
        return LoginFailed(stage=stage, reason=reason, detail=detail, password_sent=self._sent)


def _forget_frames(error: BaseException) -> None:
    """Let go of the frames of an error and of those behind it: some stay in a cycle until the collector comes by."""
    seen: set[int] = set()
    behind: list[BaseException | None] = [error]
    while behind:
        one = behind.pop()
        if one is not None and id(one) not in seen:
            seen.add(id(one))
            one.__traceback__ = None
            behind += [one.__cause__, one.__context__]
