"""How soon a key is answered while the server check runs, against the same screen when the check has ended.

`python -m tests.benchmarks.answering`. From the key's byte into the terminal to the first byte back.
"""

import os
import select
import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tests.tui.real_terminal import KEYS, RealTerminal, real_terminal

BUSY = "anna@never-greets.example"
"""Its servers take connections and say nothing, so that the check runs on; others answer meanwhile."""
IDLE = "anna@all-well.example"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """Milliseconds from a key to the answer on the screen."""

    while_checking: tuple[float, ...]
    afterwards: tuple[float, ...]

    @property
    def ratio(self) -> float:
        """How many times as long a key takes while the check runs, in the middle."""
        return statistics.median(self.while_checking) / statistics.median(self.afterwards)


def answered(presses: int) -> Answered:
    """Arrows up and down on the first question."""
    return Answered(
        while_checking=_measured(BUSY, presses, wait_for_end=False),
        afterwards=_measured(IDLE, presses, wait_for_end=True),
    )


def _measured(address: str, presses: int, *, wait_for_end: bool) -> tuple[float, ...]:
    with (
        tempfile.TemporaryDirectory() as folder,
        real_terminal(address, "--demo", "--language", "en", folder=Path(folder)) as terminal,
    ):
        terminal.wait_for("Question 1 of")
        if wait_for_end:
            terminal.wait_for("✓ IMAP")
            terminal.settle(1.0)
        return tuple(_milliseconds(terminal, ("down", "up")[number % 2]) for number in range(presses))


def _milliseconds(terminal: RealTerminal, key: str) -> float:
    terminal.settle(0.05)
    started = time.perf_counter()
    os.write(terminal.descriptor, KEYS[key])
    assert select.select([terminal.descriptor], [], [], 10)[0]
    return (time.perf_counter() - started) * 1000


if __name__ == "__main__":
    result = answered(40)
    for name, times in (("while checking", result.while_checking), ("afterwards", result.afterwards)):
        in_order = sorted(times)
        print(
            f"{name:<16} median {statistics.median(times):5.1f} ms, 19 of 20 within {in_order[-3]:5.1f} ms, "
            f"slowest {in_order[-1]:5.1f} ms"
        )
    print(f"ratio of the medians {result.ratio:.2f}")
