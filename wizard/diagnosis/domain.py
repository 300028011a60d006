"""What DNS says of the mail domain itself: does it exist, does it take mail, and whose servers handle it."""

import asyncio
import errno
import os
from dataclasses import dataclass

from wizard.model.domains import registrable_domain
from wizard.network import DnsStatus, Network


@dataclass(frozen=True, slots=True, kw_only=True)
class DomainFacts:
    """`status` is that of the MX question; `exchangers` in order of preference; `null_mx`: takes no mail (RFC 7505).

    `refused`: the machine that should answer such questions is there, but no name server runs on it.
    """

    domain: str
    status: DnsStatus
    exchangers: tuple[str, ...] = ()
    null_mx: bool = False
    refused: bool = False

    @property
    def exchanger_domains(self) -> frozenset[str]:
        """The registered domains of the mail exchangers."""
        found = (registrable_domain(exchanger) for exchanger in self.exchangers)
        return frozenset(domain for domain in found if domain is not None)


async def look_at_domain(domain: str, network: Network, end: float) -> DomainFacts:
    """Ask for the mail exchangers of the domain; ends at `end` on the clock of the event loop."""
    try:
        async with asyncio.timeout_at(end):
            answer = await network.dns.mx(domain)
    except TimeoutError:
        return DomainFacts(domain=domain, status=DnsStatus.TIMED_OUT)
    exchangers = tuple(record.exchanger for record in answer.records if record.exchanger is not None)
    return DomainFacts(
        domain=domain,
        status=answer.status,
        exchangers=exchangers,
        null_mx=bool(answer.records) and not exchangers,
        refused=answer.status is DnsStatus.NO_NETWORK and answer.detail == os.strerror(errno.ECONNREFUSED),
    )
