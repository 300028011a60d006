"""What IMAP answers of a mailbox to commands that only read it (RFC 9051, RFC 9208); pure."""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from email.header import decode_header, make_header
from email.utils import parsedate_to_datetime

from wizard.demo.mailbox import Mailbox
from wizard.demo.stored_message import CRLF, StoredMessage

_ITEM = re.compile(r"(BODY(?:\.PEEK)?)\[([^\]]*)\](?:<(\d+)\.(\d+)>)?|[A-Z][A-Z0-9.]*", re.IGNORECASE)
_WORD = re.compile(r'"((?:[^"\\]|\\.)*)"|([^\s()"]+)')


class HangsUp(Exception):
    """The server ends the connection instead of answering."""


class Misunderstood(Exception):
    """The server knows no such thing."""


def imap_answer(mailbox: Mailbox, command: str) -> Iterator[bytes] | None:
    """The untagged answers with their line ends; None for a command that is none of these.

    Literals of the command stand in it as quoted strings. Raises HangsUp, Misunderstood, while it is read.
    """
    verb, _, rest = command.partition(" ")
    answers = _ANSWERS.get(verb.upper())
    if answers is not None:
        return answers(mailbox, rest)
    if verb.upper() != "UID":
        return None
    verb, _, rest = rest.partition(" ")
    match verb.upper():
        case "SEARCH":
            return _search(mailbox, rest, by_uid=True)
        case "FETCH":
            return _fetch(mailbox, rest, by_uid=True)
        case _:
            return None


def _list(mailbox: Mailbox, _rest: str) -> Iterator[bytes]:
    yield b'* LIST (\\HasNoChildren) "/" "INBOX"\r\n'
    for name, folder in mailbox.folders.items():
        yield f'* LIST ({folder.flags}) "/" "{name}"\r\n'.encode()


def _status(mailbox: Mailbox, rest: str) -> Iterator[bytes]:
    name = _words(rest)[0]
    if name.upper() == "INBOX":
        messages, uid_next, octets = len(mailbox.messages), mailbox.uid_next, mailbox.octets
    elif name in mailbox.folders:
        folder = mailbox.folders[name]
        messages, uid_next, octets = folder.messages, folder.messages + 1, folder.octets
    else:
        raise Misunderstood
    yield f'* STATUS "{name}" (MESSAGES {messages} UIDNEXT {uid_next} SIZE {octets})\r\n'.encode()


def _examine(mailbox: Mailbox, rest: str) -> Iterator[bytes]:
    if _words(rest)[0].upper() != "INBOX":
        raise Misunderstood
    yield f"* {len(mailbox.messages)} EXISTS\r\n* FLAGS (\\Seen)\r\n".encode()
    yield f"* OK [UIDVALIDITY 1] Always\r\n* OK [UIDNEXT {mailbox.uid_next}] Next\r\n".encode()


def _quota(mailbox: Mailbox, _rest: str) -> Iterator[bytes]:
    yield f'* QUOTAROOT "INBOX" ""\r\n* QUOTA "" (STORAGE {mailbox.used} {mailbox.limit})\r\n'.encode()


def _nothing(_mailbox: Mailbox, _rest: str) -> Iterator[bytes]:
    return iter(())


def _search(mailbox: Mailbox, rest: str, *, by_uid: bool = False) -> Iterator[bytes]:
    wanted = list(_criteria(_words(rest)))
    found = (
        uid if by_uid else uid - mailbox.first_uid + 1
        for uid in mailbox.uids
        if all(fits(mailbox.message(uid)) for fits in wanted)
    )
    yield " ".join(["* SEARCH", *map(str, found)]).encode() + CRLF


def _criteria(words: list[str]) -> Iterator[Callable[[StoredMessage], bool]]:
    rest = iter(words)
    for word in rest:
        match word.upper():
            case "ALL":
                pass
            case "CHARSET":
                next(rest, None)
            case "SUBJECT":
                yield _about(next(rest, ""))
            case "SINCE":
                day = _day(next(rest, ""))
                yield lambda message, day=day: _arrived(message).date() >= day  # type: ignore[misc]
            case "BEFORE":
                day = _day(next(rest, ""))
                yield lambda message, day=day: _arrived(message).date() < day  # type: ignore[misc]
            case _:
                raise Misunderstood


