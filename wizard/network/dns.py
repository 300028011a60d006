"""Questions to name servers: absolute names, each asked once in a run, every way of having no answer told apart."""

import asyncio
import ipaddress
import itertools
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

import dns.asyncresolver
import dns.exception
import dns.flags
import dns.message
import dns.name
import dns.rdata
import dns.resolver
from dns._asyncio_backend import Backend

from wizard.model import printable
from wizard.model.domains import ascii_domain
from wizard.network.cost import CostCounter
from wizard.network.failures import reason_for
from wizard.network.limits import Limits
from wizard.network.records import (
    MxRecord,
    SrvRecord,
    mx_order,
    mx_record,
    srv_order,
    srv_record,
    txt_record,
)
from wizard.network.settings import AddressFamily

Record = TypeVar("Record")


class DnsStatus(StrEnum):
    """How a question ended."""

    FOUND = "found"
    NO_RECORDS = "no-records"
    NO_SUCH_NAME = "no-such-name"
    TIMED_OUT = "timed-out"
    SERVER_FAILURE = "server-failure"
    NO_NETWORK = "no-network"


@dataclass(frozen=True, slots=True, kw_only=True)
class DnsAnswer(Generic[Record]):
    """`records` is empty unless `status` is FOUND.

    `authenticated`: validated by DNSSEC, as a name server on this very machine says. `detail` is printable.
    """

    status: DnsStatus
    records: tuple[Record, ...] = ()
    authenticated: bool = False
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CutShort:
    """There are `records` of this kind (`MX`, `SRV`, `TXT`) at the name; the first `used` were looked at."""

    name: str
    kind: str
    records: int
    used: int


class _ConnectedSockets(Backend):
    """Lets the system report a name server that is not there, which otherwise looks like one that is slow."""

    def datagram_connection_required(self) -> bool:
        return True


_SOCKETS = _ConnectedSockets()


class Dns:
    """Asks through `resolver`; an answer, also a negative one, is kept for as long as this object lives."""

    def __init__(
        self,
        resolver: dns.asyncresolver.Resolver | None,
        *,
        limits: Limits,
        cost: CostCounter,
        family: AddressFamily = AddressFamily.BOTH,
    ) -> None:
        self._resolver = resolver
        self._limits = limits
        self._cost = cost
        self._family = family
        self._asked: dict[tuple[str, str], asyncio.Task[DnsAnswer[dns.rdata.Rdata]]] = {}
        self._cut_short: dict[tuple[str, str], CutShort] = {}
        self._places = asyncio.Semaphore(limits.dns_questions)
        self._from_this_machine = False
        if resolver is not None:
            self._from_this_machine = all(_is_loopback(str(server)) for server in resolver.nameservers)
            _configure(resolver, limits, from_this_machine=self._from_this_machine)

    async def addresses(self, hostname: str, family: AddressFamily = AddressFamily.BOTH) -> DnsAnswer[str]:
        """The IP addresses, IPv6 and IPv4 by turns (RFC 8305 section 4); with `family` of one kind only."""
        kinds = {AddressFamily.BOTH: ("AAAA", "A"), AddressFamily.IPV4: ("A",), AddressFamily.IPV6: ("AAAA",)}
        wanted = self._family if family is AddressFamily.BOTH else family
        answers = await asyncio.gather(*(self._ask(hostname, kind) for kind in kinds[wanted]))
        by_family = [[rdata.to_text() for rdata in answer.records] for answer in answers]
        mixed = [address for pair in itertools.zip_longest(*by_family) for address in pair if address is not None]
        if not mixed:
            return _without_records(_least_certain(answers))
        return DnsAnswer(
            status=DnsStatus.FOUND,
            records=tuple(mixed[: self._limits.addresses]),
            authenticated=all(answer.authenticated for answer in answers),
        )

    async def mx(self, domain: str) -> DnsAnswer[MxRecord]:
        """The mail exchangers, best first."""
        return await self._records(domain, "MX", mx_record, self._limits.mx_records, key=mx_order)

    async def srv(self, name: str) -> DnsAnswer[SrvRecord]:
        """The servers of a service (`_imaps._tcp.voorbeeld.nl`): by priority, then the heaviest first."""
        return await self._records(name, "SRV", srv_record, self._limits.srv_records, key=srv_order)

    async def txt(self, name: str) -> DnsAnswer[str]:
        """The texts, each with its strings joined, printable."""
        return await self._records(name, "TXT", txt_record, self._limits.other_records, key=str)

    @property
    def cut_short(self) -> tuple[CutShort, ...]:
        """The answers so far that had more records than are looked at."""
        return tuple(self._cut_short.values())

    async def close(self) -> None:
        """Stop asking."""
        for task in self._asked.values():
            task.cancel()
        await asyncio.gather(*self._asked.values(), return_exceptions=True)

    async def _records(
        self,
        name: str,
        kind: str,
        read: Callable[[dns.rdata.Rdata], Record | None],
        limit: int,
        *,
        key: Callable[[Record], tuple[object, ...] | str],
    ) -> DnsAnswer[Record]:
        answer = await self._ask(name, kind)
        if answer.status is not DnsStatus.FOUND:
            return _without_records(answer)
        usable = sorted({record for rdata in answer.records if (record := read(rdata)) is not None}, key=key)
        detail = "" if len(usable) == len(answer.records) else f"{len(answer.records)} records, {len(usable)} usable"
        if len(usable) > limit:
            detail = f"{len(answer.records)} records, {limit} used"
            self._cut_short[name, kind] = CutShort(name=name, kind=kind, records=len(answer.records), used=limit)
        return DnsAnswer(
            status=DnsStatus.FOUND if usable else DnsStatus.NO_RECORDS,
            records=tuple(usable[:limit]),
            authenticated=answer.authenticated,
            detail=detail,
        )

    async def _ask(self, name: str, kind: str) -> DnsAnswer[dns.rdata.Rdata]:
        wanted = ascii_domain(name)
        if wanted is None:
            return DnsAnswer(status=DnsStatus.NO_SUCH_NAME, detail=printable(f"not a host name: {name}", limit=300))
        if (wanted, kind) not in self._asked:
            self._asked[wanted, kind] = asyncio.create_task(self._answer(wanted, kind))
        # one asker that gives up takes the answer from no other
        return await asyncio.shield(self._asked[wanted, kind])

    async def _answer(self, name: str, kind: str) -> DnsAnswer[dns.rdata.Rdata]:
        if self._resolver is None:
            return DnsAnswer(status=DnsStatus.NO_NETWORK, detail="no name server is configured")
        async with self._places:
            return await self._answer_of(self._resolver, name, kind)

    async def _answer_of(
        self, resolver: dns.asyncresolver.Resolver, name: str, kind: str
    ) -> DnsAnswer[dns.rdata.Rdata]:
        self._cost.dns_queries += 1
        try:
            async with asyncio.timeout(self._limits.dns_name):
                answer = await resolver.resolve(
                    dns.name.from_text(name + "."), kind, raise_on_no_answer=False, search=False, backend=_SOCKETS
                )
        except dns.resolver.NXDOMAIN as error:
            responses = error.kwargs.get("responses", {}).values()
            authenticated = all(self._authenticated(response) for response in responses)
            return DnsAnswer(status=DnsStatus.NO_SUCH_NAME, authenticated=authenticated)
        except (dns.exception.Timeout, TimeoutError):
            return DnsAnswer(status=DnsStatus.TIMED_OUT)
        except dns.resolver.NoNameservers as error:
            return _no_server_answered(error.kwargs.get("errors", ()))
        except (dns.exception.DNSException, OSError) as error:
            return DnsAnswer(status=DnsStatus.SERVER_FAILURE, detail=printable(str(error), limit=200))
        authenticated = self._authenticated(answer.response)
        if answer.rrset is None:
            return DnsAnswer(status=DnsStatus.NO_RECORDS, authenticated=authenticated)
        return DnsAnswer(status=DnsStatus.FOUND, records=tuple(answer.rrset), authenticated=authenticated)

    def _authenticated(self, response: dns.message.Message) -> bool:
        return self._from_this_machine and bool(response.flags & dns.flags.AD)


