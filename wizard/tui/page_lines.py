"""Pages on the screen: marks with their colours, details below them, room before each part."""

from collections.abc import Iterator
from typing import assert_never

from wizard.pages import Block, Heading, Item, Page, Paragraph, Space, Title, Value
from wizard.tui.text import ACCENT, BAD, CAUTION, CROSS, EMPTY, GOOD, MUTED, TICK, Line, bullet, heading, joined, plain

_STYLES = {TICK: GOOD, CROSS: BAD, "!": CAUTION, "?": CAUTION}
_PLAINER = {"•": "·", "→": "›"}
"""Marks of a text file, and those that the screens use for the same."""


def page_lines(page: Page) -> list[Line]:
    """The page as lines to be wrapped."""
    return [line for block in page for line in _lines(block)]


def _lines(block: Block) -> Iterator[Line]:
    match block:
        case Title(text) | Heading(text):
            yield heading(text)
        case Paragraph(text):
            yield Line(text=plain(text))
        case Item(mark, text, details):
            sign = _PLAINER.get(mark, mark)
            yield bullet(sign, plain(text), _STYLES.get(mark, ACCENT))
            for detail in details:
                yield Line(text=plain(detail, MUTED), indent=len(sign) + 1)
        case Value(label, value, label_width):
            yield Line(text=joined((f"{label:<{label_width}}  ", MUTED), value))
        case Space():
            yield EMPTY
        case _ as never:
            assert_never(never)
