"""Signs for terminals that show ASCII alone."""

import unicodedata
from collections.abc import Mapping

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_PLAIN = {
    "✓": "+",
    "✗": "x",
    "●": "*",
    "○": "o",
    "›": ">",
    "–": "-",
    "—": "-",
    "·": "-",
    "…": ".",
    "━": "=",
    "─": "-",
    "│": "|",
    "◂": "<",
    "▸": ">",
    "▾": "v",
    "‹": "<",
    "•": "-",
    "≡": "=",
    "←": "<",
    "→": ">",
    "↔": "~",
    "“": '"',
    "”": '"',
    "„": '"',
    "‘": "'",
    "’": "'",
    "█": "#",
    "▀": "#",
    "▄": "#",
}


def only_ascii(environ: Mapping[str, str]) -> bool:
    """Whether the environment asks for it: the locale C or POSIX by name, or a dumb terminal.

    Python gives a process of locale C the LC_CTYPE C.UTF-8 (PEP 538), which says nothing about the terminal.
    """
    character_type = environ.get("LC_CTYPE", "")
    if character_type == "C.UTF-8":
        character_type = ""
    locale = environ.get("LC_ALL") or character_type or environ.get("LANG") or ""
    return locale in {"C", "POSIX"} or environ.get("TERM") == "dumb"


def ascii_text(text: str) -> str:
    """The text in ASCII, every character as wide as it was: signs by their likeness, letters without accents."""
    if text.isascii():
        return text
    return "".join(character if character.isascii() else _plain(character) for character in text)


def _plain(character: str) -> str:
    if character in _PLAIN:
        return _PLAIN[character]
    base = unicodedata.normalize("NFKD", character)[:1]
    shown = base if base.isascii() and base.isprintable() else "?"
    return shown * (2 if unicodedata.east_asian_width(character) in "WF" else 1)


class AsciiSigns(LineFilter):
    """The last thing that happens to a line on its way to the terminal."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments with their text in ASCII."""
        del background
        return [Segment(ascii_text(text), style, control) for text, style, control in segments]
