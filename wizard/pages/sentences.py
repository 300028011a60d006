"""Texts of the rulebook as the command line says them."""

import re

from wizard.advisor import Number
from wizard.i18n import Words
from wizard.i18n.sentences import finding_sentences
from wizard.i18n.server_words import protocol_word
from wizard.model import Answers, Finding, Protocol, Rulebook, Text, printable


def plain(text: Text, words: Words) -> str:
    """One line in the user's language, with quotation marks around labels instead of `**` for bold."""
    return one_line(text.in_language(words.language))


def one_line(text: str) -> str:
    """The text without line ends, with quotation marks around labels instead of `**` for bold."""
    return re.sub(r"\*\*(.+?)\*\*", r"“\1”", printable(" ".join(text.split()), limit=5000))


def finding_text(finding: Finding, rulebook: Rulebook, words: Words) -> tuple[str, str]:
    """What was seen, and what to do next."""
    seen, next_step = finding_sentences(finding, rulebook.findings, words)
    return one_line(seen), one_line(next_step)


def question_text(key: str, rulebook: Rulebook, words: Words) -> str:
    """The question of this key as it is asked; the key itself where the rulebook does not ask it."""
    for question in rulebook.questions:
        if question.key == key:
            return plain(question.text, words)
    return key


def answer_text(key: str, word: str, rulebook: Rulebook, words: Words) -> str:
    """The answer as it reads on screen."""
    for question in rulebook.questions:
        if question.key == key:
            return plain(question.choice(word).text, words)
    return word


def fact_text(path: str, word: str, rulebook: Rulebook, _: Words) -> str:
    """An answer or a measurement behind a reason, in words."""
    if path in Answers.allowed():
        return _(
            "{question} — {answer}",
            question=question_text(path, rulebook, _),
            answer=answer_text(path, word, rulebook, _),
        )
    label = _fact_label(path, _)
    match word:
        case "yes":
            return _("{what}: yes", what=label)
        case "no":
            return _("{what}: no", what=label)
        case "unknown":
            return _("{what}: not known", what=label)
        case "none":
            return _("{what}: neither", what=label)
        case Protocol.IMAP | Protocol.POP3:
            return f"{label}: {protocol_word(Protocol(word), _)}"
        case _:
            return f"{label}: {word}"


def _fact_label(path: str, _: Words) -> str:
    """What a path of the facts means; the path itself where there are no words for it."""
    labels = {
        "server.imap": _("the provider offers IMAP"),
        "server.pop3": _("the provider offers POP"),
        "server.smtp": _("the provider offers sending"),
        "server.pop3_can_leave": _("POP can leave mail on the server"),
        "server.pop3_deletes_soon": _("the POP server removes mail by itself"),
        "server.pop3_login_delay": _("POP may not look for mail often"),
        "server.imap_idle": _("IMAP reports new mail at once"),
        "server.imap_quota": _("IMAP tells how full the mailbox is"),
        "server.oauth2_only": _("signing in takes a window of the provider's own"),
        "server.app_password": _("the provider wants an app password"),
        "server.prefers": _("the provider prefers"),
        "client.imap": _("the mail program can do IMAP"),
        "client.pop3": _("the mail program can do POP"),
        "mailbox.nearly_full": _("the mailbox is nearly full"),
        "mailbox.own_folders": _("there are folders of your own"),
        "mailbox.pop_sees_less": _("POP shows fewer messages than IMAP"),
        "mailbox.emptied": _("nearly all mail that came in is gone from the mailbox"),
        "mailbox.uidl_stable": _("POP names messages the same each time"),
        "provider": _("the provider"),
    }
    return labels.get(path, path)


def question_place(place: int, number: Number, _: Words) -> str:
    """Where among the questions this one stands; their number is the most there can be, and may shrink."""
    most = max(place, number.most)
    if number.least < most:
        return _("Question {number} of at most {total}", number=place, total=most)
    return _("Question {number} of {total}", number=place, total=most)
