"""The rulebook as JSON: mailwijzer.rules/1, mailwijzer.rule/1 and mailwijzer.rules-check/1."""

from collections.abc import Iterable

from wizard.cli.rule_text import effect_words
from wizard.i18n import Words
from wizard.model import All, AnyOf, Condition, Is, Not, Rule, Rulebook
from wizard.pages.sentences import plain

Json = dict[str, object]


def rules_report(rulebook: Rulebook, words: Words) -> Json:
    """mailwijzer.rules/1: every rule in one line each."""
    return {
        "schema": "mailwijzer.rules/1",
        "rules": [
            {"id": rule.id, "does": effect_words(rule.effect, words), "text": plain(rule.text, words)}
            for rule in rulebook.rules
        ],
    }


def rule_report(rule: Rule, words: Words) -> Json:
    """mailwijzer.rule/1: all of one rule; `when` is written as in the rulebook's own files."""
    return {
        "schema": "mailwijzer.rule/1",
        "id": rule.id,
        "when": _condition(rule.when),
        "does": effect_words(rule.effect, words),
        "text": plain(rule.text, words),
        "references": list(rule.references),
        "cases": {"fires": dict(rule.cases.fires), "silent": dict(rule.cases.silent)},
        "origin": rule.origin,
    }


def rules_check_report(problems: Iterable[str]) -> Json:
    """mailwijzer.rules-check/1: no problems where all is in order."""
    return {"schema": "mailwijzer.rules-check/1", "problems": list(problems)}


def _condition(condition: Condition) -> Json:
    match condition:
        case Is(path=path, words=words):
            return {path: sorted(words)}
        case All(parts=parts):
            return {"all": [_condition(part) for part in parts]}
        case AnyOf(parts=parts):
            return {"any": [_condition(part) for part in parts]}
        case Not(part=part):
            return {"not": _condition(part)}
