"""A stream for libraries that know sockets only: they talk in a thread, the event loop keeps trust, limits and time."""

import asyncio
import io
from collections.abc import Callable, Coroutine
from typing import Any, Self, TypeVar

from wizard.model import FailureReason, TlsFacts
from wizard.network.deflate import Deflate
from wizard.network.failures import NETWORK_ERRORS, StreamError, reason_for
from wizard.network.stream import Stream

Result = TypeVar("Result")

_REMEMBERED = 16 * 1024
_CHUNK = 8 * 1024


class BlockingConnection:
    """What imaplib, poplib and smtplib take for a socket, and for an ssl.SSLContext when they start TLS.

    Its methods are for a thread beside the event loop. Every byte goes through the stream, so that there is one place
    for certificates and limits. All that is read and written belongs to an exchange, which has an end in time whatever
    the server drips, and bounds for what it may say. The methods raise NETWORK_ERRORS; the last one stays in `failure`,
    since libraries wrap or swallow it.
    """

    def __init__(self, stream: Stream, *, end: float) -> None:
        self.failure: tuple[FailureReason, str] | None = None
        self._stream = stream
        self._loop = asyncio.get_running_loop()
        self._last_moment = end
        self._end = end
        self._bytes_left = self._lines_left = self._packed_left = 0
        self._heard = bytearray()
        self._by_line = False
        self._deflate: Deflate | None = None

    @property
    def hostname(self) -> str:
        return self._stream.hostname

    @property
    def tls(self) -> TlsFacts | None:
        """The verified session; None where there is no TLS yet."""
        return self._stream.tls

    @property
    def heard(self) -> list[bytes]:
        """The last lines of this exchange that the server said."""
        return bytes(self._heard).splitlines()

    @property
    def out_of_time(self) -> bool:
        """Whether no exchange can go on any more, whatever the server does."""
        return self._loop.time() >= self._last_moment

    def begin(self, seconds: float, *, most_bytes: int, most_lines: int) -> None:
        """A new exchange, with bounds for all of what the server says in it."""
        self._end = min(self._last_moment, self._loop.time() + seconds)
        self._bytes_left, self._lines_left = most_bytes, most_lines
        self._packed_left = most_bytes
        self._heard.clear()

    def compress(self, agree: Callable[[], bool]) -> bool:
        """Deflate both directions from the moment that `agree` has settled it with the server, if it gives True.

        Bounds hold for what was inflated, and for what came in alike.
        """
        self._by_line = True
        try:
            agreed = agree()
        finally:
            self._by_line = False
        if agreed:
            self._deflate = Deflate()
        return agreed

    # What libraries call on a socket

    def recv(self, size: int) -> bytes:
        """Some bytes, none at the end.

        Before TLS and before compression never more than one line, so that what follows it is not lost.
        """
        if self.tls is None or self._by_line:
            data = self._do(self._stream.read_line(max(0, min(size, _CHUNK) - 2))) + b"\r\n"
        else:
            data = self._do(self._stream.read(size)) if self._deflate is None else self._inflated(self._deflate, size)
            if not data:
                self.failure = (FailureReason.CLOSED, "")
        self._bytes_left -= len(data)
        self._lines_left -= data.count(b"\n")
        if self._bytes_left < 0 or self._lines_left < 0:
            raise self._failed(StreamError(FailureReason.TOO_LONG))
        self._heard += data
        del self._heard[:-_REMEMBERED]
        return data

    def sendall(self, data: bytes | bytearray | memoryview) -> None:
        """Send everything."""
        self._do(self._stream.write(bytes(data) if self._deflate is None else self._deflate.packed(bytes(data))))

    def makefile(self, _mode: str = "rb") -> io.BufferedReader:
        """A file to read from."""
        return io.BufferedReader(_Reader(self), _CHUNK)

    def settimeout(self, _seconds: float | None) -> None:
        """Time is kept by the exchange."""

    def shutdown(self, _how: int) -> None:
        """Closing does it."""

    def close(self) -> None:
        """Whoever opened the connection closes it."""

    # What they call on a TLS context

    def wrap_socket(self, _socket: object, **_options: object) -> Self:
        """Start TLS, verified for the name of the stream. Raises StreamError, after which nothing can be sent."""
        self._do(self._stream.start_tls(self.hostname))
        return self

    def _inflated(self, deflate: Deflate, size: int) -> bytes:
        try:
            while not (data := deflate.read(size)):
                packed = self._do(self._stream.read(_CHUNK))
                if not packed:
                    return b""
                self._packed_left -= len(packed)
                if self._packed_left < 0:
                    raise StreamError(FailureReason.TOO_LONG)  # noqa: TRY301 - as for what was inflated
                deflate.feed(packed)
        except StreamError as error:
            raise self._failed(error) from None
        return data

    def _failed(self, error: StreamError) -> StreamError:
        self.failure = (error.reason, error.detail)
        return error

    def _do(self, work: Coroutine[Any, Any, Result]) -> Result:
        try:
            return asyncio.run_coroutine_threadsafe(self._in_time(work), self._loop).result()
        except NETWORK_ERRORS as error:
            self.failure = reason_for(error)
            raise

    async def _in_time(self, work: Coroutine[Any, Any, Result]) -> Result:
        if self._loop.time() >= self._end:
            work.close()
            raise TimeoutError
        async with asyncio.timeout_at(self._end):
            return await work


class _Reader(io.RawIOBase):
    def __init__(self, connection: BlockingConnection) -> None:
        self._connection = connection

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        view = memoryview(buffer)
        data = self._connection.recv(len(view))
        view[: len(data)] = data
        return len(data)
