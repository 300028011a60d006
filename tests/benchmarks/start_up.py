"""How long the program takes to start, against a bare interpreter and an empty screen of Textual.

`python -m tests.benchmarks.start_up`. All are started by turns, so that a machine under load slows all of them down.
"""

import fcntl
import os
import pty
import re
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
_MAILWIJZER = (sys.executable, "-m", "wizard")
_BARE = (sys.executable, "-c", "pass")
_EMPTY_SCREEN = (sys.executable, "-c", "from textual.app import App; App().run()")
_PAINT = re.compile(rb"\x1b\[\d+;\d+H")  # text is put in its place; before that come modes and questions only
_MOST_SECONDS = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Seconds of the quickest start of each: what the others took longer tells of the machine."""

    name: str
    ours: float
    theirs: float

    @property
    def ratio(self) -> float:
        """How many times as long ours takes."""
        return self.ours / self.theirs


def version(runs: int) -> Comparison:
    """`mailwijzer --version` against an interpreter that does nothing."""
    return _compare("--version / bare interpreter", _seconds_to_end, (*_MAILWIJZER, "--version"), _BARE, runs)


def first_paint(runs: int) -> Comparison:
    """The first picture of the wizard against that of a Textual application with nothing on it."""
    return _compare("first paint / empty Textual", _seconds_to_paint, _MAILWIJZER, _EMPTY_SCREEN, runs)


def _compare(
    name: str, measure: Callable[[Sequence[str]], float], ours: Sequence[str], theirs: Sequence[str], runs: int
) -> Comparison:
    pairs = [(measure(ours), measure(theirs)) for _ in range(runs)]
    return Comparison(name=name, ours=min(one for one, _ in pairs), theirs=min(other for _, other in pairs))


def _seconds_to_end(command: Sequence[str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=True, timeout=_MOST_SECONDS)
    return time.perf_counter() - started


def _seconds_to_paint(command: Sequence[str]) -> float:
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
    started = time.perf_counter()
    with subprocess.Popen(command, cwd=ROOT, stdin=theirs, stdout=theirs, stderr=theirs, env=environment) as program:
        os.close(theirs)
        try:
            shown = b""
            while not _PAINT.search(shown):
                shown += os.read(ours, 65536)
                assert time.perf_counter() - started < _MOST_SECONDS
            return time.perf_counter() - started
        finally:
            program.send_signal(signal.SIGKILL)
            os.close(ours)


if __name__ == "__main__":
    for compared in (version(9), first_paint(9)):
        print(f"{compared.name:<30} {compared.ours:.3f} / {compared.theirs:.3f} s = {compared.ratio:.2f}")
