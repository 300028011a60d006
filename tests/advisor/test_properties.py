"""What holds for whatever a user answers and whatever the servers offer."""

import itertools
import random
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, get_type_hints

import pytest

from wizard import rulebook
from wizard.advisor import Advisor, client_facts, failing_cases, questions_to_ask
from wizard.advisor.conditions import words_of
from wizard.model import (
    Advice,
    AdviceOutcome,
    Answers,
    ClientFacts,
    Facts,
    Known,
    Preference,
    Protocol,
    Rulebook,
    ServerFacts,
)

ALLOWED = Answers.allowed()
ALONE = {"devices": "one-computer", "people": "just-me", "webmail": "never", "backups": "regularly"}
GATE = tuple(ALONE)

DECIDING = (*GATE, "current_setup", "server_space", "keep_at_provider", "offline", "folders", "leaving_provider")
"""The questions on which an outcome can depend, apart from the mail program."""

Words = dict[str, str]


@pytest.fixture(scope="module")
def built_in() -> Rulebook:
    return rulebook.load()


@pytest.fixture(scope="module")
def advisor(built_in: Rulebook) -> Advisor:
    return Advisor(built_in)


@pytest.fixture(scope="module")
def outcomes(advisor: Advisor) -> Mapping[tuple[str, ...], AdviceOutcome | None]:
    """The outcome of every combination of deciding answers, with nothing known of the servers."""
    found: dict[tuple[str, ...], AdviceOutcome | None] = {}
    kinds = get_type_hints(Answers)
    for words in itertools.product(*(kinds[key] for key in DECIDING)):
        found[words] = advisor.outcome(Facts(answers=Answers(**dict(zip(DECIDING, words, strict=True)))))
    return found


def facts_of(words: Mapping[str, str]) -> Facts:
    """Facts with these words, path to word; what is unnamed is unknown."""
    answers, server, client = Answers(), ServerFacts(), ClientFacts()
    for path, word in words.items():
        part, _, name = path.partition(".")
        if path in ALLOWED:
            answers = answers.with_answer(path, word)
        elif part == "client":
            client = replace(client, **{name: Known(word)})
        elif path == "server.prefers":
            server = replace(server, prefers=Preference(word))
        elif part == "server":
            measured: dict[str, Any] = {name: Known(word)}
            server = replace(server, **measured)
    return Facts(answers=answers, server=server, client=client, provider=words.get("provider"))


def some_facts(count: int, built_in: Rulebook) -> Iterator[Facts]:
    """A seeded sample of the whole space: answers, servers, programs and providers."""
    chance = random.Random(20_190_328)
    for _ in range(count):
        words = {key: chance.choice(allowed) for key, allowed in ALLOWED.items()}
        if chance.random() < 0.4:
            words |= ALONE
        facts = facts_of(words)
        server = ServerFacts(
            imap=chance.choice(list(Known)),
            pop3=chance.choice(list(Known)),
            smtp=chance.choice(list(Known)),
            pop3_can_leave=chance.choice(list(Known)),
            imap_idle=chance.choice(list(Known)),
            prefers=chance.choice(list(Preference)),
        )
        client = client_facts(facts.answers.client, built_in)
        provider = chance.choice([None, None, None, "kpn", "icloud", "proton", "tuta"])
        yield replace(facts, server=server, client=client, provider=provider)


def without(built_in: Rulebook, rule: str) -> Rulebook:
    return replace(built_in, rules=tuple(entry for entry in built_in.rules if entry.id != rule))


def is_alone(words: Mapping[str, str]) -> bool:
    return all(words[key] == word for key, word in ALONE.items())


def test_every_rule_does_what_its_cases_say(built_in: Rulebook) -> None:
    assert list(failing_cases(built_in)) == []


def test_only_the_deciding_questions_decide(advisor: Advisor, built_in: Rulebook) -> None:
    others = [key for key in ALLOWED if key not in (*DECIDING, "client")]
    for facts in some_facts(300, built_in):
        for key in others:
            for word in ALLOWED[key]:
                other = replace(facts, answers=facts.answers.with_answer(key, word))
                assert advisor.outcome(other) == advisor.outcome(facts)


def test_pop_only_when_the_answers_say_that_it_is_safe(
    outcomes: Mapping[tuple[str, ...], AdviceOutcome | None],
) -> None:
    pop = [words for words, outcome in outcomes.items() if outcome is not None and outcome.protocol is Protocol.POP3]
    assert pop
    assert all(is_alone(dict(zip(DECIDING, words, strict=True))) for words in pop)
    assert all(outcome is not None for outcome in outcomes.values())


def test_more_devices_webmail_or_people_never_move_the_advice_to_pop(
    outcomes: Mapping[tuple[str, ...], AdviceOutcome | None],
) -> None:
    more = {"devices": ["several"], "people": ["several"], "webmail": ["sometimes", "often"]}
    for words, outcome in outcomes.items():
        assert outcome is not None
        if outcome.protocol is Protocol.POP3:
            continue
        for key, changes in more.items():
            place = DECIDING.index(key)
            for word in changes:
                other = outcomes[(*words[:place], word, *words[place + 1 :])]
                assert other is not None
                assert other.protocol is Protocol.IMAP, (words, key, word)


def test_one_reason_for_pop_is_enough_for_whom_it_is_safe(advisor: Advisor) -> None:
    for reason in ({"server_space": "nearly-full"}, {"keep_at_provider": "unwanted"}, {"current_setup": "pop"}):
        for others in ({}, {"server.imap_idle": "yes"}, {"server.prefers": "imap"}, {"folders": "yes"}):
            outcome = advisor.outcome(facts_of({**ALONE, **reason, **others}))
            assert outcome is not None
            if reason != {"current_setup": "pop"} or "server.prefers" not in others:
                assert outcome.protocol is Protocol.POP3, (reason, others)


