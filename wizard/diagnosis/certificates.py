"""Whose fault a refused certificate is: the server's, this computer's clock, or somebody who sits in between."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from urllib.parse import urlsplit

from wizard.diagnosis.surroundings import was_anybody_reached
from wizard.model import (
    Failed,
    FailureReason,
    Finding,
    FindingId,
    LookupFailed,
    LookupFailure,
    Severity,
    SourceReport,
    TestedCandidate,
    TlsFacts,
)
from wizard.model.domains import registrable_domain

INTERCEPTORS = (
    ("avast", "Avast"),
    ("avg web", "AVG"),
    ("avg technologies", "AVG"),
    ("eset ssl filter", "ESET"),
    ("kaspersky", "Kaspersky"),
    ("bitdefender", "Bitdefender"),
    ("norton", "Norton"),
    ("symantec web gateway", "Symantec Web Gateway"),
    ("mcafee", "McAfee"),
    ("trend micro", "Trend Micro"),
    ("drweb", "Dr.Web"),
    ("g data", "G DATA"),
    ("bullguard", "BullGuard"),
    ("adguard", "AdGuard"),
    ("net nanny", "Net Nanny"),
    ("netnanny", "Net Nanny"),
    ("contentwatch", "Net Nanny"),
    ("qustodio", "Qustodio"),
    ("covenant eyes", "Covenant Eyes"),
    ("kliksafe", "Kliksafe"),
    ("cyberghost", "CyberGhost"),
    ("sophos", "Sophos"),
    ("fortinet", "Fortinet"),
    ("fortigate", "Fortinet"),
    ("zscaler", "Zscaler"),
    ("palo alto", "Palo Alto Networks"),
    ("netskope", "Netskope"),
    ("forcepoint", "Forcepoint"),
    ("websense", "Forcepoint"),
    ("barracuda", "Barracuda"),
    ("blue coat", "Blue Coat"),
    ("sonicwall", "SonicWall"),
    ("watchguard", "WatchGuard"),
    ("check point", "Check Point"),
    ("cisco umbrella", "Cisco Umbrella"),
    ("securly", "Securly"),
    ("lightspeed", "Lightspeed"),
    ("smoothwall", "Smoothwall"),
    ("untangle", "Untangle"),
    ("goguardian", "GoGuardian"),
    ("mitmproxy", "mitmproxy"),
    ("fiddler", "Fiddler"),
    ("charles proxy", "Charles"),
    ("portswigger", "Burp"),
)
"""What stands in the name of the issuer, in lower case, and the product that is behind it."""


def certificate_findings(tested: Sequence[TestedCandidate]) -> Iterator[Finding]:
    """What explains refused certificates, or names a reader of mail that was accepted."""
    for item in tested:
        failure, tls = _failure(item), _tls(item)
        if failure is None or tls is None:
            continue
        if failure.reason is FailureReason.CERTIFICATE_UNTRUSTED and tls.self_signed and _product(tls.issuer) is None:
            yield Finding(
                id=FindingId.CERTIFICATE_SELF_SIGNED,
                severity=Severity.NOTE,
                subject=str(item.endpoint),
                values={"hostname": item.endpoint.hostname},
            )
        elif failure.reason is FailureReason.CERTIFICATE_NAME and (other := _same_machine(item, tested)) is not None:
            yield Finding(
                id=FindingId.CERTIFICATE_NAME_WORKS,
                severity=Severity.NOTE,
                subject=str(item.endpoint),
                values={"instead": str(other.endpoint)},
            )
    yield from _interception(tested)


def clock_finding(
    domain: str, sources: Sequence[SourceReport], tested: Sequence[TestedCandidate], now: datetime
) -> Finding | None:
    """Every certificate of unrelated hosts looks expired, or every one looks not yet valid: then it is our clock."""
    if was_anybody_reached(sources, tested):
        return None
    refused = [(item.endpoint.hostname, failure) for item in tested if (failure := _failure(item)) is not None]
    about_dates = [(host, failure.tls) for host, failure in refused if failure.reason is _EXPIRED]
    pages = [report for report in sources if _failed(report) is LookupFailure.CERTIFICATE_EXPIRED]
    others = any(failure.reason in _OTHER_FAULTS for _, failure in refused)
    others = others or any(_failed(report) in _OTHER_PAGE_FAULTS for report in sources)
    hosts = [host for host, _ in about_dates] + [urlsplit(report.origin).hostname or "" for report in pages]
    if others or len({registrable_domain(host) for host in hosts}) < 2:
        return None
    sessions = [tls for _, tls in about_dates if tls is not None]
    if any(tls.not_before > now for tls in sessions) and any(tls.not_after < now for tls in sessions):
        return None
    values = {"today": now.date().isoformat()}
    return Finding(id=FindingId.CLOCK_WRONG, severity=Severity.BLOCKING, subject=domain, values=values)


_EXPIRED = FailureReason.CERTIFICATE_EXPIRED
_OTHER_FAULTS = frozenset({FailureReason.CERTIFICATE_NAME, FailureReason.CERTIFICATE_UNTRUSTED})
_OTHER_PAGE_FAULTS = frozenset({LookupFailure.CERTIFICATE_NAME, LookupFailure.CERTIFICATE_UNTRUSTED})


def _failed(report: SourceReport) -> LookupFailure | None:
    return report.result.reason if isinstance(report.result, LookupFailed) else None


def _failure(item: TestedCandidate) -> Failed | None:
    return item.report.outcome if item.report is not None and isinstance(item.report.outcome, Failed) else None


def _tls(item: TestedCandidate) -> TlsFacts | None:
    return item.report.outcome.tls if item.report is not None else None


def _same_machine(item: TestedCandidate, tested: Sequence[TestedCandidate]) -> TestedCandidate | None:
    """The same service of the same machine under a name that its certificate does have."""
    for other in tested:
        there, here = other.endpoint, item.endpoint
        same_service = (there.protocol, there.port, there.socket_type) == (here.protocol, here.port, here.socket_type)
        if not same_service or other.connected is None or other.report is None or item.report is None:
            continue
        if item.report.address is not None and other.report.address == item.report.address:
            return other
    return None


def _interception(tested: Sequence[TestedCandidate]) -> Iterator[Finding]:
    """A known product in between, or an unknown authority that vouches for hosts which have nothing in common."""
    seen: dict[str, list[TestedCandidate]] = {}
    for item in tested:
        tls = _tls(item)
        if tls is not None:
            seen.setdefault(tls.issuer, []).append(item)
    for issuer, items in seen.items():
        product = _product(issuer) or (issuer if _vouches_for_anybody(items) else None)
        if product is None:
            continue
        works = any(item.connected is not None for item in items)
        yield Finding(
            id=FindingId.INTERCEPTED,
            severity=Severity.WARNING if works else Severity.BLOCKING,
            subject=str(items[0].endpoint),
            values={"product": product, "issuer": issuer},
        )


def _product(issuer: str) -> str | None:
    name = issuer.lower()
    return next((product for words, product in INTERCEPTORS if words in name), None)


def _vouches_for_anybody(items: Sequence[TestedCandidate]) -> bool:
    """Whether unrelated hosts each show a certificate of their own, with the right name, from one unknown authority.

    Two names of one machine show the same certificate, and a company with an authority of its own has its own names.
    """
    made: dict[str | None, set[tuple[str, ...]]] = {}
    for item in items:
        failure, tls = _failure(item), _tls(item)
        if failure is None or tls is None or failure.reason is not FailureReason.CERTIFICATE_UNTRUSTED:
            continue
        if tls.hostname_matches and not tls.self_signed:
            made.setdefault(registrable_domain(item.endpoint.hostname), set()).add(tls.names)
    names = [name for group in made.values() for name in group]
    return len(made) > 1 and len(set(names)) == len(names)
