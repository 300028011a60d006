"""Looking at XML elements whatever namespace they declare: files declare several, and no program asks for one."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element


def name(element: Element) -> str:
    """The name without its namespace."""
    return element.tag.rpartition("}")[2]


def children(element: Element, wanted: str) -> Iterator[Element]:
    """The elements of this name directly below."""
    return (child for child in element if name(child) == wanted)


def text(element: Element, wanted: str) -> str:
    """What the first element of this name directly below says; empty where there is none."""
    return next((content(child) for child in children(element, wanted)), "")


def content(element: Element) -> str:
    """All text inside, on one line."""
    return " ".join("".join(element.itertext()).split())
