"""The language of the dialogues: steps out, lines in, capabilities returned. No input or output, no clocks.

A dialogue is a generator that plays the client. It yields `Send`, `Read` or `StartTls`; a `Read` is answered with one
line without its line end. It returns what the server announced, or where and why the talk broke down.
"""

import re
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass

from wizard.model import Capabilities, Failed, FailureReason, SocketType, Stage, printable


@dataclass(frozen=True, slots=True, kw_only=True)
class Send:
    """Say this line; the driver adds CRLF."""

    line: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """Hear one line; `stage` tells what for."""

    stage: Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class StartTls:
    """Switch to TLS now; nothing heard before this counts any more."""


Step = Send | Read | StartTls
Dialogue = Generator[Step, bytes, Capabilities | Failed]
Conversation = Callable[[SocketType], Dialogue]


def failed(stage: Stage, reason: FailureReason, line: bytes) -> Failed:
    """The talk broke down on this line."""
    return Failed(stage=stage, reason=reason, detail=printable(line, limit=200))


def is_announced(keyword: bytes, lines: Sequence[bytes]) -> bool:
    """Whether a line (upper case) is about this keyword, whatever stands behind it (RFC 5321 section 4.1.1.1)."""
    return any(line.partition(b" ")[0] == keyword for line in lines)


_UNREADABLE = re.compile(rb"[X*]{3,}[A-Z]?")
"""What stands where STARTTLS or STLS stood: `XXXXXXXX`, Cisco's `XXXXXXXA`, `****`; no extension has such a name."""


def not_offered(announced: Sequence[bytes], separator: bytes = b", ") -> Failed:
    """STARTTLS is not among what was announced (upper case), or somebody on the way wrote over it."""
    unreadable = [words for words in announced if _UNREADABLE.fullmatch(words.partition(b" ")[0])]
    if unreadable:
        return overwritten(separator.join(unreadable))
    return failed(Stage.STARTTLS, FailureReason.STARTTLS_NOT_OFFERED, separator.join(announced))


def overwritten(line: bytes) -> Failed:
    """Somebody on the way makes the offer of encryption unreadable."""
    return failed(Stage.STARTTLS, FailureReason.STARTTLS_OVERWRITTEN, line)
