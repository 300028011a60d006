"""XML from outside as elements that know their line."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from wizard.discovery.xml_guard import ENCODINGS, MAX_BYTES, MAX_DEPTH, MAX_ELEMENTS, MAX_TEXT
from wizard.lint.faults import Faults
from wizard.model import FaultId

_SEPARATOR = "\n"
"""Stands between namespace and name: no namespace may hold it."""


@dataclass(slots=True, kw_only=True)
class Element:
    """One element; `name` without its namespace, `line` from 1."""

    name: str
    namespace: str
    line: int
    attributes: dict[str, str]
    pieces: list[str] = field(default_factory=list)
    children: list["Element"] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What it says itself, on one line."""
        return " ".join("".join(self.pieces).split())

    def all(self, name: str) -> Iterator["Element"]:
        """The elements of this name directly below."""
        return (child for child in self.children if child.name == name)

    def first(self, name: str) -> "Element | None":
        return next(self.all(name), None)

    def says(self, name: str) -> str:
        """What the first element of this name says; empty where there is none."""
        found = self.first(name)
        return found.text if found is not None else ""


class _Refused(Exception):
    """The document is more than a small plain document."""


def parse(document: bytes, faults: Faults, *, with_doctype: bool = False) -> Element | None:
    """The root element; None, and a fault with its line, where programs cannot read the document.

    The limits are those of `discovery`. A DOCTYPE is a fault except `with_doctype`, where the format has one; the
    rest of the document is still read. Entities are never expanded.
    """
    if len(document) > MAX_BYTES:
        faults.add(FaultId.NOT_WELL_FORMED, detail=f"{len(document)} bytes")
        return None
    builder = _Builder(faults, with_doctype=with_doctype)
    try:
        builder.parser.Parse(document, True)
    except expat.ExpatError as error:
        faults.add(FaultId.NOT_WELL_FORMED, error.lineno, detail=expat.ErrorString(error.code) or str(error))
    except (_Refused, ValueError, LookupError) as error:
        faults.add(FaultId.NOT_WELL_FORMED, builder.parser.CurrentLineNumber, detail=str(error))
    else:
        return builder.root
    return None


class _Builder:
    """Grows the tree of one document."""

    def __init__(self, faults: Faults, *, with_doctype: bool) -> None:
        self.root: Element | None = None
        self._faults = faults
        self._with_doctype = with_doctype
        self._open: list[Element] = []
        self._count = self._text = 0
        self.parser = parser = expat.ParserCreate(namespace_separator=_SEPARATOR)
        parser.XmlDeclHandler = self._declaration
        parser.StartDoctypeDeclHandler = self._doctype
        parser.EntityDeclHandler = self._entity
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters

    def _declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is not None and encoding.lower() not in ENCODINGS:
            self._faults.add(FaultId.ENCODING, self.parser.CurrentLineNumber, value=encoding)

    def _doctype(self, *_details: object) -> None:
        if not self._with_doctype:
            self._faults.add(FaultId.DOCUMENT_TYPE, self.parser.CurrentLineNumber)

    def _entity(self, *_details: object) -> None:
        raise _Refused("entity declaration")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        namespace, _, name = tag.rpartition(_SEPARATOR)
        element = Element(
            name=name, namespace=namespace, line=self.parser.CurrentLineNumber, attributes=dict(attributes)
        )
        self._count += 1
        self._text = 0
        if len(self._open) >= MAX_DEPTH or self._count > MAX_ELEMENTS:
            raise _Refused("too deep" if len(self._open) >= MAX_DEPTH else "too many elements")
        if self._open:
            self._open[-1].children.append(element)
        else:
            self.root = element
        self._open.append(element)

    def _end(self, _tag: str) -> None:
        self._open.pop()
        self._text = 0

    def _characters(self, text: str) -> None:
        self._open[-1].pieces.append(text)
        self._text += len(text)
        if self._text > MAX_TEXT:
            raise _Refused("too much text")
