"""Lines out and lines in. Nothing here moves the cursor: what was said stays where it was said."""

import sys
import textwrap
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from wizard.cli import output
from wizard.cli.layout import text_of
from wizard.model import Language
from wizard.pages import Page

_LONGEST_LINE = 4096


class Command(StrEnum):
    """What may be typed at any prompt, besides the name of a language."""

    BACK = "back"
    LEAVE = "leave"
    HELP = "help"


_COMMANDS: Mapping[str, Command | Language] = MappingProxyType(
    {
        **dict.fromkeys(("b", "back", "terug"), Command.BACK),
        **dict.fromkeys(("q", "quit", "stop"), Command.LEAVE),
        **dict.fromkeys(("?", "help", "hulp"), Command.HELP),
        **dict.fromkeys(("nl", "nederlands"), Language.NL),
        **dict.fromkeys(("en", "english"), Language.EN),
    }
)


def command(typed: str) -> Command | Language | None:
    """The command in this line; None where it is an answer."""
    return _COMMANDS.get(typed.casefold())


def is_talking() -> bool:
    """Whether somebody sits at the keyboard: what comes from a file or another program is a script."""
    return bool(sys.stdin and sys.stdin.isatty())


def say(page: Page) -> bool:
    """A page, with an empty line before it; nothing for an empty one, and False."""
    text = text_of(page)
    if text:
        output.write_text(f"\n{text}")
    return bool(text)


def say_line(sentence: str) -> None:
    """One sentence, wrapped."""
    page = Page()
    page.paragraph(sentence)
    output.write_text(text_of(page))


def prompt(line: str) -> None:
    """What stands before the place to type; a long one is wrapped."""
    room = output.width() - 8
    lines = textwrap.wrap(line, room, break_long_words=False, break_on_hyphens=False) or [""]
    text = "\n".join(lines) + (" " if line.endswith(" ") else "")
    output.write_bytes(text.encode(sys.stdout.encoding or "utf-8", errors="replace"))


def read() -> str | None:
    """The next line of stdin without the space around it, cut where it is very long; None at the end."""
    if sys.stdin is None:
        return None
    line = rest = sys.stdin.buffer.readline(_LONGEST_LINE)
    while len(rest) == _LONGEST_LINE and not rest.endswith(b"\n"):
        rest = sys.stdin.buffer.readline(_LONGEST_LINE)
    return line.decode(errors="replace").strip() if line else None
