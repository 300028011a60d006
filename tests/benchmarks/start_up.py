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
import tempfile
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
_MAILWIJZER = (sys.executable, "-c", "import sys; from wizard.cli import main; sys.exit(main())")
_BARE = (sys.executable, "-c", "pass")
_EMPTY_SCREEN = (sys.executable, "-c", "from textual.app import App; App().run()")
_EMPTY_PICTURE = re.compile(rb"\x1b\[\d+;\d+H")  # text is put in its place; before come modes and questions only
_OUR_PICTURE = re.compile(rb"Mailwijzer.*Questions.*Which e-mail address.*Name that recipients.*Next.*Help", re.DOTALL)
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
    ours, theirs = (*_MAILWIJZER, "--version"), _BARE
    return _compare(
        "--version / bare interpreter",
        lambda environment: _seconds_to_end(ours, environment),
        lambda environment: _seconds_to_end(theirs, environment),
        runs,
    )


def first_paint(runs: int) -> Comparison:
    """The first picture of the wizard, whole, against that of a Textual application with nothing on it."""
    return _compare(
        "first paint / empty Textual",
        lambda environment: _seconds_to_picture(_MAILWIJZER, _OUR_PICTURE, environment),
        lambda environment: _seconds_to_picture(_EMPTY_SCREEN, _EMPTY_PICTURE, environment),
        runs,
    )


def _compare(
    name: str,
    ours: Callable[[Mapping[str, str]], float],
    theirs: Callable[[Mapping[str, str]], float],
    runs: int,
) -> Comparison:
    """The quickest of so many runs of each, after one that is not counted: it compiles what is imported."""
    with tempfile.TemporaryDirectory() as folder:
        environment = _as_installed(Path(folder))
        pairs = [(ours(environment), theirs(environment)) for _ in range(runs + 1)][1:]
    return Comparison(name=name, ours=min(one for one, _ in pairs), theirs=min(other for _, other in pairs))


def _as_installed(folder: Path) -> Mapping[str, str]:
    """An environment in which all modules are compiled, as pip leaves them, and no case was kept before."""
    given = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {
        **given,
        "PYTHONPYCACHEPREFIX": str(folder / "compiled"),
        "XDG_STATE_HOME": str(folder),
        "LC_ALL": "C.UTF-8",
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
    }


def _seconds_to_end(command: Sequence[str], environment: Mapping[str, str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, check=True, timeout=_MOST_SECONDS)
    return time.perf_counter() - started


def _seconds_to_picture(command: Sequence[str], picture: re.Pattern[bytes], environment: Mapping[str, str]) -> float:
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    started = time.perf_counter()
    with subprocess.Popen(command, cwd=ROOT, stdin=theirs, stdout=theirs, stderr=theirs, env=environment) as program:
        os.close(theirs)
        try:
            shown = b""
            while not picture.search(shown):
                shown += os.read(ours, 65536)
                assert time.perf_counter() - started < _MOST_SECONDS
            return time.perf_counter() - started
        finally:
            program.send_signal(signal.SIGKILL)
            os.close(ours)


if __name__ == "__main__":
    for compared in (version(9), first_paint(9)):
        print(f"{compared.name:<30} {compared.ours:.3f} / {compared.theirs:.3f} s = {compared.ratio:.2f}")