def _about(wanted: str) -> Callable[[StoredMessage], bool]:
    def fits(message: StoredMessage) -> bool:
        found = re.search(rb"(?m)^Subject: (.*)\r$", message.head)
        subject = make_header(decode_header(found[1].decode())) if found is not None else ""
        return wanted.casefold() in str(subject).casefold()

    return fits


def _day(text: str) -> date:
    try:
        return datetime.strptime(text, "%d-%b-%Y").date()  # noqa: DTZ007 - a day has no time zone
    except ValueError:
        raise Misunderstood from None


def _arrived(message: StoredMessage) -> datetime:
    found = re.search(rb"(?m)^Date: (.*)\r$", message.head)
    assert found is not None, "every message here has a date"
    return parsedate_to_datetime(found[1].decode())


def _fetch(mailbox: Mailbox, rest: str, *, by_uid: bool = False) -> Iterator[bytes]:
    numbers, _, wanted = rest.partition(" ")
    offset = 0 if by_uid else mailbox.first_uid - 1
    asked = _numbers(numbers, len(mailbox.messages) + mailbox.first_uid - 1 - offset)
    uids = [number + offset for number in asked if number + offset in mailbox.uids]
    items = list(_ITEM.finditer(wanted))
    if not items:
        raise Misunderstood
    for uid in uids:
        values = [f"UID {uid}".encode()] if by_uid else []
        values += [_value(mailbox, uid, item, together=len(uids) > 1) for item in items]
        yield b"* %d FETCH (%s)\r\n" % (uid - mailbox.first_uid + 1, b" ".join(values))


def _numbers(text: str, last: int) -> Iterator[int]:
    """A sequence set: `1:3,7,12:*`."""
    for part in text.split(","):
        first, colon, final = part.replace("*", str(last)).partition(":")
        if not first.isdecimal() or (colon and not final.isdecimal()):
            raise Misunderstood
        ends = sorted((int(first), int(final or first)))
        yield from range(ends[0], min(ends[1], last) + 1)


def _value(mailbox: Mailbox, uid: int, item: re.Match[str], *, together: bool) -> bytes:
    body, section, start, count = item.groups()
    if body is None:
        match item[0].upper():
            case "RFC822.SIZE":
                return b"RFC822.SIZE %d" % mailbox.size(uid)
            case "INTERNALDATE":
                return f'INTERNALDATE "{_arrived(mailbox.message(uid)):%d-%b-%Y %H:%M:%S %z}"'.encode()
            case "BODYSTRUCTURE":
                return b"BODYSTRUCTURE " + mailbox.structure(uid)
            case "FLAGS":
                return b"FLAGS ()"
            case "UID":
                return b"UID %d" % uid
            case _:
                raise Misunderstood
    name = f"BODY[{section}]"
    if start is not None:
        data = mailbox.chunk(uid, int(start), int(count))
        name += f"<{start}>"
    elif section.upper() == "HEADER":
        data = mailbox.message(uid).head
    else:
        data = mailbox.part(uid, section.upper()) if section else mailbox.whole(uid, together=together)
    if data is None:
        raise HangsUp
    return name.encode() + b" {%d}\r\n" % len(data) + data


def _words(text: str) -> list[str]:
    found = _WORD.finditer(text)
    return [re.sub(r"\\(.)", r"\1", word[1]) if word[1] is not None else word[2] for word in found] or [""]


_ANSWERS: dict[str, Callable[[Mailbox, str], Iterator[bytes]]] = {
    "LIST": _list,
    "STATUS": _status,
    "EXAMINE": _examine,
    "UNSELECT": _nothing,
    "GETQUOTAROOT": _quota,
    "SEARCH": _search,
    "FETCH": _fetch,
}
