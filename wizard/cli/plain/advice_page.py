"""The advice as it is said aloud: the verdict, why, what to do, and what would change it, numbered to be chosen."""

from wizard.i18n import Words
from wizard.i18n.server_words import protocol_word
from wizard.journey.session import Session
from wizard.model import Advice, Change, Reason
from wizard.pages import Page
from wizard.pages.sentences import answer_text, plain, question_text

REASONS_SAID = 3


def advice_page(page: Page, session: Session, _: Words) -> None:
    """The advice on what is known now, and what would change it."""
    add_advice(page, session, _)
    changes = numbered_changes(session.advice_followed)
    if changes:
        page.heading(_("What would change this?"))
        for number, change in enumerate(changes, start=1):
            page.item(f"{number}.", _change(change, session, _))


def add_advice(page: Page, session: Session, _: Words) -> None:
    """The verdict, what to know about it, why, and what to do."""
    advice = session.advice_followed
    add_verdict(page, advice, session, _)
    for notice in notices(session, _):
        page.item("!", notice)
    _add_rest(page, advice, _)


def choice_page(page: Page, session: Session, _: Words) -> None:
    """What will be set up, after she chose."""
    if session.chosen is None:
        page.paragraph(_("The settings follow the advice."))
    else:
        own = _("You chose {protocol} yourself.", protocol=protocol_word(session.chosen, _))
        page.paragraph(own + " " + _("The case notes it."))
        _add_measures(page, session.advice_followed, _)


def supposition_page(page: Page, change: Change, session: Session, _: Words) -> None:
    """The advice if this one answer were different."""
    page.title(_("Suppose your answer were different"))
    page.paragraph(question_text(change.question, session.rulebook, _))
    page.paragraph(
        _("Suppose you answered: {answer}.", answer=answer_text(change.question, change.answer, session.rulebook, _))
    )
    page.space()
    advice = session.advice_if(change.question, change.answer)
    add_verdict(page, advice, session, _)
    _add_rest(page, advice, _)
    page.space()
    page.paragraph(_("That was only to see: your own answer stands."))


def numbered_changes(advice: Advice) -> tuple[Change, ...]:
    """What would change the advice, as far as it can be chosen by its number."""
    return advice.changes_if[:9]


def add_verdict(page: Page, advice: Advice, session: Session, _: Words) -> None:
    """IMAP or POP in one sentence, and what that means."""
    if advice.outcome is None:
        page.title(_("Neither IMAP nor POP is possible here."))
        return
    text = session.rulebook.outcomes[advice.outcome]
    page.title(_("Advice: {outcome}", outcome=plain(text.name, _)))
    page.paragraph(plain(text.verdict, _))
    page.paragraph(plain(text.meaning, _))


def notices(session: Session, _: Words) -> list[str]:
    """What to know about this advice before anything else."""
    check = session.check
    said = []
    if check is not None and check.investigation is None and check.running:
        said.append(_("The servers are still being tested; this is the advice on what is known now."))
    if check is not None and check.broken:
        said.append(_("The test itself failed; this is the advice on your answers."))
    if session.chosen is not None and session.chosen is not session.advice.protocol:
        said.append(_("You chose {protocol} yourself.", protocol=protocol_word(session.chosen, _)))
    protocol = session.protocol
    if check is not None and check.finished is not None and protocol is not None and protocol not in check.servers:
        name = protocol_word(protocol, _)
        said.append(_("No {protocol} server works safely at this moment.", protocol=name))
    return said


def _add_rest(page: Page, advice: Advice, _: Words) -> None:
    deciding = advice.reasons[:REASONS_SAID]
    if deciding:
        page.heading(_("Why"))
        _add_reasons(page, deciding, _)
    told = {reason.rule for reason in deciding}
    for veto in advice.vetoed.values():
        if veto.rule not in told:
            page.item("!", plain(veto.text, _))
    if advice.do_first:
        page.heading(_("Do this first"))
        for number, step in enumerate(advice.do_first, start=1):
            page.item(f"{number}.", plain(step.text, _))
    if advice.against and advice.alternative is not None:
        other = protocol_word(advice.alternative, _)
        page.heading(_("What speaks for {protocol} nevertheless", protocol=other))
        _add_reasons(page, advice.against, _)
    _add_measures(page, advice, _)


def _add_reasons(page: Page, reasons: tuple[Reason, ...], _: Words) -> None:
    for reason in reasons:
        page.item("•", plain(reason.text, _))


def _add_measures(page: Page, advice: Advice, _: Words) -> None:
    if advice.measures:
        page.heading(_("This makes it safe"))
    for step in advice.measures:
        page.item("•", plain(step.text, _))


def _change(change: Change, session: Session, _: Words) -> str:
    rules = session.rulebook
    name = _("nothing would be left") if change.outcome is None else plain(rules.outcomes[change.outcome].name, _)
    question, answer = question_text(change.question, rules, _), answer_text(change.question, change.answer, rules, _)
    return f"{question} {answer}: {name}."
