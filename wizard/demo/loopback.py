"""TCP servers on loopback: opened on any free port, and closed with every connection they still have."""

import asyncio
import socket
import ssl
from collections.abc import Awaitable, Callable
from typing import Self

HOST = "127.0.0.1"
_LONGEST_LINE = 16384
_GOODBYE = 0.5  # seconds for a client to take its leave
_HANDSHAKE = 30.0  # seconds
_TURNS_TO_ACCEPT = 3  # of the event loop, from accepting a connection to the conversation


class Gone(Exception):
    """The client is no longer there, or does not speak as it should."""


class Connection(asyncio.Protocol):
    """One client. `pace` seconds pass before each answer.

    Reads from its socket only while somebody waits for it, so that what a client sends too early goes to TLS.
    """

    def __init__(self, pace: float, opened: Callable[["Connection"], None]) -> None:
        self.pace = pace
        self._opened = opened
        self.encrypted = False
        self._transport: asyncio.Transport | None = None
        self._received = bytearray()
        self._arrived = asyncio.Event()
        self._lost = asyncio.Event()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        transport.pause_reading()
        self._transport = transport
        self._opened(self)

    def data_received(self, data: bytes) -> None:
        self._received += data
        self._arrived.set()

    def eof_received(self) -> None:
        self._lost.set()
        self._arrived.set()

    def connection_lost(self, _: Exception | None) -> None:
        self._lost.set()
        self._arrived.set()

    async def read_line(self) -> str:
        """The next line without its end, undecodable bytes replaced. Raises Gone."""
        while (end := self._received.find(b"\n")) < 0:
            if len(self._received) > _LONGEST_LINE:
                raise Gone
            await self._wait()
        return self._take(end + 1).rstrip(b"\r\n").decode("utf-8", errors="replace")

    async def read(self, size: int) -> bytes:
        """Exactly so many bytes. Raises Gone."""
        while len(self._received) < size:
            await self._wait()
        return self._take(size)

    async def read_to_end(self) -> None:
        """Hear the client out until it leaves. Raises Gone, always."""
        while True:
            self._received.clear()
            await self._wait()

    async def say(self, *lines: str) -> None:
        """Send these lines in one go."""
        await self.send("".join(f"{line}\r\n" for line in lines).encode())

    async def send(self, data: bytes) -> None:
        """Send after `pace` seconds. Raises Gone."""
        await asyncio.sleep(self.pace)
        if self._lost.is_set():
            raise Gone
        self._open_transport.write(data)

    async def start_tls(self, context: ssl.SSLContext) -> None:
        """Let the client start TLS; what it said before counts no more. Raises Gone."""
        self._received.clear()
        loop = asyncio.get_running_loop()
        try:
            upgraded = await loop.start_tls(
                self._open_transport, self, context, server_side=True, ssl_handshake_timeout=_HANDSHAKE
            )
        except OSError as error:
            raise Gone from error
        if upgraded is None:
            raise Gone
        upgraded.pause_reading()
        self._transport = upgraded
        self.encrypted = True

    async def close(self) -> None:
        """Close with what was said last on its way; a client that does not answer is not waited for long."""
        self._open_transport.close()
        try:
            async with asyncio.timeout(_GOODBYE):
                await self._lost.wait()
        except TimeoutError:
            pass

    def drop(self) -> None:
        """End at once, if it has not ended yet."""
        self._open_transport.abort()

    @property
    def _open_transport(self) -> asyncio.Transport:
        assert self._transport is not None
        return self._transport

    async def _wait(self) -> None:
        if self._lost.is_set():
            raise Gone
        self._arrived.clear()
        self._open_transport.resume_reading()
        await self._arrived.wait()
        self._open_transport.pause_reading()

    def _take(self, size: int) -> bytes:
        taken = bytes(self._received[:size])
        del self._received[:size]
        return taken


Conversation = Callable[[Connection], Awaitable[None]]


class Loopback:
    """All TCP servers of one world. Use as an async context manager; `pace` as in `Connection`."""

    def __init__(self, pace: float) -> None:
        self._pace = pace
        self._servers: list[asyncio.Server] = []
        self._talking: set[asyncio.Task[None]] = set()
        self._kept: list[socket.socket] = []

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        for server in self._servers:
            server.close()
        for kept in self._kept:
            kept.close()
        for _turn in range(_TURNS_TO_ACCEPT):
            await asyncio.sleep(0)
        for task in self._talking:
            task.cancel()
        await asyncio.gather(*self._talking, return_exceptions=True)
        await asyncio.sleep(0)  # dropped connections close their sockets in the next turn of the loop
        for server in self._servers:
            await server.wait_closed()

    async def listen(self, conversation: Conversation) -> int:
        """Open a server that holds this conversation with each client, and give its port."""
        loop = asyncio.get_running_loop()

        async def serve(connection: Connection) -> None:
            try:
                await conversation(connection)
                await connection.close()
            except Gone:
                pass
            finally:
                connection.drop()

        def opened(connection: Connection) -> None:
            task = loop.create_task(serve(connection))
            self._talking.add(task)
            task.add_done_callback(self._talking.discard)

        server = await loop.create_server(lambda: Connection(self._pace, opened), HOST, 0)
        self._servers.append(server)
        port: int = server.sockets[0].getsockname()[1]
        return port

    def closed_port(self) -> int:
        """A port that refuses connections, and that nobody else can open meanwhile."""
        kept = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        kept.bind((HOST, 0))
        self._kept.append(kept)
        port: int = kept.getsockname()[1]
        return port
