"""What servers that the user typed change in the findings of the check."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from wizard.diagnosis.findings import missing_task, worst_first
from wizard.diagnosis.servers import failure_findings
from wizard.model import (
    Finding,
    FindingId,
    Investigation,
    Protocol,
    RecommendedServer,
    Severity,
    TestedCandidate,
)

_MISSING = frozenset({FindingId.NOTHING_FOUND, FindingId.NO_INCOMING, FindingId.NO_OUTGOING})
_NOBODY_REACHED = frozenset({FindingId.NO_NETWORK, FindingId.CAPTIVE_PORTAL})
"""With these a failure says nothing about the server."""


def findings_with_typed(
    found: Investigation,
    servers: Mapping[Protocol, RecommendedServer],
    failures: Sequence[TestedCandidate],
    *,
    now: datetime | None = None,
) -> tuple[Finding, ...]:
    """The findings, worst first, with what the typed servers add and what they no longer leave missing.

    `servers` are the best ones together with those that were typed and work; `failures` were typed and do not.
    """
    said = {finding.id for finding in found.findings}
    typed: list[Finding] = []
    if not said & _NOBODY_REACHED:
        tested = (*failures, *found.candidates)
        for item in failures:
            about = failure_findings(item, tested, servers, now or datetime.now(UTC))
            typed += [replace(finding, typed=True) for finding in about if not _is_explained(finding, said)]
    rest = [finding for finding in found.findings if finding.id not in _MISSING]
    return worst_first([*typed, *rest, *_missing(found, servers)])


def _is_explained(finding: Finding, said: Collection[FindingId]) -> bool:
    """Whether the network stops every mail port, so that no answer from one is no news."""
    return finding.id is FindingId.UNREACHABLE and FindingId.MAIL_PORTS_BLOCKED in said


def _missing(found: Investigation, servers: Mapping[Protocol, RecommendedServer]) -> Iterator[Finding]:
    """As the check says it; that nothing was found only where it said so, because the reason may be another one."""
    missing = missing_task(servers)
    if missing is FindingId.NOTHING_FOUND:
        yield from (finding for finding in found.findings if finding.id in _MISSING)
    elif missing is not None:
        yield Finding(id=missing, severity=Severity.BLOCKING, subject=found.address.domain)
