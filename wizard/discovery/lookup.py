"""What a source of settings is: questions about one address that can all be asked at once and never raise."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from wizard.model import (
    EmailAddress,
    LookupFailed,
    LookupFailure,
    LookupResult,
    Rulebook,
    SourceName,
    SourceReport,
    printable,
)
from wizard.network import DnsAnswer, DnsStatus, Network


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry:
    """What is asked: where is the mail of this address served?

    `send_address` allows the whole address in a question to the provider's own host over https; otherwise nobody
    learns more than its domain.
    """

    address: EmailAddress
    network: Network
    rulebook: Rulebook
    send_address: bool = False

    @property
    def domain(self) -> str:
        return self.address.domain


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup:
    """One question to one source. `run` asks it, once, and never raises; its report carries the same `origin`."""

    source: SourceName
    origin: str
    run: Callable[[], Awaitable[SourceReport]]


class Source(Protocol):
    """A module of this package that knows where to ask."""

    NAME: SourceName

    def lookups(self, inquiry: Inquiry) -> Sequence[Lookup]:
        """The questions to ask about this address, without asking them yet."""


def lookup(source: SourceName, origin: str, ask: Callable[[], Awaitable[LookupResult]]) -> Lookup:
    """The question `ask` with its time measured; whatever goes wrong in it becomes its answer."""

    async def run() -> SourceReport:
        began = time.monotonic()
        result: LookupResult
        try:
            result = await ask()
        except Exception as error:  # noqa: BLE001 - a defect in one source must not take the others with it
            result = LookupFailed(
                reason=LookupFailure.INTERNAL_ERROR, detail=printable(f"{type(error).__name__}: {error}")
            )
        return SourceReport(source=source, origin=origin, result=result, seconds=time.monotonic() - began)

    return Lookup(source=source, origin=origin, run=run)


async def answer(question: Lookup, end: float) -> SourceReport:
    """Ask; what has not answered at `end`, on the clock of the event loop, has timed out."""
    began = time.monotonic()
    try:
        async with asyncio.timeout_at(end):
            return await question.run()
    except TimeoutError:
        result = LookupFailed(reason=LookupFailure.TIMED_OUT)
        seconds = time.monotonic() - began
        return SourceReport(source=question.source, origin=question.origin, result=result, seconds=seconds)


def dns_failure(answer: DnsAnswer[Any]) -> LookupFailed | None:
    """Why the name server gave no answer; None where it answered, if only that there is nothing."""
    match answer.status:
        case DnsStatus.FOUND | DnsStatus.NO_RECORDS | DnsStatus.NO_SUCH_NAME:
            return None
        case DnsStatus.TIMED_OUT:
            return LookupFailed(reason=LookupFailure.TIMED_OUT, detail=answer.detail)
        case DnsStatus.SERVER_FAILURE:
            return LookupFailed(reason=LookupFailure.NAME_SERVER, detail=answer.detail)
        case DnsStatus.NO_NETWORK:
            return LookupFailed(reason=LookupFailure.UNREACHABLE, detail=answer.detail)
