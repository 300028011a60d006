"""What holds for every combination of answers, whatever the servers offer and the mail program can do.

There are 2,099,520 combinations of answers without the mail program; each is looked at in each situation that can make
a difference (`tests/advisor/answer_space.py`, `tests/advisor/decisions.py`). Why nothing else has to be walked:

1. Two words that stand together in every condition of the deciding rules lead to the same outcome. So a situation is
   tried with one word of each kind, and every kind of answers with the product's own `Advisor`.
2. Measured facts (servers, mail program, mailbox, provider) act through vetoes, weights and variants. A rule that
   speaks of no answer adds the same to every combination, so situations that add up to the same are one. Only where a
   rule speaks of an answer and of a measured fact, each word of that fact is kept apart. What the program can do is
   varied freely, so more is walked than any real program.
3. Measures and what comes first are given where their own condition holds and the outcome is theirs. They decide
   nothing and do not see each other, so each is held against the outcomes by itself.

The properties are worked out a second time here, as the product says them. That the product decides as this second
reckoning does is tried for every kind of answers, and for some combinations in every situation.
"""

import itertools
import random
from dataclasses import replace
from typing import assert_never

import pytest

from tests.advisor.answer_space import Space, union
from tests.advisor.decisions import ALONE, QUESTIONS, Deciding, answer_space, facts_of, is_measured, kinds, paths
from wizard import rulebook
from wizard.advisor import Advisor
from wizard.model import AdviceOutcome, DoFirst, Exclude, LastResort, Measure, Protocol, Rulebook, Vary, Weigh

NOTHING_MEASURED: dict[str, str] = {}
MORE = (
    ("devices", "one-computer", "several"),
    ("devices", "one-phone", "several"),
    ("devices", "unsure", "several"),
    ("people", "just-me", "several"),
    ("people", "unsure", "several"),
    ("webmail", "never", "sometimes"),
    ("webmail", "never", "often"),
    ("webmail", "sometimes", "often"),
    ("webmail", "unsure", "sometimes"),
    ("webmail", "unsure", "often"),
)
"""Another device, person or use of the webmail."""


@pytest.fixture(scope="module")
def built_in() -> Rulebook:
    return rulebook.load()


@pytest.fixture(scope="module")
def advisor(built_in: Rulebook) -> Advisor:
    return Advisor(built_in)


@pytest.fixture(scope="module")
def space() -> Space:
    return answer_space()


@pytest.fixture(scope="module")
def deciding(space: Space, built_in: Rulebook) -> Deciding:
    return Deciding(space, built_in.rules)


def without(built_in: Rulebook, rule: str) -> Rulebook:
    return replace(built_in, rules=tuple(entry for entry in built_in.rules if entry.id != rule))


def test_the_space_is_that_of_the_contract(space: Space) -> None:
    assert space.size == 2_099_520
    assert set(space.words) == set(QUESTIONS) - {"client"}
    for number in (0, 1, 993, space.size - 1):
        assert space.number(space.combination(number)) == number
        words = space.combination(number)
        assert all(space.where(key, word) >> number & 1 for key, word in words.items())


def test_the_situations_are_few_enough_to_walk_them_all(deciding: Deciding) -> None:
    shared = {rule.id for rule in deciding.rules if len({is_measured(path) for path in paths(rule)}) == 2}
    assert shared == {"new-mail-at-once"}
    assert 100 < len(deciding.situations()) < 1000


def test_every_combination_in_every_situation(deciding: Deciding, space: Space) -> None:
    """Vetoes, the gate, more devices, people and webmail, and a reason for everything."""
    alone = space.everything
    for key, word in ALONE.items():
        alone &= space.where(key, word)
    weighing = {
        side: [rule for rule in deciding.rules if isinstance(rule.effect, Weigh) and rule.effect.favours is side]
        for side in (Protocol.IMAP, Protocol.POP3)
    }
    reached = dict.fromkeys([*AdviceOutcome, None], 0)
    for situation in deciding.situations():
        decided = deciding.decide(situation)
        imap, pop = decided.of(Protocol.IMAP), decided.of(Protocol.POP3)
        vetoed = decided.vetoed
        assert union(decided.outcomes.values()) == space.everything
        assert not imap & vetoed[Protocol.IMAP], situation
        assert not pop & vetoed[Protocol.POP3], situation
        assert decided.outcomes[None] == vetoed[Protocol.IMAP] & vetoed[Protocol.POP3], situation
        unsafe = pop & ~vetoed[Protocol.IMAP] & ~alone
        assert not unsafe, (situation, space.one_of(unsafe))
        light = pop & ~vetoed[Protocol.IMAP] & ~decided.sums[Protocol.POP3].above(decided.sums[Protocol.IMAP])
        assert not light, (situation, space.one_of(light))
        for key, old, new in MORE:
            wrong = space.changed(imap, key, old, new) & pop
            assert not wrong, (situation, key, old, new, space.one_of(wrong))
        for side, where in ((Protocol.IMAP, imap), (Protocol.POP3, pop)):
            other = Protocol.POP3 if side is Protocol.IMAP else Protocol.IMAP
            reasons = union(space.holds(rule.when, situation) for rule in weighing[side])
            unargued = where & ~(reasons | vetoed[other] | decided.gated)
            assert not unargued, (situation, space.one_of(unargued))
        for outcome, where in decided.outcomes.items():
            reached[outcome] += where.bit_count()
    assert all(reached.values()), reached


