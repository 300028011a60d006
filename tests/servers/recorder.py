"""Somebody on the wire: passes every byte on between a client and a server, and keeps them all."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field


@dataclass(slots=True, kw_only=True)
class Wire:
    """`passed` holds all bytes of both directions and of all connections."""

    port: int
    passed: bytearray = field(default_factory=bytearray)


@contextlib.asynccontextmanager
async def recorded(port: int, host: str = "127.0.0.1") -> AsyncIterator[Wire]:
    """A port that leads to the server at this one."""
    wire = Wire(port=0)
    tasks: set[asyncio.Task[None]] = set()

    async def passes(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError):
            while data := await reader.read(65536):
                wire.passed += data
                writer.write(data)
                await writer.drain()
        writer.close()

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        tasks.add(asyncio.current_task())  # type: ignore[arg-type]
        behind_reader, behind_writer = await asyncio.open_connection(host, port)
        await asyncio.gather(passes(reader, behind_writer), passes(behind_reader, writer))

    server = await asyncio.start_server(handle, host, 0)
    wire.port = server.sockets[0].getsockname()[1]
    try:
        yield wire
    finally:
        server.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
