"""Every rule of the rulebook in words and as data."""

import json

import pytest

from wizard import advisor, rulebook
from wizard.cli.json_rules import rule_report
from wizard.cli.rule_text import ALWAYS, explain, facts_of, failed_cases
from wizard.i18n import Words
from wizard.model import Language
from wizard.pages.sentences import plain

RULES = rulebook.load()


@pytest.mark.parametrize("language", Language)
def test_an_explanation_holds_all_of_a_rule(language: Language) -> None:
    words = Words(language)
    for rule in RULES.rules:
        text = explain(rule, RULES, words)
        read = " ".join(text.split())

        assert plain(rule.text, words) in read
        assert [reference for reference in (*rule.references, rule.origin) if reference not in text] == []
        cases = [rule.cases.fires] if rule.when == ALWAYS else [rule.cases.fires, rule.cases.silent]
        facts = [f"{path}: {word}" for case in cases for path, word in case.items()]
        assert [fact for fact in facts if fact not in read] == []


def test_a_rule_as_data_is_plain_json() -> None:
    for rule in RULES.rules:
        report = rule_report(rule, Words(Language.EN))

        assert json.loads(json.dumps(report)) == report


def test_the_rulebook_keeps_its_own_cases() -> None:
    assert failed_cases(RULES, Words(Language.EN)) == []


def test_facts_of_a_case_hold_every_path() -> None:
    case = {
        "devices": "several",
        "folders": "no",
        "server.pop3": "yes",
        "server.prefers": "imap",
        "client.imap": "no",
        "provider": "ziggo",
    }

    facts = facts_of(case)

    assert facts.answers.as_words()["devices"] == "several"
    assert facts.answers.as_words()["folders"] == "no"
    assert facts.answers.as_words()["webmail"] == "unsure"
    assert (facts.server.pop3, facts.server.imap, facts.server.prefers) == ("yes", "unknown", "imap")
    assert (facts.client.imap, facts.provider) == ("no", "ziggo")


def test_a_rule_that_breaks_its_own_cases_is_named() -> None:
    rule = next(rule for rule in RULES.rules if rule.id == "several-devices")
    turned = type(rule.cases)(fires=rule.cases.silent, silent=rule.cases.fires)
    broken = type(rule)(**{name: getattr(rule, name) for name in rule.__slots__ if name != "cases"}, cases=turned)
    rules = type(RULES)(**{name: getattr(RULES, name) for name in RULES.__slots__ if name != "rules"}, rules=(broken,))

    assert failed_cases(rules, Words(Language.EN)) == [
        f"{rule.origin}: several-devices: does not apply to its own case.",
        f"{rule.origin}: several-devices: applies to the case where it should not.",
    ]
    assert advisor.holds(rule.when, facts_of(rule.cases.fires))
