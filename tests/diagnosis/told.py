"""What an investigation brings to light, as tests ask for it."""

import dataclasses
from collections.abc import Sequence
from datetime import UTC, datetime

from tests.probing.build import found, tls
from wizard.diagnosis import DomainFacts, Surroundings, findings
from wizard.model import (
    Candidate,
    Finding,
    LookupFailed,
    LookupFailure,
    ProbeReport,
    Published,
    SourceName,
    SourceReport,
    TlsFacts,
)
from wizard.network import CutShort, DnsStatus
from wizard.probing import Evidence, Home, best_servers

DOMAIN = DomainFacts(domain="voorbeeld.nl", status=DnsStatus.FOUND, exchangers=("mx.hosting.example",))
IMAP, STARTTLS, POP, SMTP = (
    "imap.voorbeeld.nl:993",
    "imap.voorbeeld.nl:143",
    "pop.voorbeeld.nl:995",
    "smtp.voorbeeld.nl:465",
)
GUESS = SourceName.GUESS
FOREIGN = "smtp.hosting.example:465"
HERE = Surroundings()
NOW = datetime(2026, 11, 23, tzinfo=UTC)


def investigate(
    sources: list[SourceReport],
    reports: list[ProbeReport],
    *,
    domain: DomainFacts = DOMAIN,
    published: Published | None = None,
    surroundings: Surroundings | None = HERE,
    other_family: Sequence[ProbeReport] = (),
    cut_short: Sequence[CutShort] = (),
    now: datetime = NOW,
) -> dict[str, Finding]:
    """The findings by id and subject (`id subject`)."""
    evidence = Evidence(home=Home(mail_domain=domain.domain, exchanger_domains=domain.exchanger_domains))
    for source in sources:
        evidence.hear(source)
    for report in reports:
        evidence.see(report)
    evidence.other_family = {report.endpoint: report for report in other_family}
    best = best_servers(evidence.recommended())
    found_ones = findings(
        domain,
        sources,
        evidence.tested(),
        best,
        published or Published(),
        surroundings=surroundings,
        cut_short=cut_short,
        now=now,
    )
    return {f"{finding.id} {finding.subject}": finding for finding in found_ones}


def one(*claims: Candidate) -> list[SourceReport]:
    return [found(*claims)]


def session(**changes: object) -> TlsFacts:
    return dataclasses.replace(tls(), **changes)  # type: ignore[arg-type]


def at(report: ProbeReport, address: str) -> ProbeReport:
    return dataclasses.replace(report, address=address)


def source(name: SourceName, origin: str, reason: LookupFailure) -> SourceReport:
    return SourceReport(source=name, origin=origin, result=LookupFailed(reason=reason), seconds=0.1)
