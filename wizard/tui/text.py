"""Text on its way to the screen: never markup, foreign text made harmless once more, lines with hanging indents."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from textual.content import Content, Span

from wizard.i18n import Words
from wizard.model.text import printable

MEASURE = 66
"""The longest line for reading, in cells."""

MUTED = "$foreground 65%"
ACCENT = "$text-primary"
GOOD = "$text-success"
CAUTION = "$text-warning"
BAD = "$text-error"

CHOSEN_ROW = "on $primary 30%"
CHOSEN = f"bold {CHOSEN_ROW}"
"""The ground below what an action would be about."""

TICK = "✓"
DOT = "●"
CIRCLE = "○"
CROSS = "✗"
DASH = "–"

_BOLD = re.compile(r"\*\*(.+?)\*\*")
_LONGEST_TEXT = 4000
_FEW = 8
"""Rows of a paragraph whose end is looked after; a longer one would take time, and its end strikes nobody."""


def _(message: str) -> str:
    """Marks a message for the catalogue where it is written before its language is known."""
    return message


def plain(text: str, style: str = "") -> Content:
    """Text as it stands, whoever wrote it: no markup, control characters visible."""
    return Content.styled(printable(text, limit=_LONGEST_TEXT), style)


def joined(*parts: str | Content | tuple[str, str]) -> Content:
    """Parts in a row; a part is a text, a text with a style, or content."""
    return Content("").join(
        part if isinstance(part, Content) else plain(part) if isinstance(part, str) else plain(*part) for part in parts
    )


def labelled(text: str, style: str = "") -> Content:
    """A text of the rulebook on one line: `**label**` becomes bold, everything else stands as it is."""
    shown, spans, end = "", [], 0
    text = printable(" ".join(text.split()), limit=_LONGEST_TEXT)
    for match in _BOLD.finditer(text):
        shown += text[end : match.start()]
        spans.append(Span(len(shown), len(shown) + len(match[1]), "bold"))
        shown += match[1]
        end = match.end()
    shown += text[end:]
    if style:
        spans.insert(0, Span(0, len(shown), style))
    return Content(shown, spans=spans)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One paragraph. `lead` stands before its first line; the others hang below the text, `hang` cells further in."""

    text: Content
    lead: Content | None = None
    hang: int = 0
    indent: int = 0


EMPTY = Line(text=Content(""))


def heading(text: str) -> Line:
    """The name of a part."""
    return Line(text=plain(text, "bold"))


def bullet(sign: str, text: Content, style: str = "", *, indent: int = 0) -> Line:
    """A paragraph with a sign before it."""
    return Line(lead=plain(sign, style), text=text, hang=len(sign) + 1, indent=indent)


def numbered(texts: Iterable[Content], style: str = CAUTION) -> list[Line]:
    """Paragraphs with aligned numbers before them."""
    items = list(texts)
    digits = len(str(len(items)))
    return [
        Line(lead=plain(f"{number:>{digits}}", style), text=text, hang=digits + 2)
        for number, text in enumerate(items, start=1)
    ]


def wrapped(lines: Iterable[Line], width: int) -> list[Content]:
    """The lines as they fit in `width` cells, none longer than a comfortable measure."""
    rows: list[Content] = []
    for line in lines:
        room = max(8, min(width, MEASURE) - line.indent - line.hang)
        lead = line.lead or Content("")
        lead = lead.pad_right(max(0, line.hang - lead.cell_length)).pad_left(line.indent)
        below = Content(" " * (line.indent + line.hang))
        for number, row in enumerate(rows_of(line.text, room) or [Content("")]):
            rows.append((below if number else lead) + row)
    return rows


def rows_of(text: Content, width: int) -> list[Content]:
    """The text in rows of at most `width` cells; the last one is no lone word where a little less width helps that."""
    rows = _rows(text, width)
    if not 2 <= len(rows) <= _FEW or not _lone(rows[-1]):
        return rows
    for narrower in range(width - 1, width * 2 // 3, -1):
        attempt = _rows(text, narrower)
        if len(attempt) > len(rows):
            break
        if not _lone(attempt[-1]):
            return attempt
    return rows


def _rows(text: Content, width: int) -> list[Content]:
    return [row.rstrip() for row in text.wrap(width)]


def _lone(row: Content) -> bool:
    return len(row.plain.split()) == 1


def too_small(_: Words) -> str:
    """What a window says in which nothing else has room."""
    return _("This window is too small for the wizard. Please make it at least 60 by 20 characters.")


def took(seconds: float, _: Words) -> str:
    """A duration; nobody is told that something took no time at all."""
    return _.seconds(seconds) if seconds >= 0.05 else _("less than 0.1 s")


def shortened(text: str, width: int) -> str:
    """A host name that fits: cut in the middle, because both of its ends tell something."""
    if len(text) <= width:
        return text
    tail = (width - 1) // 2
    return f"{text[: width - 1 - tail]}…{text[len(text) - tail :]}"
