"""A server's end of a deflated connection (RFC 4978), beside asyncio's own reader and writer."""

import asyncio
import zlib


class Deflated:
    """Once `begin` was called, `readuntil` and `write` inflate and deflate."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        self._packer = zlib.compressobj(wbits=-15)
        self._unpacker = zlib.decompressobj(wbits=-15)
        self._arrived = b""
        self.begun = False

    def begin(self) -> None:
        """From now on."""
        self.begun = True

    async def readuntil(self, separator: bytes) -> bytes:
        if not self.begun:
            return await self._reader.readuntil(separator)
        while separator not in self._arrived:
            packed = await self._reader.read(4096)
            if not packed:
                raise asyncio.IncompleteReadError(self._arrived, None)
            self._arrived += self._unpacker.decompress(packed)
        line, _, self._arrived = self._arrived.partition(separator)
        return line + separator

    async def readexactly(self, count: int) -> bytes:
        return await self._reader.readexactly(count)

    def write(self, data: bytes) -> None:
        if self.begun:
            data = self._packer.compress(data) + self._packer.flush(zlib.Z_SYNC_FLUSH)
        self._writer.write(data)

    def write_raw(self, data: bytes) -> None:
        """Bytes as they are, deflated or not."""
        self._writer.write(data)

    async def drain(self) -> None:
        await self._writer.drain()

    def abort(self) -> None:
        self._writer.transport.abort()
