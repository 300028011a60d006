"""Whether all addresses of a server work, and whether it is the same over IPv4 and over IPv6."""

from collections.abc import Iterator

from wizard.model import (
    Connected,
    Failed,
    Finding,
    FindingId,
    ProbeOutcome,
    ProbeReport,
    Severity,
    TestedCandidate,
    TlsFacts,
)

WORKS = "works"
"""What stands for a talk that went well, in the values of a finding; else a reason, or a certificate, or offers."""


def family_findings(item: TestedCandidate) -> Iterator[Finding]:
    """One kind of addresses that does not answer while the other does, or that leads to another server."""
    report, other = item.report, item.other_family
    if report is None or report.address is None:
        return
    hostname = item.endpoint.hostname
    yield from _dead_addresses(hostname, report)
    if other is not None and other.address is not None:
        over_ipv6, over_ipv4 = (report, other) if ":" in report.address else (other, report)
        yield from _differences(item, over_ipv4, over_ipv6)
    elif ":" not in report.address:
        broken = [address for address, _reason in report.failed_addresses if ":" in address]
        if broken:
            yield Finding(
                id=FindingId.IPV6_BROKEN, severity=Severity.NOTE, subject=hostname, values={"address": broken[0]}
            )
    elif other is not None and isinstance(other.outcome, Failed):
        yield Finding(
            id=FindingId.IPV4_BROKEN,
            severity=Severity.WARNING,
            subject=hostname,
            values={"ipv4": other.outcome.reason, "address": report.address},
        )


def _dead_addresses(hostname: str, report: ProbeReport) -> Iterator[Finding]:
    """An address that does not answer, of the same kind as one that does."""
    kind = ":" in (report.address or "")
    dead = [address for address, _reason in report.failed_addresses if (":" in address) is kind]
    if dead:
        yield Finding(id=FindingId.DEAD_ADDRESS, severity=Severity.NOTE, subject=hostname, values={"address": dead[0]})


def _differences(item: TestedCandidate, over_ipv4: ProbeReport, over_ipv6: ProbeReport) -> Iterator[Finding]:
    one, other = _most_telling(over_ipv4.outcome, over_ipv6.outcome)
    if one != other:
        both_work = isinstance(over_ipv4.outcome, Connected) and isinstance(over_ipv6.outcome, Connected)
        yield Finding(
            id=FindingId.IPV6_DIFFERS,
            severity=Severity.NOTE if both_work else Severity.WARNING,
            subject=str(item.endpoint),
            values={"ipv4": one, "ipv6": other},
        )


def _most_telling(one: ProbeOutcome, other: ProbeOutcome) -> tuple[str, str]:
    """What both did, in the first respect in which they differ: how it ended, the certificate, what is offered."""
    pairs = ((_ending(one), _ending(other)), (_certificate(one.tls), _certificate(other.tls)), _offers(one, other))
    return next((pair for pair in pairs if pair[0] != pair[1]), pairs[0])


def _ending(outcome: ProbeOutcome) -> str:
    return outcome.reason.value if isinstance(outcome, Failed) else WORKS


def _certificate(tls: TlsFacts | None) -> str:
    """Whose it is and by whom; a farm of servers may well have one for each, with dates of its own."""
    return f"{', '.join(tls.names[:5]) or '—'} ({tls.issuer or '—'})" if tls is not None else "—"


def _offers(one: ProbeOutcome, other: ProbeOutcome) -> tuple[str, str]:
    """The words that only one of them announces."""
    here, there = _announced(one), _announced(other)
    return ", ".join(sorted(here - there)) or "—", ", ".join(sorted(there - here)) or "—"


def _announced(outcome: ProbeOutcome) -> frozenset[str]:
    if not isinstance(outcome, Connected):
        return frozenset()
    words = (name.partition(" ")[0] for name in outcome.capabilities.names)
    return frozenset({*words, *(f"AUTH={mechanism}" for mechanism in outcome.capabilities.sasl_mechanisms)})
