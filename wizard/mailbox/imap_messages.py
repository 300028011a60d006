"""Messages over IMAP: whole, again, beside another, in parts, in pieces, and with extensions switched on (RFC 9051)."""

import dataclasses
import hashlib
import re
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import TypeVar

from wizard.mailbox.imap import ImapSession
from wizard.mailbox.imap_answers import BodyAnswer, body_answers, raw_answer
from wizard.mailbox.reading import Reading, begin_step
from wizard.mailbox.session import measured
from wizard.model import Mailbox, MessageCopies, PartCopy, Protocol
from wizard.network import BlockingConnection

Answer = TypeVar("Answer")

MOST_MESSAGES = 5
LARGEST = 8 * 1024 * 1024
"""Octets of a message that is still compared."""

_CHUNK = 65_536  # Thunderbird's (mail.server.default.chunk_size)
_ODD_CHUNK = 10_000
_MOST_PARTS = 50


class ImapReading(ImapSession):
    """See `Session`; its look brings the messages."""

    def __init__(self, reading: Reading, connection: BlockingConnection) -> None:
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
        self._deflated()
        return mailbox

    def _step(self, question: Callable[[], Answer], octets: int = 0) -> Answer | None:
        """One question; None where there is no usable answer. A connection that broke stays so."""
        if not self._alive:
            return None
        begin_step(self._connection, octets)
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
            return dataclasses.replace(copies, broke_at=None if self._alive else self._broken_at("whole"))
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
                return dataclasses.replace(copies, broke_at=self._broken_at(name))
        return copies

    def _broken_at(self, step: str) -> str:
        """The step that the server is to answer for; it is not to blame where our own time was over."""
        return "out of time" if self._connection.out_of_time else step

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
        for start in range(0, total + size, size):
            chunk = self._body(copies.uid, f"BODY.PEEK[]<{start}.{size}>", size)
            if not self._alive:
                return copies
            if chunk is None and start < total:
                return dataclasses.replace(copies, in_chunks=(*copies.in_chunks, (size, None)))
            together += chunk or b""
            if len(chunk or b"") < size:
                break
        return dataclasses.replace(copies, in_chunks=(*copies.in_chunks, (size, bytes(together))))

    def _past_end(self, copies: MessageCopies, total: int) -> MessageCopies:
        answer = self._body(copies.uid, f"BODY.PEEK[]<{total + 1}.{_CHUNK}>", _CHUNK)
        return dataclasses.replace(copies, past_end=answer, past_end_asked=True)

    def _with_utf8(self) -> None:
        """Once more the whole messages, with UTF-8 switched on; late, because it holds for the connection."""
        announced = self._step(self._client.imap.announced) or frozenset()
        if not {"ENABLE", "UTF8=ACCEPT", "UNSELECT"} <= announced or not self._reading.messages:
            return
        if self._step(self._client.unselect_folder) is None:
            return
        if not self._step(lambda: self._client.enable("UTF8=ACCEPT")):
            return
        self._step(lambda: self._client.select_folder("INBOX", readonly=True))
        self._once_more("UTF8=ACCEPT")

    def _deflated(self) -> None:
        """Once more, with both directions deflated (RFC 4978); last, because nothing switches it off."""
        announced = self._step(self._client.imap.announced) or frozenset()
        if "COMPRESS=DEFLATE" not in announced or not self._reading.messages:
            return
        if self._step(lambda: self._connection.compress(self._client.imap.agree_to_deflate)):
            self._once_more("COMPRESS=DEFLATE")

    def _once_more(self, extension: str) -> None:
        for place, copies in enumerate(self._reading.messages):
            if copies.whole is None or not self._alive:
                continue
            again = self._body(copies.uid, "BODY.PEEK[]", len(copies.whole) * 2)
            self._reading.messages[place] = dataclasses.replace(
                copies,
                with_extensions=(*copies.with_extensions, (extension, again)),
                broke_at=copies.broke_at if self._alive else self._broken_at(extension),
            )


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
