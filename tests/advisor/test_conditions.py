"""Conditions over the words of the facts, and what made them come out so."""

from dataclasses import replace

import pytest

from wizard import rulebook
from wizard.advisor import failing_cases, holds
from wizard.advisor.conditions import because_of, compiled, words_of
from wizard.model import All, Answers, AnyOf, Condition, Devices, Facts, Is, Known, Not, RuleCases, ServerFacts, YesNo
from wizard.rulebook import paths_of_facts

FACTS = Facts(
    answers=Answers(devices=Devices.SEVERAL, folders=YesNo.NO), server=ServerFacts(imap=Known.YES), provider="kpn"
)


def one(path: str, *words: str) -> Is:
    return Is(path=path, words=frozenset(words))


SEVERAL, PHONE, IMAP, FOLDERS = (
    one("devices", "several"),
    one("devices", "one-phone"),
    one("server.imap", "yes"),
    one("folders", "yes"),
)

CASES: list[tuple[str, Condition, bool, dict[str, str]]] = [
    ("a word", SEVERAL, True, {"devices": "several"}),
    ("another word", PHONE, False, {"devices": "several"}),
    ("one of several words", one("devices", "one-phone", "several"), True, {"devices": "several"}),
    ("a provider", one("provider", "kpn", "ziggo"), True, {"provider": "kpn"}),
    ("always", All(parts=()), True, {}),
    ("all", All(parts=(SEVERAL, IMAP)), True, {"devices": "several", "server.imap": "yes"}),
    ("not quite all", All(parts=(SEVERAL, FOLDERS)), False, {"folders": "no"}),
    ("any", AnyOf(parts=(PHONE, IMAP)), True, {"server.imap": "yes"}),
    ("none of any", AnyOf(parts=(PHONE, FOLDERS)), False, {"devices": "several", "folders": "no"}),
    ("not", Not(part=FOLDERS), True, {"folders": "no"}),
    ("not all", Not(part=All(parts=(SEVERAL, FOLDERS))), True, {"folders": "no"}),
    ("not any", Not(part=AnyOf(parts=(PHONE, FOLDERS))), True, {"devices": "several", "folders": "no"}),
    ("not not", Not(part=Not(part=SEVERAL)), True, {"devices": "several"}),
]


@pytest.mark.parametrize(("name", "condition", "expected", "because"), CASES, ids=[case[0] for case in CASES])
def test_conditions(name: str, condition: Condition, expected: bool, because: dict[str, str]) -> None:
    words = words_of(FACTS)
    assert compiled(condition)(words) is holds(condition, FACTS) is expected
    assert because_of(condition, words, wanted=expected) == because


def test_no_condition_always_holds() -> None:
    assert holds(None, Facts())


def test_an_unknown_provider_is_no_word() -> None:
    condition = Not(part=one("provider", "icloud"))
    assert holds(condition, Facts())
    assert because_of(condition, words_of(Facts())) == {}


def test_every_path_of_a_rule_has_a_word() -> None:
    assert set(words_of(FACTS)) == set(paths_of_facts())


def test_cases_that_do_not_come_out_are_reported() -> None:
    built_in = rulebook.load()
    rule = next(rule for rule in built_in.rules if rule.id == "one-phone")
    wrong = replace(rule, cases=RuleCases(fires={"devices": "several"}, silent={"devices": "one-phone"}))
    assert list(failing_cases(replace(built_in, rules=(wrong,)))) == [
        f'{rule.origin}: one-phone: does not apply in its own case "fires"',
        f'{rule.origin}: one-phone: applies in its own case "silent"',
    ]
    assert rule.origin.startswith("rules/advice/devices.yaml:")
