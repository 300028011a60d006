"""How long until the recommendation stands, against what no prober can beat. `python -m tests.benchmarks.settling`."""

import argparse
import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from tests.benchmarks.far_away import FarAway, far_away
from tests.benchmarks.situations import CASES, Case
from wizard import pipeline, rulebook
from wizard.model import Cost, EmailAddress, Finished, Investigation, Rulebook
from wizard.network import Network

ROUND_TRIP = 0.04


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """All times in seconds, of the quickest run: what the others took longer tells of the machine."""

    case: Case
    limit: float
    settled: float
    ended: float
    cost: Cost
    found: frozenset[str]

    @property
    def ratio(self) -> float:
        """How many times as long as the shortest way took."""
        return self.settled / self.limit


async def measure(case: Case, where: FarAway, rules: Rulebook, *, runs: int) -> Measurement:
    """Look into the situation so many times, each time with a network that knows nothing yet."""
    results = [await _investigation(case, where, rules) for _ in range(runs)]
    return Measurement(
        case=case,
        limit=case.limit(where.round_trip),
        settled=min(result.settled_seconds for result in results),
        ended=min(result.seconds for result in results),
        cost=results[-1].cost,
        found=frozenset(str(server.endpoint) for server in results[-1].servers.values() if server.verified),
    )


async def _investigation(case: Case, where: FarAway, rules: Rulebook) -> Investigation:
    address = EmailAddress.parse(case.situation.address)
    async with Network(where.settings()) as network:
        events = [event async for event in pipeline.investigate(address, network, rules)]
    last = events[-1]
    assert isinstance(last, Finished)
    return last.investigation


def table(measurements: Sequence[Measurement]) -> str:
    """For people: one line for each situation."""
    head = ("situation", "trips", "limit", "settled", "ratio", "ended", "names", "dials", "pages")
    lines = ["{:<16} {:>5} {:>7} {:>8} {:>6} {:>7} {:>6} {:>6} {:>6}".format(*head)]
    lines += [
        f"{one.case.id:<16} {len(one.case.path):>5} {one.limit:>7.3f} {one.settled:>8.3f} "
        f"{'-' if one.case.dead else format(one.ratio, '.2f'):>6} {one.ended:>7.3f} "
        f"{one.cost.dns_queries:>6} {one.cost.tcp_connections:>6} {one.cost.http_requests:>6}"
        for one in measurements
    ]
    return "\n".join(lines)


async def _main(round_trip: float, runs: int, wanted: Sequence[str]) -> None:
    rules = rulebook.load()
    async with far_away(round_trip) as where:
        chosen = [case for case in CASES if not wanted or case.id in wanted]
        # one run more: in the first one both sides load and look up what they have at hand from then on
        print(table([await measure(case, where, rules, runs=runs + 1) for case in chosen]))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--round-trip", type=float, default=ROUND_TRIP, metavar="SECONDS")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("situation", nargs="*", help="default: all")
    given = parser.parse_args()
    asyncio.run(_main(given.round_trip, given.runs, given.situation))
