"""One connection to a server: lines in, bytes out, and an upgrade to TLS that nothing can be smuggled past."""

import asyncio
import contextlib
from collections.abc import Callable

from wizard.model import FailureReason, Stage, TlsFacts, printable
from wizard.network.dialling import Dialled, FailedAddress
from wizard.network.failures import NETWORK_ERRORS, StreamError, reason_for
from wizard.network.limits import Limits, Place
from wizard.network.trust import Trust


class Stream:
    """An open connection; it holds its place at the host until it is closed.

    Reads and writes have no clock of their own: the caller bounds a greeting, a command and a session by
    `Limits`. They raise one of NETWORK_ERRORS. `opened_in` is the seconds that the name and the dial took, without
    the wait for a place.
    """

    def __init__(
        self,
        dialled: Dialled,
        *,
        hostname: str,
        port: int,
        trust: Trust,
        limits: Limits,
        place: Place,
        opened_in: float,
        closed: Callable[["Stream"], None],
    ) -> None:
        self.hostname = hostname
        self.port = port
        self.peer_address = dialled.address
        self.failed_addresses: tuple[FailedAddress, ...] = dialled.failed
        self.opened_in = opened_in
        self.tls: TlsFacts | None = None
        self._transport = dialled.transport
        self._protocol = dialled.protocol
        self._trust = trust
        self._limits = limits
        self._place = place
        self._closed = closed
        self._closing: asyncio.Task[None] | None = None
        self._inspecting = False

    async def read_line(self, limit: int | None = None) -> bytes:
        """One line without CRLF or LF, of at most `limit` bytes (None: `Limits.line`).

        Raises StreamError: TOO_LONG, CLOSED.
        """
        return await self._protocol.read_line(self._limits.line if limit is None else limit)

    async def read(self, limit: int) -> bytes:
        """What has arrived, at most `limit` bytes; waits for at least one; empty at the end of the stream."""
        return await self._protocol.read(limit)

    async def write(self, data: bytes) -> None:
        """Send `data`. Raises RuntimeError, a fault of ours, on a stream that only inspects."""
        if self._inspecting:
            raise RuntimeError("nothing is said to a server that was not verified")
        await self._protocol.write(data)

    async def start_tls(self, hostname: str, inspect_only: bool = False) -> None:
        """Put TLS on the connection, verified for `hostname`, within `Limits.tls`; `tls` then holds its facts.

        Anything that came in before and was not read is a failure: it would be taken for the server's protected
        words (https://nostarttls.secvuln.info). With `inspect_only` nothing is verified, and nothing can be sent
        from then on. Raises StreamError (stage TLS); the connection is then dead.
        """
        self._inspecting = inspect_only
        try:
            self._refuse_early_words()
            async with asyncio.timeout(self._limits.tls):
                transport = await self._handshake(hostname, inspect_only=inspect_only)
            ssl_object = transport.get_extra_info("ssl_object")
            if ssl_object is None:
                # asyncio ends a handshake in peace when the connection goes away under it
                raise StreamError(FailureReason.CLOSED)  # noqa: TRY301
            self.tls = self._trust.facts(ssl_object, hostname, self.port, inspect_only=inspect_only)
        except NETWORK_ERRORS as error:
            self._die()
            reason, detail = reason_for(error)
            if not inspect_only:
                self._trust.remember_refusal(hostname, self.port, reason)
            raise StreamError(reason, detail, stage=Stage.TLS) from error
        except BaseException:
            self._die()
            raise

    def _refuse_early_words(self) -> None:
        if self._protocol.buffer:
            raise StreamError(FailureReason.DATA_BEFORE_TLS, printable(bytes(self._protocol.buffer[:60]), limit=60))

    def _die(self) -> None:
        """Nothing comes in or goes out any more, not even what waits; asyncio does not always say so by itself."""
        self._transport.abort()
        self._protocol.buffer.clear()
        self._protocol.connection_lost(None)

    async def _handshake(self, hostname: str, *, inspect_only: bool) -> asyncio.Transport:
        context = self._trust.inspecting if inspect_only else self._trust.verifying
        transport = await asyncio.get_running_loop().start_tls(
            self._transport,
            self._protocol,
            context,
            server_hostname=hostname,
            ssl_handshake_timeout=self._limits.tls + 1,  # the clock around this call strikes first
            ssl_shutdown_timeout=self._limits.close,
        )
        if transport is None:
            raise StreamError(FailureReason.CLOSED)
        self._transport = transport
        self._protocol.upgraded(transport)
        return transport

    async def close(self) -> None:
        """End the connection within `Limits.close`; never raises."""
        self.leave()
        assert self._closing is not None
        await asyncio.shield(self._closing)

    def leave(self) -> None:
        """End the connection politely without waiting for the other side; the place is free when it is gone."""
        if self._closing is None:
            self._closing = asyncio.get_running_loop().create_task(self._close())

    def abort(self) -> None:
        """End the connection at once."""
        if not self._protocol.closed.done():  # asyncio's own abort fails on a transport that has ended
            self._transport.abort()
        self._place.free()
        if self._closing is None:
            self._closed(self)

    @property
    def leaving(self) -> bool:
        """Whether the connection is being ended."""
        return self._closing is not None

    async def _close(self) -> None:
        try:
            self._transport.close()
            await self._gone(self._limits.close)
        finally:
            self.abort()
            await self._gone(0.1)
            self._closed(self)

    async def _gone(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await asyncio.shield(self._protocol.closed)
