"""TCP servers on loopback: opened on any free port, and closed with every connection they still have."""

import asyncio
import socket
import ssl
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Self, TypeVar

HOST = "127.0.0.1"
_MOST_UNREAD = 128 * 1024  # bytes
_MOST_AT_ONCE = 16 * 1024  # bytes
_GOODBYE = 0.5  # seconds for a client to take its leave
_TURNS_TO_ACCEPT = 3  # of the event loop, from accepting a connection to the conversation

Result = TypeVar("Result")


class Gone(Exception):
    """The client is no longer there, or does not speak as it should."""


class Connection(asyncio.Protocol):
    """One client. `pace` seconds pass before each answer.

    TLS is done here and not by the event loop, which closes without telling the client why a handshake failed.
    """

    def __init__(self, pace: float, opened: Callable[["Connection"], None]) -> None:
        self.pace = pace
        self._opened = opened
        self._transport: asyncio.Transport | None = None
        self._received = bytearray()
        self._arrived = asyncio.Event()
        self._lost = asyncio.Event()
        self._tls: ssl.SSLObject | None = None
        self._tls_received = ssl.MemoryBIO()
        self._tls_to_send = ssl.MemoryBIO()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._opened(self)

    def data_received(self, data: bytes) -> None:
        if self._tls is None:
            self._received += data
        else:
            self._tls_received.write(data)
        if len(self._received) + self._tls_received.pending > _MOST_UNREAD:
            self.drop()
        self._arrived.set()

    def connection_lost(self, _: Exception | None) -> None:
        self._lost.set()
        self._arrived.set()

    @property
    def encrypted(self) -> bool:
        """Whether TLS has started."""
        return self._tls is not None

    async def read_line(self) -> str:
        """The next line without its end, undecodable bytes replaced. Raises Gone."""
        while (end := self._received.find(b"\n")) < 0:
            await self._receive()
        return self._take(end + 1).rstrip(b"\r\n").decode("utf-8", errors="replace")

    async def read(self, size: int) -> bytes:
        """Exactly so many bytes. Raises Gone."""
        while len(self._received) < size:
            await self._receive()
        return self._take(size)

    async def read_to_end(self) -> None:
        """Hear the client out until it leaves. Raises Gone, always."""
        while True:
            self._received.clear()
            await self._receive()

    async def say(self, *lines: str) -> None:
        """Send these lines in one go, after `pace` seconds. Raises Gone."""
        await self.send("".join(f"{line}\r\n" for line in lines).encode())

    async def send(self, data: bytes) -> None:
        """Send after `pace` seconds. Raises Gone."""
        await asyncio.sleep(self.pace)
        if self._lost.is_set():
            raise Gone
        if self._tls is None:
            self._write(data)
        else:
            tls = self._tls
            self._do(lambda: tls.write(data))

    async def start_tls(self, context: ssl.SSLContext) -> None:
        """Let the client start TLS; what it has sent so far must be the beginning of that. Raises Gone."""
        self._tls_received.write(self._take(len(self._received)))
        self._tls = context.wrap_bio(self._tls_received, self._tls_to_send, server_side=True)
        while not self._do(self._shake_hands):
            await self._wait()

    async def close(self) -> None:
        """Close with what was said last on its way; a client that does not answer is not waited for long."""
        with suppress(Gone):
            if self._tls is not None:
                self._do(self._tls.unwrap)
        self._open_transport.close()
        with suppress(TimeoutError):
            async with asyncio.timeout(_GOODBYE):
                await self._lost.wait()

    def drop(self) -> None:
        """End at once, if it has not ended yet."""
        self._open_transport.abort()

    async def _receive(self) -> None:
        """Wait until there is more to read, or may be. Raises Gone."""
        if self._tls is None:
            await self._wait()
            return
        tls = self._tls
        data = self._do(lambda: tls.read(_MOST_AT_ONCE))
        if data is None:
            await self._wait()
        elif data:
            self._received += data
        else:
            raise Gone

    async def _wait(self) -> None:
        if self._lost.is_set():
            raise Gone
        self._arrived.clear()
        await self._arrived.wait()

    def _do(self, action: Callable[[], Result]) -> Result | None:
        """Do this with TLS, and send what that takes; None when more must arrive first. Raises Gone."""
        try:
            return action()
        except ssl.SSLWantReadError:
            return None
        except ssl.SSLError as error:
            raise Gone from error
        finally:
            self._write(self._tls_to_send.read())

    def _shake_hands(self) -> bool:
        assert self._tls is not None
        self._tls.do_handshake()
        return True

    def _write(self, data: bytes) -> None:
        if data and not self._open_transport.is_closing():
            self._open_transport.write(data)

    def _take(self, size: int) -> bytes:
        taken = bytes(self._received[:size])
        del self._received[:size]
        return taken

    @property
    def _open_transport(self) -> asyncio.Transport:
        assert self._transport is not None
        return self._transport


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
                with suppress(Gone):
                    await conversation(connection)
                await connection.close()
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
