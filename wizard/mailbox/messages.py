"""The same messages fetched in every way that mail programs know; EXAMINE and PEEK only, nothing is changed."""

import dataclasses
import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import TypeVar

from wizard.mailbox.failed_logins import FailedLogins
from wizard.mailbox.imap import ImapSession
from wizard.mailbox.imap_answers import BodyAnswer, body_answers, raw_answer
from wizard.mailbox.login import check_login
from wizard.mailbox.pop3 import Pop3Session
from wizard.mailbox.session import measured
from wizard.model import (
    Consent,
    FetchedMessages,
    LoginPlan,
    Mailbox,
    MessageChoice,
    MessageCopies,
    PartCopy,
    Password,
    Protocol,
)
from wizard.network import BlockingConnection, Network

Answer = TypeVar("Answer")
Sections = Callable[[bytes, bytes | None], Sequence[str]]
"""From a whole message and the server's answer about its structure to the numbers of the parts to fetch."""

MOST_MESSAGES = 5
LARGEST = 8 * 1024 * 1024
"""Octets of a message that is still compared."""

_CHUNK = 65_536  # Thunderbird's (mail.server.default.chunk_size)
_ODD_CHUNK = 10_000
_MOST_CHUNKS = 120
_MOST_PARTS = 50
_MOST_POP_MESSAGES = 200
_STEP_SECONDS = 30.0
_ALL_SECONDS = 240.0
_LONGEST_POP_LINE = 1024 * 1024


async def fetch_messages(
    plan: LoginPlan,
    password: Password,
    network: Network,
    failed_logins: FailedLogins,
    consent: Consent,
    *,
    choice: MessageChoice,
    sections: Sections,
) -> FetchedMessages:
    """Sign in to IMAP, then POP, once each, and fetch. Never raises for what a remote does; at most four minutes."""
    reading = _Reading(choice=choice, sections=sections)
    incoming = tuple(one for one in plan.logins if one.endpoint.protocol is not Protocol.SMTP)
    check = await check_login(
        dataclasses.replace(plan, logins=incoming),
        password,
        network,
        failed_logins,
        consent,
        sessions={Protocol.IMAP: partial(_ImapReading, reading), Protocol.POP3: partial(_Pop3Reading, reading)},
        seconds=_ALL_SECONDS,
    )
    places = {one.endpoint.protocol: str(one.endpoint) for one in incoming}
    return FetchedMessages(
        login=check,
        messages=tuple(reading.messages),
        issuers=tuple((places[protocol], issuer) for protocol, issuer in reading.issuers.items()),
        found=reading.found,
    )


@dataclass(slots=True, kw_only=True)
class _Reading:
    """What both protocols bring together."""

    choice: MessageChoice
    sections: Sections
    messages: list[MessageCopies] = field(default_factory=list)
    issuers: dict[Protocol, str] = field(default_factory=dict)
    found: int = 0


