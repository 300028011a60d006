"""The values of options: from what was typed to what it means, or one sentence about what is wrong with it."""

import datetime as dt
import difflib
import ipaddress
import math
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from wizard.cli.diagnostics import WrongUse
from wizard.errors import UnknownWord
from wizard.i18n import Words
from wizard.model.text import Language, printable

if TYPE_CHECKING:
    from wizard.model import Protocol

LONGEST_DEADLINE = 3600.0
LONGEST_NAME = 200


def known_word(kind: str, word: str, allowed: Sequence[str]) -> str:
    """The word, which is among those allowed. Raises UnknownWord with the nearest one."""
    if word in allowed:
        return word
    near = difflib.get_close_matches(word.lower(), allowed, n=1)
    raise UnknownWord(kind, word, allowed=allowed, nearest=near[0] if near else None)


class OptionValues:
    """The reading of values, with errors in the user's language. Raises WrongUse or UnknownWord."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def language(self, text: str) -> Language:
        return Language(known_word("language", text, list(Language)))

    def path(self, text: str) -> Path:
        _ = self._words
        if not text or "\0" in text:
            raise WrongUse(_("An empty file name cannot be used."))
        return Path(text)

    def resolver(self, text: str) -> tuple[str, int]:
        """`192.0.2.1`, `192.0.2.1:5353`, `2001:db8::1`, `[2001:db8::1]`, `[2001:db8::1]:5353`."""
        _ = self._words
        host, port = text, "53"
        if text.startswith("["):
            host, closed, rest = text[1:].partition("]")
            if not closed or (rest and not rest.startswith(":")):
                host = ""
            elif rest:
                port = rest[1:]
        elif text.count(":") == 1:
            host, _colon, port = text.partition(":")
        try:
            address = ipaddress.ip_address(host)
        except ValueError:
            raise WrongUse(
                _("“{text}” is not an IP address with or without a port, such as 192.0.2.1:53.", text=_shown(text))
            ) from None
        if not (port.isascii() and port.isdigit() and 1 <= int(port[:6]) <= 65535):
            raise WrongUse(_("“{port}” is not a port: that is a number from 1 to 65535.", port=_shown(port)))
        return str(address), int(port)

    def url(self, text: str) -> str:
        _ = self._words
        try:
            parts = urlsplit(text)
            usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and text.isprintable()
            usable = usable and (parts.port is None or parts.port > 0) and " " not in text
        except ValueError:
            usable = False
        if not usable:
            raise WrongUse(_("“{text}” is not a web address that begins with https://.", text=_shown(text)))
        return text

    def deadline(self, text: str) -> float:
        """Seconds, more than 0 and at most an hour."""
        _ = self._words
        try:
            seconds = float(text)
        except ValueError:
            seconds = math.nan
        if not 0 < seconds <= LONGEST_DEADLINE:
            raise WrongUse(_("“{text}” is not a number of seconds between 0 and 3600.", text=_shown(text)))
        return seconds

    def date(self, text: str) -> dt.date:
        """`2026-11-23`."""
        _ = self._words
        try:
            return dt.date.fromisoformat(text)
        except ValueError:
            raise WrongUse(_("“{text}” is not a date such as 2026-11-23.", text=_shown(text))) from None

    def newest(self, text: str) -> int:
        """How many messages: 1 to 5."""
        _ = self._words
        if text not in {"1", "2", "3", "4", "5"}:
            raise WrongUse(_("“{text}” is not a number from 1 to 5.", text=_shown(text)))
        return int(text)

    def answer(self, text: str) -> tuple[str, str]:
        """`devices=several`."""
        from wizard.model import Answers

        _ = self._words
        key, equals, word = text.partition("=")
        if not equals:
            raise WrongUse(
                _("“{text}” is not an answer: write it as question=answer, such as devices=several.", text=_shown(text))
            )
        allowed = Answers.allowed()
        key, word = key.strip(), word.strip()
        known_word("question", key, list(allowed))
        return key, known_word("answer", word, allowed[key])

    def offers(self, text: str) -> "frozenset[Protocol]":
        """`imap`, `pop3` or `imap,pop3`."""
        from wizard.model import Protocol

        incoming = [Protocol.IMAP, Protocol.POP3]
        return frozenset(Protocol(known_word("protocol", word.strip(), incoming)) for word in text.split(","))

    def protocol(self, text: str) -> "Protocol":
        from wizard.model import Protocol

        return Protocol(known_word("protocol", text, [Protocol.IMAP, Protocol.POP3]))

    def full_name(self, text: str) -> str:
        _ = self._words
        name = " ".join(text.split())
        if not name:
            raise WrongUse(_("The name is empty."))
        if len(name) > LONGEST_NAME or printable(name, limit=LONGEST_NAME) != name:
            raise WrongUse(_("“{text}” cannot be used as a name.", text=_shown(text)))
        return name


def _shown(text: str) -> str:
    return printable(text, limit=80)
