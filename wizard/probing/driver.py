"""Runs a dialogue over a stream: deadlines, limits and the transcript in one place."""

import asyncio
import contextlib
import dataclasses
import time
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field

from wizard.model import (
    Capabilities,
    Connected,
    Endpoint,
    Failed,
    FailureReason,
    ProbeOutcome,
    ProbeReport,
    Protocol,
    SocketType,
    Speaker,
    Stage,
    TlsFacts,
    TranscriptLine,
    printable,
)
from wizard.network import NETWORK_ERRORS, AddressFamily, Network, Stream, StreamError, reason_by_facts, reason_for
from wizard.probing.dialogue import Conversation, Read, Send, StartTls, Step
from wizard.probing.imap import imap
from wizard.probing.pop3 import pop3
from wizard.probing.smtp import smtp

CONVERSATIONS: dict[Protocol, Conversation] = {Protocol.IMAP: imap, Protocol.POP3: pop3, Protocol.SMTP: smtp}

_LOOK_AGAIN = frozenset(
    {
        FailureReason.CERTIFICATE_EXPIRED,
        FailureReason.CERTIFICATE_NAME,
        FailureReason.CERTIFICATE_UNTRUSTED,
        FailureReason.TLS_HANDSHAKE,
        FailureReason.RESET,
        FailureReason.CLOSED,
    }
)
"""Ends of a handshake that a second, unverified look may explain; old servers often just hang up on TLS 1.2."""

_TOO_OLD = frozenset({"SSLv3", "TLSv1", "TLSv1.1"})


async def probe(
    endpoint: Endpoint, network: Network, end: float | None = None, *, family: AddressFamily = AddressFamily.BOTH
) -> ProbeReport:
    """Connect to the endpoint, hear what it offers, say goodbye. Never raises for what the remote does.

    No password is known here. Each command has `limits.command` seconds, the whole talk `limits.session`; `end` is
    the latest moment on the clock of the event loop at which the talk is over. `family` leaves the addresses of the
    other kind alone.
    """
    talk = _Talk(endpoint=endpoint, network=network, end=end, family=family)
    outcome = await talk.outcome()
    seconds = talk.elapsed()
    if isinstance(outcome, Failed):
        outcome = await _explained(outcome, _Talk(endpoint=endpoint, network=network, end=end, family=family))
    return ProbeReport(
        endpoint=endpoint,
        outcome=outcome,
        seconds=seconds,
        transcript=tuple(talk.transcript),
        address=talk.address,
        failed_addresses=talk.failed_addresses,
    )


async def _explained(failure: Failed, second: "_Talk") -> Failed:
    """The same failure with what a second look sees of it; nothing is said in that one."""
    secure = second.endpoint.socket_type is SocketType.SSL
    match failure:
        case Failed(stage=Stage.TLS, reason=reason) if reason in _LOOK_AGAIN:
            return _with_certificate(failure, await second.certificate())
        case Failed(stage=Stage.TLS, reason=FailureReason.WRONG_PROTOCOL) if secure:
            return _with_first_words(failure, second.endpoint.protocol, await second.first_words())
        case Failed(stage=Stage.GREETING, reason=FailureReason.TIMED_OUT) if not secure:
            tls = await second.certificate(at_once=True)
            reason = failure.reason if tls is None else FailureReason.WRONG_SOCKET_TYPE
            return dataclasses.replace(failure, reason=reason, tls=tls)
        case _:
            return failure


def _with_certificate(refused: Failed, tls: TlsFacts | None) -> Failed:
    """The refusal of this certificate or session, in the most telling words."""
    if tls is None:
        return refused
    reason = FailureReason.TLS_HANDSHAKE if tls.version in _TOO_OLD else reason_by_facts(refused.reason, tls)
    trusted = reason in {FailureReason.CERTIFICATE_EXPIRED, FailureReason.CERTIFICATE_NAME}
    return dataclasses.replace(refused, reason=reason, tls=dataclasses.replace(tls, trusted=trusted))


def _with_first_words(failure: Failed, protocol: Protocol, words: bytes | None) -> Failed:
    """What is spoken on a port that should speak TLS: the right protocol without it, or another one."""
    if words is None:
        return failure
    dialogue = CONVERSATIONS[protocol](SocketType.PLAIN)
    next(dialogue)
    reason = FailureReason.WRONG_SOCKET_TYPE
    try:
        dialogue.send(words)
    except StopIteration as end:
        if end.value.reason is FailureReason.WRONG_PROTOCOL:
            reason = FailureReason.WRONG_PROTOCOL
    return dataclasses.replace(failure, reason=reason, detail=printable(words, limit=200))


