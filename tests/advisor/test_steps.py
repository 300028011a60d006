"""Measures and what comes first, over every combination of answers: each in its place, none too many, none missing."""

import itertools

import pytest

from tests.advisor.answer_space import Space
from tests.advisor.decisions import QUESTIONS, Deciding, answer_space, is_measured, kinds, paths, steps
from wizard import rulebook
from wizard.model import AdviceOutcome, DoFirst, Exclude, Protocol, Rulebook, Weigh

NOTHING_MEASURED: dict[str, str] = {}
SITUATIONS: tuple[dict[str, str], ...] = ({}, {"server.imap": "no"}, {"server.pop3": "no"}, {"provider": "icloud"})


@pytest.fixture(scope="module")
def built_in() -> Rulebook:
    return rulebook.load()


@pytest.fixture(scope="module")
def space() -> Space:
    return answer_space()


@pytest.fixture(scope="module")
def deciding(space: Space, built_in: Rulebook) -> Deciding:
    return Deciding(space, built_in.rules)


@pytest.mark.parametrize("client", QUESTIONS["client"])
def test_every_advice_has_one_backup_recipe_for_the_program(
    built_in: Rulebook, deciding: Deciding, space: Space, client: str
) -> None:
    for known in SITUATIONS:
        situation = {**known, "client": client}
        decided = deciding.decide(situation)
        given = steps(space, built_in.rules, decided, situation)
        for side in (Protocol.IMAP, Protocol.POP3):
            recipes = [where for rule, where in given.items() if rule.startswith(f"backup-{_prefix(side)}")]
            once, twice = 0, 0
            for where in recipes:
                once, twice = once | where, twice | (once & where)
            assert (once, twice) == (decided.of(side), 0), (situation, side)


def _prefix(side: Protocol) -> str:
    """`backup-pop`, and not what comes before POP (`backup-before-pop`)."""
    return {Protocol.IMAP: "imap", Protocol.POP3: "pop"}[side]


def test_pop_always_says_what_becomes_of_mail_on_the_server(
    built_in: Rulebook, deciding: Deciding, space: Space
) -> None:
    for situation in SITUATIONS:
        decided = deciding.decide(situation)
        given = steps(space, built_in.rules, decided, situation)
        kept = decided.outcomes[AdviceOutcome.POP_KEEP_COPY]
        assert given["keep-7-days"] ^ given["keep-14-days"] == kept
        assert given["spam-and-sent"] == decided.of(Protocol.POP3)


@pytest.mark.parametrize("own_folders", ["unknown", "yes"])
def test_no_step_sends_to_imap_where_there_is_none(
    built_in: Rulebook, deciding: Deciding, space: Space, own_folders: str
) -> None:
    situation = {"server.imap": "no", "client": "gmail-android", "mailbox.own_folders": own_folders}
    given = steps(space, built_in.rules, deciding.decide(situation), situation)
    said = {rule.id: rule.text for rule in built_in.rules if given.get(rule.id)}
    assert said.keys() >= {"pop-on-a-phone-alone", "gmail-stops-fetching-pop-only", "bring-other-folders-to-the-inbox"}
    assert not [rule for rule, text in said.items() if "IMAP" in text.nl + text.en]


def test_no_reason_for_pop_offers_imap(built_in: Rulebook) -> None:
    """It is read where the provider has no IMAP as well."""
    reasons = [
        rule for rule in built_in.rules if isinstance(rule.effect, Weigh) and rule.effect.favours is Protocol.POP3
    ]
    assert len(reasons) >= 5
    assert not [rule.id for rule in reasons if "IMAP" in rule.text.nl + rule.text.en]


def test_nothing_left_always_says_what_to_do(built_in: Rulebook, deciding: Deciding, space: Space) -> None:
    """Whichever way both protocols came to be out."""
    excluding = [rule for rule in deciding.rules if isinstance(rule.effect, Exclude)]
    helping = [rule for rule in built_in.rules if isinstance(rule.effect, DoFirst) and None in rule.effect.outcomes]
    asked = sorted(set[str]().union(*map(paths, [*excluding, *helping])))
    assert all(map(is_measured, asked))
    causes = 0
    for words in itertools.product(*(kinds([*excluding, *helping], path) for path in asked)):
        situation = dict(zip(asked, words, strict=True))
        out = {rule.effect for rule in excluding if space.holds(rule.when, situation)}
        if len(out) == 2:
            causes += 1
            assert any(space.holds(rule.when, situation) for rule in helping), situation
    assert causes > 50


def test_old_mail_moves_in_the_order_that_loses_nothing(built_in: Rulebook, deciding: Deciding, space: Space) -> None:
    """Who copies has stopped what deletes, made a backup, looked at the space, and counts afterwards."""
    decided = deciding.decide(NOTHING_MEASURED)
    given = steps(space, built_in.rules, decided, NOTHING_MEASURED)
    copies = given["copy-old-mail"]
    assert copies
    for rule in ("backup-before-moving", "check-space-before-copying", "check-copies"):
        assert not copies & ~given[rule]
    deleting = space.where("current_setup", "pop") | space.where("current_setup", "mixed")
    assert not copies & deleting & ~(given["stop-deleting-pop"] | given["stop-deleting-mixed"])
    ranks = {rule.id: rule.effect.rank for rule in built_in.rules if isinstance(rule.effect, DoFirst)}
    order = ["stop-deleting-pop", "look-for-old-mail", "backup-before-moving", "make-space"]
    order += ["check-space-before-copying", "copy-old-mail", "check-copies"]
    assert [ranks[rule] for rule in order] == sorted(ranks[rule] for rule in order)
