"""The messages in the mailbox of the built-in world: years of photographs, and on top one of each kind of message."""

import functools
import hashlib
import itertools
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.header import Header
from email.utils import format_datetime

from wizard.demo.stored_message import StoredMessage, attachment, forwarded, multipart, stored, text

_FIRST = datetime(2019, 3, 5, 9, 11, 12, tzinfo=UTC)
_LAST = datetime(2026, 11, 20, 8, 0, 0, tzinfo=UTC)
_PHOTOGRAPH = 555_000  # octets
_PRICES = ("€ 1,99", "€ 2,49", "€ 0,89", "€ 12,50")
_GOODS = ("Appels", "Brood", "Kaas", "Koffie", "Crème fraîche", "Pindakaas", "Thee", "Yoghurt")
_PICTURE = b"\x89PNG\r\n\x1a\n"


@functools.cache
def letters() -> tuple[StoredMessage, ...]:
    """One of each kind, oldest first; the newest is a newsletter made of tables."""
    made = (_plain, _accents, _order, _invoice, _party, _minutes, _newsletter)
    return tuple(write(_LAST + timedelta(hours=5 * number)) for number, write in enumerate(made))


@functools.cache
def years_of_mail(count: int) -> tuple[StoredMessage, ...]:
    """So many messages, oldest first: the letters, and before them one photograph again and again."""
    newest = letters()
    photograph = attachment("image/jpeg", "foto.jpg", _noise("foto", _PHOTOGRAPH))
    content = multipart("mixed", "=_foto", [text("plain", "Nog een foto!\r\n"), photograph])
    step = (_LAST - _FIRST) / count
    older = (stored(_heading("Foto van de dag", _FIRST + number * step), content) for number in itertools.count())
    return (*itertools.islice(older, count - len(newest)), *newest)


def _noise(name: str, octets: int) -> bytes:
    """What no program can read or make smaller, the same every time."""
    return hashlib.shake_256(name.encode()).digest(octets)


def _heading(subject: str, sent: datetime, sender: str = "familie.example") -> bytes:
    name = Header(subject, "us-ascii" if subject.isascii() else "utf-8").encode()
    return (
        f"From: <post@{sender}>\r\nTo: undisclosed-recipients:;\r\nSubject: {name}\r\n"
        f"Date: {format_datetime(sent)}\r\nMessage-ID: <{sent:%Y%m%d%H%M%S}@{sender}>\r\nMIME-Version: 1.0\r\n"
    ).encode()


def _plain(sent: datetime) -> StoredMessage:
    content = "U hebt een afspraak op dinsdag om 10.15 uur.\r\n\r\nTot dan!\r\n"
    return stored(_heading("Uw afspraak bij de tandarts", sent, "tandarts.example"), text("plain", content, "7bit"))


def _accents(sent: datetime) -> StoredMessage:
    content = "Beste buren,\r\n\r\nHet café is zondag één uur langer open.\r\nVoor € 5 krijgt u koffie met taart.\r\n"
    return stored(_heading("Buurtcafé zondag open", sent, "buurtcafe.example"), text("plain", content, "8bit"))


def _order(sent: datetime) -> StoredMessage:
    html = "<html><body><p>Uw bestelling is <b>onderweg</b>.</p></body></html>\r\n"
    both = [text("plain", "Uw bestelling is onderweg.\r\n"), text("html", html)]
    heading = _heading("Uw bestelling is onderweg", sent, "webwinkel.example")
    return stored(heading, multipart("alternative", "=_bestelling", both))


def _invoice(sent: datetime) -> StoredMessage:
    pdf = attachment("application/pdf", "factuur-2026-11.pdf", b"%PDF-1.7\n" + _noise("factuur", 40_000))
    parts = [text("plain", "In de bijlage vindt u uw factuur.\r\n"), pdf]
    return stored(_heading("Factuur november", sent, "energie.example"), multipart("mixed", "=_factuur", parts))


def _party(sent: datetime) -> StoredMessage:
    picture = attachment("image/png", "taart.png", _PICTURE + _noise("taart", 9_000), "inline")
    page = text("html", '<html><body><p>Gefeliciteerd!</p><img src="cid:taart"></body></html>\r\n', "base64")
    shown = multipart("related", "=_plaatje", [page, picture])
    both = multipart("alternative", "=_feest", [text("plain", "Gefeliciteerd!\r\n"), shown])
    return stored(_heading("Hartelijk gefeliciteerd", sent), both)


def _minutes(sent: datetime) -> StoredMessage:
    people = '(("Bestuur" NIL "bestuur" "vereniging.example"))'
    envelope = f'("{format_datetime(sent)}" "Notulen" {people} {people} {people} NIL NIL NIL NIL "<notulen@x>")'
    inside = multipart("mixed", "=_notulen", [text("plain", "De notulen.\r\n"), text("html", "<p>De notulen.</p>\r\n")])
    original = forwarded(_heading("Notulen", sent, "vereniging.example"), inside, envelope.encode())
    note = text("plain", "Hierbij de notulen van de vergadering.\r\n")
    heading = _heading("Fwd: Notulen van de vergadering", sent, "vereniging.example")
    return stored(heading, multipart("mixed", "=_doorgestuurd", [note, original]))


def _newsletter(sent: datetime) -> StoredMessage:
    """Tables inside tables, and longer than the pieces in which programs fetch it."""
    html = "<html><body><table width=600>\r\n" + "".join(_offers()) + "</table></body></html>\r\n"
    both = [text("plain", "Bekijk de aanbiedingen in uw browser.\r\n"), text("html", html)]
    heading = _heading("Nieuwsbrief: de aanbiedingen van deze week", sent, "supermarkt.example")
    return stored(heading, multipart("alternative", "=_nieuwsbrief", both))


def _offers() -> Iterator[str]:
    for week, (goods, price) in itertools.product(range(20), itertools.product(_GOODS, _PRICES)):
        yield (
            f"<tr><td><table cellpadding=4><tr><td>{goods}</td>\r\n"
            f"<td align=right><b>{price}</b></td><td>week {week + 1}</td></tr></table></td></tr>\r\n"
        )
