"""From addresses to one open TCP connection: staggered attempts over IPv6 and IPv4 (RFC 8305)."""

import asyncio
import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from wizard.model import FailureReason, Stage
from wizard.network.cost import CostCounter
from wizard.network.failures import StreamError, is_no_route, reason_for
from wizard.network.limits import Limits
from wizard.network.protocol import LineProtocol
from wizard.network.settings import Route

FailedAddress = tuple[str, FailureReason]
_Attempt = asyncio.Task[tuple[asyncio.Transport, LineProtocol]]

_ANSWERS = frozenset({FailureReason.REFUSED, FailureReason.RESET})  # a machine is there, and says so

# What the whole says when every address failed: the answer of a machine tells more than silence.
_MOST_TELLING = (
    FailureReason.REFUSED,
    FailureReason.RESET,
    FailureReason.TIMED_OUT,
    FailureReason.BLOCKED,
    FailureReason.UNREACHABLE,
)


class KnownAddresses:
    """Which addresses were silent in this run; one that was ever heard, on whatever port, is not."""

    def __init__(self) -> None:
        self._heard = set[str]()
        self._missed = set[str]()

    def heard(self, address: str) -> None:
        """A machine answered there, if only to refuse."""
        self._heard.add(address)

    def missed(self, *addresses: str) -> None:
        """Nothing came from there in the time that was given."""
        self._missed.update(addresses)

    def is_silent(self, address: str) -> bool:
        return address in self._missed and address not in self._heard

    def are_silent(self, addresses: Iterable[str]) -> bool:
        """Whether all of them are."""
        return all(map(self.is_silent, addresses))


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialled:
    """An open TCP connection; `failed` are the addresses that gave none, or none in time, now or before."""

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
    known: KnownAddresses,
    seconds: float,
) -> Dialled:
    """Connect to the first address that answers; a next one is tried after `limits.happy_eyeballs`, or a failure.

    Addresses that were silent before come last, and where no other is left they get `limits.connect_again` seconds.
    Nor has any longer than that once another address of the same host has said no. Raises StreamError (stage CONNECT)
    with the most telling reason when no address answers within `seconds`.
    """
    loop = asyncio.get_running_loop()

    async def attempt(address: str) -> tuple[asyncio.Transport, LineProtocol]:
        cost.tcp_connections += 1
        real_address, real_port = await route(address, port)
        return await loop.create_connection(lambda: LineProtocol(limits.read_ahead), real_address, real_port)

    waiting = sorted(addresses, key=known.is_silent)
    if known.are_silent(waiting):
        seconds = min(seconds, limits.connect_again)
    deadline = loop.time() + seconds
    running: dict[_Attempt, str] = {}
    failures: list[tuple[str, FailureReason, str, bool]] = []
    refused = False
    try:
        while waiting or running:
            remaining = deadline - loop.time()
            if remaining <= 0 or (refused and known.are_silent([*running.values(), *waiting])):
                break
            if waiting:
                address = waiting.pop(0)
                running[loop.create_task(attempt(address))] = address
            pause = min(limits.happy_eyeballs, remaining) if waiting else remaining
            done, _ = await asyncio.wait(running, timeout=pause, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                error = task.exception()
                if error is None:
                    known.heard(running[task])
                    known.missed(*_begun_before(task, running))
                    ours = [(failed, reason) for failed, reason, _, no_route in failures if not no_route]
                    silent = filter(known.is_silent, addresses)
                    address, (transport, protocol) = running.pop(task), task.result()
                    return Dialled(
                        transport=transport,
                        protocol=protocol,
                        address=address,
                        failed=(*ours, *((other, FailureReason.TIMED_OUT) for other in silent)),
                    )
                if not isinstance(error, OSError | StreamError):
                    raise error
                reason, detail = reason_for(error)
                no_route = isinstance(error, OSError) and is_no_route(error)
                address = running.pop(task)
                failures.append((address, reason, detail, no_route))
                if reason in _ANSWERS:
                    known.heard(address)
                    refused = True
                    deadline = min(deadline, loop.time() + limits.connect_again)
        known.missed(*running.values())
        failures.extend((address, FailureReason.TIMED_OUT, "", False) for address in (*running.values(), *waiting))
    finally:
        await _abandon(running)
    _, reason, detail, _ = min(failures, key=lambda failure: _rank(failure[1]))
    raise StreamError(reason, detail, stage=Stage.CONNECT)


def _begun_before(winner: _Attempt, running: dict[_Attempt, str]) -> list[str]:
    """The addresses that had more time than the one that answered, and have said nothing yet."""
    earlier = itertools.takewhile(lambda task: task is not winner, running)
    return [running[task] for task in earlier if not task.done()]


def _rank(reason: FailureReason) -> int:
    return _MOST_TELLING.index(reason) if reason in _MOST_TELLING else len(_MOST_TELLING)


async def _abandon(running: dict[_Attempt, str]) -> None:
    for task in running:
        task.cancel()
    for outcome in await asyncio.gather(*running, return_exceptions=True):
        if not isinstance(outcome, BaseException):
            outcome[0].abort()