SITUATIONS: tuple[tuple[Words, Protocol | None], ...] = (
    ({"server.imap": "no", "server.pop3": "yes"}, Protocol.POP3),
    ({"server.imap": "yes", "server.pop3": "no"}, Protocol.IMAP),
    ({"server.imap": "no", "server.pop3": "no"}, None),
    ({"client.imap": "no"}, Protocol.POP3),
    ({"client.pop3": "no"}, Protocol.IMAP),
    ({"client.pop3": "no", "server.imap": "no"}, None),
    ({"provider": "icloud"}, Protocol.IMAP),
    ({"provider": "proton"}, Protocol.IMAP),
    ({"provider": "tuta"}, None),
)


@pytest.mark.parametrize(("situation", "protocol"), SITUATIONS, ids=[" ".join(words) for words, _ in SITUATIONS])
def test_a_veto_holds_whatever_the_answers(advisor: Advisor, situation: Words, protocol: Protocol | None) -> None:
    keys = (*GATE, "server_space", "keep_at_provider", "current_setup")
    for words in itertools.product(*(ALLOWED[key] for key in keys)):
        outcome = advisor.outcome(facts_of({**dict(zip(keys, words, strict=True)), **situation}))
        assert (None if outcome is None else outcome.protocol) is protocol


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


def test_the_same_facts_give_the_same_advice(advisor: Advisor, built_in: Rulebook) -> None:
    backwards = Advisor(replace(built_in, rules=tuple(reversed(built_in.rules))))
    for facts in some_facts(60, built_in):
        assert advisor.advise(facts) == advisor.advise(facts) == backwards.advise(facts)


SETTINGS: tuple[Words, ...] = (
    {},
    {"server.imap": "no"},
    {**ALONE, "server_space": "nearly-full"},
    {**ALONE, "keep_at_provider": "unwanted"},
    {"leaving_provider": "yes"},
    {"server.imap": "no", "server.pop3": "no"},
)


def rule_ids() -> list[str]:
    return [rule.id for rule in rulebook.load().rules]


@pytest.mark.parametrize("rule", rule_ids())
def test_every_rule_fires_somewhere_and_matters_there(advisor: Advisor, built_in: Rulebook, rule: str) -> None:
    fires = next(entry for entry in built_in.rules if entry.id == rule).cases.fires
    poorer = Advisor(without(built_in, rule))
    given = [facts_of({**setting, **fires}) for setting in SETTINGS]
    assert any(advisor.advise(facts) != poorer.advise(facts) for facts in given)


def test_without_the_gate_pop_would_be_advised_where_it_is_unsafe(built_in: Rulebook) -> None:
    open_gate = Advisor(without(built_in, "pop-only-when-safe"))
    facts = facts_of({**ALONE, "backups": "unsure", "server_space": "nearly-full"})
    assert open_gate.outcome(facts) is AdviceOutcome.POP_KEEP_COPY


def walk(chance: random.Random, built_in: Rulebook, server: ServerFacts) -> Iterator[tuple[str, Facts]]:
    """One user who answers by chance: each question, with what was known when it was asked."""
    facts, asked = Facts(server=server), set[str]()
    while True:
        question = next((entry for entry in questions_to_ask(facts, built_in) if entry.key not in asked), None)
        if question is None:
            return
        yield question.key, facts
        asked.add(question.key)
        likely = ALONE.get(question.key) if chance.random() < 0.5 else None
        answers = facts.answers.with_answer(question.key, likely or chance.choice(ALLOWED[question.key]))
        facts = replace(facts, answers=answers, client=client_facts(answers.client, built_in))


def test_nobody_is_asked_more_than_needed(built_in: Rulebook) -> None:
    chance = random.Random(465)
    for _ in range(600):
        steps = list(walk(chance, built_in, ServerFacts(imap=Known.YES, pop3=Known.YES)))
        last = steps[-1][1].answers.as_words()
        held = sum(last[key] == word for key, word in ALONE.items())
        assert len(steps) <= {4: 11, 3: 9}.get(held, 8), [key for key, _ in steps]


def test_every_question_that_is_asked_can_change_something(advisor: Advisor, built_in: Rulebook) -> None:
    chance = random.Random(993)
    seen: set[str] = set()
    servers = (ServerFacts(imap=Known.YES, pop3=Known.YES), ServerFacts(), ServerFacts(imap=Known.NO, pop3=Known.YES))
    for number in range(60):
        for key, facts in walk(chance, built_in, servers[number % 3]):
            assert _can_change(advisor, key, facts), (key, facts)
            seen.add(key)
    assert seen == set(ALLOWED)


def _can_change(advisor: Advisor, key: str, facts: Facts) -> bool:
    """Whether two answers lead to another outcome or other steps, for some way in which the rest may be answered."""
    given = facts.answers.as_words()
    friendly = {
        name: word
        for name, word in {**ALONE, "server_space": "nearly-full", "keep_at_provider": "unwanted"}.items()
        if given[name] == "unsure" and name != key
    }
    for rest in ({}, friendly, {name: word for name, word in friendly.items() if name != "keep_at_provider"}):
        answers = facts.answers
        for name, word in rest.items():
            answers = answers.with_answer(name, word)
        results = set()
        for word in ALLOWED[key]:
            advice = advisor.advise(replace(facts, answers=answers.with_answer(key, word)))
            steps = tuple(step.id for step in (*advice.do_first, *advice.measures))
            results.add((advice.outcome, steps))
            if len(results) > 1:
                return True
    return False
