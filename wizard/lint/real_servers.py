"""The servers that a file names, tested with real connections."""

import asyncio
import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from wizard.diagnosis.certificates import certificate_findings
from wizard.diagnosis.offers import offer_findings
from wizard.diagnosis.servers import server_findings
from wizard.lint.faults import Faults
from wizard.model import (
    Candidate,
    Fault,
    FaultId,
    Finding,
    ProbeReport,
    ServerSettings,
    Severity,
    SourceName,
    TestedCandidate,
)
from wizard.network import Network
from wizard.probing import best_servers, other_family, probe, recommend

_LAST_WORDS = 0.6
"""Seconds before the deadline at which tests end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Probed:
    """`candidates` in the order of the file, each endpoint once; `findings` worst first."""

    candidates: tuple[TestedCandidate, ...] = ()
    findings: tuple[Finding, ...] = ()
    faults: tuple[Fault, ...] = ()


def last_moment(network: Network, *, spent: float = 0.0) -> float:
    """When to give up what is under way, on the clock of the event loop, so that the run ends in time.

    `spent` seconds of the run are over.
    """
    deadline = network.settings.deadline
    return asyncio.get_running_loop().time() + deadline - min(_LAST_WORDS, deadline / 4) - spent


async def probe_servers(
    servers: Sequence[ServerSettings], network: Network, *, source: SourceName, origin: str, trusted: bool, end: float
) -> Probed:
    """Connect to every server once, all at the same time, until `end` on the clock of the event loop at the latest.

    Port 25 is left alone, as it is no place for a program.
    """
    settings = {server.endpoint: server for server in reversed(servers)}
    endpoints = list(dict.fromkeys(server.endpoint for server in servers))
    asked = [endpoint for endpoint in endpoints if not endpoint.is_relay]
    reports = dict(zip(asked, await asyncio.gather(*(probe(one, network, end) for one in asked)), strict=True))
    tested = tuple(
        _candidate(settings[endpoint], reports.get(endpoint), source=source, origin=origin, trusted=trusted)
        for endpoint in endpoints
    )
    best = best_servers(recommend(tested))
    others = await other_family(tested, best, network, end)
    tested = tuple(dataclasses.replace(item, other_family=others.get(item.endpoint)) for item in tested)
    found = [
        *server_findings(tested, best, datetime.now(UTC)),
        *certificate_findings(tested),
        *offer_findings(tested, {}),
    ]
    unique = {(finding.id, finding.subject): finding for finding in found}
    order = list(Severity)
    return Probed(
        candidates=tested,
        findings=tuple(sorted(unique.values(), key=lambda item: order.index(item.severity))),
        faults=tuple(not_offered(tested, origin)),
    )


def not_offered(tested: Sequence[TestedCandidate], document: str) -> Iterator[Fault]:
    """Servers that offer none of the ways to sign in that are published for them."""
    faults = Faults(document=document)
    for item in tested:
        offered = item.connected.capabilities.authentication_methods if item.connected is not None else ()
        said = item.best.settings.authentication
        if said and offered and not set(said) & set(offered):
            faults.add(
                FaultId.SIGN_IN_NOT_OFFERED,
                value=str(item.endpoint),
                allowed=", ".join(offered),
                where=", ".join(said),
            )
    return iter(faults.in_order())


def _candidate(
    settings: ServerSettings, report: ProbeReport | None, *, source: SourceName, origin: str, trusted: bool
) -> TestedCandidate:
    claim = Candidate(settings=settings, source=source, origin=origin, trusted=trusted)
    return TestedCandidate(claims=(claim,), report=report)
