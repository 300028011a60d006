"""Messages over POP3: the same ones found again by TOP, and fetched with RETR; never DELE (RFC 1939)."""

import dataclasses
import re
from functools import partial

from wizard.mailbox.pop3 import Pop3Session
from wizard.mailbox.reading import Reading, begin_step
from wizard.mailbox.session import measured
from wizard.model import Mailbox, Protocol
from wizard.network import BlockingConnection

_MOST_POP_MESSAGES = 200
_LONGEST_POP_LINE = 1024 * 1024


class Pop3Reading(Pop3Session):
    """See `Session`; its look brings the messages."""

    def __init__(self, reading: Reading, connection: BlockingConnection) -> None:
        super().__init__(connection)
        self._reading = reading

    def look(self, mailbox: Mailbox) -> Mailbox:
        if self._connection.tls is not None:
            self._reading.issuers[Protocol.POP3] = self._connection.tls.issuer
        wanted = {
            _marks(copies.whole): place
            for place, copies in enumerate(self._reading.messages)
            if copies.whole is not None and any(_marks(copies.whole))
        }
        begin_step(self._connection, 0)
        count, _octets = measured(self._pop.stat) or (0, 0)
        for number in range(count, max(0, count - _MOST_POP_MESSAGES), -1):
            if not wanted or self._connection.failure is not None:
                break
            begin_step(self._connection, 0)
            head = measured(partial(self._long_answer, f"TOP {number} 0"))
            place = wanted.pop(_marks(head), None) if head is not None else None
            if place is not None:
                copies = self._reading.messages[place]
                begin_step(self._connection, len(copies.whole or b""))
                body = measured(partial(self._long_answer, f"RETR {number}"))
                self._reading.messages[place] = dataclasses.replace(copies, over_pop=body)
        begin_step(self._connection, 0)
        measured(self._pop.rset)
        return mailbox

    def _long_answer(self, command: str) -> bytes:
        """A multi-line answer without its dots; lines may be longer than poplib allows (RFC 1939 section 3)."""
        self._pop.command(command)
        lines: list[bytes] = []
        while True:
            line: bytes = self._pop.file.readline(_LONGEST_POP_LINE)
            if not line:
                raise EOFError
            if line.rstrip(b"\r\n") == b".":
                return b"".join(lines)
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)


def _marks(message: bytes) -> tuple[bytes, bytes]:
    """Message-ID and Date, by which a message is found again over POP."""
    head = re.split(rb"\r?\n\r?\n", message, maxsplit=1)[0]
    values = []
    for name in (b"message-id", b"date"):
        found = re.search(rb"(?im)^" + name + rb":[ \t]*([^\r\n]*(?:\r?\n[ \t][^\r\n]*)*)", head)
        values.append(b"" if found is None else b" ".join(found[1].split()))
    return values[0], values[1]
