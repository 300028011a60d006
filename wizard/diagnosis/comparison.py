"""One message, fetched in every way: what the copies say about each other; hashes and lengths stay; pure."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from wizard.diagnosis.faults_in_message import decoded, faults_in_message
from wizard.diagnosis.observation import Observation
from wizard.diagnosis.structure import Part, WrongStructure, differences, own_structure, said_structure
from wizard.model import GarbledCause, MessageCopies, PartCopy

_ADDED_BY_SERVERS = re.compile(
    rb"^(X-UID|X-UIDL|Status|X-Status|X-Keywords|X-IMAPbase|Content-Length|X-Mozilla-\w+):", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyFacts:
    """One copy: how it was fetched (`whole`, `again`, `chunks of 65536`, an extension, `pop3`), length and SHA-256."""

    way: str
    octets: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageEvidence:
    """What is kept of a message. `number` is our own, `structure` the kinds of its parts as its bytes say."""

    number: int
    octets: int | None
    copies: tuple[CopyFacts, ...] = ()
    structure: tuple[tuple[str, str], ...] = ()
    said: str = ""
    observations: tuple[Observation, ...] = ()
    broke_at: str | None = None
    compared_with_pop: bool = False

    @property
    def faultless(self) -> bool:
        return not self.observations


def examine(copies: MessageCopies, number: int) -> MessageEvidence:
    """Compare the copies with each other (steps A to I); afterwards they can be forgotten."""
    whole = copies.whole
    if whole is None:
        return MessageEvidence(number=number, octets=copies.size, broke_at=copies.broke_at or "whole")
    own = own_structure(whole)
    return MessageEvidence(
        number=number,
        octets=len(whole),
        copies=tuple(_facts(copies)),
        structure=tuple((part.section, part.kind) for part in own.walk()),
        said=anonymised(copies.structure) if copies.structure is not None else "",
        observations=tuple(_observations(copies, whole, own)),
        broke_at=copies.broke_at,
        compared_with_pop=copies.over_pop is not None,
    )


def _facts(copies: MessageCopies) -> Iterator[CopyFacts]:
    ways = [
        ("whole", copies.whole),
        ("again", copies.again),
        ("beside", copies.beside),
        *((f"chunks of {size}", data) for size, data in copies.in_chunks),
        *copies.with_extensions,
        ("pop3", copies.over_pop),
    ]
    for way, data in ways:
        if data is not None:
            yield CopyFacts(way=way, octets=len(data), sha256=sha256(data))


def sha256(data: bytes) -> str:
    """The hash in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def _observations(copies: MessageCopies, whole: bytes, own: Part) -> Iterator[Observation]:
    yield from _about_repeats(copies, whole)
    if copies.size is not None and copies.size != len(whole):
        yield Observation(cause=GarbledCause.WRONG_SIZE, what="octets", said=str(copies.size), found=str(len(whole)))
    stable = copies.again is None or copies.again == whole
    if stable:  # of a message that changes under our hands nothing else can be said
        yield from _about_chunks(copies, whole)
        yield from _about_structure(copies, own)
        yield from _about_parts(copies, own)
        yield from _about_extensions(copies, whole)
    if copies.over_pop is not None and normalised(copies.over_pop) != normalised(whole):
        yield _differs(GarbledCause.POP_DIFFERS, "pop3", copies.over_pop, whole)
    yield from faults_in_message(whole, own)


def _differs(cause: GarbledCause, what: str, said: bytes, found: bytes) -> Observation:
    return Observation(cause=cause, what=what, said=f"{len(said)} octets", found=f"{len(found)} octets")


def _about_repeats(copies: MessageCopies, whole: bytes) -> Iterator[Observation]:
    for what, copy in (("again", copies.again), ("beside", copies.beside)):
        if copy is None or copy == whole:
            continue
        is_other = sha256(copy) in copies.beside_others or _name(copy) != _name(whole)
        yield _differs(GarbledCause.MIXED_UP if is_other else GarbledCause.CHANGED, what, copy, whole)


def _name(message: bytes) -> bytes:
    """The Message-ID, by which two copies of one message are known."""
    head = message.partition(b"\r\n\r\n")[0]
    found = re.search(rb"(?im)^message-id:\s*(<[^>\r\n]{1,250}>)", head)
    return found[1] if found else b""


def _about_chunks(copies: MessageCopies, whole: bytes) -> Iterator[Observation]:
    for size, data in copies.in_chunks:
        if data is None:
            yield Observation(cause=GarbledCause.WRONG_CHUNKS, what=f"chunks of {size}", said="refused")
        elif data != whole:
            yield _differs(GarbledCause.WRONG_CHUNKS, f"chunks of {size}", data, whole)
    if copies.broke_at is not None and copies.broke_at.startswith("chunks"):
        yield Observation(cause=GarbledCause.WRONG_CHUNKS, what=copies.broke_at, said="no answer")
    if copies.past_end_asked and copies.past_end != b"":
        said = "refused" if copies.past_end is None else f"{len(copies.past_end)} octets"
        yield Observation(cause=GarbledCause.WRONG_CHUNKS, what="past the end", said=said, found="0 octets")


def _about_extensions(copies: MessageCopies, whole: bytes) -> Iterator[Observation]:
    """What each changes by itself: none is switched off before the next comes."""
    before = whole
    for name, copy in copies.with_extensions:
        if copies.broke_at == name:
            yield Observation(cause=GarbledCause.EXTENSION, what=name, said="no answer")
        elif copy is not None and copy != before:
            yield _differs(GarbledCause.EXTENSION, name, copy, before)
        before = before if copy is None else copy


