"""A mailbox that is only read: its folders, its messages, and each way in which a program may fetch one."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from wizard.demo.letters import letters, years_of_mail
from wizard.demo.situation import Trait
from wizard.demo.stored_message import StoredMessage


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """Beside INBOX: `flags` as LIST says them, and how much is in it."""

    flags: str
    messages: int
    octets: int


_FOLDERS = MappingProxyType(
    {
        "Concepten": Folder(flags="\\HasNoChildren \\Drafts", messages=3, octets=40_000),
        "Verzonden items": Folder(flags="\\HasNoChildren \\Sent", messages=310, octets=61_000_000),
        "Prullenbak": Folder(flags="\\HasNoChildren \\Trash", messages=12, octets=900_000),
        "Vakantie": Folder(flags="\\HasNoChildren", messages=48, octets=9_500_000),
    }
)
_EMPTY_FOLDERS = MappingProxyType({"Sent": Folder(flags="\\HasNoChildren \\Sent", messages=0, octets=0)})
_KIBIBYTE = 1024
_MESSAGES = 1204
_UID_NEXT = 1310
_LIMIT = 5_000_000
_SMALL_LIMIT = 1_000_000


@dataclass(slots=True, kw_only=True)
class Mailbox:
    """`messages` are those of INBOX, the first with the UID `first_uid`; `limit` of its space in units of 1024 octets.

    The methods are what an honest server does; a server with a fault does one of them otherwise.
    """

    messages: Sequence[StoredMessage]
    first_uid: int = 1
    folders: Mapping[str, Folder] = field(default_factory=dict)
    limit: int = _LIMIT

    @property
    def uids(self) -> range:
        """Those of the messages, in order."""
        return range(self.first_uid, self.uid_next)

    def message(self, uid: int) -> StoredMessage:
        """The message of this UID."""
        return self.messages[uid - self.first_uid]

    @property
    def uid_next(self) -> int:
        """The UID of the next message that comes in."""
        return self.first_uid + len(self.messages)

    @property
    def octets(self) -> int:
        """The size of INBOX."""
        return sum(message.octets for message in self.messages)

    @property
    def used(self) -> int:
        """What counts for the limit, in its units."""
        return (self.octets + sum(folder.octets for folder in self.folders.values())) // _KIBIBYTE

    def size(self, uid: int) -> int:
        """RFC822.SIZE."""
        return self.message(uid).octets

    def structure(self, uid: int) -> bytes:
        """BODYSTRUCTURE."""
        return self.message(uid).structure

    def whole(self, uid: int, *, together: bool) -> bytes:
        """BODY[]; `together`: one command asked for several messages."""
        del together
        return self.message(uid).raw

    def chunk(self, uid: int, start: int, count: int) -> bytes | None:
        """BODY[]<start.count>; None where the server hangs up."""
        return self.message(uid).raw[start : start + count]

    def part(self, uid: int, section: str) -> bytes:
        """BODY[section]; nothing where there is no such part."""
        headers, body = self.message(uid).parts.get(section.removesuffix(".MIME"), (b"", b""))
        return headers if section.endswith(".MIME") else body

    def over_pop(self, uid: int) -> bytes:
        """What RETR brings."""
        return self.message(uid).raw


def without_first_part(structure: bytes) -> bytes:
    """BODYSTRUCTURE that says nothing of the first part of a multipart."""
    return re.sub(rb'^\(\("text" [^()]*(?:\([^()]*\)[^()]*)*\)', b"(", structure)


def an_octet_short(raw: bytes, start: int, count: int) -> bytes:
    """A piece of the message; the last piece comes an octet short."""
    return raw[start : start + count][: -1 if start + count >= len(raw) else None]


class _LosesPart(Mailbox):
    __slots__ = ()

    def structure(self, uid: int) -> bytes:
        return without_first_part(self.message(uid).structure)


class _CutsChunks(Mailbox):
    __slots__ = ()

    def chunk(self, uid: int, start: int, count: int) -> bytes | None:
        return an_octet_short(self.message(uid).raw, start, count)


def mailbox_behind(traits: frozenset[Trait]) -> Mailbox:
    """What a server with these traits has."""
    if Trait.EMPTIED in traits:
        return Mailbox(messages=letters()[-3:], first_uid=_UID_NEXT - 3, folders=_EMPTY_FOLDERS)
    kind = _LosesPart if Trait.LOSES_PART in traits else _CutsChunks if Trait.CUTS_CHUNKS in traits else Mailbox
    return kind(
        messages=years_of_mail(_MESSAGES),
        first_uid=_UID_NEXT - _MESSAGES,
        folders=_FOLDERS,
        limit=_SMALL_LIMIT if Trait.NEARLY_FULL in traits else _LIMIT,
    )