def test_the_product_decides_so_for_every_kind_of_answers(deciding: Deciding, advisor: Advisor, space: Space) -> None:
    decided = deciding.decide(NOTHING_MEASURED)
    asked = [key for key in QUESTIONS if key in deciding.paths and not is_measured(key)]
    count = 0
    for words in itertools.product(*(kinds(deciding.rules, key) for key in asked)):
        answers = {**dict.fromkeys(space.words, "unsure"), **dict(zip(asked, words, strict=True))}
        assert advisor.outcome(facts_of(answers)) == decided.outcome(space.number(answers)), answers
        count += 1
    assert count > 10_000


def test_the_product_decides_so_in_every_situation(deciding: Deciding, advisor: Advisor, space: Space) -> None:
    chance = random.Random(20_190_328)
    for situation in deciding.situations():
        decided = deciding.decide(situation)
        for _ in range(10):
            words = {key: chance.choice(allowed) for key, allowed in space.words.items()}
            if chance.random() < 0.5:
                words |= ALONE
            number = space.number(words)
            advice = advisor.advise(facts_of({**words, **situation}))
            assert advice.outcome == decided.outcome(number), (situation, words)
            assert advice.balance == {side: tally.at(number) for side, tally in decided.sums.items()}
            assert set(advice.vetoed) == {side for side, where in decided.vetoed.items() if where}


def test_every_kind_of_answers_stands_for_the_others(deciding: Deciding) -> None:
    """Words that no deciding rule tells apart: the questions that decide nothing, and a few pairs of answers."""
    alike = {
        key: [words for words in kinds(deciding.rules, key).values() if len(words) > 1]
        for key in QUESTIONS
        if not is_measured(key)
    }
    assert alike["old_mail_on_computer"] == [["yes", "no", "unsure"]]
    assert alike["sends_elsewhere"] == [["yes", "no", "unsure"]]
    assert alike["current_setup"] == [["new", "unsure"]]
    assert alike["keep_at_provider"] == [["fine", "unsure"]]
    assert alike["devices"] == alike["backups"] == alike["webmail"] == []


SITUATIONS: tuple[dict[str, str], ...] = (
    {},
    {"server.imap": "no"},
    {"server.imap": "no", "server.pop3_can_leave": "no"},
    {"server.pop3": "no"},
    {"server.imap": "no", "server.pop3": "no"},
    {"client.pop3": "no", "server.imap": "no"},
)


def rule_ids() -> list[str]:
    return [rule.id for rule in rulebook.load().rules]


@pytest.mark.parametrize("rule_id", rule_ids())
def test_every_rule_fires_somewhere_and_matters_there(
    built_in: Rulebook, advisor: Advisor, deciding: Deciding, space: Space, rule_id: str
) -> None:
    """A combination in which the rule applies and its outcome stands: without the rule the advice is another."""
    rule = next(rule for rule in built_in.rules if rule.id == rule_id)
    own = {path: word for path, word in rule.cases.fires.items() if is_measured(path)}
    for situation in ({**known, **own} for known in SITUATIONS):
        decided = deciding.decide(situation)
        applies = space.holds(rule.when, situation)
        match rule.effect:
            case Measure(outcomes=outcomes) | DoFirst(outcomes=outcomes):
                applies &= union(decided.outcomes[outcome] for outcome in outcomes)
            case Vary(outcome=outcome):
                applies &= decided.outcomes[outcome]
            case LastResort():
                applies &= decided.sums[Protocol.POP3].above(decided.sums[Protocol.IMAP]) & ~decided.outcomes[None]
            case Weigh():
                applies &= ~decided.outcomes[None]
            case Exclude():
                pass
            case _:
                assert_never(rule.effect)
        if applies:
            facts = facts_of({**space.one_of(applies), **situation})
            assert advisor.advise(facts) != Advisor(without(built_in, rule_id)).advise(facts)
            return
    pytest.fail(f"{rule_id} applies nowhere")


REASONS = {
    "several-devices",
    "one-phone",
    "webmail-often",
    "webmail-sometimes",
    "several-people",
    "backups-never",
    "backups-sometimes",
    "folders-everywhere",
    "pop-today-without-safety",
    "new-mail-at-once",
}
"""Rules that are reasons and turn nothing: where they apply, the gate has decided already."""


def test_all_other_rules_turn_an_outcome(deciding: Deciding, built_in: Rulebook, space: Space) -> None:
    """Each in some situation: its own, with a little more on one side or the other."""
    reasons: set[str] = set()
    helpers: tuple[dict[str, str], ...] = (
        {},
        {"server.prefers": "pop3"},
        {"server.prefers": "imap"},
        {"mailbox.uidl_stable": "no"},
    )
    for rule in deciding.rules:
        poorer = Deciding(space, without(built_in, rule.id).rules)
        own = {path: word for path, word in rule.cases.fires.items() if is_measured(path)}
        situations = [{**helper, **known, **own} for known in SITUATIONS[:4] for helper in helpers]
        if all(deciding.decide(known).outcomes == poorer.decide(known).outcomes for known in situations):
            reasons.add(rule.id)
    assert reasons == REASONS


def test_without_the_gate_pop_would_be_advised_where_it_is_unsafe(built_in: Rulebook, space: Space) -> None:
    opened = Deciding(space, without(built_in, "pop-only-when-safe").rules).decide(NOTHING_MEASURED)
    alone = space.number({**dict.fromkeys(space.words, "unsure"), **ALONE, "server_space": "nearly-full"})
    unsure = space.number({**space.combination(alone), "backups": "unsure"})
    assert opened.outcome(alone) is opened.outcome(unsure) is AdviceOutcome.POP_KEEP_COPY
