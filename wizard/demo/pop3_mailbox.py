"""What POP answers of a mailbox to commands that only read it (RFC 1939); pure."""

import re
from collections.abc import Iterator

from wizard.demo.mailbox import Mailbox
from wizard.demo.stored_message import CRLF

_REFUSED = b"-ERR No such message\r\n"


def pop3_answer(mailbox: Mailbox, command: str) -> bytes | None:
    """The whole answer; None for a command that is none of these."""
    uids = mailbox.uids
    match command.upper().split():
        case ["STAT"]:
            return b"+OK %d %d\r\n" % (len(uids), mailbox.octets)
        case ["NOOP" | "RSET"]:
            return b"+OK\r\n"
        case ["LIST" | "UIDL" as verb, *number] if len(number) < 2:
            lines = [_line(mailbox, verb, place) for place, _ in enumerate(uids, start=1)]
            if not number:
                return b"+OK\r\n" + b"".join(lines) + b".\r\n"
            place = _place(number[0], uids)
            return _REFUSED if place is None else b"+OK " + lines[place - 1]
        case ["RETR", number]:
            place = _place(number, uids)
            return _REFUSED if place is None else b"+OK\r\n" + b"".join(_stuffed(mailbox.over_pop(uids[place - 1])))
        case ["TOP", number, count]:
            place = _place(number, uids)
            if place is None or not count.isdecimal():
                return _REFUSED
            head, blank, body = mailbox.over_pop(uids[place - 1]).partition(b"\r\n\r\n")
            first = b"".join(body.splitlines(keepends=True)[: int(count)])
            return b"+OK\r\n" + b"".join(_stuffed(head + blank + first))
        case _:
            return None


def _line(mailbox: Mailbox, verb: str, place: int) -> bytes:
    uid = mailbox.first_uid + place - 1
    return b"%d %d\r\n" % (place, mailbox.size(uid)) if verb == "LIST" else b"%d demo-%d\r\n" % (place, uid)


def _place(number: str, uids: range) -> int | None:
    return int(number) if number.isdecimal() and 1 <= int(number) <= len(uids) else None


def _stuffed(raw: bytes) -> Iterator[bytes]:
    """The lines with their dots doubled, and the dot that ends them."""
    yield re.sub(rb"(?m)^\.", b"..", raw)
    if not raw.endswith(CRLF):
        yield CRLF
    yield b".\r\n"
