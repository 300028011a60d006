"""A page: titles, paragraphs and items in order, without a width or a colour."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Title:
    """What the page is about."""

    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """The name of a part of the page."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A sentence or more, from the margin."""

    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """A line behind a mark (`1.`, `•`, `✓`), and what belongs to it below."""

    mark: str
    text: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Value:
    """A value behind its label; never wrapped, so that it can be copied whole."""

    label: str
    value: str
    label_width: int


@dataclass(frozen=True, slots=True)
class Space:
    """An empty line; several are one, and none stands first."""


Block = Title | Heading | Paragraph | Item | Value | Space


class Page:
    """Grows block by block."""

    def __init__(self) -> None:
        self._blocks: list[Block] = []

    def __iter__(self) -> Iterator[Block]:
        return iter(self._blocks)

    def title(self, text: str) -> None:
        """What the page is about."""
        self._blocks.append(Title(text))

    def heading(self, text: str) -> None:
        """A part of the page, with space before it."""
        self.space()
        self._blocks.append(Heading(text))

    def paragraph(self, text: str) -> None:
        self._blocks.append(Paragraph(text))

    def item(self, mark: str, text: str, *, details: Iterable[str] = ()) -> None:
        """A line behind a mark, and what belongs to it below."""
        self._blocks.append(Item(mark, text, tuple(details)))

    def value(self, label: str, value: str, *, label_width: int) -> None:
        self._blocks.append(Value(label, value, label_width))

    def space(self) -> None:
        if self._blocks and not isinstance(self._blocks[-1], Space):
            self._blocks.append(Space())

    def add(self, other: "Page") -> None:
        """Another page below this one."""
        self.space()
        self._blocks += other
