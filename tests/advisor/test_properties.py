"""What holds for every advice as a whole: its reasons, its balance, and that the same facts give the same advice."""

import random
from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.advisor.decisions import ALONE, QUESTIONS, facts_of
from wizard import rulebook
from wizard.advisor import Advisor, client_facts, failing_cases
from wizard.advisor.conditions import words_of
from wizard.model import Advice, Facts, Protocol, Rulebook
from wizard.rulebook import paths_of_facts

PROVIDERS = (None, None, None, "kpn", "gmail", "icloud", "proton", "tuta")


@pytest.fixture(scope="module")
def built_in() -> Rulebook:
    return rulebook.load()


@pytest.fixture(scope="module")
def advisor(built_in: Rulebook) -> Advisor:
    return Advisor(built_in)


def some_facts(count: int, built_in: Rulebook) -> Iterator[Facts]:
    """A seeded sample of the whole space: answers, servers, mailboxes, programs and providers."""
    chance = random.Random(20_190_328)
    measured = [path for path in paths_of_facts() if path.startswith(("server.", "mailbox."))]
    for _ in range(count):
        words = {key: chance.choice(allowed) for key, allowed in QUESTIONS.items()}
        if chance.random() < 0.4:
            words |= ALONE
        words |= {path: chance.choice(paths_of_facts()[path]) for path in measured}
        facts = facts_of(words)
        client = client_facts(facts.answers.client, built_in)
        yield replace(facts, client=client, provider=chance.choice(PROVIDERS))


def test_every_rule_does_what_its_cases_say(built_in: Rulebook) -> None:
    assert list(failing_cases(built_in)) == []


def test_every_advice_can_be_argued(advisor: Advisor, built_in: Rulebook) -> None:
    for facts in some_facts(700, built_in):
        advice = advisor.advise(facts)
        words = words_of(facts)
        if advice.outcome is None:
            assert advice.do_first
            assert set(advice.vetoed) == {Protocol.IMAP, Protocol.POP3}
            continue
        assert advice.protocol not in advice.vetoed
        assert advice.reasons
        assert advice.measures
        assert all(reason.favours is advice.protocol for reason in advice.reasons)
        assert all(reason.favours is not advice.protocol for reason in advice.against)
        for reason in (*advice.reasons, *advice.against):
            assert all(words[path] == word for path, word in reason.because_of.items())
        _check_balance(advice)


def _check_balance(advice: Advice) -> None:
    vetoes = {veto.rule for veto in advice.vetoed.values()}
    weighed = [*advice.reasons, *advice.against]
    for protocol in (Protocol.IMAP, Protocol.POP3):
        total = sum(
            reason.strength.weight
            for reason in weighed
            if reason.favours is protocol and reason.rule != "pop-only-when-safe" and reason.rule not in vetoes
        )
        assert advice.balance[protocol] == total
    weights = [reason.strength.weight for reason in advice.reasons]
    assert weights == sorted(weights, reverse=True)


def test_every_change_is_one_answer_and_another_outcome(advisor: Advisor, built_in: Rulebook) -> None:
    """And none is left out: every answer to every question is tried."""
    for facts in some_facts(40, built_in):
        advice = advisor.advise(facts)
        expected = {}
        for key, allowed in QUESTIONS.items():
            for word in allowed:
                answers = facts.answers.with_answer(key, word)
                client = facts.client if key != "client" else client_facts(answers.client, built_in)
                outcome = advisor.outcome(replace(facts, answers=answers, client=client))
                if outcome is not advice.outcome:
                    expected[key, word] = outcome
        assert {(change.question, change.answer): change.outcome for change in advice.changes_if} == expected


def test_the_same_facts_give_the_same_advice(advisor: Advisor, built_in: Rulebook) -> None:
    shuffled = list(built_in.rules)
    random.Random(993).shuffle(shuffled)
    others = [Advisor(replace(built_in, rules=rules)) for rules in (built_in.rules[::-1], tuple(shuffled))]
    for facts in some_facts(60, built_in):
        assert advisor.advise(facts) == advisor.advise(facts) == others[0].advise(facts) == others[1].advise(facts)


def test_a_reason_for_pop_is_enough_for_whom_it_is_safe(advisor: Advisor) -> None:
    for reason in ({"server_space": "nearly-full"}, {"keep_at_provider": "unwanted"}, {"current_setup": "pop"}):
        for others in ({}, {"server.imap_idle": "yes"}, {"server.prefers": "imap"}, {"folders": "yes"}):
            outcome = advisor.outcome(facts_of({**ALONE, **reason, **others}))
            assert outcome is not None
            assert outcome.protocol is Protocol.POP3, (reason, others)
