"""A page as calm text for a terminal or a file: as wide as the terminal, items with a hanging indent."""

import os
import sys
import textwrap
from collections.abc import Iterator
from typing import assert_never

from wizard.cli.output import width
from wizard.pages import Block, Heading, Item, Page, Paragraph, Space, Title, Value


def text_of(page: Page) -> str:
    """The whole page, without a line end after its last line."""
    columns, bold = width(), _shows_bold()
    return "\n".join(line for block in page for line in _lines(block, columns, bold=bold))


def _lines(block: Block, columns: int, *, bold: bool) -> Iterator[str]:
    match block:
        case Title(text) | Heading(text):
            lines = _wrapped(text, columns)
            yield from (f"\x1b[1m{line}\x1b[0m" for line in lines) if bold else lines
        case Paragraph(text):
            yield from _wrapped(text, columns)
        case Item(mark, text, details):
            indent = " " * (len(mark) + 3)
            yield from _wrapped(text, columns, first=f"  {mark} ", rest=indent)
            for detail in details:
                yield from _wrapped(detail, columns, first=indent, rest=f"{indent}  ")
        case Value(label, value, label_width):
            yield f"  {label:<{label_width}}  {value}"
        case Space():
            yield ""
        case _ as never:
            assert_never(never)


def _wrapped(text: str, columns: int, *, first: str = "", rest: str = "") -> list[str]:
    return textwrap.wrap(
        text,
        columns,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    ) or [first.rstrip()]


def _shows_bold() -> bool:
    """Bold headings on a terminal that can; NO_COLOR as at https://no-color.org."""
    on_terminal = sys.stdout is not None and sys.stdout.isatty()
    return on_terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM", "dumb") != "dumb"
