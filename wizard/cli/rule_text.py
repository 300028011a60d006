"""One rule for people: when it applies, what it does, what it says, and its cases."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import assert_never, get_type_hints

from wizard import advisor
from wizard.cli.layout import text_of
from wizard.i18n import Words
from wizard.i18n.server_words import protocol_word
from wizard.i18n.weight_words import strength_word
from wizard.model import (
    AdviceOutcome,
    All,
    Answers,
    AnyOf,
    Condition,
    DoFirst,
    Effect,
    Exclude,
    Facts,
    Is,
    LastResort,
    Measure,
    Not,
    Rule,
    Rulebook,
    Vary,
    Weigh,
)
from wizard.pages import Page
from wizard.pages.sentences import fact_text, plain

ALWAYS = All(parts=())
"""The condition without parts; a rule with it has no case in which it stays silent."""


def explain(rule: Rule, rulebook: Rulebook, words: Words) -> str:
    """The rule as a page."""
    _ = words
    page = Page()
    page.title(rule.id)
    page.space()
    page.paragraph(plain(rule.text, _))
    page.heading(_("When it applies"))
    _condition(page, rule.when, rulebook, _, depth=0)
    page.heading(_("What it does"))
    page.paragraph(effect_words(rule.effect, _))
    page.heading(_("Where this comes from"))
    for reference in rule.references:
        page.item("•", reference)
    page.item("•", rule.origin)
    _case(page, _("A case where it applies"), rule.cases.fires, rulebook, _)
    if rule.when != ALWAYS:
        _case(page, _("A case where it does not"), rule.cases.silent, rulebook, _)
    return text_of(page)


def effect_words(effect: Effect, _: Words) -> str:
    """What the rule does to the advice."""
    match effect:
        case Weigh(favours=favours, strength=strength):
            return _(
                "Speaks for {protocol}: {strength} ({weight}).",
                protocol=protocol_word(favours, _),
                strength=strength_word(strength, _),
                weight=strength.weight,
            )
        case Exclude(protocol=protocol):
            return _("Rules out {protocol}.", protocol=protocol_word(protocol, _))
        case LastResort(protocol=protocol):
            return _("Leaves {protocol} for when nothing else is possible.", protocol=protocol_word(protocol, _))
        case Vary(outcome=outcome):
            return _("Makes the outcome {outcome}.", outcome=outcome.value)
        case Measure(outcomes=outcomes):
            return _("Adds a measure to: {outcomes}.", outcomes=_outcomes(outcomes, _))
        case DoFirst(outcomes=outcomes):
            return _("Adds something to do first to: {outcomes}.", outcomes=_outcomes(outcomes, _))
        case _ as never:
            assert_never(never)


def failed_cases(rulebook: Rulebook, _: Words) -> list[str]:
    """The rules that do not do what their own cases say, one line for each."""
    failures = []
    for rule in rulebook.rules:
        if not advisor.holds(rule.when, facts_of(rule.cases.fires)):
            failures.append(_("{origin}: {rule}: does not apply to its own case.", origin=rule.origin, rule=rule.id))
        if rule.when != ALWAYS and advisor.holds(rule.when, facts_of(rule.cases.silent)):
            failures.append(
                _("{origin}: {rule}: applies to the case where it should not.", origin=rule.origin, rule=rule.id)
            )
    return failures


def facts_of(case: Mapping[str, str]) -> Facts:
    """Facts from paths and words, as they stand in the cases of a rule; what is not named is unsure or unknown."""
    facts = Facts()
    for path, word in case.items():
        owner, _dot, name = path.rpartition(".")
        match owner:
            case "server" | "client" | "mailbox":
                part = getattr(facts, owner)
                kind = get_type_hints(type(part))[name]
                facts = replace(facts, **{owner: replace(part, **{name: kind(word)})})
            case _ if path in Answers.allowed():
                facts = replace(facts, answers=facts.answers.with_answer(path, word))
            case _:
                facts = replace(facts, provider=word)
    return facts


def _case(page: Page, heading: str, case: Mapping[str, str], rulebook: Rulebook, _: Words) -> None:
    page.heading(heading)
    for path, word in case.items():
        page.item("•", fact_text(path, word, rulebook, _), details=[f"{path}: {word}"])
    if not case:
        page.paragraph(_("Nothing is known."))


def _outcomes(outcomes: Collection[AdviceOutcome | None], _: Words) -> str:
    known = [outcome.value for outcome in AdviceOutcome if outcome in outcomes]
    return ", ".join([*known, _("nothing is left")] if None in outcomes else known)


def _condition(page: Page, condition: Condition, rulebook: Rulebook, _: Words, *, depth: int) -> None:
    mark = "  " * depth + "•"
    match condition:
        case Is(path=path, words=allowed):
            shown = [fact_text(path, word, rulebook, _) for word in sorted(allowed)]
            page.item(mark, shown[0], details=[_("or: {fact}", fact=fact) for fact in shown[1:]])
        case All(parts=()):
            page.item(mark, _("always"))
        case All(parts=parts):
            page.item(mark, _("all of these:"))
            for part in parts:
                _condition(page, part, rulebook, _, depth=depth + 1)
        case AnyOf(parts=parts):
            page.item(mark, _("at least one of these:"))
            for part in parts:
                _condition(page, part, rulebook, _, depth=depth + 1)
        case Not(part=part):
            page.item(mark, _("not this:"))
            _condition(page, part, rulebook, _, depth=depth + 1)
        case _ as never:
            assert_never(never)
