"""A message to oneself, and handing it to the outgoing server: to nobody else, and once."""

import dataclasses
import secrets
import smtplib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from functools import partial

from wizard.mailbox.credentials import Credentials
from wizard.mailbox.failed_logins import FailedLogins
from wizard.mailbox.login import check_login
from wizard.mailbox.message_refusals import message_refusal_of
from wizard.mailbox.refusals import refusing_lines, words_of
from wizard.mailbox.session import LIBRARY_ERRORS, UNREADABLE
from wizard.mailbox.smtp import SmtpSession
from wizard.model import (
    Consent,
    EmailAddress,
    FailureReason,
    LoginPlan,
    Mailbox,
    MessageAccepted,
    MessageFailed,
    MessageOutcome,
    MessageRefusal,
    MessageRefused,
    Password,
    Protocol,
    SendingCheck,
    SendingStep,
)
from wizard.network import NETWORK_ERRORS, BlockingConnection, Network, reason_for

_STEP_SECONDS = 10.0
_MESSAGE_SECONDS = 60.0
"""Servers look into a message before they take it over; RFC 5321 section 4.5.3.2.6 allows ten minutes."""

_ALL_SECONDS = 150.0
_MOST_BYTES = 64 * 1024
_MOST_LINES = 100


async def send_to_myself(
    plan: LoginPlan,
    password: Password,
    network: Network,
    failed_logins: FailedLogins,
    consent: Consent,
    *,
    subject: str,
    text: str,
) -> SendingCheck:
    """Sign in to the outgoing server of the plan, once, and hand over one message from the address to itself.

    `text` has lines ended by a line feed. Never raises for what a remote does; ends within two and a half minutes.
    """
    message_id = f"<{secrets.token_hex(16)}@{plan.address.domain}>"
    sending = _Sending(
        address=plan.address,
        message=self_message(plan.address, subject=subject, text=text, sent=datetime.now(UTC), message_id=message_id),
    )
    outgoing = tuple(one for one in plan.logins if one.endpoint.protocol is Protocol.SMTP)
    check = await check_login(
        dataclasses.replace(plan, logins=outgoing),
        password,
        network,
        failed_logins,
        consent,
        sessions={Protocol.SMTP: partial(_SendingSession, sending)},
        seconds=_ALL_SECONDS,
    )
    check = dataclasses.replace(check, reports={Protocol.SMTP: check.reports[Protocol.SMTP]}, mailbox=None)
    return SendingCheck(login=check, message_id=message_id, outcome=sending.outcome)


def self_message(address: EmailAddress, *, subject: str, text: str, sent: datetime, message_id: str) -> bytes:
    """The message, with CRLF (RFC 5322); says to robots that no answer is wanted (RFC 3834)."""
    message = EmailMessage(policy=(policy.SMTP if address.local_part.isascii() else policy.SMTPUTF8))
    mailbox = Address(username=address.local_part, domain=address.domain)
    message["From"] = mailbox
    message["To"] = mailbox
    message["Subject"] = subject
    message["Date"] = format_datetime(sent)
    message["Message-ID"] = message_id
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text, charset="utf-8", cte="quoted-printable")
    return message.as_bytes()


@dataclass(slots=True, kw_only=True)
class _Sending:
    """What is to be sent, and what came of it."""

    address: EmailAddress
    message: bytes = field(repr=False)
    outcome: MessageOutcome | None = None


class _SendingSession(SmtpSession):
    def __init__(self, sending: _Sending, connection: BlockingConnection) -> None:
        super().__init__(connection)
        self._sending = sending
        self._redacted: Callable[[bytes], str] | None = None

    def sign_in(self, credentials: Credentials, sending: Callable[[], None]) -> str:
        self._redacted = credentials.redacted
        return super().sign_in(credentials, sending)

    def look(self, mailbox: Mailbox) -> Mailbox:
        self._sending.outcome = self._send()
        return mailbox

    def _send(self) -> MessageOutcome:
        address = self._sending.address
        beyond_ascii = not address.local_part.isascii()
        if beyond_ascii and not self._smtp.has_extn("smtputf8"):
            return MessageRefused(step=SendingStep.SENDER, reason=MessageRefusal.LOCAL_PART_ENCODING)
        self._smtp.command_encoding = "utf-8" if beyond_ascii else "ascii"
        parameter = " SMTPUTF8" if beyond_ascii else ""
        steps: tuple[tuple[SendingStep, Callable[[], tuple[int, bytes]], float], ...] = (
            (SendingStep.SENDER, lambda: self._smtp.docmd(f"MAIL FROM:<{address}>{parameter}"), _STEP_SECONDS),
            (SendingStep.RECIPIENT, lambda: self._smtp.docmd(f"RCPT TO:<{address}>"), _STEP_SECONDS),
            (SendingStep.MESSAGE, lambda: self._smtp.data(self._sending.message), _MESSAGE_SECONDS),
        )
        for step, say, seconds in steps:
            self._connection.begin(seconds, most_bytes=_MOST_BYTES, most_lines=_MOST_LINES)
            try:
                code, _text = say()
            except smtplib.SMTPDataError:
                return self._refused(step)
            except (*LIBRARY_ERRORS, *UNREADABLE, *NETWORK_ERRORS) as error:
                return self._failed(step, error)
            if code not in {250, 251}:
                return self._refused(step)
        return MessageAccepted(detail=self._shown(b" ".join(self._connection.heard[-1:])))

    def _refused(self, step: SendingStep) -> MessageOutcome:
        said = refusing_lines(Protocol.SMTP, self._connection.heard)
        if not said:
            return MessageFailed(step=step, reason=FailureReason.WRONG_PROTOCOL)
        detail = self._shown(words_of(Protocol.SMTP, said))
        return MessageRefused(step=step, reason=message_refusal_of(step, said), detail=detail)

    def _failed(self, step: SendingStep, error: Exception) -> MessageFailed:
        if self._connection.failure is not None or isinstance(error, NETWORK_ERRORS):
            reason, detail = self._connection.failure or reason_for(error)
            return MessageFailed(step=step, reason=reason, detail=self._shown(detail.encode()))
        return MessageFailed(step=step, reason=FailureReason.WRONG_PROTOCOL)

    def _shown(self, said: bytes) -> str:
        assert self._redacted is not None, "nothing is sent before the sign-in"
        return self._redacted(said)
