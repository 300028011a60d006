"""Which way the advice leans so far, between IMAP and POP."""

from collections.abc import Mapping

from textual.content import Content

from wizard.advisor import Number
from wizard.i18n import Words
from wizard.model import Advice, Protocol
from wizard.tui.text import DOT, GOOD, MUTED, joined, plain

LENGTH = 18
REST = "$foreground 20%"


def leaning(balance: Mapping[Protocol, int]) -> float:
    """The share of IMAP in all that was weighed, 0 to 1."""
    imap, pop3 = balance.get(Protocol.IMAP, 0), balance.get(Protocol.POP3, 0)
    return imap / (imap + pop3) if imap + pop3 else 0.5


def dot_place(advice: Advice, length: int) -> int:
    """Where the dot stands: always on the half of what is advised, at its very end where the other is impossible."""
    last, middle = length - 1, length // 2
    place = round((1 - leaning(advice.balance)) * last)
    match advice.protocol:
        case Protocol.IMAP:
            return 0 if Protocol.POP3 in advice.vetoed else min(place, middle - 1)
        case Protocol.POP3:
            return last if Protocol.IMAP in advice.vetoed else max(place, middle)
        case _:
            return middle


def balance_rows(advice: Advice, unanswered: Number, words: Words, length: int = LENGTH) -> list[Content]:
    """A line from IMAP to POP with a dot, the nearer the heavier; and how many questions are still to come."""
    place = dot_place(advice, length)
    imap = GOOD if advice.protocol is Protocol.IMAP else ""
    pop3 = GOOD if advice.protocol is Protocol.POP3 else ""
    bar = joined(("━" * place, REST), (DOT, GOOD), ("━" * (length - 1 - place), REST))
    _ = words
    if not unanswered.most:
        below = _("all questions answered")
    elif unanswered.least < unanswered.most:
        below = _.plural("at most {number} question to go", "at most {number} questions to go", unanswered.most)
    else:
        below = _.plural("{number} question to go", "{number} questions to go", unanswered.most)
    return [
        joined(("IMAP", imap or MUTED), "  ", bar, "  ", ("POP", pop3 or MUTED)),
        plain(below, MUTED),
    ]
