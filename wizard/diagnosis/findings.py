"""Everything worth telling about one investigation; pure."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime

from wizard.diagnosis.certificates import certificate_findings, clock_finding
from wizard.diagnosis.domain import DomainFacts
from wizard.diagnosis.look_alikes import twin
from wizard.diagnosis.mail_ports import blocked_ports
from wizard.diagnosis.offers import offer_findings
from wizard.diagnosis.servers import server_findings
from wizard.diagnosis.sources import source_findings
from wizard.diagnosis.surroundings import Surroundings, was_anybody_reached
from wizard.model import (
    AuthenticationMethod,
    Finding,
    FindingId,
    HintId,
    Protocol,
    Published,
    RecommendedServer,
    Severity,
    SourceReport,
    TestedCandidate,
)
from wizard.network import CutShort, DnsStatus

_HINTS = {
    HintId.OAUTH2_ONLY: FindingId.OAUTH2_ONLY,
    HintId.APP_PASSWORD_NEEDED: FindingId.APP_PASSWORD_NEEDED,
    HintId.ENABLE_FIRST: FindingId.ENABLE_FIRST,
    HintId.LOCK_OUT: FindingId.LOCK_OUT,
    HintId.OWN_MAIL_PASSWORD: FindingId.OWN_MAIL_PASSWORD,
    HintId.BRIDGE_NEEDED: FindingId.BRIDGE_NEEDED,
    HintId.NO_PROGRAMS: FindingId.NO_PROGRAMS,
}

_DATES = frozenset({FindingId.CERTIFICATE_EXPIRED, FindingId.CERTIFICATE_NOT_YET_VALID})
_NO_ANSWER = frozenset({DnsStatus.SERVER_FAILURE, DnsStatus.TIMED_OUT})


def findings(
    domain: DomainFacts,
    sources: Sequence[SourceReport],
    tested: Sequence[TestedCandidate],
    servers: Mapping[Protocol, RecommendedServer],
    published: Published,
    *,
    surroundings: Surroundings | None,
    cut_short: Sequence[CutShort] = (),
    now: datetime | None = None,
) -> tuple[Finding, ...]:
    """The findings, worst first, without repeats. `surroundings` None: the servers were not tested."""
    found = [*_about_names(domain, servers)]
    outermost = [*_about_the_network(domain, surroundings, reached=was_anybody_reached(sources, tested))]
    if outermost:
        found += outermost
    else:
        found += source_findings(domain, sources, tested, servers)
        found += _about_long_lists(cut_short)
        if surroundings is not None:
            blocked = blocked_ports(domain.domain, tested, surroundings.hosts_with_web)
            found += _about_servers(domain, sources, tested, servers, blocked=blocked, now=now or datetime.now(UTC))
        found += _about_signing_in(domain, servers, published)
    return worst_first(found)


def worst_first(found: Sequence[Finding]) -> tuple[Finding, ...]:
    """Without repeats: of two about the same, the first one stands."""
    order = list(Severity)
    unique = {(finding.id, finding.subject): finding for finding in reversed(found)}
    return tuple(sorted(unique.values(), key=lambda item: (order.index(item.severity), item.id, item.subject)))


def _about_names(domain: DomainFacts, servers: Mapping[Protocol, RecommendedServer]) -> Iterator[Finding]:
    for name in dict.fromkeys([domain.domain, *(server.endpoint.hostname for server in servers.values())]):
        looks_like = twin(name)
        if looks_like is not None:
            yield Finding(
                id=FindingId.LOOK_ALIKE_NAME,
                severity=Severity.WARNING,
                subject=name,
                values={"looks_like": looks_like},
            )


def _about_the_network(domain: DomainFacts, surroundings: Surroundings | None, *, reached: bool) -> Iterator[Finding]:
    """What makes every other finding pointless. `reached`: somebody was, so that there is a network."""
    if surroundings is not None and surroundings.portal is not None:
        yield Finding(
            id=FindingId.CAPTIVE_PORTAL,
            severity=Severity.BLOCKING,
            subject=domain.domain,
            values={"portal": surroundings.portal},
        )
        return
    match domain.status:
        case DnsStatus.NO_SUCH_NAME:
            yield Finding(id=FindingId.NO_SUCH_DOMAIN, severity=Severity.BLOCKING, subject=domain.domain)
        case DnsStatus.TIMED_OUT if reached:
            return
        case DnsStatus.NO_NETWORK | DnsStatus.TIMED_OUT:
            yield Finding(id=FindingId.NO_NETWORK, severity=Severity.BLOCKING, subject=domain.domain)
            if domain.refused:
                yield Finding(id=FindingId.RESOLVER_REFUSES, severity=Severity.WARNING, subject=domain.domain)
        case DnsStatus.FOUND | DnsStatus.NO_RECORDS | DnsStatus.SERVER_FAILURE:
            return


def _about_long_lists(cut_short: Sequence[CutShort]) -> Iterator[Finding]:
    for cut in cut_short:
        yield Finding(
            id=FindingId.TOO_MANY_RECORDS,
            severity=Severity.NOTE,
            subject=cut.name,
            values={"kind": cut.kind, "records": str(cut.records), "used": str(cut.used)},
        )


def _about_servers(
    domain: DomainFacts,
    sources: Sequence[SourceReport],
    tested: Sequence[TestedCandidate],
    servers: Mapping[Protocol, RecommendedServer],
    *,
    blocked: Finding | None,
    now: datetime,
) -> Iterator[Finding]:
    if blocked is not None:
        yield blocked
    clock = clock_finding(domain.domain, sources, tested, now)
    if clock is not None:
        yield clock
    for finding in server_findings(tested, servers, now):
        explained = finding.id in _DATES if clock is not None else False
        if not explained and (blocked is None or finding.id is not FindingId.UNREACHABLE):
            yield finding
    yield from certificate_findings(tested)
    yield from offer_findings(tested, servers)
    yield from _about_what_is_missing(domain, servers, explained=blocked is not None)


def _about_what_is_missing(
    domain: DomainFacts, servers: Mapping[Protocol, RecommendedServer], *, explained: bool
) -> Iterator[Finding]:
    if domain.status in _NO_ANSWER:
        severity = Severity.WARNING if servers else Severity.BLOCKING
        yield Finding(id=FindingId.DNS_BOGUS, severity=severity, subject=domain.domain)
    if domain.null_mx:
        receives = Protocol.IMAP in servers or Protocol.POP3 in servers
        severity = Severity.WARNING if receives else Severity.BLOCKING
        yield Finding(id=FindingId.NO_MAIL_HERE, severity=severity, subject=domain.domain)
    explained = explained or domain.null_mx or domain.status in _NO_ANSWER
    missing = missing_task(servers)
    if missing is not None and not (explained and missing is FindingId.NOTHING_FOUND):
        yield Finding(id=missing, severity=Severity.BLOCKING, subject=domain.domain)


def missing_task(servers: Mapping[Protocol, RecommendedServer]) -> FindingId | None:
    """What these servers cannot do together: anything, receive or send; None where they do both."""
    if not servers:
        return FindingId.NOTHING_FOUND
    if Protocol.IMAP not in servers and Protocol.POP3 not in servers:
        return FindingId.NO_INCOMING
    return FindingId.NO_OUTGOING if Protocol.SMTP not in servers else None


def _about_signing_in(
    domain: DomainFacts, servers: Mapping[Protocol, RecommendedServer], published: Published
) -> Iterator[Finding]:
    for hint in published.hints:
        yield Finding(id=_HINTS[hint.id], severity=Severity.WARNING, subject=published.display_name or domain.domain)
    if any(hint.id is HintId.OAUTH2_ONLY for hint in published.hints):
        return
    for server in servers.values():
        if server.authentication == (AuthenticationMethod.OAUTH2,):
            yield Finding(id=FindingId.OAUTH2_ONLY, severity=Severity.WARNING, subject=str(server.endpoint))
