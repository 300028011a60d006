"""POP3, signed in: AUTH PLAIN or USER and PASS, then STAT and UIDL; never RETR or DELE (RFC 1939, RFC 5034)."""

import base64
import dataclasses
import poplib
from collections.abc import Callable
from typing import Any

from wizard.mailbox.credentials import Credentials
from wizard.mailbox.plan import hindrance_by_offer
from wizard.mailbox.session import Hindered, measured, upgrading
from wizard.model import FailureReason, Known, Mailbox, NotTriedReason, Protocol, Stage
from wizard.network import BlockingConnection, StreamError


class Pop3Session:
    """See `Session`."""

    def __init__(self, connection: BlockingConnection) -> None:
        self._connection = connection
        self._mechanisms: frozenset[str] = frozenset()

    def start(self) -> None:
        implicit = self._connection.tls is not None
        self._pop = _Library(self._connection)
        if not implicit:
            if "STLS" not in self._pop.announced():
                raise StreamError(FailureReason.STARTTLS_NOT_OFFERED, stage=Stage.STARTTLS)
            with upgrading(self._connection):
                self._pop.start_tls()
        announced = self._pop.announced()
        self._mechanisms = frozenset(announced.get("SASL", ()))
        if reason := hindrance_by_offer(Protocol.POP3, announced, self._mechanisms):
            raise Hindered(reason)

    def sign_in(self, credentials: Credentials, sending: Callable[[], None]) -> str:
        if "PLAIN" in self._mechanisms:
            self._pop.command("AUTH PLAIN")
            sending()
            answer = self._pop.command(base64.b64encode(credentials.plain().encode()).decode())
            if not answer.upper().startswith(b"+OK"):
                raise poplib.error_proto(answer)  # one more challenge, which PLAIN does not have
            return "PLAIN"
        if not credentials.ascii:
            raise Hindered(NotTriedReason.UNSENDABLE)
        self._pop.user(credentials.username)
        sending()
        self._pop.pass_(credentials.password.reveal())
        return "USER"

    def look(self, mailbox: Mailbox) -> Mailbox:
        count, octets = measured(self._pop.stat) or (None, None)
        return dataclasses.replace(
            mailbox,
            pop_messages=count,
            pop_octets=octets,
            uidl_stable=measured(self._uidl_stable) or Known.UNKNOWN,
        )

    def leave(self) -> None:
        self._pop.quit()

    def _uidl_stable(self) -> Known:
        """Whether two listings agree and no two messages share a name (RFC 1939: the identifier is unique)."""
        first, second = (self._pop.uidl()[1] for _ in range(2))
        names = [line.partition(b" ")[2] for line in first]
        return Known.YES if first == second and len(set(names)) == len(names) else Known.NO


class _Library(poplib.POP3):
    """poplib over our connection."""

    def __init__(self, connection: BlockingConnection) -> None:
        self._connection = connection
        super().__init__(connection.hostname)

    def _create_socket(self, _timeout: float | None) -> Any:
        return self._connection

    def start_tls(self) -> None:
        """STLS; poplib's own asks for the capabilities once more before it."""
        self.command("STLS")
        self.sock = self._connection.wrap_socket(self.sock)  # type: ignore[assignment]
        self.file = self.sock.makefile("rb")

    def command(self, line: str) -> bytes:
        """Say one line, hear one. Raises error_proto for a refusal."""
        answer: bytes = self._shortcmd(line)  # type: ignore[attr-defined]
        return answer

    def announced(self) -> dict[str, list[str]]:
        """CAPA in upper case; USER alone where a server does not know the question."""
        try:
            capabilities = self.capa()
        except poplib.error_proto:
            return {"USER": []}
        return {name.upper(): [word.upper() for word in words] for name, words in capabilities.items()}
