"""Mail that looks garbled over IMAP: from what was compared to one cause, the mail program first; pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from wizard.diagnosis.certificates import INTERCEPTORS
from wizard.diagnosis.comparison import MessageEvidence
from wizard.diagnosis.observation import Observation
from wizard.model import ClientChoice, GarbledCause

LARGE = 131_072
"""Octets above which Thunderbird for Android fetches parts only (its default)."""


class Fetching(StrEnum):
    """How a mail program fetches a message, which decides what faults of a server it can meet."""

    WHOLE = "whole"
    CHUNKS = "chunks"
    PARTS = "parts"
    CLOUD = "cloud"
    ANY = "any"


def fetching(client: ClientChoice) -> Fetching:
    """How this program fetches (MS-STANOIMAP, mailnews.js, ImapSync.kt)."""
    match client:
        case ClientChoice.OUTLOOK_CLASSIC:
            return Fetching.WHOLE
        case ClientChoice.THUNDERBIRD:
            return Fetching.CHUNKS
        case ClientChoice.THUNDERBIRD_ANDROID:
            return Fetching.PARTS
        case ClientChoice.OUTLOOK_NEW | ClientChoice.OUTLOOK_MOBILE:
            return Fetching.CLOUD
        case (
            ClientChoice.OUTLOOK_MAC
            | ClientChoice.APPLE_MAIL
            | ClientChoice.APPLE_MAIL_IOS
            | ClientChoice.GMAIL_ANDROID
            | ClientChoice.SAMSUNG_EMAIL
            | ClientChoice.EM_CLIENT
            | ClientChoice.EVOLUTION
            | ClientChoice.OTHER
            | ClientChoice.UNSURE
        ):
            return Fetching.ANY
        case _ as never:
            assert_never(never)


_PARTS = frozenset({GarbledCause.WRONG_STRUCTURE, GarbledCause.WRONG_PARTS})
_CHUNKS = frozenset({GarbledCause.WRONG_CHUNKS})
_NOT_IN: dict[Fetching, frozenset[GarbledCause]] = {
    Fetching.WHOLE: _PARTS | _CHUNKS | {GarbledCause.EXTENSION},
    Fetching.CHUNKS: _PARTS | {GarbledCause.LONG_HEADER},
    Fetching.PARTS: frozenset({GarbledCause.LONG_HEADER, GarbledCause.EXTENSION}),
    Fetching.CLOUD: frozenset({GarbledCause.LONG_HEADER}),
    Fetching.ANY: frozenset(),
}

_SERVER = (
    GarbledCause.MIXED_UP,
    GarbledCause.CHANGED,
    GarbledCause.WRONG_CHUNKS,
    GarbledCause.WRONG_STRUCTURE,
    GarbledCause.WRONG_PARTS,
    GarbledCause.WRONG_SIZE,
    GarbledCause.EXTENSION,
    GarbledCause.POP_DIFFERS,
)
_MESSAGE = (
    GarbledCause.GLUED_TEXT,
    GarbledCause.LONG_HEADER,
    GarbledCause.DAMAGED,
    GarbledCause.TNEF,
    GarbledCause.CHARSET,
)
_REWRITING = frozenset({*_SERVER, GarbledCause.GLUED_TEXT, GarbledCause.DAMAGED}) - {GarbledCause.WRONG_SIZE}
"""What a program in between can bring about, so that the server is not blamed where one was seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GarbledVerdict:
    """`cause` first; `others` were seen as well, or come next where the program is to blame.

    `excluded` were seen and cannot be it in this program. `name` and `product` fill the texts. `same_everywhere` tells
    that every copy over every way was the same, and `same_over_pop` that POP was among them.
    """

    cause: GarbledCause
    others: tuple[GarbledCause, ...] = ()
    excluded: tuple[GarbledCause, ...] = ()
    fetching: Fetching
    product: str | None = None
    name: str = ""
    same_everywhere: bool = False
    same_over_pop: bool = False

    @property
    def blames_client(self) -> bool:
        """Whether neither server nor message showed any fault that this program can meet."""
        return self.cause in {
            GarbledCause.CLIENT_CACHE,
            GarbledCause.PARTIAL_DOWNLOAD,
            GarbledCause.CLOUD,
            GarbledCause.VIEW,
        }


def judge_garbled(
    evidence: Sequence[MessageEvidence],
    client: ClientChoice,
    issuers: Sequence[tuple[str, str]] = (),
    *,
    product: str | None = None,
) -> GarbledVerdict:
    """One cause for all messages together. Raises ValueError where no message was compared.

    `issuers` are those of the certificates by place; `product` is what the test of the servers saw reading along.
    """
    compared = [message for message in evidence if message.copies]
    if not compared:
        raise ValueError("nothing was compared")
    way = fetching(client)
    seen = [observation for message in compared for observation in message.observations]
    product = next((found for _, issuer in issuers if (found := product_of(issuer)) is not None), product)
    ranked = list(dict.fromkeys(_ranked(seen, product, client)))
    can_be = [cause for cause in ranked if cause not in _NOT_IN[way]]
    excluded = [cause for cause in ranked if cause in _NOT_IN[way]]
    own = list(_of_the_program(way, client, compared))
    server_side = {observation.cause for observation in seen} & {*_SERVER}
    return GarbledVerdict(
        cause=(can_be or own)[0],
        others=tuple(can_be[1:] if can_be else own[1:]),
        excluded=tuple(excluded),
        fetching=way,
        product=product,
        name=next((one.said for one in seen if one.cause is GarbledCause.LONG_HEADER), ""),
        same_everywhere=not server_side,
        same_over_pop=not server_side and all(message.compared_with_pop for message in compared),
    )


def product_of(issuer: str) -> str | None:
    """The antivirus program or filter that gives certificates under this name."""
    name = issuer.lower()
    return next((product for words, product in INTERCEPTORS if words in name), None)


def _ranked(seen: Sequence[Observation], product: str | None, client: ClientChoice) -> Iterator[GarbledCause]:
    found = {observation.cause for observation in seen if _counts(observation, client)}
    if product is not None:
        yield GarbledCause.REWRITTEN  # whoever opens the connection comes before every server behind it
        found -= _REWRITING
    yield from (cause for cause in (*_SERVER, *_MESSAGE) if cause in found)


def _counts(observation: Observation, client: ClientChoice) -> bool:
    """A header that is long only once its folds are undone is allowed, and trouble for classic Outlook alone."""
    if observation.cause is GarbledCause.LONG_HEADER and observation.what == "unfolded":
        return client is ClientChoice.OUTLOOK_CLASSIC
    return True


def _of_the_program(way: Fetching, client: ClientChoice, compared: Sequence[MessageEvidence]) -> Iterator[GarbledCause]:
    large = any((message.octets or 0) > LARGE for message in compared)
    match way:
        case Fetching.CLOUD:
            yield GarbledCause.CLOUD
        case Fetching.PARTS if large:
            yield GarbledCause.PARTIAL_DOWNLOAD
        case _:
            pass
    yield GarbledCause.CLIENT_CACHE
    if client in {ClientChoice.OTHER, ClientChoice.UNSURE} and large:
        yield GarbledCause.PARTIAL_DOWNLOAD
    yield GarbledCause.VIEW
