"""Findings and faults in words: `findings.yaml` and `lint.yaml`."""

from enum import StrEnum
from typing import TypeVar

from wizard.model import FindingText
from wizard.rulebook.reading import Reader
from wizard.rulebook.tree import Node

_W = TypeVar("_W", bound=StrEnum)


def read_findings(reader: Reader, node: Node | None, words: type[_W]) -> dict[_W, FindingText]:
    """The words for each finding or fault; `{names}` are filled in from it."""
    findings: dict[_W, FindingText] = {}
    for finding, entry in reader.by_word(node, words):
        fields = reader.fields(entry, required=("seen", "next_step"))
        findings[finding] = FindingText(
            seen=reader.text(fields.get("seen")), next_step=reader.text(fields.get("next_step"))
        )
    return findings
