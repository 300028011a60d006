"""IPv4 and IPv6 of one host side by side: does the other one lead to the same server?"""

import asyncio
from collections.abc import Mapping, Sequence

from wizard.model import (
    Endpoint,
    Failed,
    FailureReason,
    ProbeReport,
    Protocol,
    RecommendedServer,
    Stage,
    TestedCandidate,
)
from wizard.network import AddressFamily, Network
from wizard.probing.driver import probe

_NO_WAY = frozenset({FailureReason.UNREACHABLE, FailureReason.BLOCKED})


async def other_family(
    tested: Sequence[TestedCandidate], servers: Mapping[Protocol, RecommendedServer], network: Network, end: float
) -> dict[Endpoint, ProbeReport]:
    """Test over the other kind of addresses what matters: the recommended servers, and published ones that failed.

    A test takes the first address that answers, which is mostly one of IPv6, so that the other kind was never heard.
    What is not over at `end`, on the clock of the event loop, is left out, and so is a kind without a way from here.
    """
    clock = asyncio.get_running_loop().time
    if network.settings.family is not AddressFamily.BOTH or clock() >= end:
        return {}
    chosen = {server.endpoint for server in servers.values()}
    wanted = [
        (item.endpoint, family)
        for item in tested
        if (item.endpoint in chosen or (item.connected is None and _is_published(item)))
        and item.report is not None
        and (family := _unheard(item.report)) is not None
        and (await network.dns.addresses(item.endpoint.hostname, family)).records
    ]
    reports = await asyncio.gather(*(probe(endpoint, network, end, family=family) for endpoint, family in wanted))
    if clock() >= end:
        return {}
    return {report.endpoint: report for report in reports if not _has_no_way(report)}


def _is_published(item: TestedCandidate) -> bool:
    return any(source.is_published for source in item.sources)


def _unheard(report: ProbeReport) -> AddressFamily | None:
    """The kind of addresses that said neither yes nor no: never tried, or given up for one that was faster."""
    if report.address is None:
        return None
    if ":" in report.address:
        return AddressFamily.IPV4
    silent = (address for address, reason in report.failed_addresses if reason is FailureReason.TIMED_OUT)
    return AddressFamily.IPV6 if any(":" in address for address in silent) else None


def _has_no_way(report: ProbeReport) -> bool:
    """Whether this computer, or this network, cannot go to such addresses at all."""
    failure = report.outcome
    return isinstance(failure, Failed) and failure.stage is Stage.CONNECT and failure.reason in _NO_WAY
