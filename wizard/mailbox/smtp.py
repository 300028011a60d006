"""Submission, signed in: EHLO, AUTH and QUIT; no mail is announced (RFC 4954, RFC 6409)."""

import base64
import smtplib
from collections.abc import Callable
from typing import Any

from wizard.mailbox.credentials import Credentials
from wizard.mailbox.plan import hindrance_by_offer
from wizard.mailbox.session import Hindered, upgrading
from wizard.model import FailureReason, Mailbox, Protocol, Stage
from wizard.network import BlockingConnection, StreamError

_NAME = "[127.0.0.1]"  # valid everywhere, and tells nothing about this computer


class SmtpSession:
    """See `Session`."""

    def __init__(self, connection: BlockingConnection) -> None:
        self._connection = connection
        self._mechanisms: frozenset[str] = frozenset()

    def start(self) -> None:
        implicit = self._connection.tls is not None
        self._smtp = _Library(self._connection)
        self._greet()
        if not implicit:
            if not self._smtp.has_extn("starttls"):
                raise StreamError(FailureReason.STARTTLS_NOT_OFFERED, stage=Stage.STARTTLS)
            with upgrading(self._connection):
                self._smtp.starttls(context=self._connection)  # type: ignore[call-overload]
            self._greet()
        self._mechanisms = frozenset(self._smtp.esmtp_features.get("auth", "").upper().split())
        if reason := hindrance_by_offer(Protocol.SMTP, set(self._smtp.esmtp_features), self._mechanisms):
            raise Hindered(reason)

    def sign_in(self, credentials: Credentials, sending: Callable[[], None]) -> str:
        if "PLAIN" in self._mechanisms:
            self._ask("AUTH PLAIN", 334)
            sending()
            self._ask(_in_base64(credentials.plain()), 235)
            return "PLAIN"
        self._ask("AUTH LOGIN", 334)
        self._ask(_in_base64(credentials.username), 334)
        sending()
        self._ask(_in_base64(credentials.password.reveal()), 235)
        return "LOGIN"

    def look(self, mailbox: Mailbox) -> Mailbox:
        return mailbox

    def leave(self) -> None:
        self._smtp.quit()

    def _greet(self) -> None:
        code, text = self._smtp.ehlo()
        if code != 250:
            raise smtplib.SMTPHeloError(code, text)

    def _ask(self, line: str, wanted: int) -> None:
        code, text = self._smtp.docmd(line)
        if code != wanted:
            raise smtplib.SMTPAuthenticationError(code, text)


class _Library(smtplib.SMTP):
    """smtplib over our connection."""

    def __init__(self, connection: BlockingConnection) -> None:
        self._connection = connection
        super().__init__(connection.hostname, 0, local_hostname=_NAME)

    def _get_socket(self, _host: str, _port: int, _timeout: float | None) -> Any:
        return self._connection


def _in_base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()
