"""What the sources of settings did well or badly, and where they contradict each other."""

import itertools
from collections.abc import Iterator, Mapping, Sequence

from wizard.diagnosis.domain import DomainFacts
from wizard.model import (
    Failed,
    Finding,
    FindingId,
    Found,
    Protocol,
    RecommendedServer,
    Severity,
    SourceName,
    SourceReport,
    TestedCandidate,
)
from wizard.model.domains import inside_domain


def source_findings(
    domain: DomainFacts,
    sources: Sequence[SourceReport],
    tested: Sequence[TestedCandidate],
    servers: Mapping[Protocol, RecommendedServer],
) -> Iterator[Finding]:
    """Stale, contradicting, unprotected and foreign claims."""
    if any(isinstance(report.result, Found) and report.result.wildcard for report in sources):
        yield Finding(id=FindingId.DNS_WILDCARD, severity=Severity.NOTE, subject=domain.domain)
    yield from _over_http(tested, servers)
    yield from _foreign(domain, servers)
    yield from _dead(tested, servers)
    yield from _contradictions(sources, servers)


def _over_http(tested: Sequence[TestedCandidate], servers: Mapping[Protocol, RecommendedServer]) -> Iterator[Finding]:
    """Recommended servers that no protected source names."""
    chosen = {server.endpoint for server in servers.values()}
    for item in tested:
        published = [claim for claim in item.claims if claim.source.is_published]
        if item.endpoint in chosen and published and all(claim.origin.startswith("http://") for claim in published):
            yield Finding(
                id=FindingId.PUBLISHED_OVER_HTTP,
                severity=Severity.WARNING,
                subject=str(item.endpoint),
                values={"origin": published[0].origin},
            )


def _foreign(domain: DomainFacts, servers: Mapping[Protocol, RecommendedServer]) -> Iterator[Finding]:
    """Recommended servers outside the mail domain that only unauthenticated sources name."""
    for server in servers.values():
        hostname = server.endpoint.hostname
        if server.trusted or inside_domain(hostname, domain.domain):
            continue
        at_exchanger = any(inside_domain(hostname, name) for name in domain.exchanger_domains)
        yield Finding(
            id=FindingId.FOREIGN_TARGET,
            severity=Severity.NOTE if at_exchanger else Severity.WARNING,
            subject=str(server.endpoint),
            values={"domain": domain.domain, "origin": server.origin},
        )


def _dead(tested: Sequence[TestedCandidate], servers: Mapping[Protocol, RecommendedServer]) -> Iterator[Finding]:
    """Published servers that were seen not to work, where another one does; silence is no proof."""
    for item in tested:
        published = next((claim for claim in item.claims if claim.source.is_published), None)
        best = servers.get(item.endpoint.protocol)
        if published is None or best is None or not best.verified or item.report is None:
            continue
        if isinstance(item.report.outcome, Failed) and not item.report.outcome.undecided:
            yield Finding(
                id=FindingId.PUBLISHED_SERVER_DEAD,
                severity=Severity.WARNING,
                subject=str(item.endpoint),
                values={"origin": published.origin, "instead": str(best.endpoint)},
            )


def _contradictions(
    sources: Sequence[SourceReport], servers: Mapping[Protocol, RecommendedServer]
) -> Iterator[Finding]:
    """For each protocol the best two published sources that name no common server."""
    for protocol in Protocol:
        said = _said(sources, protocol)
        ranked = sorted(said, key=lambda source: source.priority)
        pairs = [(one, other) for one, other in itertools.combinations(ranked, 2) if not said[one] & said[other]]
        if not pairs:
            continue
        first, second = pairs[0]
        best = servers.get(protocol)
        yield Finding(
            id=FindingId.SOURCES_DISAGREE,
            severity=Severity.WARNING if best is None else Severity.NOTE,
            subject=protocol,
            values={
                "first": first,
                "first_says": ", ".join(sorted(said[first])),
                "second": second,
                "second_says": ", ".join(sorted(said[second])),
                "answered": str(best.endpoint) if best is not None and best.verified else "—",
            },
        )


def _said(sources: Sequence[SourceReport], protocol: Protocol) -> dict[SourceName, set[str]]:
    """The servers that each published source names for this protocol."""
    said: dict[SourceName, set[str]] = {}
    for report in sources:
        if isinstance(report.result, Found) and report.source.is_published:
            for claim in report.result.candidates:
                if claim.endpoint.protocol is protocol:
                    said.setdefault(report.source, set()).add(f"{claim.endpoint} ({claim.endpoint.socket_type})")
    return said
