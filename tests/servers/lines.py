"""A server on loopback that follows a small script, and records every byte it is sent."""

import asyncio
import contextlib
import socket
import ssl
import struct
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from typing import SupportsIndex

Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@dataclass(slots=True, kw_only=True)
class LineServer:
    """`received` holds what all clients sent, as it came out of TLS where there is TLS."""

    host: str
    port: int
    received: bytearray = field(default_factory=bytearray)
    connections: int = 0
    open_now: int = 0


@contextlib.asynccontextmanager
async def serving(
    talk: Talk, *, host: str = "127.0.0.1", context: ssl.SSLContext | None = None
) -> AsyncIterator[LineServer]:
    """Run `talk` for every connection; with `context` inside TLS from the first byte."""
    served = LineServer(host=host, port=0)
    tasks: set[asyncio.Task[None]] = set()

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        tasks.add(asyncio.current_task())  # type: ignore[arg-type]
        served.connections += 1
        served.open_now += 1
        try:
            with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, ssl.SSLError):
                await talk(reader, writer)
        except asyncio.CancelledError:
            writer.transport.abort()  # the test is over: nobody is there for a goodbye
        finally:
            served.open_now -= 1
            writer.close()

    def protocol() -> asyncio.StreamReaderProtocol:
        return asyncio.StreamReaderProtocol(_RecordingReader(served.received), handle)

    loop = asyncio.get_running_loop()
    server = await loop.create_server(protocol, host, 0, ssl=context)
    served.port = server.sockets[0].getsockname()[1]
    try:
        yield served
    finally:
        server.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for _ in range(6):  # a handshake that was broken off takes a few turns of the loop to be cleared away
            await asyncio.sleep(0)


class _RecordingReader(asyncio.StreamReader):
    def __init__(self, received: bytearray) -> None:
        super().__init__(loop=asyncio.get_running_loop())
        self._received = received

    def feed_data(self, data: Iterable[SupportsIndex]) -> None:
        data = bytes(data)
        self._received += data
        super().feed_data(data)


def says(*chunks: bytes, pause: float = 0.0) -> Talk:
    """Send the chunks, `pause` seconds before each; then listen until the client goes."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for chunk in chunks:
            await asyncio.sleep(pause)
            writer.write(chunk)
            await writer.drain()
        await reader.read()

    return talk


def answers(greeting: bytes, *replies: bytes) -> Talk:
    """Send the greeting, then one reply to each line that comes in; then close."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(greeting)
        for reply in replies:
            await reader.readuntil(b"\n")
            writer.write(reply)
            await writer.drain()

    return talk


def starts_tls(context: ssl.SSLContext, go: bytes, *, inside: bytes = b"") -> Talk:
    """Wait for a line, send `go` in one segment, put TLS on, send `inside`."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\n")
        writer.write(go)
        await writer.drain()
        await writer.start_tls(context)
        writer.write(inside)
        await writer.drain()
        await reader.read()

    return talk


def floods(chunk: bytes) -> Talk:
    """Send the chunk again and again, as fast as the client takes it."""

    async def talk(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while not writer.is_closing():
            writer.write(chunk)
            await writer.drain()
            await asyncio.sleep(0)  # inside TLS, drain alone never lets anybody else run once the client is gone

    return talk


async def silent(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
    """Say nothing until the client goes."""
    await reader.read()


async def closes(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Hang up at once."""
    writer.close()


async def resets(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Slam the door: TCP RST."""
    connection: socket.socket = writer.get_extra_info("socket")
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


def unused_port(host: str = "127.0.0.1") -> int:
    """A port that nobody listens on."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.bind((host, 0))
        port: int = probe.getsockname()[1]
        return port
