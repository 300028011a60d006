"""SMTP submission: greeting, EHLO, STARTTLS, QUIT (RFC 5321 sections 3.1 and 4.2, RFC 6409, RFC 3207, RFC 4954)."""

import re
from collections.abc import Generator
from dataclasses import dataclass

from wizard.model import Capabilities, Failed, FailureReason, Protocol, SocketType, Stage, printable
from wizard.probing.dialogue import Dialogue, Read, Send, StartTls, Step, failed, is_announced, not_offered, overwritten

_MASKED = re.compile(rb"\*{4,}")
"""In the greeting: a firewall of Cisco's ("fixup protocol smtp") writes over it, and over EHLO and STARTTLS too."""

_EHLO = b"EHLO [127.0.0.1]"  # a literal that is valid everywhere and tells nothing about this computer


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reply:
    """A reply of one or more lines; `texts` without the code."""

    code: bytes
    texts: tuple[bytes, ...]

    @property
    def line(self) -> bytes:
        return self.code + b" " + self.texts[-1]


def smtp(socket_type: SocketType) -> Dialogue:
    """Ask a submission server what it offers; no mail is announced, no recipient tried."""
    greeting = yield from _reply(Stage.GREETING)
    if isinstance(greeting, Failed):
        return greeting
    if greeting.code != b"220":
        return failed(Stage.GREETING, FailureReason.REJECTED, greeting.line)

    if socket_type is SocketType.STARTTLS:
        offered = yield from _ehlo(Stage.STARTTLS)
        masked = _MASKED.search(greeting.line)
        if isinstance(offered, Failed):
            return overwritten(greeting.line) if masked and offered.detail.startswith("50") else offered
        if not is_announced(b"STARTTLS", offered):
            return overwritten(greeting.line) if masked else not_offered(offered)
        yield Send(line=b"STARTTLS")
        agreed = yield from _reply(Stage.STARTTLS)
        if isinstance(agreed, Failed):
            return agreed
        if agreed.code != b"220":
            return failed(Stage.STARTTLS, FailureReason.STARTTLS_REFUSED, agreed.line)
        yield StartTls()

    keywords = yield from _ehlo(Stage.CAPABILITY)
    if isinstance(keywords, Failed):
        return keywords
    yield Send(line=b"QUIT")
    return _capabilities(greeting.line, keywords)


def _reply(stage: Stage) -> Generator[Step, bytes, _Reply | Failed]:
    texts = []
    while True:
        line = yield Read(stage=stage)
        code, mark = line[:3], line[3:4]
        if len(code) < 3 or not code.isdigit() or mark not in {b" ", b"-", b""}:
            return failed(stage, FailureReason.WRONG_PROTOCOL, line)
        texts.append(line[4:])
        if mark != b"-":
            return _Reply(code=code, texts=tuple(texts))


def _ehlo(stage: Stage) -> Generator[Step, bytes, list[bytes] | Failed]:
    """The keyword lines of EHLO in upper case, without the server's name."""
    yield Send(line=_EHLO)
    reply = yield from _reply(stage)
    if isinstance(reply, Failed):
        return reply
    if reply.code != b"250":
        return failed(stage, FailureReason.REJECTED, reply.line)
    return [b" ".join(text.upper().split()) for text in reply.texts[1:]]


def _capabilities(greeting: bytes, keywords: list[bytes]) -> Capabilities:
    shown = [printable(keyword, limit=100) for keyword in keywords if keyword]
    mechanisms: dict[str, None] = {}
    for line in shown:
        # `AUTH=LOGIN` is how servers of before RFC 2554 announced it, for programs of that time
        if line.startswith(("AUTH ", "AUTH=")):
            mechanisms.update(dict.fromkeys(line[5:].split()))
    return Capabilities(
        protocol=Protocol.SMTP,
        greeting=printable(greeting, limit=200),
        names=tuple(sorted({line for line in shown if not line.startswith(("AUTH ", "AUTH="))})),
        sasl_mechanisms=tuple(mechanisms),
    )