def resolver_for(settings_resolver: tuple[str, int] | None) -> dns.asyncresolver.Resolver | None:
    """The name server of the settings, or the system's; None where the system has none."""
    if settings_resolver is not None:
        address, port = settings_resolver
        resolver = dns.asyncresolver.Resolver(configure=False)
        resolver.nameservers = [address]
        resolver.port = port
        return resolver
    try:
        return dns.asyncresolver.Resolver()
    except (dns.resolver.NoResolverConfiguration, OSError, ValueError):
        return None


def _configure(resolver: dns.asyncresolver.Resolver, limits: Limits, *, from_this_machine: bool) -> None:
    resolver.timeout = limits.dns_try
    resolver.lifetime = limits.dns_name
    resolver.search = []
    resolver.cache = None
    resolver.set_flags(dns.flags.RD | dns.flags.AD)  # AD asks for the AD bit (RFC 6840 section 5.7)
    resolver.use_edns(0, dns.flags.DO if from_this_machine else 0, 1232)


def _is_loopback(server: str) -> bool:
    try:
        return ipaddress.ip_address(server.partition("%")[0]).is_loopback
    except ValueError:
        return False


def _no_server_answered(errors: Iterable[tuple[object, ...]]) -> DnsAnswer[dns.rdata.Rdata]:
    causes = [error[3] for error in errors]
    if any(isinstance(cause, dns.exception.Timeout) for cause in causes):
        return DnsAnswer(status=DnsStatus.TIMED_OUT)
    if causes and all(isinstance(cause, OSError) for cause in causes):
        return DnsAnswer(status=DnsStatus.NO_NETWORK, detail=reason_for(causes[0])[1])  # type: ignore[arg-type]
    if any(isinstance(cause, dns.message.ChainTooLong) for cause in causes):
        return DnsAnswer(status=DnsStatus.SERVER_FAILURE, detail="CNAME loop")
    words = dict.fromkeys(cause if isinstance(cause, str) else type(cause).__name__ for cause in causes)
    return DnsAnswer(status=DnsStatus.SERVER_FAILURE, detail=printable(", ".join(words), limit=200))


def _without_records(answer: "DnsAnswer[dns.rdata.Rdata]") -> DnsAnswer[Record]:
    return DnsAnswer(status=answer.status, authenticated=answer.authenticated, detail=answer.detail)


_CERTAINTY = (
    DnsStatus.NO_NETWORK,
    DnsStatus.TIMED_OUT,
    DnsStatus.SERVER_FAILURE,
    DnsStatus.NO_SUCH_NAME,
    DnsStatus.NO_RECORDS,
    DnsStatus.FOUND,
)


def _least_certain(answers: Iterable["DnsAnswer[dns.rdata.Rdata]"]) -> "DnsAnswer[dns.rdata.Rdata]":
    """Of two families without an address: a question that got no answer keeps the whole from being a "no"."""
    return min(answers, key=lambda answer: _CERTAINTY.index(answer.status))
