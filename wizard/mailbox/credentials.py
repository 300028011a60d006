"""A user name with its password: whether they can be sent, how they are sent, and how they are kept out of texts."""

import base64
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, quote_plus

from wizard.model import Password, printable

MOST_OCTETS = 1000
"""Longer than any password is; what is longer was not meant as one."""

_TOO_SHORT_TO_FIND = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """What is proved to a server. The methods that yield the password in some form are for a verified connection."""

    username: str
    password: Password

    @property
    def sendable(self) -> bool:
        """Whether no protocol could take a part of it for a command of its own (CR, LF, NUL), nor choke on it."""
        try:
            parts = (self.username.encode(), self.password.reveal().encode())
        except UnicodeEncodeError:  # lone surrogates: bytes that were no text
            return False
        return all(part and len(part) <= MOST_OCTETS and not set(part) & set(b"\r\n\0") for part in parts)

    @property
    def ascii(self) -> bool:
        """Whether commands that know no UTF-8 can carry it."""
        return self.username.isascii() and self.password.reveal().isascii()

    def plain(self) -> str:
        """The message of SASL PLAIN, which is UTF-8 (RFC 4616)."""
        return f"\0{self.username}\0{self.password.reveal()}"

    def redacted(self, said: bytes) -> str:
        """A server's text as one printable line, with `***` wherever it repeats the password in some form."""
        password = self.password.reveal()
        if len(password) < _TOO_SHORT_TO_FIND:
            return ""
        forms = b"|".join(re.escape(form) for form in sorted(set(_forms(self)), key=len, reverse=True))
        return printable(re.sub(forms, b"***", said, flags=re.IGNORECASE), limit=300)


def _forms(credentials: Credentials) -> Iterator[bytes]:
    text = credentials.password.reveal()
    raw = text.encode()
    yield raw
    yield text.upper().encode()
    yield text.lower().encode()
    yield text.replace("\\", "\\\\").replace('"', '\\"').encode()
    yield repr(text)[1:-1].encode()
    yield repr(raw)[2:-1].encode()
    yield text.encode("latin-1", errors="replace")
    yield raw.hex().encode()
    yield raw.hex(" ").encode()
    yield raw.hex(":").encode()
    yield quote(text, safe="").encode()
    yield quote(text).encode()
    yield quote_plus(text).encode()
    yield b"".join(b"%%%02x" % octet for octet in raw)
    yield b"".join(b"&#%d;" % ord(character) for character in text)
    yield from _in_base64(raw)
    yield from _in_base64(credentials.username.encode() + b"\0" + raw)


def _in_base64(raw: bytes) -> Iterator[bytes]:
    """What the octets become wherever they stand in a longer text, in both alphabets, without the shared edges."""
    for before in range(3):
        whole = len(raw) + before
        first, last = (before * 8 + 5) // 6, whole * 8 // 6
        for encode in (base64.b64encode, base64.urlsafe_b64encode):
            core = encode(b"\0" * before + raw)[first:last]
            if len(core) >= _TOO_SHORT_TO_FIND:
                yield core
