"""However it ends: the terminal is clean, the exit code right, and no value of a variable is shown."""

import os
import re
import signal
import stat
import sys
import time
from pathlib import Path

import pytest

from tests.patience import PROMPT
from tests.tui.terminals import ENTER_ALTERNATE_SCREEN, LEAVE_ALTERNATE_SCREEN, terminal_with

SHOW_CURSOR = b"\x1b[?25h"


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_a_signal_leaves_the_terminal_clean(name: str, tmp_path: Path) -> None:
    number = signal.Signals[name]
    with terminal_with(tmp_path, "check") as terminal:
        terminal.wait_for("Vraag")
        terminal.process.send_signal(number)
        assert terminal.wait_for_end() == 128 + number
        assert LEAVE_ALTERNATE_SCREEN in terminal.seen
        assert terminal.seen.rindex(SHOW_CURSOR) > terminal.seen.index(b"Vraag")
        assert b"Traceback" not in terminal.seen
    assert "anna@voorbeeld.nl" in (tmp_path / "last-case.yaml").read_text()


@pytest.mark.parametrize("when", ["", "check"], ids=["at the address", "while the check runs"])
def test_ctrl_c_ends_in_time(when: str, tmp_path: Path) -> None:
    with terminal_with(tmp_path, when) as terminal:
        terminal.wait_for("Vraag" if when else "Welk e-mailadres")
        began = time.monotonic()
        os.write(terminal.master, b"\x03")
        assert terminal.wait_for_end() == 130
        assert time.monotonic() - began < PROMPT
        assert LEAVE_ALTERNATE_SCREEN in terminal.seen


def test_ctrl_q_ends_well(tmp_path: Path) -> None:
    with terminal_with(tmp_path) as terminal:
        terminal.wait_for("Welk e-mailadres")
        os.write(terminal.master, b"\x11")
        assert terminal.wait_for_end() == 0


def test_a_crash_is_one_sentence_without_values(tmp_path: Path) -> None:
    with terminal_with(tmp_path, "crash") as terminal:
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


def test_an_invalid_rulebook_ends_it_cleanly(tmp_path: Path) -> None:
    with terminal_with(tmp_path, "no rules") as terminal:
        assert terminal.wait_for_end() == 4
        after = terminal.seen[terminal.seen.rindex(LEAVE_ALTERNATE_SCREEN) :].decode()
        assert "rules/questions.yaml:1: no question for devices" in after
        assert "Traceback" not in after
        assert list(tmp_path.glob("mailwijzer-*.txt")) == []


def test_an_invalid_rulebook_of_ones_own_is_told_before_the_screen_opens(tmp_path: Path) -> None:
    (tmp_path / "questions.yaml").write_text("devices: 1\n")
    command = (sys.executable, "-m", "wizard", "--language", "nl", "--rules", str(tmp_path))
    with terminal_with(tmp_path, command=command) as terminal:
        assert terminal.wait_for_end() == 4
        assert ENTER_ALTERNATE_SCREEN not in terminal.seen
        assert "Het regelboek is niet in orde" in terminal.seen.decode()


def test_no_colour_is_respected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    with terminal_with(tmp_path) as terminal:
        terminal.wait_for("Welk e-mailadres")
        colours = re.findall(rb"\x1b\[[0-9;]*38;2;(\d+);(\d+);(\d+)", terminal.seen)
        assert all(red == green == blue for red, green, blue in colours)
