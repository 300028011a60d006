"""What a look into the mailbox says: facts for the rules, and answers that need not be asked any more."""

import dataclasses

from wizard.model import Answers, Known, Mailbox, MailboxFacts, ServerSpace, YesNo

NEARLY_FULL = 0.9
"""The share of its quota from which a mailbox counts as nearly full."""

_ENOUGH_ARRIVED = 200
"""So many messages must have come in before their absence means anything."""


def mailbox_facts(mailbox: Mailbox | None) -> MailboxFacts:
    """The measurements as words; unknown where nothing was measured."""
    if mailbox is None:
        return MailboxFacts()
    return MailboxFacts(
        nearly_full=_known(None if mailbox.quota is None else mailbox.quota.share >= NEARLY_FULL),
        own_folders=_known(None if mailbox.own_folders is None else bool(mailbox.own_folders)),
        pop_sees_less=_known(
            None
            if mailbox.pop_messages is None or mailbox.messages is None
            else mailbox.pop_messages < mailbox.messages
        ),
        emptied=_known(_emptied(mailbox)),
        uidl_stable=mailbox.uidl_stable,
    )


def answers_from(mailbox: Mailbox, answers: Answers | None = None) -> Answers:
    """The answers with those filled in that the mailbox gives and the user left open.

    That a mailbox is nearly full is a fact of its own; whether there can be more space only the user knows.
    """
    answers = answers or Answers()
    facts = mailbox_facts(mailbox)
    if answers.server_space is ServerSpace.UNSURE and facts.nearly_full is Known.NO:
        answers = dataclasses.replace(answers, server_space=ServerSpace.ENOUGH)
    if answers.folders is YesNo.UNSURE and facts.own_folders is not Known.UNKNOWN:
        answers = dataclasses.replace(answers, folders=YesNo(facts.own_folders.value))
    return answers


def _emptied(mailbox: Mailbox) -> bool | None:
    """Whether of much mail that came in nearly nothing is left anywhere, as where a POP device removes what it fetched.

    Mail that was moved to other folders still counts as there.
    """
    arrived, kept = mailbox.ever_arrived, mailbox.all_messages
    if arrived is None or kept is None or mailbox.messages is None or arrived < _ENOUGH_ARRIVED:
        return None
    return mailbox.messages * 20 < arrived and kept * 10 < arrived


def _known(answer: bool | None) -> Known:
    if answer is None:
        return Known.UNKNOWN
    return Known.YES if answer else Known.NO