@dataclass(slots=True, kw_only=True)
class _Talk:
    """One connection to one endpoint."""

    endpoint: Endpoint
    network: Network
    end: float | None
    family: AddressFamily
    transcript: list[TranscriptLine] = field(default_factory=list)
    address: str | None = None
    failed_addresses: tuple[tuple[str, FailureReason], ...] = ()
    stage: Stage = Stage.CONNECT
    started: float = field(default_factory=time.monotonic)
    _lines: int = 0
    _bytes: int = 0

    def elapsed(self) -> float:
        """Seconds since the talk began; waiting for a place at the host is no part of it."""
        return time.monotonic() - self.started

    async def outcome(self) -> ProbeOutcome:
        """Hold the whole dialogue."""
        try:
            async with self._connected() as stream, asyncio.timeout(self.network.limits.session):
                return await self._talk(stream)
        except NETWORK_ERRORS as error:
            reason, detail = reason_for(error)
            return Failed(stage=self.stage, reason=self._own_words(reason), detail=detail)

    async def certificate(self, *, at_once: bool = False) -> TlsFacts | None:
        """The TLS session and certificate as shown, without verifying anything and without saying anything in it.

        `at_once`: TLS comes first, whatever the endpoint says.
        """
        try:
            async with self._connected() as stream, asyncio.timeout(self.network.limits.session):
                if self.endpoint.socket_type is SocketType.STARTTLS and not at_once:
                    dialogue = CONVERSATIONS[self.endpoint.protocol](SocketType.STARTTLS)
                    step: Step = next(dialogue)
                    while not isinstance(step, StartTls):
                        step = dialogue.send(await self._play(step, stream))
                await stream.start_tls(self.endpoint.hostname, inspect_only=True)
                return stream.tls
        except NETWORK_ERRORS:
            return None
        except StopIteration:  # this time the server does not come as far as TLS
            return None

    async def first_words(self) -> bytes | None:
        """The first line that the server says by itself, without TLS; None where it waits for us to begin."""
        limits = self.network.limits
        try:
            async with self._connected() as stream, asyncio.timeout(limits.command):
                return await stream.read_line(limit=limits.line)
        except NETWORK_ERRORS:
            return None

    @contextlib.asynccontextmanager
    async def _connected(self) -> AsyncGenerator[Stream]:
        """A connection until the end of the talk, at `end` at the latest."""
        async with asyncio.timeout_at(self.end):
            stream = await self._connect()
            try:
                yield stream
            finally:
                self._hang_up(stream)

    def _hang_up(self, stream: Stream) -> None:
        """Leave politely, or at once where there is no time left; what was heard does not wait for the goodbye."""
        if self.end is not None and asyncio.get_running_loop().time() >= self.end:
            stream.abort()
        stream.leave()

    async def _connect(self) -> Stream:
        try:
            stream = await self.network.open_stream(
                self.endpoint.hostname, self.endpoint.port, tls=False, family=self.family
            )
        except StreamError as error:
            self.stage = error.stage or self.stage
            if error.after is not None:
                self.started = time.monotonic() - error.after
            raise
        self.started = time.monotonic() - stream.opened_in
        self.address = stream.peer_address
        self.failed_addresses = stream.failed_addresses
        self._reached(Stage.CONNECT)
        return stream

    async def _talk(self, stream: Stream) -> ProbeOutcome:
        if self.endpoint.socket_type is SocketType.SSL:
            await self._start_tls(stream)
        dialogue = CONVERSATIONS[self.endpoint.protocol](self.endpoint.socket_type)
        try:
            step = next(dialogue)
            while True:
                step = dialogue.send(await self._play(step, stream))
        except StopIteration as end:
            result: Capabilities | Failed = end.value
            return Connected(tls=stream.tls, capabilities=result) if isinstance(result, Capabilities) else result

    async def _play(self, step: Step, stream: Stream) -> bytes:
        match step:
            case Send(line=line):
                self._lines = self._bytes = 0
                await stream.write(line + b"\r\n")
                self._say(Speaker.CLIENT, line)
                return b""
            case Read(stage=stage):
                self.stage = stage
                return await self._hear(stream)
            case StartTls():
                await self._start_tls(stream)
                return b""

    async def _hear(self, stream: Stream) -> bytes:
        limits = self.network.limits
        async with asyncio.timeout(limits.greeting if self.stage is Stage.GREETING else limits.command):
            line = await stream.read_line(limit=limits.line)
        self._lines += 1
        self._bytes += len(line)
        if self._lines > limits.answer_lines or self._bytes > limits.answer_bytes:
            raise StreamError(
                FailureReason.TOO_LONG, f"more than {limits.answer_lines} lines or {limits.answer_bytes} bytes"
            )
        self._say(Speaker.SERVER, line)
        return line

    async def _start_tls(self, stream: Stream) -> None:
        before = self.stage
        self.stage = Stage.TLS
        try:
            await stream.start_tls(self.endpoint.hostname)
        except NETWORK_ERRORS as error:
            if reason_for(error)[0] is FailureReason.DATA_BEFORE_TLS and before is Stage.STARTTLS:
                self.stage = Stage.STARTTLS
            raise
        if stream.tls is not None:
            self._reached(Stage.TLS)

    def _own_words(self, reason: FailureReason) -> FailureReason:
        """A server that talks before a TLS handshake on a TLS port is a server without TLS, not an attack."""
        if reason is FailureReason.DATA_BEFORE_TLS and self.endpoint.socket_type is SocketType.SSL:
            return FailureReason.WRONG_PROTOCOL
        return reason

    def _say(self, speaker: Speaker, line: bytes) -> None:
        self.transcript.append(TranscriptLine(speaker=speaker, text=printable(line, limit=300), seconds=self.elapsed()))

    def _reached(self, stage: Stage) -> None:
        self.transcript.append(TranscriptLine(speaker=Speaker.NOTE, text=stage.value, seconds=self.elapsed()))
