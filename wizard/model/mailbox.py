"""What was measured in a mailbox, signed in and without changing anything."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from wizard.model.facts import Known


class SpecialUse(StrEnum):
    """What a folder is for (RFC 6154)."""

    ALL = "all"
    ARCHIVE = "archive"
    DRAFTS = "drafts"
    FLAGGED = "flagged"
    JUNK = "junk"
    SENT = "sent"
    TRASH = "trash"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """Storage in octets (RFC 9208 section 5.1 counts in units of 1024)."""

    used: int
    total: int

    @property
    def share(self) -> float:
        """How full it is; 1.0 is full, more than that is possible."""
        return self.used / self.total


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailbox:
    """None stands for what could not be measured; sizes in octets, dates in UTC, folder names printable.

    `messages`, `octets` and `ever_arrived` (every message that ever came in, by UIDNEXT) are those of INBOX as IMAP
    sees it, `all_messages` and `all_octets` those of all folders, `pop_messages` and `pop_octets` those that POP shows.
    `own_folders` are the folders beyond the standard ones, `special_use` the folders that the server names for a
    purpose. `oldest` is when the first message of INBOX came in.
    """

    quota: Quota | None = None
    messages: int | None = None
    octets: int | None = None
    ever_arrived: int | None = None
    all_messages: int | None = None
    all_octets: int | None = None
    own_folders: tuple[str, ...] | None = None
    special_use: Mapping[SpecialUse, str] = field(default_factory=lambda: MappingProxyType({}))
    oldest: datetime | None = None
    idle: Known = Known.UNKNOWN
    pop_messages: int | None = None
    pop_octets: int | None = None
    uidl_stable: Known = Known.UNKNOWN
