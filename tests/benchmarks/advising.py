"""How long an advice takes, and the walk over every combination of answers. `python -m tests.benchmarks.advising`."""

import argparse
import random
import time
from dataclasses import dataclass

from tests.advisor.decisions import ALONE, QUESTIONS, Deciding, answer_space, facts_of
from wizard import rulebook
from wizard.advisor import Advisor
from wizard.model import Facts, Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """`combinations` were decided in `seconds`."""

    what: str
    combinations: int
    seconds: float

    @property
    def microseconds(self) -> float:
        """For one combination."""
        return self.seconds / self.combinations * 1e6


def some_facts(count: int) -> list[Facts]:
    """A seeded sample of answers; every other one may have POP."""
    chance = random.Random(993)
    found: list[Facts] = []
    for number in range(count):
        words = {key: chance.choice(allowed) for key, allowed in QUESTIONS.items()}
        found.append(facts_of({**words, **ALONE} if number % 2 else words))
    return found


def measure(count: int) -> list[Measurement]:
    """The outcome alone, the whole advice with everything that would change it, and the walk."""
    rules, facts = rulebook.load(), some_facts(count)
    advisor = Advisor(rules)
    measured: list[Measurement] = []
    started = time.perf_counter()
    for one in facts:
        advisor.outcome(one)
    measured.append(_since(started, "the outcome", count))
    started = time.perf_counter()
    for one in facts[: count // 10]:
        advisor.advise(one)
    measured.append(_since(started, "the whole advice", count // 10))
    started = time.perf_counter()
    space = answer_space()
    deciding = Deciding(space, rules.rules)
    situations = deciding.situations()
    for situation in situations:
        deciding.decide(situation).of(Protocol.POP3)
    measured.append(_since(started, "the walk", space.size * len(situations)))
    return measured


def _since(started: float, what: str, combinations: int) -> Measurement:
    return Measurement(what=what, combinations=combinations, seconds=time.perf_counter() - started)


def table(measurements: list[Measurement]) -> str:
    """For people: one line for each."""
    lines = [f"{'':<18} {'combinations':>13} {'seconds':>8} {'microseconds each':>18}"]
    lines += [
        f"{one.what:<18} {one.combinations:>13,} {one.seconds:>8.2f} {one.microseconds:>18.4f}" for one in measurements
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=5000, help="how many answers are tried one by one")
    print(table(measure(parser.parse_args().count)))
