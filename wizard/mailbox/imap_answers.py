"""The answers to FETCH as imaplib hands them on: pairs of a line and the literal behind it, and plain lines; pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

_ITEM = rb"BODY\[[^\]]*\](?:<\d+>)?"
_SHORT = re.compile(_ITEM + rb' (?:NIL|"((?:[^"\\]|\\.)*)")', re.IGNORECASE)
_UID = re.compile(rb"\bUID (\d{1,12})", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyAnswer:
    """What came for one message; `uid` None where the server does not say which it is; NIL is an empty body."""

    uid: int | None
    body: bytes = field(repr=False)


def body_answers(data: Sequence[object]) -> list[BodyAnswer]:
    """The messages or parts in these answers, in the order of the server."""
    answers = []
    for lines, literals in _answers(data):
        uid = _UID.search(lines)
        short = _SHORT.search(lines)
        if literals:
            body = literals[0]
        elif short is not None:
            body = re.sub(rb"\\(.)", rb"\1", short[1] or b"")
        else:
            continue
        answers.append(BodyAnswer(uid=int(uid[1]) if uid is not None else None, body=body))
    return answers


def raw_answer(data: Sequence[object]) -> bytes:
    """The answers as they were sent, literals included."""
    parts = []
    for item in data:
        match item:
            case (bytes() as line, bytes() as literal):
                parts.append(line + b"\r\n" + literal)
            case bytes():
                parts.append(item + b"\r\n")
            case _:
                pass
    return b"".join(parts)


def _answers(data: Sequence[object]) -> Iterator[tuple[bytes, list[bytes]]]:
    """The words of each answer without its literals, and the literals."""
    words, literals = b"", []
    for item in data:
        match item:
            case (bytes() as line, bytes() as literal):
                words += line + b" "
                literals.append(literal)
            case bytes():
                yield words + item, literals
                words, literals = b"", []
            case _:
                pass
