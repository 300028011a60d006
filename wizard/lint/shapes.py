"""Which elements a format has, how often, and what is missing, misspelt or too much; with line numbers."""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass

from wizard.lint.faults import Faults
from wizard.lint.xml_lines import Element
from wizard.model import FaultId, Severity

_NEAR = 0.75


@dataclass(frozen=True, slots=True)
class Shape:
    """What may stand in one element, as words: `port!` exactly once, `port+` at least once, `port?` at most once,
    `port*` any number of times. `attributes` must be there. `missing` says how bad it is where something is not.
    """

    children: str
    attributes: tuple[str, ...] = ()
    missing: Severity = Severity.WARNING

    def counts(self) -> dict[str, str]:
        return {word[:-1]: word[-1] for word in self.children.split()}


Shapes = Mapping[str, Shape]


def check(element: Element, shapes: Shapes, faults: Faults) -> None:
    """Compare an element, and all below it that have a shape, with the shapes of its format."""
    shape = shapes[element.name]
    parent = f"<{element.name}>"
    for attribute in shape.attributes:
        if not element.attributes.get(attribute, "").strip():
            faults.add(FaultId.ATTRIBUTE_MISSING, element.line, shape.missing, where=attribute, parent=parent)
    counts = shape.counts()
    seen: dict[str, int] = {}
    for child in element.children:
        seen[child.name] = seen.get(child.name, 0) + 1
        if child.name not in counts:
            _strange(child, parent, [name for name in counts if element.first(name) is None], faults)
        elif counts[child.name] in "!?" and seen[child.name] == 2:
            faults.add(FaultId.ELEMENT_TWICE, child.line, where=f"<{child.name}>", parent=parent)
        if child.name in counts and child.name in shapes:
            check(child, shapes, faults)
        elif child.name in counts and not (child.text or child.children or child.attributes):
            severity = shape.missing if counts[child.name] in "!+" else None
            faults.add(FaultId.ELEMENT_EMPTY, child.line, severity, where=f"<{child.name}>")
    for name, count in counts.items():
        if count in "!+" and name not in seen:
            faults.add(FaultId.ELEMENT_MISSING, element.line, shape.missing, where=f"<{name}>", parent=parent)


def _strange(child: Element, parent: str, absent: list[str], faults: Faults) -> None:
    """An element that the format does not have: probably one that is absent here, misspelt."""
    lower = {name.lower(): name for name in absent}
    near = difflib.get_close_matches(child.name.lower(), lower, n=1, cutoff=_NEAR)
    if near:
        meant = f"<{lower[near[0]]}>"
        faults.add(FaultId.ELEMENT_MISSPELT, child.line, where=f"<{child.name}>", nearest=meant, parent=parent)
    else:
        faults.add(FaultId.ELEMENT_UNKNOWN, child.line, where=f"<{child.name}>", parent=parent)
