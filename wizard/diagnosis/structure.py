"""What a message is made of: as the server says it, as its bytes say it, and where the two differ; pure."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import Message

from wizard.diagnosis.imap_lists import Atom, Nil, NotAList, Value, read_list
from wizard.model import printable

MOST_PARTS = 200


class WrongStructure(ValueError):
    """The server's description breaks the grammar of RFC 9051 section 7.5.2; the text says how."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part. `section` is how IMAP numbers it (the root of a multipart has none); `kind` is `text/html`.

    `encoding`, `charset` and `disposition` in lower case; None where it is not said. `octets` is the length as
    transferred. `body` is there in our own reading of the bytes only, `sound` tells that this reading met no fault.
    """

    section: str
    kind: str
    encoding: str | None = None
    charset: str | None = None
    disposition: str | None = None
    octets: int | None = None
    children: tuple["Part", ...] = ()
    body: bytes | None = None
    sound: bool = True

    def walk(self) -> Iterator["Part"]:
        """This part and all below it."""
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def leaves(self) -> tuple["Part", ...]:
        """The parts that hold something."""
        return tuple(part for part in self.walk() if not part.children)


@dataclass(frozen=True, slots=True, kw_only=True)
class StructureDifference:
    """`what` is parts, kind, encoding, charset, disposition or octets; `said` by the server, `found` in the bytes."""

    section: str
    what: str
    said: str
    found: str


def said_structure(answer: bytes) -> Part:
    """The server's own description, from its answer to a FETCH of BODYSTRUCTURE. Raises WrongStructure."""
    try:
        values = read_list(answer)
    except NotAList as error:
        raise WrongStructure(str(error)) from error
    for value in values:
        if isinstance(value, list):
            for name, described in itertools.pairwise(value):
                if isinstance(name, Atom) and name.word.upper() == "BODYSTRUCTURE":
                    return _said(described, "", root=True)
    raise WrongStructure("no BODYSTRUCTURE")


def _said(value: Value, section: str, *, root: bool = False) -> Part:
    if not isinstance(value, list) or not value:
        raise WrongStructure(f"{section or 'root'}: no list")
    if isinstance(value[0], list):
        return _said_multipart(value, section)
    section = "1" if root else section
    if len(value) < 7:
        raise WrongStructure(f"{section}: {len(value)} fields")
    main, sub, parameters, _id, _description, encoding, octets, *more = value
    kind = f"{_string(main, section, 'type')}/{_string(sub, section, 'subtype')}".lower()
    if not isinstance(octets, Atom) or octets.number is None:
        raise WrongStructure(f"{section}: size")
    children: tuple[Part, ...] = ()
    if kind == "message/rfc822" and len(more) >= 3 and isinstance(more[1], list):
        inside = _said(more[1], section)
        children = (inside,) if inside.kind.startswith("multipart/") else (_numbered(inside, f"{section}.1"),)
    return Part(
        section=section,
        kind=kind,
        encoding=_string(encoding, section, "encoding").lower(),
        charset=_charset(parameters, section),
        disposition=_disposition(kind, more),
        octets=octets.number,
        children=children,
    )


def _said_multipart(value: list[Value], section: str) -> Part:
    bodies = [item for item in value if isinstance(item, list)]
    count = next((place for place, item in enumerate(value) if not isinstance(item, list)), len(value))
    if count == len(value):
        raise WrongStructure(f"{section or 'root'}: subtype")
    subtype = _string(value[count], section or "root", "subtype").lower()
    prefix = f"{section}." if section else ""
    children = tuple(_said(body, f"{prefix}{number}") for number, body in enumerate(bodies[:count], start=1))
    return Part(section=section, kind=f"multipart/{subtype}", children=children)


def _numbered(part: Part, section: str) -> Part:
    return Part(
        section=section,
        kind=part.kind,
        encoding=part.encoding,
        charset=part.charset,
        disposition=part.disposition,
        octets=part.octets,
        children=part.children,
    )


def _string(value: Value, section: str, what: str) -> str:
    if not isinstance(value, str) or not value:
        raise WrongStructure(f"{section}: {what} {'NIL' if isinstance(value, Nil) else 'is no string'}")
    return printable(value, limit=60)


