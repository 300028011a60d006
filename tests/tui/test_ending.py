"""However it ends: the terminal is clean, the exit code right, and no value of a variable is shown."""

import os
import pty
import re
import select
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

LEAVE_ALTERNATE_SCREEN = b"\x1b[?1049l"
SHOW_CURSOR = b"\x1b[?25h"

WIZARD = """
import os
import sys
from pathlib import Path
from dataclasses import replace
from wizard import rulebook, tui
from wizard.model import Answers, Language
from wizard.network import Network, NetworkSettings

book = rulebook.load()
address = None
if "crash" in sys.argv:
    book = replace(book, questions=())
    address = "anna@voorbeeld.nl"
settings = NetworkSettings(resolver=("127.0.0.1", 9), ispdb_url=None, deadline=20)
start = tui.WizardStart(
    address="anna@voorbeeld.nl" if "check" in sys.argv else address,
    answers=Answers(), language=Language.NL, rulebook=book, open_network=lambda: Network(settings), demo=False,
    last_case=Path(os.environ["TMPDIR"], "last-case.yaml"),
)
sys.exit(tui.run(start))
"""


class Terminal:
    """A wizard in a terminal of its own."""

    def __init__(self, process: subprocess.Popen[bytes], master: int) -> None:
        self.process = process
        self.master = master
        self.seen = b""

    def read(self, seconds: float) -> None:
        """Takes what the wizard writes, for at most this long or until it has ended."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if select.select([self.master], [], [], 0.02)[0]:
                try:
                    self.seen += os.read(self.master, 65536)
                except OSError:
                    return
            elif self.process.poll() is not None:
                return

    def wait_for(self, text: str) -> None:
        for _attempt in range(100):
            if text.encode() in self.seen:
                return
            self.read(0.2)
        raise AssertionError(self.seen[-2000:])

    def wait_for_end(self) -> int:
        self.read(10)
        return self.process.wait(10)


@contextmanager
def _terminal(tmp_path: Path, *arguments: str) -> Iterator[Terminal]:
    master, slave = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "TMPDIR": str(tmp_path), "COLUMNS": "80", "LINES": "24"}
    process = subprocess.Popen(
        [sys.executable, "-c", WIZARD, *arguments],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env=environment,
        start_new_session=True,
    )
    os.close(slave)
    try:
        yield Terminal(process, master)
    finally:
        if process.poll() is None:
            process.kill()
        process.wait(10)
        os.close(master)


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_a_signal_leaves_the_terminal_clean(name: str, tmp_path: Path) -> None:
    number = signal.Signals[name]
    with _terminal(tmp_path, "check") as terminal:
        terminal.wait_for("Vraag")
        terminal.process.send_signal(number)
        assert terminal.wait_for_end() == 128 + number
        assert LEAVE_ALTERNATE_SCREEN in terminal.seen
        assert terminal.seen.rindex(SHOW_CURSOR) > terminal.seen.index(b"Vraag")
        assert b"Traceback" not in terminal.seen
    assert "anna@voorbeeld.nl" in (tmp_path / "last-case.yaml").read_text()


@pytest.mark.parametrize("when", ["", "check"], ids=["at the address", "while the check runs"])
def test_ctrl_c_ends_in_time(when: str, tmp_path: Path) -> None:
    with _terminal(tmp_path, when) as terminal:
        terminal.wait_for("Vraag" if when else "Welk e-mailadres")
        began = time.monotonic()
        os.write(terminal.master, b"\x03")
        assert terminal.wait_for_end() == 130
        assert time.monotonic() - began < 1.0  # half a second, on a machine that does other things as well
        assert LEAVE_ALTERNATE_SCREEN in terminal.seen


def test_ctrl_q_ends_well(tmp_path: Path) -> None:
    with _terminal(tmp_path) as terminal:
        terminal.wait_for("Welk e-mailadres")
        os.write(terminal.master, b"\x11")
        assert terminal.wait_for_end() == 0


def test_a_crash_is_one_sentence_without_values(tmp_path: Path) -> None:
    with _terminal(tmp_path, "crash") as terminal:
        assert terminal.wait_for_end() == 70
        assert LEAVE_ALTERNATE_SCREEN in terminal.seen
        after = terminal.seen[terminal.seen.rindex(LEAVE_ALTERNATE_SCREEN) :].decode(errors="replace")
        assert "Er ging iets mis in Mailwijzer zelf." in after
        assert "Traceback" not in after
        assert after.strip().count("\n") <= 2
        details = list(tmp_path.glob("mailwijzer-*.txt"))
        assert len(details) == 1
        assert re.sub(r"\s", "", str(details[0])) in re.sub(r"\s", "", after)
        assert stat.S_IMODE(details[0].stat().st_mode) == 0o600
        assert "IndexError" in details[0].read_text()


def test_no_colour_is_respected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    with _terminal(tmp_path) as terminal:
        terminal.wait_for("Welk e-mailadres")
        colours = re.findall(rb"\x1b\[[0-9;]*38;2;(\d+);(\d+);(\d+)", terminal.seen)
        assert all(red == green == blue for red, green, blue in colours)
