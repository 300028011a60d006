"""The recommendation stands about as soon as it can; the bounds are generous, for machines under load."""

import asyncio

from tests.benchmarks.far_away import far_away
from tests.benchmarks.settling import measure
from tests.benchmarks.situations import CASES
from wizard import rulebook

ROUND_TRIP = 0.1  # long against what this machine computes in between
RULES = rulebook.load()
CASE = {case.id: case for case in CASES}


async def test_the_recommendation_stands_after_hardly_more_than_the_shortest_way() -> None:
    ways = ["autoconfig", "usual-names", "starttls", "srv", "mx", "guess", "ipv6-black-hole"]
    async with far_away(ROUND_TRIP) as where:
        await measure(CASE["autoconfig"], where, RULES, runs=1)  # loads what is loaded once
        measured = [await measure(CASE[name], where, RULES, runs=1) for name in ways]

    assert [one.case.id for one in measured if len(one.found) < 3] == []
    assert {one.case.id: one.ratio for one in measured if not 1 <= one.ratio < 2} == {}


async def test_what_is_silent_holds_up_the_end_but_not_the_recommendation() -> None:
    silent = ["dead-source", "silent-name", "silent-mx"]
    async with far_away(0.0) as where:
        measured = await asyncio.gather(*(measure(CASE[name], where, RULES, runs=1) for name in silent))

    assert [one.case.id for one in measured if len(one.found) < 3] == []
    assert {one.case.id: one.settled for one in measured if one.settled >= one.ended} == {}
