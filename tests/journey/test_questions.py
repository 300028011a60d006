"""How many questions there are to go, in every built-in situation: never more than a moment ago."""

import asyncio
from collections.abc import Mapping, Sequence
from random import Random

import pytest

from wizard import rulebook
from wizard.demo import SITUATIONS, world
from wizard.journey.session import Session
from wizard.model import Answers, EmailAddress, Event, Language
from wizard.network import Network, NetworkSettings
from wizard.pipeline import investigate

RULES = rulebook.load()
WALKS = 5


async def _seen_everywhere() -> Mapping[str, Sequence[Event]]:
    """What the check of each situation brings; a few at a time, so that none runs into its deadline for the others."""
    at_once = asyncio.Semaphore(10)
    async with world() as running, Network(running.network_settings(NetworkSettings(deadline=8))) as network:

        async def seen(address: str) -> list[Event]:
            async with at_once:
                return [event async for event in investigate(EmailAddress.parse(address), network, RULES)]

        addresses = [situation.address for situation in SITUATIONS]
        return dict(zip(addresses, await asyncio.gather(*map(seen, addresses)), strict=True))


@pytest.fixture(scope="module")
def events() -> Mapping[str, Sequence[Event]]:
    return asyncio.run(_seen_everywhere())


def _walk(address: str, events: Sequence[Event], chance: Random) -> list[tuple[int, int, int]]:
    """Answers at random while the check goes on at random: place, least and most of each question on the way."""
    session = Session(load_rulebook=lambda: RULES, language=Language.EN, answers=Answers())
    session.set_address(EmailAddress.parse(address))
    assert session.check is not None
    coming = list(events)
    told: list[tuple[int, int, int]] = []
    question = session.next_question
    while question is not None:
        session.question = question.key
        for number_of_events in (0, chance.choice([0, 1, len(coming)])):
            for event in coming[:number_of_events]:
                session.check.receive(event)
            del coming[:number_of_events]
            number = session.number_of_questions()
            told.append((session.questions.index(question) + 1, number.least, number.most))
        session.answer(question.key, chance.choice(question.choices).word)
        question = session.next_question
    assert session.unanswered.least == 0
    return told


@pytest.mark.parametrize("address", [situation.address for situation in SITUATIONS])
def test_the_number_of_questions_never_grows_on_the_way_forward(
    address: str, events: Mapping[str, Sequence[Event]]
) -> None:
    for seed in range(WALKS):
        told = _walk(address, events[address], Random(seed))
        most = [most for _place, _least, most in told]
        assert most == sorted(most, reverse=True)
        assert all(place <= most for place, _least, most in told)
