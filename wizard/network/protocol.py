"""The receiving end of a connection: one bounded buffer that the upgrade to TLS can look into."""

import asyncio

from wizard.model import FailureReason, printable
from wizard.network.failures import StreamError


class LineProtocol(asyncio.Protocol):
    """Collects what arrives; stops reading from the socket while more than `read_ahead` bytes wait."""

    def __init__(self, read_ahead: int) -> None:
        self.buffer = bytearray()
        self.transport: asyncio.Transport | None = None
        self.closed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._read_ahead = read_ahead
        self._reading_paused = False
        self._ended = False
        self._error: Exception | None = None
        self._news: asyncio.Future[None] | None = None
        self._writable = asyncio.Event()
        self._writable.set()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        if len(self.buffer) > self._read_ahead and not self._reading_paused and self.transport is not None:
            self._reading_paused = True
            self.transport.pause_reading()
        self._tell()

    def eof_received(self) -> bool:
        self._ended = True
        self._tell()
        return False

    def connection_lost(self, exc: Exception | None) -> None:
        self._ended = True
        self._error = self._error or exc
        self._writable.set()
        self._tell()
        if not self.closed.done():
            self.closed.set_result(None)

    def pause_writing(self) -> None:
        self._writable.clear()

    def resume_writing(self) -> None:
        self._writable.set()

    def upgraded(self, transport: asyncio.Transport) -> None:
        """From here on the bytes come out of TLS."""
        self.transport = transport

    async def read_line(self, limit: int) -> bytes:
        """One line without its end (CRLF or a bare LF).

        Raises StreamError (TOO_LONG, CLOSED) or what the transport raised.
        """
        searched = 0
        while True:
            end = self.buffer.find(b"\n", searched)
            length = end if end >= 0 else len(self.buffer)
            if length > limit + 1:  # one more for the CR
                raise StreamError(FailureReason.TOO_LONG, printable(bytes(self.buffer[:60]), limit=60))
            if end >= 0:
                line = bytes(self.buffer[:end]).removesuffix(b"\r")
                if len(line) > limit:
                    raise StreamError(FailureReason.TOO_LONG, printable(line[:60], limit=60))
                self._consume(end + 1)
                return line
            searched = len(self.buffer)
            if self._ended:
                raise self._end()
            await self._wait()

    async def read(self, limit: int) -> bytes:
        """At least one and at most `limit` bytes; none at the end of the stream."""
        while not self.buffer:
            if self._ended:
                if self._error is not None:
                    raise self._error
                return b""
            await self._wait()
        data = bytes(self.buffer[:limit])
        self._consume(len(data))
        return data

    async def write(self, data: bytes) -> None:
        """Hand `data` to the transport, and wait while it has too much. Raises StreamError (CLOSED)."""
        if self._ended or self.transport is None:
            raise self._end()
        self.transport.write(data)
        await self._writable.wait()

    def _end(self) -> Exception:
        return self._error or StreamError(FailureReason.CLOSED, printable(bytes(self.buffer[:60]), limit=60))

    def _consume(self, count: int) -> None:
        del self.buffer[:count]
        if self._reading_paused and len(self.buffer) <= self._read_ahead // 2 and self.transport is not None:
            self._reading_paused = False
            self.transport.resume_reading()

    def _tell(self) -> None:
        if self._news is not None and not self._news.done():
            self._news.set_result(None)

    async def _wait(self) -> None:
        self._news = asyncio.get_running_loop().create_future()
        try:
            await self._news
        finally:
            self._news = None
