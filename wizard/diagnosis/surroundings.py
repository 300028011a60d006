"""Whether this network lets anybody out, and to which ports: a small look of its own, only where that is in doubt."""

import asyncio
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from wizard.diagnosis.mail_ports import hosts_with_web
from wizard.model import (
    Found,
    LookupFailed,
    LookupFailure,
    NothingFound,
    SourceReport,
    TestedCandidate,
)
from wizard.model.domains import same_registrable_domain
from wizard.network import HttpFailure, HttpResponse, Network

PATIENCE = 3.0
"""Seconds that the look may take at most."""

_ANSWERED = frozenset(
    {
        LookupFailure.NOT_FOUND,
        LookupFailure.NEEDS_LOGIN,
        LookupFailure.SERVER_ERROR,
        LookupFailure.BUSY,
        LookupFailure.TOO_LARGE,
        LookupFailure.TOO_MANY_REDIRECTS,
        LookupFailure.NOT_A_CONFIGURATION,
        LookupFailure.BAD_CONFIGURATION,
    }
)
_CERTIFICATE = frozenset(
    {LookupFailure.CERTIFICATE_EXPIRED, LookupFailure.CERTIFICATE_NAME, LookupFailure.CERTIFICATE_UNTRUSTED}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """`portal` is where a network that wants to be paid or agreed to first sends everybody: a host or an address.

    `hosts_with_web` are mail hosts of which no mail port can be reached from here, though the port of the web can.
    """

    portal: str | None = None
    hosts_with_web: tuple[str, ...] = ()


def was_anybody_reached(sources: Sequence[SourceReport], tested: Sequence[TestedCandidate]) -> bool:
    """Whether one server on the internet, at least, proved who it is."""
    if any(item.connected is not None and item.connected.tls is not None for item in tested):
        return True
    return any(report.origin.startswith("https://") and _is_an_answer(report) for report in sources)


def _is_an_answer(report: SourceReport) -> bool:
    match report.result:
        case Found() | NothingFound():
            return True
        case LookupFailed(reason=reason):
            return reason in _ANSWERED
        case _:
            return False


async def look_around(
    sources: Sequence[SourceReport], tested: Sequence[TestedCandidate], network: Network, end: float
) -> Surroundings:
    """Look for a captive portal where nobody was reached, and for blocked ports where the web alone was.

    Ends at `end` on the clock of the event loop, and after `PATIENCE` seconds at most.
    """
    try:
        async with asyncio.timeout_at(min(end, asyncio.get_running_loop().time() + PATIENCE)):
            if was_anybody_reached(sources, tested):
                return Surroundings(hosts_with_web=await hosts_with_web(tested, network))
            return Surroundings(portal=await _portal(network))
    except TimeoutError:
        return Surroundings()


async def _portal(network: Network) -> str | None:
    """Where a name that cannot exist, or a page of a host that is known to be elsewhere, leads to.

    A domain may have a wildcard, and a name server may show advertisements for names that do not exist: so the made-up
    name is below `.invalid` (RFC 6761 section 6.4), and must have the address of a host that does exist.
    """
    known = urlsplit(network.settings.ispdb_url or "").hostname
    made_up = f"{secrets.token_hex(8)}.invalid"
    nowhere, somewhere = await asyncio.gather(
        network.dns.addresses(made_up), network.dns.addresses(known or f"{secrets.token_hex(8)}.invalid")
    )
    shared = set(nowhere.records) & set(somewhere.records)
    if shared:
        page, secure_page = await asyncio.gather(
            network.http.get(f"http://{made_up}/"), network.http.get(f"https://{known or made_up}/")
        )
        refused = isinstance(secure_page, HttpFailure) and secure_page.reason in _CERTIFICATE
        if refused or isinstance(page, HttpResponse) or len(page.hops) > 1:
            return _led_to(page, made_up) or min(shared)
    if known is None or not somewhere.records:
        return None
    page = await network.http.get(f"http://{known}/")
    return _led_to(page, known)


def _led_to(page: HttpResponse | HttpFailure, hostname: str) -> str | None:
    """The host of somebody else that a plain page was redirected to; `hostname` itself where it says 511 (RFC 6585)."""
    for hop in page.hops:
        there = urlsplit(hop).hostname
        if there is not None and there != hostname and not same_registrable_domain(there, hostname):
            return there
    if isinstance(page, HttpFailure) and (page.reason is LookupFailure.BAD_REDIRECT or page.detail == "status 511"):
        return hostname
    return None
