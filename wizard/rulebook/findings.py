"""Findings in words: `findings.yaml`."""

from wizard.model import FindingId, FindingText
from wizard.rulebook.reading import Reader
from wizard.rulebook.tree import Node


def read_findings(reader: Reader, node: Node | None) -> dict[FindingId, FindingText]:
    """The words for each finding; `{names}` are filled in from the finding."""
    findings: dict[FindingId, FindingText] = {}
    for finding, entry in reader.by_word(node, FindingId):
        fields = reader.fields(entry, required=("seen", "next_step"))
        findings[finding] = FindingText(
            seen=reader.text(fields.get("seen")), next_step=reader.text(fields.get("next_step"))
        )
    return findings
