"""IMAP: greeting, STARTTLS, CAPABILITY, LOGOUT (RFC 9051 sections 6.1.1, 6.1.3, 6.2.1, 7.1; RFC 3501)."""

import re
from collections.abc import Generator
from dataclasses import dataclass

from wizard.model import Capabilities, Failed, FailureReason, Protocol, SocketType, Stage, printable
from wizard.probing.dialogue import Dialogue, Read, Send, StartTls, Step, failed, not_offered


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    """The untagged lines up to the tagged one, and the tagged one's status and line."""

    untagged: tuple[bytes, ...]
    status: bytes
    line: bytes


def imap(socket_type: SocketType) -> Dialogue:
    """Ask an IMAP server what it offers. PREAUTH is accepted inside TLS only: before it, TLS can no longer start."""
    greeting = yield Read(stage=Stage.GREETING)
    star, _, rest = greeting.partition(b" ")
    match star, rest.partition(b" ")[0].upper():
        case b"*", b"OK":
            pass
        case b"*", b"PREAUTH":
            if socket_type is not SocketType.SSL:
                return failed(Stage.GREETING, FailureReason.PREAUTH, greeting)
        case b"*", b"BYE" | b"NO" | b"BAD":  # only BYE is in the books, but all three turn the visitor away
            return failed(Stage.GREETING, FailureReason.REJECTED, greeting)
        case _:
            return failed(Stage.GREETING, FailureReason.WRONG_PROTOCOL, greeting)

    if socket_type is SocketType.STARTTLS:
        offered = yield from _ask(b"A1", b"CAPABILITY", Stage.STARTTLS)
        if isinstance(offered, Failed):
            return offered
        if b"STARTTLS" not in _announced(offered):
            return not_offered(_announced(offered), b" ")
        agreed = yield from _ask(b"A2", b"STARTTLS", Stage.STARTTLS)
        if isinstance(agreed, Failed):
            return agreed
        if agreed.status != b"OK":
            return failed(Stage.STARTTLS, FailureReason.STARTTLS_REFUSED, agreed.line)
        yield StartTls()

    answer = yield from _ask(b"A3", b"CAPABILITY", Stage.CAPABILITY)
    if isinstance(answer, Failed):
        return answer
    words = _announced(answer)
    if answer.status != b"OK" or not words:
        return failed(Stage.CAPABILITY, FailureReason.REJECTED, answer.line)
    yield Send(line=b"A4 LOGOUT")
    return _capabilities(greeting, words)


def _ask(tag: bytes, command: bytes, stage: Stage) -> Generator[Step, bytes, _Answer | Failed]:
    yield Send(line=tag + b" " + command)
    untagged: list[bytes] = []
    while True:
        line = yield Read(stage=stage)
        first, _, rest = line.partition(b" ")
        if first == tag:
            return _Answer(untagged=tuple(untagged), status=rest.partition(b" ")[0].upper(), line=line)
        if line.upper().startswith(b"* BYE"):
            return failed(stage, FailureReason.REJECTED, line)
        if first not in {b"*", b"+"}:
            return failed(stage, FailureReason.WRONG_PROTOCOL, line)
        untagged.append(line)


def _announced(answer: _Answer) -> list[bytes]:
    """The words of all untagged CAPABILITY answers, upper case, without repeats."""
    words: dict[bytes, None] = {}
    for line in answer.untagged:
        parts = line.upper().split()
        if parts[1:2] == [b"CAPABILITY"]:
            words.update(dict.fromkeys(parts[2:]))
    return list(words)


def _capabilities(greeting: bytes, words: list[bytes]) -> Capabilities:
    shown = [printable(word, limit=100) for word in words]
    return Capabilities(
        protocol=Protocol.IMAP,
        greeting=printable(greeting, limit=200),
        names=tuple(sorted(word for word in shown if not word.startswith("AUTH="))),
        sasl_mechanisms=tuple(word.removeprefix("AUTH=") for word in shown if re.match("AUTH=.", word)),
    )
