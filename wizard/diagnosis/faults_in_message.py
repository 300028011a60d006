"""What is wrong with the bytes of a message themselves, whoever delivers them; pure."""

import base64
import binascii
import codecs
import quopri
import re
from collections.abc import Iterator
from email import message_from_bytes, policy

from wizard.diagnosis.observation import Observation
from wizard.diagnosis.structure import Part
from wizard.model import GarbledCause, printable

LONGEST_LINE = 998
"""Octets of a line without CRLF (RFC 5322 section 2.1.1)."""

LONGEST_HEADER = 1000
"""Octets of a header field with its folds undone, beyond which classic Outlook breaks it off."""

_META_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
_BASE64_LINE = re.compile(rb"[A-Za-z0-9+/]*={0,2}[ \t]*")
_LOOKED_AT = 512 * 1024
_FIELD = re.compile(rb"(?m)^([!-9;-~]{1,80}):[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*")


def faults_in_message(message: bytes, own: Part) -> Iterator[Observation]:
    """Header lines, bare CR and LF, NUL, structure, character sets, TNEF, and text where none belongs."""
    head, _, _ = message.partition(b"\r\n\r\n") if b"\r\n\r\n" in message else message.partition(b"\n\n")
    yield from _long_headers(head)
    yield from _odd_octets(message)
    if not all(part.sound for part in own.walk()):
        yield _seen(GarbledCause.DAMAGED, "mime", found="boundary or header defect")
    for part in own.leaves:
        if part.kind == "application/ms-tnef":
            yield _seen(GarbledCause.TNEF, "kind", section=part.section, found=part.kind)
        if part.body is not None:
            yield from _about_body(part, part.body)
    yield from _epilogue(message, own)


def _long_headers(head: bytes) -> Iterator[Observation]:
    for field in _FIELD.finditer(head + b"\r\n"):
        name = printable(field[1], limit=60)
        longest = max(len(line.rstrip(b"\r")) for line in field[0].split(b"\n"))
        unfolded = len(field[0])
        if longest > LONGEST_LINE:
            yield _seen(GarbledCause.LONG_HEADER, "line", said=name, found=str(longest))
        elif unfolded > LONGEST_HEADER:
            yield _seen(GarbledCause.LONG_HEADER, "unfolded", said=name, found=str(unfolded))


def _odd_octets(message: bytes) -> Iterator[Observation]:
    for what, pattern in (("bare CR", rb"\r(?!\n)"), ("bare LF", rb"(?<!\r)\n"), ("NUL", rb"\x00")):
        count = sum(1 for _ in re.finditer(pattern, message))
        if count:
            yield _seen(GarbledCause.DAMAGED, what, found=str(count))


def _about_body(part: Part, body: bytes) -> Iterator[Observation]:
    if part.encoding == "base64":
        yield from _after_base64(part, body)
    if not part.kind.startswith("text/"):
        return
    text = decoded(part, body)
    if text is None:
        return
    if part.charset is None:
        if any(octet > 127 for octet in text):
            yield _seen(GarbledCause.CHARSET, "8-bit without charset", section=part.section)
        return
    codec = _codec(part.charset)
    if codec is None:
        yield _seen(GarbledCause.CHARSET, "unknown charset", section=part.section, said=part.charset)
        return
    try:
        text.decode(codec)
    except (UnicodeDecodeError, ValueError):
        yield _seen(GarbledCause.CHARSET, "does not decode", section=part.section, said=part.charset)
    meta = _META_CHARSET.search(text[:4096]) if part.kind == "text/html" else None
    if meta is not None and any(octet > 127 for octet in text):
        named = meta[1].decode("ascii").lower()
        if _codec(named) != codec:
            yield _seen(GarbledCause.CHARSET, "meta", section=part.section, said=part.charset, found=named)


def decoded(part: Part, body: bytes) -> bytes | None:
    """The content with its transfer encoding undone; None where that cannot be done."""
    match part.encoding:
        case "base64":
            try:
                return base64.b64decode(re.sub(rb"[^A-Za-z0-9+/=]", b"", body))
            except (binascii.Error, ValueError):
                return None
        case "quoted-printable":
            return quopri.decodestring(body)
        case _:
            return body


def _after_base64(part: Part, body: bytes) -> Iterator[Observation]:
    """A line that is no base64, or more of it behind the padding that ends it."""
    ended = False
    for line in body[:_LOOKED_AT].splitlines():
        if not line.strip():
            continue
        if ended or not _BASE64_LINE.fullmatch(line):
            yield _seen(GarbledCause.GLUED_TEXT, "after base64", section=part.section)
            return
        ended = line.rstrip().endswith(b"=")


def _epilogue(message: bytes, own: Part) -> Iterator[Observation]:
    if not own.kind.startswith("multipart/"):
        return
    epilogue = message_from_bytes(message, policy=policy.compat32).epilogue
    if epilogue is not None and epilogue.strip():
        yield _seen(GarbledCause.GLUED_TEXT, "after the last part", found=str(len(epilogue)))


def _codec(charset: str) -> str | None:
    try:
        name = codecs.lookup(charset).name
    except (LookupError, ValueError):
        return None
    return {"iso8859-1": "cp1252", "ascii": "utf-8"}.get(name, name)  # what mail programs take them for


def _seen(cause: GarbledCause, what: str, *, section: str = "", said: str = "", found: str = "") -> Observation:
    return Observation(cause=cause, what=what, section=section, said=said, found=found)
