"""XML from outside: refused before it is read wherever it is more than a small plain document."""

from typing import Never
from xml.etree.ElementTree import Element, ParseError, fromstring
from xml.parsers import expat

MAX_BYTES = 256 * 1024
MAX_DEPTH = 32
MAX_ELEMENTS = 2000
MAX_ATTRIBUTES = 16
MAX_TEXT = 4096
ENCODINGS = frozenset({"utf-8", "utf-16", "utf-16le", "utf-16be"})


class RefusedDocument(Exception):
    """The document is not well-formed or breaks a limit; the text says which."""


def parse(document: bytes) -> Element:
    """The root element of a document without DOCTYPE, entities, odd encodings or sizes beyond the limits above.

    Raises RefusedDocument. expat's own protection against entity expansion lets several megabytes pass, and
    python's codecs raise errors of their own on `encoding="utf-7"`: both are stopped here.
    """
    if len(document) > MAX_BYTES:
        raise RefusedDocument("too large")
    try:
        _Limits().check(document)
        return fromstring(document)  # noqa: S314 - checked by the line above
    except (expat.ExpatError, ParseError, ValueError, LookupError) as error:
        raise RefusedDocument(str(error)) from error


class _Limits:
    """Counts its way through one document."""

    def __init__(self) -> None:
        self._depth = 0
        self._elements = 0
        self._text = 0
        self._parser = parser = expat.ParserCreate()
        parser.XmlDeclHandler = self._declaration
        parser.StartDoctypeDeclHandler = self._doctype
        parser.EntityDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters

    def check(self, document: bytes) -> None:
        self._parser.Parse(document, True)

    def _declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is not None and encoding.lower() not in ENCODINGS:
            raise RefusedDocument("encoding")

    def _doctype(self, *_details: object) -> Never:
        raise RefusedDocument("document type")

    def _start(self, _name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._elements += 1
        self._text = 0
        if self._depth > MAX_DEPTH:
            raise RefusedDocument("too deep")
        if self._elements > MAX_ELEMENTS:
            raise RefusedDocument("too many elements")
        if len(attributes) > MAX_ATTRIBUTES or any(len(value) > MAX_TEXT for value in attributes.values()):
            raise RefusedDocument("too many attributes")

    def _end(self, _name: str) -> None:
        self._depth -= 1
        self._text = 0

    def _characters(self, text: str) -> None:
        self._text += len(text)
        if self._text > MAX_TEXT:
            raise RefusedDocument("too much text")
