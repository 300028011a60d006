"""What is asked of whom, over every way in which the questions can be answered.

A session is a combination of answers in which every question that was not asked is unsure. "ask_when" names earlier
questions only, so whether a question was asked can be read off the finished session.
"""

import itertools
import random
from collections.abc import Mapping
from dataclasses import replace

import pytest

from tests.advisor.answer_space import Combinations, Space, Tally, union
from tests.advisor.decisions import ALONE, QUESTIONS, Deciding, answer_space, atoms, facts_of, steps
from wizard import rulebook
from wizard.advisor import client_facts, questions_to_ask
from wizard.model import Facts, Rulebook

ORDINARY, MOST = 8, 10
"""Questions for somebody for whom POP is out, and for anybody."""

OFFERS = {"server.imap": ("unknown", "no"), "server.pop3": ("unknown", "no"), "client.pop3": ("unknown", "no")}
SITUATIONS = tuple(
    dict(zip(OFFERS, words, strict=True))
    for words in itertools.product(*OFFERS.values())
    if not (words[0] == "no" and "no" in words[1:])  # nothing left: no answer helps, and the advice says what does
)


@pytest.fixture(scope="module")
def built_in() -> Rulebook:
    return rulebook.load()


@pytest.fixture(scope="module")
def space() -> Space:
    return answer_space()


@pytest.fixture(scope="module")
def deciding(space: Space, built_in: Rulebook) -> Deciding:
    return Deciding(space, built_in.rules)


def asked(built_in: Rulebook, space: Space, situation: Mapping[str, str]) -> dict[str, Combinations]:
    """Where each question is asked, in the order of asking; the mail program is asked of everybody."""
    return {question.key: space.holds(question.ask_when, situation) for question in built_in.questions}


def sessions(space: Space, where_asked: Mapping[str, Combinations]) -> Combinations:
    found = space.everything
    for key in space.words:
        found &= where_asked[key] | space.where(key, "unsure")
    return found


def name(situation: Mapping[str, str]) -> str:
    return " ".join(path for path, word in situation.items() if word == "no") or "all offered"


def test_questions_look_back_only(built_in: Rulebook) -> None:
    earlier: set[str] = set()
    for question in built_in.questions:
        if question.ask_when is not None:
            assert {atom.path for atom in atoms(question.ask_when) if atom.path in QUESTIONS} <= earlier
        earlier.add(question.key)
    assert next(question for question in built_in.questions if question.key == "client").ask_when is None


@pytest.mark.parametrize("situation", SITUATIONS, ids=name)
def test_nobody_is_asked_more_than_needed(built_in: Rulebook, space: Space, situation: dict[str, str]) -> None:
    """Eight at most, unless all four conditions for POP hold, or the server has no IMAP: the choice is open then."""
    where_asked = asked(built_in, space, situation)
    count = Tally()
    for where in where_asked.values():
        count = count.plus(1, where)
    valid = sessions(space, where_asked)
    too_many = valid & count.above(Tally().plus(MOST, space.everything))
    assert not too_many, space.one_of(too_many)
    more = valid & count.above(Tally().plus(ORDINARY, space.everything))
    if situation["server.imap"] != "no":
        for key, word in ALONE.items():
            assert not more & ~space.where(key, word), space.one_of(more & ~space.where(key, word))


@pytest.mark.parametrize("situation", SITUATIONS, ids=name)
def test_every_question_that_is_asked_can_change_something(
    built_in: Rulebook, space: Space, deciding: Deciding, situation: dict[str, str]
) -> None:
    """However the earlier ones were answered, there are later answers with which this one changes a step or more."""
    decided = deciding.decide(situation)
    advice = [*decided.outcomes.values(), *steps(space, built_in.rules, decided, situation).values()]
    where_asked = asked(built_in, space, situation)
    valid = sessions(space, where_asked)
    keys = [key for key in where_asked if key != "client"]
    for place, key in enumerate(keys):
        matters = valid & union(_depends(space, part, key) for part in advice)
        now = where_asked[key]
        for later in keys[place + 1 :]:
            matters = space.anyhow(matters, later)
            now &= space.where(later, "unsure")
        for earlier in keys[:place]:
            now &= where_asked[earlier] | space.where(earlier, "unsure")
        useless = now & ~space.anyhow(matters, key)
        assert not useless, (key, space.one_of(useless))


def _depends(space: Space, part: Combinations, key: str) -> Combinations:
    """Where another answer to this question leads out of the part, or into it."""
    return space.anyhow(part, key) & space.anyhow(space.everything ^ part, key)


def test_no_question_is_asked_for_the_sake_of_imap_where_there_is_none(built_in: Rulebook, space: Space) -> None:
    where_asked = asked(built_in, space, {"server.imap": "no", "server.pop3": "yes"})
    why = {question.key: question.why for question in built_in.questions if where_asked[question.key]}
    assert len(why) >= ORDINARY
    assert not [key for key, text in why.items() if "IMAP" in text.nl + text.en]


def test_every_question_is_asked_of_somebody(built_in: Rulebook, space: Space) -> None:
    everywhere = [asked(built_in, space, situation) for situation in SITUATIONS]
    assert all(any(where[key] for where in everywhere) for key in QUESTIONS)


def test_the_wizard_asks_so(built_in: Rulebook, space: Space) -> None:
    """By chance: one question at a time, with what was known when it was asked."""
    chance = random.Random(465)
    for number in range(300):
        situation = SITUATIONS[number % len(SITUATIONS)]
        facts = facts_of({path: word for path, word in situation.items() if path.startswith("server.")})
        order = _session(chance, built_in, facts)
        last = order[-1][1]
        seen = {**situation, "client.pop3": last.client.pop3.value}
        words = {key: word for key, word in last.answers.as_words().items() if key != "client"}
        expected = {key for key, where in asked(built_in, space, seen).items() if where >> space.number(words) & 1}
        assert [key for key, _ in order] == [entry.key for entry in built_in.questions if entry.key in expected]


def _session(chance: random.Random, built_in: Rulebook, facts: Facts) -> list[tuple[str, Facts]]:
    done: list[tuple[str, Facts]] = []
    while True:
        answered = {key for key, _ in done}
        question = next((entry for entry in questions_to_ask(facts, built_in) if entry.key not in answered), None)
        if question is None:
            return done
        likely = ALONE.get(question.key) if chance.random() < 0.5 else None
        answers = facts.answers.with_answer(question.key, likely or chance.choice(QUESTIONS[question.key]))
        facts = replace(facts, answers=answers, client=client_facts(answers.client, built_in))
        done.append((question.key, facts))