class _ImapReading(ImapSession):
    def __init__(self, reading: _Reading, connection: BlockingConnection) -> None:
        super().__init__(connection)
        self._reading = reading
        self._alive = True

    def look(self, mailbox: Mailbox) -> Mailbox:
        if self._connection.tls is not None:
            self._reading.issuers[Protocol.IMAP] = self._connection.tls.issuer
        self._client.use_uid = True
        self._step(lambda: self._client.select_folder("INBOX", readonly=True))
        every = self._step(lambda: self._client.search("ALL")) or []
        chosen = self._chosen(every)
        self._reading.found = len(chosen)
        for uid in chosen[:MOST_MESSAGES]:
            if self._alive:
                self._reading.messages.append(self._copies(uid, [one for one in every if one != uid]))
        self._with_utf8()
        return mailbox

    def _step(self, question: Callable[[], Answer], octets: int = 0) -> Answer | None:
        """One question; None where there is no usable answer. A connection that broke stays so."""
        if not self._alive:
            return None
        self._connection.begin(_STEP_SECONDS, most_bytes=2 * octets + 4 * 1024 * 1024, most_lines=octets + 200_000)
        answer = measured(question)
        if answer is None and self._connection.failure is not None:
            self._alive = False
        return answer

    def _chosen(self, every: Sequence[int]) -> list[int]:
        choice = self._reading.choice
        criteria: list[object] = []
        if choice.subject is not None:
            criteria += ["SUBJECT", choice.subject]
        if choice.day is not None:
            criteria += ["SINCE", choice.day, "BEFORE", choice.day + timedelta(days=1)]
        found: Sequence[int] = every
        if criteria:
            charset = None if (choice.subject or "").isascii() else "UTF-8"
            found = self._step(lambda: self._client.search(criteria, charset)) or []
        newest_first = sorted(found, reverse=True)
        return newest_first[: choice.newest] if choice.newest else newest_first

    def _copies(self, uid: int, others: Sequence[int]) -> MessageCopies:
        size = self._size(uid)
        if size is not None and size > LARGEST:
            return MessageCopies(uid=uid, size=size, broke_at="too large")
        room = (size or 0) * 4
        copies = MessageCopies(uid=uid, size=size, whole=self._body(uid, "BODY.PEEK[]", room))
        if copies.whole is None:
            return dataclasses.replace(copies, broke_at=None if self._alive else "whole")
        whole, room = copies.whole, len(copies.whole) * 2
        steps: tuple[tuple[str, Callable[[MessageCopies], MessageCopies]], ...] = (
            ("again", lambda so_far: dataclasses.replace(so_far, again=self._body(uid, "BODY.PEEK[]", room))),
            ("beside", lambda so_far: self._beside(so_far, others)),
            ("structure", lambda so_far: dataclasses.replace(so_far, structure=self._structure(uid))),
            ("parts", lambda so_far: self._parts(so_far, whole)),
            (f"chunks of {_CHUNK}", lambda so_far: self._in_chunks(so_far, len(whole), _CHUNK)),
            ("chunks", lambda so_far: self._in_chunks(so_far, len(whole), max(_ODD_CHUNK, len(whole) // 60 | 1))),
            ("chunks past the end", lambda so_far: self._past_end(so_far, len(whole))),
        )
        for name, step in steps:
            copies = step(copies)
            if not self._alive:
                return dataclasses.replace(copies, broke_at=name)
        return copies

    def _size(self, uid: int) -> int | None:
        answer = self._step(lambda: self._fetch(str(uid), "RFC822.SIZE"))
        found = re.search(rb"RFC822\.SIZE (\d{1,12})", raw_answer(answer or []), re.IGNORECASE)
        return int(found[1]) if found is not None else None

    def _fetch(self, uids: str, item: str) -> list[object]:
        """The untagged answers to UID FETCH as imaplib gives them. Raises its error where the server says no."""
        imap = self._client.imap
        typ, data = imap.uid("FETCH", uids, f"({item})")
        if typ != "OK":
            raise imap.error(str(data[-1])[:100])
        return list(data)

    def _bodies(self, uids: str, item: str, room: int) -> list[BodyAnswer]:
        return body_answers(self._step(lambda: self._fetch(uids, item), room) or [])

    def _body(self, uid: int, item: str, room: int) -> bytes | None:
        """What the server gives for one message, whatever number it puts on it."""
        answers = self._bodies(str(uid), item, room)
        own = [answer for answer in answers if answer.uid in {uid, None}] or answers
        return own[0].body if own else None

    def _beside(self, copies: MessageCopies, others: Sequence[int]) -> MessageCopies:
        """Fetched in one command with a neighbour, the answers must not be mixed up."""
        neighbour = min(others, key=lambda other: abs(other - copies.uid), default=None)
        size = self._size(neighbour) if neighbour is not None else None
        if neighbour is None or size is None or size > LARGEST:
            return copies
        room = (size + (copies.size or 0)) * 4
        alone = self._body(neighbour, "BODY.PEEK[]", room)
        together = self._bodies(f"{min(copies.uid, neighbour)},{max(copies.uid, neighbour)}", "BODY.PEEK[]", room)
        mine = [answer.body for answer in together if answer.uid == copies.uid]
        return dataclasses.replace(
            copies,
            beside=mine[0] if mine else None,
            beside_others=frozenset() if alone is None else frozenset({_sha256(alone)}),
        )

    def _structure(self, uid: int) -> bytes | None:
        answer = self._step(lambda: self._fetch(str(uid), "BODYSTRUCTURE"))
        return raw_answer(answer) if answer is not None else None

    def _parts(self, copies: MessageCopies, whole: bytes) -> MessageCopies:
        parts: list[PartCopy] = []
        for section in list(self._reading.sections(whole, copies.structure))[:_MOST_PARTS]:
            headers = self._body(copies.uid, f"BODY.PEEK[{section}.MIME]", 0)
            body = self._body(copies.uid, f"BODY.PEEK[{section}]", len(whole))
            parts.append(PartCopy(section=section, headers=headers, body=body))
        return dataclasses.replace(copies, parts=tuple(parts))

    def _in_chunks(self, copies: MessageCopies, total: int, size: int) -> MessageCopies:
        """As Thunderbird does: chunk after chunk until one comes short, one too many at most."""
        together = bytearray()
        for number in range(min(_MOST_CHUNKS, total // size + 2)):
            chunk = self._body(copies.uid, f"BODY.PEEK[]<{number * size}.{size}>", size)
            if chunk is None and number * size < total:
                return dataclasses.replace(copies, in_chunks=(*copies.in_chunks, (size, None)))
            together += chunk or b""
            if len(chunk or b"") < size:
                break
        return dataclasses.replace(copies, in_chunks=(*copies.in_chunks, (size, bytes(together))))

    def _past_end(self, copies: MessageCopies, total: int) -> MessageCopies:
        answer = self._body(copies.uid, f"BODY.PEEK[]<{total + 1}.{_CHUNK}>", _CHUNK)
        return dataclasses.replace(copies, past_end=answer, past_end_asked=True)

    def _with_utf8(self) -> None:
        """Once more the whole messages, with UTF-8 switched on; last, because it holds for the connection."""
        announced = self._step(self._client.imap.announced) or frozenset()
        if not {"ENABLE", "UTF8=ACCEPT", "UNSELECT"} <= announced or not self._reading.messages:
            return
        if self._step(self._client.unselect_folder) is None:
            return
        if not self._step(lambda: self._client.enable("UTF8=ACCEPT")):
            return
        self._step(lambda: self._client.select_folder("INBOX", readonly=True))
        for place, copies in enumerate(self._reading.messages):
            if copies.whole is not None:
                again = self._body(copies.uid, "BODY.PEEK[]", len(copies.whole) * 2)
                self._reading.messages[place] = dataclasses.replace(copies, over_utf8=again)


class _Pop3Reading(Pop3Session):
    def __init__(self, reading: _Reading, connection: BlockingConnection) -> None:
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
        self._begin(0)
        count, _octets = measured(self._pop.stat) or (0, 0)
        for number in range(count, max(0, count - _MOST_POP_MESSAGES), -1):
            if not wanted or self._connection.failure is not None:
                break
            self._begin(0)
            head = measured(partial(self._long_answer, f"TOP {number} 0"))
            place = wanted.pop(_marks(head), None) if head is not None else None
            if place is not None:
                copies = self._reading.messages[place]
                self._begin(len(copies.whole or b""))
                body = measured(partial(self._long_answer, f"RETR {number}"))
                self._reading.messages[place] = dataclasses.replace(copies, over_pop=body)
        self._begin(0)
        measured(self._pop.rset)
        return mailbox

    def _begin(self, octets: int) -> None:
        self._connection.begin(_STEP_SECONDS, most_bytes=2 * octets + 4 * 1024 * 1024, most_lines=octets + 200_000)

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


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
