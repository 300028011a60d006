"""The lists in which IMAP answers, read strictly (RFC 9051 section 9); pure."""

import re
from dataclasses import dataclass

DEEPEST = 60
_TOKEN = re.compile(rb'[ ]*(?:(\()|(\))|"((?:[^"\\\r\n]|\\.)*)"|\{(\d{1,9})\+?\}\r\n|([^\s()"{]+))')


class NotAList(ValueError):
    """The answer breaks the grammar; the text says where, in octets from its beginning."""


@dataclass(frozen=True, slots=True)
class Atom:
    """A word without quotes, such as `BODYSTRUCTURE`; numbers too."""

    word: str

    @property
    def number(self) -> int | None:
        return int(self.word) if self.word.isdecimal() and len(self.word) < 16 else None


@dataclass(frozen=True, slots=True)
class Nil:
    """NIL."""


Value = Atom | Nil | str | list["Value"]


def read_list(data: bytes) -> list[Value]:
    r"""The values of an answer, lists inside lists; strings with undecodable octets as `\xff`. Raises NotAList."""
    stack: list[list[Value]] = [[]]
    place, last = 0, len(data.rstrip())
    while place < last:
        token = _TOKEN.match(data, place)
        if token is None:
            raise NotAList(f"octet {place}")
        place = token.end()
        opens, closes, quoted, literal, word = token.groups()
        if opens:
            if len(stack) > DEEPEST:
                raise NotAList("too deep")
            inner: list[Value] = []
            stack[-1].append(inner)
            stack.append(inner)
        elif closes:
            if len(stack) == 1:
                raise NotAList(f"octet {place}")
            stack.pop()
        elif literal is not None:
            end = place + int(literal)
            if end > len(data):
                raise NotAList("a literal is cut off")
            stack[-1].append(_text(data[place:end]))
            place = end
        elif word is not None:
            stack[-1].append(Nil() if word.upper() == b"NIL" else Atom(_text(word)))
        else:
            stack[-1].append(_text(re.sub(rb"\\(.)", rb"\1", quoted)))
    if len(stack) > 1:
        raise NotAList("a list is not closed")
    return stack[0]


def _text(octets: bytes) -> str:
    return octets.decode("utf-8", "backslashreplace")
