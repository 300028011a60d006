"""Slips in well-known mail domains: what is offered, and what is left alone."""

import pytest

from tests.tui.pilots import OpenWizard, rules
from wizard.journey.session import Session, Step
from wizard.journey.suggestion import distance, may_continue, suggested_domain
from wizard.model import Answers, Language, Rulebook

KNOWN = [domain for provider in rules().providers.values() for domain in provider.domains]

MEANT = {
    "gmial.com": "gmail.com",
    "gmail.con": "gmail.com",
    "gmai.com": "gmail.com",
    "gmail": "gmail.com",
    "hotmial.nl": "hotmail.nl",
    "hotmai.nl": "hotmail.nl",
    "hotmall.com": "hotmail.com",
    "ziggo.n": "ziggo.nl",
    "zigo.nl": "ziggo.nl",
    "outlok.com": "outlook.com",
    "GMIAL.COM": "gmail.com",
}


@pytest.mark.parametrize("typed", list(MEANT))
def test_a_slip_finds_the_domain_that_was_meant(typed: str) -> None:
    assert suggested_domain(typed, KNOWN) == MEANT[typed]


@pytest.mark.parametrize("typed", ["gmail.com", "hotmail.nl", "voorbeeld.nl", "all-well.example", "", "x"])
def test_what_is_known_or_far_away_is_left_alone(typed: str) -> None:
    assert suggested_domain(typed, KNOWN) is None


def test_it_is_looked_for_once_for_each_domain_that_is_typed() -> None:
    looks = []

    def counted() -> Rulebook:
        looks.append(1)
        return rules()

    session = Session(load_rulebook=counted, language=Language.EN, answers=Answers())
    assert [session.meant_domain("gmial.com") for _key in range(3)] == ["gmail.com"] * 3
    assert len(looks) == 1
    assert session.meant_domain("hotmial.nl") == "hotmail.nl"
    assert len(looks) == 2


def test_no_known_domain_is_ever_changed_into_another() -> None:
    assert {suggested_domain(domain, KNOWN) for domain in KNOWN} == {None}


@pytest.mark.parametrize(
    ("one", "other", "far"),
    [("", "", 0), ("a", "", 1), ("ab", "ba", 1), ("abc", "acb", 1), ("kitten", "sitting", 3), ("ca", "abc", 3)],
)
def test_the_distance_counts_slips(one: str, other: str, far: int) -> None:
    assert distance(one, other) == distance(other, one) == far


def test_what_may_still_grow_is_not_disturbed() -> None:
    assert may_continue("gmail.c", KNOWN)
    assert not may_continue("gmial.c", KNOWN)


async def test_it_is_offered_while_typing_and_taken_over_with_one_key(replay: OpenWizard) -> None:
    async with replay(None) as wizard:
        shown = await wizard.press(*"anna@gmial.com")
        assert "Did you mean anna@gmail.com?" in shown
        assert "F3 Take over" in shown
        shown = await wizard.press("f3")
        assert wizard.app.session.typed_address == "anna@gmail.com"
        assert "Did you mean" not in shown
        assert "F3" not in shown
        await wizard.press("enter")
        assert str(wizard.check.address) == "anna@gmail.com"


async def test_enter_asks_once_and_then_takes_what_was_typed(replay: OpenWizard) -> None:
    async with replay(None) as wizard:
        assert "Did you mean" not in await wizard.press(*"anna@ziggo.n")
        assert "Did you mean anna@ziggo.nl?" in await wizard.press("enter")
        assert wizard.at(Step.ADDRESS)
        await wizard.press("enter")
        assert str(wizard.check.address) == "anna@ziggo.n"


async def test_a_slip_on_the_command_line_is_offered_before_the_check(replay: OpenWizard) -> None:
    async with replay(None, address="anna@hotmial.nl") as wizard:
        assert wizard.at(Step.ADDRESS)
        assert "Did you mean anna@hotmail.nl?" in wizard.text
