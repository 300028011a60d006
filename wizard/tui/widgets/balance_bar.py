"""Which way the advice leans so far, between IMAP and POP."""

from collections.abc import Mapping

from textual.content import Content

from wizard.i18n import Words
from wizard.model import Advice, Protocol
from wizard.tui.text import DOT, GOOD, MUTED, joined, plain

LENGTH = 18
REST = "$foreground 20%"


def leaning(balance: Mapping[Protocol, int]) -> float:
    """The share of IMAP in all that was weighed, 0 to 1."""
    imap, pop3 = balance.get(Protocol.IMAP, 0), balance.get(Protocol.POP3, 0)
    return imap / (imap + pop3) if imap + pop3 else 0.5


def balance_rows(advice: Advice, unanswered: int, words: Words, length: int = LENGTH) -> list[Content]:
    """A line from IMAP to POP with a dot, the nearer the heavier; and how many questions are still to come."""
    place = round((1 - leaning(advice.balance)) * (length - 1))
    imap = GOOD if advice.protocol is Protocol.IMAP else ""
    pop3 = GOOD if advice.protocol is Protocol.POP3 else ""
    bar = joined(("━" * place, REST), (DOT, GOOD), ("━" * (length - 1 - place), REST))
    _ = words
    if unanswered:
        below = _.plural("{number} question to go", "{number} questions to go", unanswered)
    else:
        below = _("all questions answered")
    return [
        joined(("IMAP", imap or MUTED), "  ", bar, "  ", ("POP", pop3 or MUTED)),
        plain(below, MUTED),
    ]
