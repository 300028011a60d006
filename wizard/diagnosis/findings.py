"""Everything worth telling about one investigation; pure."""

from collections.abc import Iterator, Mapping, Sequence

from wizard.diagnosis.domain import DomainFacts
from wizard.diagnosis.servers import server_findings
from wizard.diagnosis.sources import source_findings
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
from wizard.network import DnsStatus

_HINTS = {
    HintId.OAUTH2_ONLY: FindingId.OAUTH2_ONLY,
    HintId.APP_PASSWORD_NEEDED: FindingId.APP_PASSWORD_NEEDED,
    HintId.ENABLE_FIRST: FindingId.ENABLE_FIRST,
    HintId.LOCK_OUT: FindingId.LOCK_OUT,
    HintId.OWN_MAIL_PASSWORD: FindingId.OWN_MAIL_PASSWORD,
    HintId.BRIDGE_NEEDED: FindingId.BRIDGE_NEEDED,
    HintId.NO_PROGRAMS: FindingId.NO_PROGRAMS,
}


def findings(
    domain: DomainFacts,
    sources: Sequence[SourceReport],
    tested: Sequence[TestedCandidate],
    servers: Mapping[Protocol, RecommendedServer],
    published: Published,
    *,
    connected: bool,
) -> tuple[Finding, ...]:
    """The findings, worst first, without repeats. `connected` tells that the servers were tested."""
    found = [*_about_the_domain(domain)]
    if not found:
        found += source_findings(domain, sources, tested, servers)
        if connected:
            found += server_findings(tested, servers)
            found += _about_what_is_missing(domain, servers)
        found += _about_signing_in(domain, servers, published)
    order = list(Severity)
    unique = {(finding.id, finding.subject): finding for finding in reversed(found)}
    return tuple(sorted(unique.values(), key=lambda item: (order.index(item.severity), item.id, item.subject)))


def _about_the_domain(domain: DomainFacts) -> Iterator[Finding]:
    """What makes every other finding pointless."""
    match domain.status:
        case DnsStatus.NO_SUCH_NAME:
            yield Finding(id=FindingId.NO_SUCH_DOMAIN, severity=Severity.BLOCKING, subject=domain.domain)
        case DnsStatus.NO_NETWORK | DnsStatus.TIMED_OUT:
            yield Finding(id=FindingId.NO_NETWORK, severity=Severity.BLOCKING, subject=domain.domain)
        case DnsStatus.FOUND | DnsStatus.NO_RECORDS | DnsStatus.SERVER_FAILURE:
            return


def _about_what_is_missing(domain: DomainFacts, servers: Mapping[Protocol, RecommendedServer]) -> Iterator[Finding]:
    if domain.status is DnsStatus.SERVER_FAILURE:
        severity = Severity.WARNING if servers else Severity.BLOCKING
        yield Finding(id=FindingId.DNS_BOGUS, severity=severity, subject=domain.domain)
    receives = Protocol.IMAP in servers or Protocol.POP3 in servers
    if domain.null_mx:
        severity = Severity.WARNING if receives else Severity.BLOCKING
        yield Finding(id=FindingId.NO_MAIL_HERE, severity=severity, subject=domain.domain)
    explained = domain.null_mx or domain.status is DnsStatus.SERVER_FAILURE
    if not servers and not explained:
        yield Finding(id=FindingId.NOTHING_FOUND, severity=Severity.BLOCKING, subject=domain.domain)
    elif servers and not receives:
        yield Finding(id=FindingId.NO_INCOMING, severity=Severity.BLOCKING, subject=domain.domain)
    elif servers and Protocol.SMTP not in servers:
        yield Finding(id=FindingId.NO_OUTGOING, severity=Severity.BLOCKING, subject=domain.domain)


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
