"""What the tests of the servers tell: whose fault a failure is."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from wizard.diagnosis.families import family_findings
from wizard.diagnosis.refusals import is_for_now
from wizard.model import (
    Connected,
    Failed,
    FailureReason,
    Finding,
    FindingId,
    Protocol,
    RecommendedServer,
    Severity,
    SocketType,
    Stage,
    TestedCandidate,
)
from wizard.network import is_internal

_BY_REASON = {
    FailureReason.CERTIFICATE_EXPIRED: FindingId.CERTIFICATE_EXPIRED,
    FailureReason.CERTIFICATE_NAME: FindingId.CERTIFICATE_NAME,
    FailureReason.CERTIFICATE_UNTRUSTED: FindingId.CERTIFICATE_UNTRUSTED,
    FailureReason.STARTTLS_NOT_OFFERED: FindingId.STARTTLS_NOT_OFFERED,
    FailureReason.STARTTLS_OVERWRITTEN: FindingId.STARTTLS_OVERWRITTEN,
    FailureReason.STARTTLS_REFUSED: FindingId.STARTTLS_REFUSED,
    FailureReason.DATA_BEFORE_TLS: FindingId.DATA_BEFORE_TLS,
    FailureReason.PREAUTH: FindingId.PREAUTH,
    FailureReason.WRONG_PROTOCOL: FindingId.WRONG_PROTOCOL,
    FailureReason.REJECTED: FindingId.REJECTED,
    FailureReason.TLS_HANDSHAKE: FindingId.TLS_FAILED,
    FailureReason.REFUSED: FindingId.REFUSED,
    FailureReason.UNREACHABLE: FindingId.UNREACHABLE,
    FailureReason.BLOCKED: FindingId.BLOCKED_HERE,
    FailureReason.RESET: FindingId.HANGS_UP,
    FailureReason.CLOSED: FindingId.HANGS_UP,
    FailureReason.TOO_LONG: FindingId.WRONG_PROTOCOL,
    FailureReason.NO_SUCH_NAME: FindingId.NO_SUCH_HOST,
    FailureReason.NO_ADDRESS: FindingId.NO_SUCH_HOST,
}

_OF_GUESSES_TOO = frozenset(
    {
        FindingId.CERTIFICATE_EXPIRED,
        FindingId.CERTIFICATE_NOT_YET_VALID,
        FindingId.CERTIFICATE_NAME,
        FindingId.CERTIFICATE_UNTRUSTED,
        FindingId.STARTTLS_NOT_OFFERED,
        FindingId.STARTTLS_OVERWRITTEN,
        FindingId.STARTTLS_REFUSED,
        FindingId.TLS_FAILED,
        FindingId.TLS_TOO_OLD,
        FindingId.DATA_BEFORE_TLS,
        FindingId.PREAUTH,
        FindingId.WRONG_PROTOCOL,
        FindingId.TLS_FROM_THE_START,
        FindingId.NO_TLS_FROM_THE_START,
        FindingId.SERVER_SILENT,
        FindingId.HANGS_UP,
        FindingId.REJECTED,
        FindingId.REJECTED_FOR_NOW,
    }
)
"""What is worth telling of a server that nobody published: it is there, but something is wrong with it."""


def server_findings(
    tested: Sequence[TestedCandidate], servers: Mapping[Protocol, RecommendedServer], now: datetime
) -> Iterator[Finding]:
    """One finding for each failure that matters; `now` by the clock of this computer."""
    for item in tested:
        yield from failure_findings(item, tested, servers, now)
        if item.report is not None:
            yield from family_findings(item)
    yield from _without_encryption(tested, servers)
    yield from _inside(servers)


def failure_findings(
    item: TestedCandidate,
    tested: Sequence[TestedCandidate],
    servers: Mapping[Protocol, RecommendedServer],
    now: datetime,
) -> Iterator[Finding]:
    """Why this one server does not work, where it does not and that matters."""
    if item.report is not None and isinstance(item.report.outcome, Failed):
        yield from _failure(item, item.report.outcome, tested, servers, now)


def _inside(servers: Mapping[Protocol, RecommendedServer]) -> Iterator[Finding]:
    """Recommended servers whose address lies inside the network that this computer is on."""
    for server in servers.values():
        address = server.report.address if server.report is not None else None
        if address is not None and is_internal(address):
            yield Finding(
                id=FindingId.INTERNAL_ADDRESS,
                severity=Severity.WARNING,
                subject=server.endpoint.hostname,
                values={"address": address},
            )


def _failure(
    item: TestedCandidate,
    failure: Failed,
    tested: Sequence[TestedCandidate],
    servers: Mapping[Protocol, RecommendedServer],
    now: datetime,
) -> Iterator[Finding]:
    finding_id = _name(item, failure, tested, now)
    published = any(source.is_published for source in item.sources)
    best = servers.get(item.endpoint.protocol)
    works_otherwise = best is not None and best.verified
    if finding_id is None or (not published and (works_otherwise or finding_id not in _OF_GUESSES_TOO)):
        return
    severity = Severity.WARNING if works_otherwise else Severity.BLOCKING
    if works_otherwise and (failure.undecided or _works_at_the_same_place(item, best)):
        severity = Severity.NOTE
    if finding_id is FindingId.STARTTLS_NOT_OFFERED and best is None:
        severity = Severity.NOTE  # said in full as "no encryption"
    yield Finding(id=finding_id, severity=severity, subject=str(item.endpoint), values=_values(item, failure))


def _works_at_the_same_place(item: TestedCandidate, best: RecommendedServer | None) -> bool:
    """Whether only the kind of security was wrong."""
    return best is not None and str(item.endpoint) == str(best.endpoint)


def _name(item: TestedCandidate, failure: Failed, tested: Sequence[TestedCandidate], now: datetime) -> FindingId | None:
    if failure.tls is not None and failure.tls.version in {"TLSv1", "TLSv1.1", "SSLv3"}:
        return FindingId.TLS_TOO_OLD
    if failure.reason is FailureReason.TIMED_OUT:
        if failure.stage is not Stage.CONNECT:
            return FindingId.SERVER_SILENT if failure.stage is not Stage.RESOLVE else FindingId.DNS_BOGUS
        return FindingId.PORT_FILTERED if _host_answers(item, tested) else FindingId.UNREACHABLE
    if failure.reason is FailureReason.UNREACHABLE and failure.stage is Stage.CONNECT and _host_answers(item, tested):
        return FindingId.PORT_FILTERED
    if failure.reason is FailureReason.CERTIFICATE_EXPIRED and failure.tls is not None and failure.tls.not_before > now:
        return FindingId.CERTIFICATE_NOT_YET_VALID
    if failure.reason is FailureReason.WRONG_SOCKET_TYPE:
        return FindingId.NO_TLS_FROM_THE_START if failure.stage is Stage.TLS else FindingId.TLS_FROM_THE_START
    if is_for_now(failure):
        return FindingId.REJECTED_FOR_NOW
    return _BY_REASON.get(failure.reason)


def _host_answers(item: TestedCandidate, tested: Sequence[TestedCandidate]) -> bool:
    """Whether another port of the same host answered, if only with a refusal."""
    for other in tested:
        if other.endpoint.hostname != item.endpoint.hostname or other.endpoint.port == item.endpoint.port:
            continue
        if other.report is None:
            continue
        outcome = other.report.outcome
        if isinstance(outcome, Connected) or outcome.stage not in {Stage.RESOLVE, Stage.CONNECT}:
            return True
        if outcome.reason is FailureReason.REFUSED:
            return True
    return False


def _values(item: TestedCandidate, failure: Failed) -> dict[str, str]:
    values = {
        "hostname": item.endpoint.hostname,
        "port": str(item.endpoint.port),
        "detail": failure.detail or "—",
    }
    if failure.tls is not None:
        values |= {
            "issuer": failure.tls.issuer or "—",
            "names": ", ".join(failure.tls.names[:5]) or "—",
            "not_before": failure.tls.not_before.date().isoformat(),
            "not_after": failure.tls.not_after.date().isoformat(),
            "version": failure.tls.version,
        }
    return values


def _without_encryption(
    tested: Sequence[TestedCandidate], servers: Mapping[Protocol, RecommendedServer]
) -> Iterator[Finding]:
    """Protocols for which servers were found, but only without encryption."""
    for item in tested:
        protocol = item.endpoint.protocol
        if protocol in servers or item.report is None:
            continue
        outcome = item.report.outcome
        plain = item.endpoint.socket_type is SocketType.PLAIN and isinstance(outcome, Connected)
        stripped = isinstance(outcome, Failed) and outcome.reason is FailureReason.STARTTLS_NOT_OFFERED
        if plain or stripped:
            yield Finding(id=FindingId.NO_ENCRYPTION, severity=Severity.BLOCKING, subject=str(item.endpoint))
