"""Diagnoses: `diagnoses/*.yaml`."""

import re

from wizard.model import Confidence, Diagnosis, FindingId, Protocol, Symptom
from wizard.rulebook.reading import Reader
from wizard.rulebook.tree import Node

PLACEHOLDERS = ("hostname", "port", "security", "other", "name", "product", "issuer", "portal", "count")
_REFERENCE = re.compile(r"RFC [1-9][0-9]{2,4}( section [0-9]+(\.[0-9]+)*)?|https?://\S+|S(28|29)|[A-Z][^:]{3,120}")


def read_diagnoses(reader: Reader, node: Node | None) -> dict[str, Diagnosis]:
    """The diagnoses of one file, by id."""
    return {name: _diagnosis(reader, name, entry) for name, entry in reader.entries(node).items()}


def _diagnosis(reader: Reader, name: str, node: Node) -> Diagnosis:
    fields = reader.fields(
        node,
        required=("cause", "cure", "references", "confidence"),
        optional=("messages", "check", "looks_at", "shown_by", "symptom"),
    )
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name):
        reader.wrong(node, "an id is made of small letters, digits and single hyphens")
    references = reader.placed_strings(fields.get("references"), at_least_one=True)
    for item, reference in references:
        if not _REFERENCE.fullmatch(reference):
            reader.wrong(item, f'"{reference}" is neither an RFC, a web address, nor the name of a source')
    shown_by = frozenset(reader.word(item, FindingId) for item in reader.items(fields.get("shown_by")))
    looks_at = frozenset(reader.word(item, Protocol) for item in reader.items(fields.get("looks_at")))
    if shown_by and not looks_at:
        reader.wrong(fields["shown_by"], 'needs "looks_at": whose servers show it')
    return Diagnosis(
        id=name,
        messages=reader.strings(fields.get("messages")),
        cause=reader.text(fields.get("cause"), placeholders=PLACEHOLDERS),
        check=reader.text(fields["check"], placeholders=PLACEHOLDERS) if "check" in fields else None,
        cure=reader.text(fields.get("cure"), placeholders=PLACEHOLDERS),
        looks_at=looks_at,
        shown_by=shown_by,
        symptom=reader.word(fields["symptom"], Symptom) if "symptom" in fields else None,
        references=tuple(reference for _, reference in references),
        confidence=reader.word(fields.get("confidence"), Confidence),
        origin=f"{reader.file}:{node.line}",
    )
