"""What servers that the user typed change in the findings of the check."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from wizard.diagnosis.findings import worst_first
from wizard.diagnosis.servers import failure_findings
from wizard.model import (
    Finding,
    FindingId,
    Investigation,
    Protocol,
    RecommendedServer,
    TestedCandidate,
)

_NOBODY_REACHED = frozenset({FindingId.NO_NETWORK, FindingId.CAPTIVE_PORTAL})
"""With these a failure says nothing about the server."""


def findings_with_typed(
    found: Investigation,
    servers: Mapping[Protocol, RecommendedServer],
    failures: Sequence[TestedCandidate],
    *,
    now: datetime | None = None,
) -> tuple[Finding, ...]:
    """The findings, worst first, with what the typed servers add.

    `servers` are the best ones together with those that were typed and work; `failures` were typed and do not.
    """
    said = {finding.id for finding in found.findings}
    typed: list[Finding] = []
    if not said & _NOBODY_REACHED:
        tested = (*failures, *found.candidates)
        for item in failures:
            about = failure_findings(item, tested, servers, now or datetime.now(UTC))
            typed += [replace(finding, typed=True) for finding in about]
    return worst_first([*typed, *found.findings])
