"""Text for people in both languages, and the one place where text from outside is made printable."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    """The languages that every text exists in."""

    NL = "nl"
    EN = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One text in both languages, from the rulebook. `{name}` marks a value that `filled` puts in."""

    nl: str
    en: str

    def in_language(self, language: Language) -> str:
        match language:
            case Language.NL:
                return self.nl
            case Language.EN:
                return self.en

    def filled(self, **values: "str | Text") -> "Text":
        """Both texts with `{name}` replaced by the value of that name; unknown names stay as they are.

        What a value itself holds is never filled in again.
        """
        return Text(nl=_fill(self.nl, values, Language.NL), en=_fill(self.en, values, Language.EN))


def _fill(text: str, values: "dict[str, str | Text]", language: Language) -> str:
    def value(place: re.Match[str]) -> str:
        found = values.get(place[1], place[0])
        return found if isinstance(found, str) else found.in_language(language)

    return re.sub(r"\{(\w+)\}", value, text)


def printable(text: str | bytes, *, limit: int = 500) -> str:
    r"""Text from a remote machine as one harmless line of at most `limit` characters.

    What cannot be printed (C0, DEL, C1, ESC, bidirectional and other format characters, line separators, lone
    surrogates) is shown as `\x1b` or `\u202e`; undecodable bytes as `\xff`. A cut is marked with `…`.
    """
    if isinstance(text, bytes):
        text = text[: limit * 4 + 4].decode("utf-8", errors="backslashreplace")
    text = text[: limit + 1]
    shown = "".join(_visible(character) for character in text)
    return shown if len(text) <= limit and len(shown) <= limit * 6 else shown[:limit] + "…"


def _visible(character: str) -> str:
    if character.isprintable():
        return character
    if unicodedata.category(character) == "Zs":
        return " "
    code = ord(character)
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
