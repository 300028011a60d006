"""From addresses to one open TCP connection: staggered attempts over IPv6 and IPv4 (RFC 8305)."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from wizard.model import FailureReason, Stage
from wizard.network.cost import CostCounter
from wizard.network.failures import StreamError, is_no_route, reason_for
from wizard.network.limits import Limits
from wizard.network.protocol import LineProtocol
from wizard.network.settings import Route

FailedAddress = tuple[str, FailureReason]

# What the whole says when every address failed: the answer of a machine tells more than silence.
_MOST_TELLING = (FailureReason.REFUSED, FailureReason.RESET, FailureReason.TIMED_OUT, FailureReason.UNREACHABLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialled:
    """An open TCP connection; `failed` are the addresses that gave none, or none in time."""

    transport: asyncio.Transport
    protocol: LineProtocol
    address: str
    failed: tuple[FailedAddress, ...]


async def dial(
    addresses: Sequence[str],
    port: int,
    *,
    route: Route,
    limits: Limits,
    cost: CostCounter,
    seconds: float,
) -> Dialled:
    """Connect to the first address that answers; a next one is tried after `limits.happy_eyeballs`, or a failure.

    Raises StreamError (stage CONNECT) with the most telling reason when no address answers within `seconds`.
    """
    loop = asyncio.get_running_loop()
    deadline = loop.time() + seconds

    async def attempt(address: str) -> tuple[asyncio.Transport, LineProtocol]:
        cost.tcp_connections += 1
        real_address, real_port = await route(address, port)
        return await loop.create_connection(lambda: LineProtocol(limits.read_ahead), real_address, real_port)

    waiting = list(addresses)
    running: dict[asyncio.Task[tuple[asyncio.Transport, LineProtocol]], str] = {}
    failures: list[tuple[str, FailureReason, str, bool]] = []
    try:
        while waiting or running:
            remaining = deadline - loop.time()
            if remaining <= 0:
                break
            if waiting:
                address = waiting.pop(0)
                running[loop.create_task(attempt(address))] = address
            pause = min(limits.happy_eyeballs, remaining) if waiting else remaining
            done, _ = await asyncio.wait(running, timeout=pause, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                error = task.exception()
                if error is None:
                    address = running.pop(task)
                    transport, protocol = task.result()
                    ours = [(failed, reason) for failed, reason, _, no_route in failures if not no_route]
                    late = [(slow, FailureReason.TIMED_OUT) for other, slow in running.items() if not other.done()]
                    return Dialled(transport=transport, protocol=protocol, address=address, failed=(*ours, *late))
                if not isinstance(error, OSError | StreamError):
                    raise error
                reason, detail = reason_for(error)
                no_route = isinstance(error, OSError) and is_no_route(error)
                failures.append((running.pop(task), reason, detail, no_route))
        failures.extend((address, FailureReason.TIMED_OUT, "", False) for address in (*running.values(), *waiting))
    finally:
        await _abandon(running)
    _, reason, detail, _ = min(failures, key=lambda failure: _rank(failure[1]))
    raise StreamError(reason, detail, stage=Stage.CONNECT)


def _rank(reason: FailureReason) -> int:
    return _MOST_TELLING.index(reason) if reason in _MOST_TELLING else len(_MOST_TELLING)


async def _abandon(running: dict[asyncio.Task[tuple[asyncio.Transport, LineProtocol]], str]) -> None:
    for task in running:
        task.cancel()
    for outcome in await asyncio.gather(*running, return_exceptions=True):
        if not isinstance(outcome, BaseException):
            outcome[0].abort()
