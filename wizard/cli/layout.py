"""Calm text for a terminal or a file: headings, paragraphs and items with a hanging indent."""

import os
import sys
import textwrap
from collections.abc import Iterable

from wizard.cli.output import width


class Page:
    """Text that grows block by block; `str(page)` is the whole of it."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._width = width()
        self._bold = _shows_bold()

    def title(self, text: str) -> None:
        """What the page is about."""
        self._emphasised(text)

    def heading(self, text: str) -> None:
        """A part of the page, with space before it."""
        self.space()
        self._emphasised(text)

    def paragraph(self, text: str) -> None:
        self._wrapped(text, first="", rest="")

    def item(self, mark: str, text: str, *, details: Iterable[str] = ()) -> None:
        """A line behind a mark (`1.`, `•`, `✓`), and what belongs to it below."""
        indent = " " * (len(mark) + 3)
        self._wrapped(text, first=f"  {mark} ", rest=indent)
        for detail in details:
            self._wrapped(detail, first=indent, rest=f"{indent}  ")

    def value(self, label: str, value: str, *, label_width: int) -> None:
        """A value behind its label; never wrapped, so that it can be copied whole."""
        self._lines.append(f"  {label:<{label_width}}  {value}")

    def space(self) -> None:
        if self._lines and self._lines[-1]:
            self._lines.append("")

    def __str__(self) -> str:
        return "\n".join(self._lines)

    def _wrapped(self, text: str, *, first: str, rest: str) -> None:
        lines = textwrap.wrap(
            text,
            self._width,
            initial_indent=first,
            subsequent_indent=rest,
            break_long_words=False,
            break_on_hyphens=False,
        )
        self._lines += lines or [first.rstrip()]

    def _emphasised(self, text: str) -> None:
        lines = textwrap.wrap(text, self._width, break_long_words=False, break_on_hyphens=False)
        self._lines += [f"\x1b[1m{line}\x1b[0m" for line in lines] if self._bold else lines


def _shows_bold() -> bool:
    """Bold headings on a terminal that can; NO_COLOR as at https://no-color.org."""
    on_terminal = sys.stdout is not None and sys.stdout.isatty()
    return on_terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM", "dumb") != "dumb"