def _about_structure(copies: MessageCopies, own: Part) -> Iterator[Observation]:
    if copies.structure is None:
        return
    try:
        said = said_structure(copies.structure)
    except WrongStructure as error:
        yield Observation(cause=GarbledCause.WRONG_STRUCTURE, what="grammar", said=str(error))
        return
    for one in differences(said, own):
        yield Observation(
            cause=GarbledCause.WRONG_STRUCTURE, what=one.what, section=one.section, said=one.said, found=one.found
        )
    lengths = {part.section: len(part.body) for part in copies.parts if part.body is not None}
    own_octets = {part.section: part.octets for part in own.walk()}
    for part in said.leaves:
        given = lengths.get(part.section)
        if part.octets is not None and given is not None and given != part.octets == own_octets.get(part.section):
            continue  # the description is right; that the part is not is seen elsewhere
        if part.octets is not None and given is not None and given != part.octets and part.section not in own_octets:
            yield Observation(
                cause=GarbledCause.WRONG_STRUCTURE,
                what="octets",
                section=part.section,
                said=str(part.octets),
                found=str(given),
            )


def _about_parts(copies: MessageCopies, own: Part) -> Iterator[Observation]:
    if not all(part.sound for part in own.walk()):
        return
    leaves = {part.section: part for part in own.leaves if part.body is not None}
    for copy in copies.parts:
        part = leaves.get(copy.section)
        if part is None:
            continue
        if copy.body is not None and not _same(copy, part):
            said, found = f"{len(copy.body)} octets", f"{len(part.body or b'')} octets"
            yield _of_part(copy, "octets", said=said, found=found)
        if copy.headers:
            described, own_words = _description(own_structure(copy.headers)), _description(part)
            if described != own_words:
                yield _of_part(copy, "headers", said=described, found=own_words)


def _of_part(copy: PartCopy, what: str, *, said: str, found: str) -> Observation:
    return Observation(cause=GarbledCause.WRONG_PARTS, what=what, section=copy.section, said=said, found=found)


def _description(part: Part) -> str:
    """How a program that fetched this part by itself would read it."""
    return f"{part.kind}; {part.charset}; {part.encoding}"


def _same(copy: PartCopy, part: Part) -> bool:
    """Whether the part is the same to a reader: to the byte, or once decoded where that is all that matters."""
    if copy.body == part.body:
        return True
    if copy.body is not None and part.body is not None and part.encoding in {"base64", "quoted-printable"}:
        return decoded(part, copy.body) == decoded(part, part.body)
    return False


def normalised(message: bytes) -> bytes:
    """Without what servers add for POP and without differences in line ends, which RETR does not keep."""
    head, blank, body = message.replace(b"\r\n", b"\n").partition(b"\n\n")
    kept = b"\n".join(line for line in head.split(b"\n") if not _ADDED_BY_SERVERS.match(line))
    return kept + blank + body.rstrip(b"\n")


_KEPT = re.compile(
    rb"(?i)text|plain|html|calendar|enriched|multipart|mixed|alternative|related|signed|report|digest|message|rfc822|"
    rb"delivery-status|application|octet-stream|pdf|ms-tnef|pkcs7-signature|pgp-signature|image|jpeg|png|gif|audio|video|"
    rb"7bit|8bit|binary|quoted-printable|base64|charset|us-ascii|utf-8|iso-8859-\d{1,2}|windows-\d{4}|format|flowed|"
    rb"delsp|yes|no|name|filename|boundary|attachment|inline|size|protocol|micalg|type|nil|uid|bodystructure|[a-z]{2}|"
)
_LONGEST_ANSWER = 64 * 1024


def anonymised(answer: bytes) -> str:
    """The server's own words about the structure; every text that could be private is as many `x` as it was long."""

    def hidden(match: re.Match[bytes]) -> bytes:
        quoted, bare = match.groups()
        if quoted is None:
            return bare if bare.isdigit() or _KEPT.fullmatch(bare) else b"x" * len(bare)
        return match[0] if _KEPT.fullmatch(quoted) else b'"' + b"x" * len(quoted) + b'"'

    hidden_words = re.sub(rb'"((?:[^"\\]|\\.)*)"|([^\s()"]+)', hidden, _without_literals(answer[:_LONGEST_ANSWER]))
    return hidden_words.decode("ascii", "backslashreplace")


def _without_literals(answer: bytes) -> bytes:
    """Each literal replaced by as many `x` between quotes."""
    out, place = b"", 0
    for match in re.finditer(rb"\{(\d{1,9})\+?\}\r\n", answer):
        if match.start() < place:
            continue
        out += answer[place : match.start()] + b'"' + b"x" * min(int(match[1]), len(answer)) + b'"'
        place = match.end() + int(match[1])
    return out + answer[place:]


def part_sections(whole: bytes, structure: bytes | None) -> tuple[str, ...]:
    """The numbers of the parts worth fetching by themselves: as the server says, else as the bytes say."""
    own = own_structure(whole)
    try:
        said = said_structure(structure) if structure is not None else own
    except WrongStructure:
        said = own
    return tuple(dict.fromkeys(part.section for part in (*said.leaves, *own.leaves) if part.section))
