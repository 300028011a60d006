"""The network of one run: everything that asks or opens shares its settings, limits, trust, answers and cost."""

import asyncio
from collections.abc import Callable
from types import TracebackType
from typing import Self, TypeVar

from wizard.model import Cost
from wizard.network.blocking import BlockingConnection
from wizard.network.connections import Connections
from wizard.network.cost import CostCounter
from wizard.network.dns import Dns, resolver_for
from wizard.network.http import Http
from wizard.network.limits import Limits
from wizard.network.settings import AddressFamily, NetworkSettings
from wizard.network.stream import Stream
from wizard.network.trust import Trust

Result = TypeVar("Result")

_DEFAULT_LIMITS = Limits()


class Network:
    """Use as `async with Network(settings) as network`; what is open at the end is closed then.

    Raises UnreadableFile for a `ca_file` that cannot be used.
    """

    def __init__(self, settings: NetworkSettings, limits: Limits = _DEFAULT_LIMITS) -> None:
        self.settings = settings
        self.limits = limits
        self._cost = CostCounter()
        self.dns = Dns(resolver_for(settings.resolver), limits=limits, cost=self._cost, family=settings.family)
        self._connections = Connections(
            settings, dns=self.dns, trust=Trust(settings.ca_file), limits=limits, cost=self._cost
        )
        self.http = Http(self._connections, limits=limits, cost=self._cost)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self._connections.close()
        await self.dns.close()

    @property
    def cost(self) -> Cost:
        """What was asked so far."""
        return self._cost.snapshot()

    async def open_stream(
        self,
        hostname: str,
        port: int,
        *,
        tls: bool,
        inspect_only: bool = False,
        family: AddressFamily = AddressFamily.BOTH,
    ) -> Stream:
        """An open connection to the host (A-labels), inside verified TLS where `tls`.

        First waits for a place at the host; only then do the clocks start, and the caller should start his
        (`Limits.session`) with the stream in hand. `inspect_only` verifies nothing and takes TLS 1.0: it serves to
        read the certificate that was refused before, and nothing may be sent on such a stream. `family` leaves the
        addresses of the other kind alone.

        Raises StreamError with its `stage`: RESOLVE (NO_SUCH_NAME, NO_ADDRESS, TIMED_OUT, UNREACHABLE), CONNECT or TLS.
        """
        place = await self._connections.places.take(hostname)
        return await self._connections.open(
            hostname,
            port,
            tls=tls,
            inspect_only=inspect_only,
            place=place,
            connect_seconds=self.limits.connect,
            family=family,
        )

    async def talk_in_thread(
        self, hostname: str, port: int, *, tls: bool, end: float, talk: Callable[[BlockingConnection], Result]
    ) -> Result:
        """Let `talk` use a connection in a thread, as `open_stream` opens it; closes it when the talk is over.

        `end` is the latest moment, on the clock of the event loop. A talk that is cancelled loses its connection, and
        is waited for. Raises what `open_stream` and `talk` raise; TimeoutError where there is no connection in time.
        """
        async with asyncio.timeout_at(end):
            stream = await self.open_stream(hostname, port, tls=tls)
        thread = asyncio.ensure_future(asyncio.to_thread(talk, BlockingConnection(stream, end=end)))
        try:
            return await asyncio.shield(thread)
        except asyncio.CancelledError:
            stream.abort()
            await asyncio.gather(thread, return_exceptions=True)
            raise
        finally:
            await stream.close()
