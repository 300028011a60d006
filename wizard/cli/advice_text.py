"""The advice for people: the verdict first, then why, then what to do; everything that the JSON says."""

from wizard.i18n import Words
from wizard.i18n.server_words import protocol_word
from wizard.i18n.weight_words import strength_word
from wizard.model import Advice, AdviceOutcome, Change, Protocol, Reason, Rulebook, Step
from wizard.pages import Page
from wizard.pages.sentences import answer_text, fact_text, plain, question_text

DECIDING = 3
"""How many reasons are said first, as those that decided."""


def add_advice(page: Page, advice: Advice, rulebook: Rulebook, _: Words) -> None:
    """The whole advice on this page."""
    _verdict(page, advice, rulebook, _)
    _numbered(page, _("Do this first"), advice.do_first, _)
    _reasons(page, _("Why"), advice.reasons[:DECIDING], rulebook, _)
    _reasons(page, _("What also speaks for it"), advice.reasons[DECIDING:], rulebook, _)
    if advice.alternative is not None:
        _reasons(page, _("What speaks against it"), advice.against, rulebook, _)
    if advice.vetoed:
        page.heading(_("What is not possible"))
        for protocol, veto in advice.vetoed.items():
            page.item("•", f"{protocol_word(protocol, _)}: {plain(veto.text, _)}")
    if advice.measures:
        page.heading(_("So that nothing gets lost"))
        for step in advice.measures:
            page.item("•", plain(step.text, _))
    _changes(page, advice.changes_if, rulebook, _)


def add_references(page: Page, advice: Advice, _: Words) -> None:
    """Which rules spoke, how the scale stands, and where each rule comes from."""
    page.heading(_("Where this comes from"))
    page.paragraph(
        _(
            "The reasons together weigh {imap} for IMAP and {pop} for POP.",
            imap=advice.balance.get(Protocol.IMAP, 0),
            pop=advice.balance.get(Protocol.POP3, 0),
        )
    )
    reasons = (*advice.reasons, *advice.against)
    for reason in reasons:
        page.item("•", f"{reason.rule}: {', '.join(reason.references)}")
    for rule in dict.fromkeys(veto.rule for veto in advice.vetoed.values()):
        if rule not in {reason.rule for reason in reasons}:
            page.item("•", rule)


def _verdict(page: Page, advice: Advice, rulebook: Rulebook, _: Words) -> None:
    if advice.outcome is None:
        page.title(_("Neither IMAP nor POP is possible here."))
        return
    text = rulebook.outcomes[advice.outcome]
    page.title(_("Advice: {outcome}", outcome=plain(text.name, _)))
    page.space()
    page.paragraph(plain(text.verdict, _))
    page.paragraph(plain(text.meaning, _))


def _numbered(page: Page, heading: str, steps: tuple[Step, ...], _: Words) -> None:
    if not steps:
        return
    page.heading(heading)
    for number, step in enumerate(steps, start=1):
        page.item(f"{number}.", plain(step.text, _))


def _reasons(page: Page, heading: str, reasons: tuple[Reason, ...], rulebook: Rulebook, _: Words) -> None:
    if not reasons:
        return
    page.heading(heading)
    for reason in reasons:
        because = [fact_text(path, word, rulebook, _) for path, word in reason.because_of.items()]
        weight = _("Weight: {strength}.", strength=strength_word(reason.strength, _))
        page.item("•", plain(reason.text, _), details=[*because, weight])


def _changes(page: Page, changes: tuple[Change, ...], rulebook: Rulebook, _: Words) -> None:
    if not changes:
        return
    page.heading(_("What would change this advice"))
    answers: dict[tuple[str, AdviceOutcome | None], list[str]] = {}
    for change in changes:
        answer = answer_text(change.question, change.answer, rulebook, _)
        answers.setdefault((change.question, change.outcome), []).append(f"“{answer}”")
    for (key, outcome), leading_to_it in answers.items():
        name = _("nothing is left") if outcome is None else plain(rulebook.outcomes[outcome].name, _)
        page.item(
            "•",
            _(
                "{question} If the answer is {answers}: {outcome}.",
                question=question_text(key, rulebook, _),
                answers=_(" or ").join(leading_to_it),
                outcome=name,
            ),
        )