def _disposition(kind: str, more: list[Value]) -> str | None:
    """The field behind the MD5 sum, which comes behind what this kind has of its own (RFC 9051 section 7.5.2)."""
    place = (3 if kind == "message/rfc822" else 1 if kind.startswith("text/") else 0) + 1
    said = more[place] if len(more) > place else None
    return said[0].lower() if isinstance(said, list) and said and isinstance(said[0], str) else None


def _charset(parameters: Value, section: str) -> str | None:
    if isinstance(parameters, Nil):
        return None
    if not isinstance(parameters, list) or len(parameters) % 2:
        raise WrongStructure(f"{section}: parameters")
    for name, value in zip(parameters[::2], parameters[1::2], strict=True):
        if isinstance(name, str) and name.lower() == "charset" and isinstance(value, str):
            return printable(value, limit=40).lower()
    return None


def own_structure(message: bytes) -> Part:
    """Our own reading of the bytes, with the numbers of IMAP; one unsound part where it is nested too deep."""
    try:
        return _own(message_from_bytes(message, policy=policy.compat32), "", root=True)
    except RecursionError:  # hundreds of levels are made to break whoever reads them
        return Part(section="1", kind="application/octet-stream", sound=False)


def _own(message: Message, section: str, *, root: bool = False) -> Part:
    kind = message.get_content_type().lower()
    sound = not message.defects
    payload = message.get_payload()
    if kind.startswith("multipart/") and isinstance(payload, list) and payload:
        prefix = f"{section}." if section else ""
        inside = [child for child in payload if isinstance(child, Message)][:MOST_PARTS]
        children = tuple(_own(child, f"{prefix}{number}") for number, child in enumerate(inside, start=1))
        return Part(section=section, kind=kind, children=children, sound=sound)
    section = "1" if root else section
    encoding = str(message.get("content-transfer-encoding", "7bit")).split(";")[0].strip().lower() or "7bit"
    charset = message.get_content_charset() if message.get_param("charset") is not None else None
    disposition = message.get_content_disposition()
    if isinstance(payload, list):  # message/rfc822, and message/* that the library reads on and IMAP does not
        children = ()
        if kind == "message/rfc822" and payload and isinstance(payload[0], Message):
            inside_kind = payload[0].get_content_type()
            below = section if inside_kind.startswith("multipart/") else f"{section}.1"
            children = (_own(payload[0], below),)
        return Part(
            section=section,
            kind=kind,
            encoding=encoding,
            charset=charset,
            disposition=disposition,
            children=children,
            sound=sound,
        )
    body = _octets(message)
    return Part(
        section=section,
        kind=kind,
        encoding=encoding,
        charset=charset,
        disposition=disposition,
        octets=len(body),
        body=body,
        sound=sound,
    )


def _octets(message: Message) -> bytes:
    """The body as it was transferred, without any decoding."""
    del message["content-transfer-encoding"]
    body = message.get_payload(decode=True)
    return body if isinstance(body, bytes) else b""


def differences(said: Part, own: Part) -> Iterator[StructureDifference]:
    """Where the server's description is not what the bytes say; nothing about parts that our reading found faulty."""
    if not all(part.sound for part in own.walk()):
        return
    yield from _differences(said, own)


def _differences(said: Part, own: Part) -> Iterator[StructureDifference]:
    section = own.section or "root"

    def difference(what: str, said_word: object, own_word: object) -> StructureDifference:
        return StructureDifference(section=section, what=what, said=str(said_word), found=str(own_word))

    if said.kind != own.kind:
        yield difference("kind", said.kind, own.kind)
        return
    if own.kind.startswith("multipart/") and len(said.children) != len(own.children):
        yield difference("parts", len(said.children), len(own.children))
        return
    if not own.kind.startswith("multipart/"):
        if said.encoding != own.encoding:
            yield difference("encoding", said.encoding, own.encoding)
        if own.charset is not None and said.charset != own.charset:
            yield difference("charset", said.charset, own.charset)
        if said.disposition is not None and own.disposition is not None and said.disposition != own.disposition:
            yield difference("disposition", said.disposition, own.disposition)
        if own.octets is not None and said.octets != own.octets:
            yield difference("octets", said.octets, own.octets)
    if said.children and own.children and len(said.children) == len(own.children):
        for one, other in zip(said.children, own.children, strict=True):
            yield from _differences(one, other)
