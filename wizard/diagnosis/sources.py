"""What the sources of settings did well or badly, and where they contradict each other."""

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from wizard.diagnosis.domain import DomainFacts
from wizard.diagnosis.refusals import is_for_now
from wizard.model import (
    Endpoint,
    Failed,
    FailureReason,
    Finding,
    FindingId,
    Found,
    LookupFailed,
    LookupFailure,
    Protocol,
    RecommendedServer,
    ServerSettings,
    Severity,
    SourceName,
    SourceReport,
    Stage,
    TestedCandidate,
)
from wizard.model.domains import inside_domain

_USUAL_PORTS = frozenset({110, 143, 465, 587, 993, 995, 2525})
_ALIVE = frozenset({FailureReason.STARTTLS_OVERWRITTEN, FailureReason.WRONG_SOCKET_TYPE})
"""Told by findings of their own: this network is to blame, or one setting of a server that is there."""


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
    yield from _unusual_ports(servers)
    yield from _dead(tested, servers)
    yield from _contradictions(sources, servers)
    yield from _exchange(domain, sources)


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


def _unusual_ports(servers: Mapping[Protocol, RecommendedServer]) -> Iterator[Finding]:
    """Recommended servers at a port that is not for mail, where only unauthenticated sources say so."""
    for server in servers.values():
        if not server.trusted and server.endpoint.port not in _USUAL_PORTS:
            yield Finding(
                id=FindingId.UNUSUAL_PORT,
                severity=Severity.WARNING,
                subject=str(server.endpoint),
                values={"port": str(server.endpoint.port), "origin": server.origin},
            )


def _dead(tested: Sequence[TestedCandidate], servers: Mapping[Protocol, RecommendedServer]) -> Iterator[Finding]:
    """Published servers that were seen not to work, where another one does; silence is no proof."""
    for item in tested:
        published = next((claim for claim in item.claims if claim.source.is_published), None)
        best = servers.get(item.endpoint.protocol)
        if published is None or best is None or not best.verified or item.report is None:
            continue
        outcome = item.report.outcome
        if isinstance(outcome, Failed) and not (outcome.undecided or is_for_now(outcome) or _is_alive(outcome)):
            yield Finding(
                id=FindingId.PUBLISHED_SERVER_DEAD,
                severity=Severity.WARNING,
                subject=str(item.endpoint),
                values={"origin": published.origin, "instead": str(best.endpoint)},
            )


def _is_alive(failure: Failed) -> bool:
    hangs_up = failure.stage is Stage.GREETING and failure.reason in {FailureReason.CLOSED, FailureReason.RESET}
    return hangs_up or failure.reason in _ALIVE  # who hangs up at once may have too many visitors


def _exchange(domain: DomainFacts, sources: Sequence[SourceReport]) -> Iterator[Finding]:
    """Autodiscover wants a password before it says anything, as Exchange does."""
    for report in sources:
        wants_login = isinstance(report.result, LookupFailed) and report.result.reason is LookupFailure.NEEDS_LOGIN
        if report.source is SourceName.AUTODISCOVER and wants_login:
            yield Finding(
                id=FindingId.EXCHANGE_HERE,
                severity=Severity.NOTE,
                subject=domain.domain,
                values={"origin": report.origin},
            )


def _contradictions(
    sources: Sequence[SourceReport], servers: Mapping[Protocol, RecommendedServer]
) -> Iterator[Finding]:
    """For each protocol the best two published sources that cannot both be followed, and in what they differ."""
    for protocol in Protocol:
        said = _said(sources, protocol)
        ranked = sorted(said, key=lambda source: source.priority)
        for first, second in itertools.combinations(ranked, 2):
            difference = _difference(said[first], said[second])
            if difference is not None:
                yield _disagreement(protocol, first, second, difference, servers.get(protocol))
                break


@dataclass(frozen=True, slots=True, kw_only=True)
class _Difference:
    """`field`: server, port, security or username, and what each of the two says about it."""

    field: str
    first_says: Iterable[str]
    second_says: Iterable[str]


def _difference(first: Sequence[ServerSettings], second: Sequence[ServerSettings]) -> _Difference | None:
    """The most telling field in which nothing that one says is said by the other too."""
    one, other = ({server.endpoint: server for server in said} for said in (first, second))
    common = [endpoint for endpoint in one if endpoint in other]
    if not common:
        ways = (
            ("server", lambda endpoint: endpoint.hostname),
            ("port", lambda endpoint: (endpoint.hostname, endpoint.port)),
            ("security", lambda endpoint: endpoint),
        )
        field = next(name for name, part in ways if not {*map(part, one)} & {*map(part, other)})
        return _Difference(field=field, first_says=map(_in_full, one), second_says=map(_in_full, other))
    for endpoint in common:
        names = one[endpoint].username, other[endpoint].username
        if None not in names and names[0] != names[1]:
            return _Difference(field="username", first_says=(str(names[0]),), second_says=(str(names[1]),))
    return None


def _disagreement(
    protocol: Protocol,
    first: SourceName,
    second: SourceName,
    difference: _Difference,
    best: RecommendedServer | None,
) -> Finding:
    return Finding(
        id=FindingId.SOURCES_DISAGREE,
        severity=Severity.WARNING if best is None else Severity.NOTE,
        subject=protocol,
        values={
            "field": difference.field,
            "first": first,
            "first_says": ", ".join(sorted(difference.first_says)),
            "second": second,
            "second_says": ", ".join(sorted(difference.second_says)),
            "answered": str(best.endpoint) if best is not None and best.verified else "—",
        },
    )


def _in_full(endpoint: Endpoint) -> str:
    return f"{endpoint} ({endpoint.socket_type})"


def _said(sources: Sequence[SourceReport], protocol: Protocol) -> dict[SourceName, list[ServerSettings]]:
    """The servers that each published source names for this protocol."""
    said: dict[SourceName, list[ServerSettings]] = {}
    for report in sources:
        if isinstance(report.result, Found) and report.source.is_published:
            for claim in report.result.candidates:
                if claim.endpoint.protocol is protocol:
                    said.setdefault(report.source, []).append(claim.settings)
    return said
