"""One message as it came over every way: in memory only, to be compared and forgotten."""

from dataclasses import dataclass, field
from datetime import date

from wizard.model.login import LoginCheck


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageChoice:
    """Which messages are looked at: words of the subject, a day, and how many, newest first (at most 5)."""

    subject: str | None = None
    day: date | None = None
    newest: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class PartCopy:
    """One part fetched by itself; `section` as in IMAP (`1.2`). None: the server did not give it."""

    section: str
    headers: bytes | None = field(repr=False)
    body: bytes | None = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageCopies:
    """Every copy of one message; nothing of it is ever shown or kept, but lengths and hashes.

    `size` is RFC822.SIZE; `whole` and `again` are BODY[] fetched twice, `beside` once more together with other
    messages, `beside_others` the hashes (SHA-256) of those. `in_chunks` maps the size of a chunk to what the chunks
    make together (None: one was refused). `past_end` is what came for a place behind the end (empty where all is
    well). `structure` is the server's answer about BODYSTRUCTURE, as sent. `with_extensions` were fetched with one
    more extension each, by its name, `over_pop` with RETR. What is None was not fetched; `broke_at` names the step at
    which the server broke the connection, or `out of time`.
    """

    uid: int
    size: int | None = None
    whole: bytes | None = field(default=None, repr=False)
    again: bytes | None = field(default=None, repr=False)
    beside: bytes | None = field(default=None, repr=False)
    beside_others: frozenset[str] = frozenset()
    in_chunks: tuple[tuple[int, bytes | None], ...] = field(default=(), repr=False)
    past_end: bytes | None = field(default=None, repr=False)
    past_end_asked: bool = False
    structure: bytes | None = field(default=None, repr=False)
    parts: tuple[PartCopy, ...] = field(default=(), repr=False)
    with_extensions: tuple[tuple[str, bytes | None], ...] = field(default=(), repr=False)
    over_pop: bytes | None = field(default=None, repr=False)
    broke_at: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchedMessages:
    """What signing in brought; `issuers` of the certificates by `host:port`. `found` counts what fitted the choice."""

    login: LoginCheck
    messages: tuple[MessageCopies, ...] = field(default=(), repr=False)
    issuers: tuple[tuple[str, str], ...] = ()
    found: int = 0
