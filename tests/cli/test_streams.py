"""stdout, stderr and terminals of a real process: what goes where, and what happens where nobody listens."""

import json
import os
import pty
import re
import select
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

import pytest

from tests.patience import PROMPT

ANNA = "anna@all-well.example"
MAILWIJZER = [sys.executable, "-m", "wizard"]
ENTER_SCREEN, LEAVE_SCREEN = "\x1b[?1049h", "\x1b[?1049l"

BROKEN_INSTALLATION = """
import sys
class Missing:
    def find_spec(self, name, path=None, target=None):
        if name == "wizard.pipeline":
            hidden = "a value of a variable"
            raise ModuleNotFoundError("No module named '\\x1bdns'")
        return None
sys.meta_path.insert(0, Missing())
from tests.patience import PROMPT
from wizard.cli import main
sys.argv = ["mailwijzer", "probe", "anna@voorbeeld.nl", "--language", "en"]
sys.exit(main())
"""


def environment(**changes: str) -> Mapping[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "COLUMNS", "LANG", "TERM"}}
    return kept | {"LC_ALL": "C.UTF-8"} | changes


def on_terminal(
    arguments: Sequence[str],
    *,
    at: Sequence[int] = (0, 1, 2),
    changes: Mapping[str, str] = MappingProxyType({}),
    signal_after: tuple[bytes, int] | None = None,
) -> tuple[int, str, str]:
    """Run with a terminal at these file descriptors; gives exit code, what the terminal showed, and other stdout.

    `signal_after` sends a signal once the terminal has shown these bytes.
    """
    ours, theirs = pty.openpty()
    child = subprocess.Popen(
        [*MAILWIJZER, *arguments],
        stdin=theirs if 0 in at else subprocess.DEVNULL,
        stdout=theirs if 1 in at else subprocess.PIPE,
        stderr=theirs if 2 in at else subprocess.PIPE,
        env=environment(**{"TERM": "xterm", **changes}),
        start_new_session=True,
    )
    os.close(theirs)
    shown = b""
    end = time.monotonic() + 30
    try:
        while time.monotonic() < end:
            if not select.select([ours], [], [], 0.1)[0]:
                continue
            try:
                data = os.read(ours, 65536)
            except OSError:  # the last one that held the other end has gone
                break
            shown += data
            if signal_after is not None and signal_after[0] in shown:
                child.send_signal(signal_after[1])
                signal_after = None
        rest = child.stdout.read() if child.stdout is not None else b""
        return child.wait(timeout=10), shown.decode(), rest.decode()
    finally:
        child.kill()
        child.communicate()
        os.close(ours)


def test_a_reader_that_leaves_is_no_error() -> None:
    child = subprocess.Popen(
        [*MAILWIJZER, "rules", "list"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()
    )
    assert child.stdout is not None
    child.stdout.close()

    code = child.wait(timeout=30)
    assert child.stderr is not None
    errors = child.stderr.read()
    child.stderr.close()

    assert (code, errors) == (141, b"")


def test_a_full_disk_is_one_sentence() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*MAILWIJZER, "--version"], stdout=full, stderr=subprocess.PIPE, text=True, env=environment(), check=False
        )

    assert (done.returncode, done.stderr) == (2, "stdout cannot be written: the disk is full.\n")


@pytest.mark.parametrize("descriptors", [">&-", "2>&-", ">&- 2>&-", "<&-"])
def test_closed_descriptors_end_without_a_crash(descriptors: str) -> None:
    done = subprocess.run(
        ["sh", "-c", f'"$@" {descriptors}', "sh", *MAILWIJZER, "--version"],
        capture_output=True,
        text=True,
        env=environment(),
        check=False,
        timeout=30,
    )

    assert done.returncode == (2 if ">&-" in descriptors.split() else 0)
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("locale", [{"LC_ALL": "C"}, {"LC_ALL": "C", "PYTHONIOENCODING": "ascii"}], ids=["C", "ascii"])
@pytest.mark.parametrize("arguments", [["probe", "--demo", ANNA], ["probe", "anna"], ["--help"]], ids=" ".join)
def test_no_locale_can_stop_the_text(arguments: list[str], locale: Mapping[str, str]) -> None:
    done = subprocess.run(
        [*MAILWIJZER, *arguments, "--language", "nl"],
        capture_output=True,
        env=environment(**locale),
        check=False,
        timeout=30,
    )

    assert done.returncode == (2 if arguments == ["probe", "anna"] else 0)
    assert done.stdout or done.stderr
    assert b"Traceback" not in done.stderr


def test_json_is_utf_8_whatever_the_locale_says() -> None:
    done = subprocess.run(
        [*MAILWIJZER, "rules", "list", "--json", "--language", "en"],
        capture_output=True,
        env=environment(LC_ALL="C", PYTHONIOENCODING="ascii"),
        check=False,
        timeout=30,
    )

    assert not done.stdout.isascii()
    assert json.loads(done.stdout.decode("utf-8"))["schema"] == "mailwijzer.rules/1"


def test_our_own_mistake_is_one_line_and_a_file() -> None:
    done = subprocess.run(
        [sys.executable, "-c", BROKEN_INSTALLATION],
        capture_output=True,
        text=True,
        env=environment(),
        check=False,
        timeout=30,
    )
    line = re.fullmatch(
        r"Something went wrong inside Mailwijzer \(ModuleNotFoundError: No module named '\\x1bdns'\)\. "
        r"The details are in (\S+)\.\n",
        done.stderr,
    )
    assert line is not None, done.stderr
    path = Path(line[1])
    details = path.read_text(encoding="utf-8")
    mode = stat.S_IMODE(path.stat().st_mode)
    path.unlink()

    assert (done.returncode, done.stdout, mode) == (70, "", 0o600)
    assert "Traceback" in details
    assert "a value of a variable" not in details.replace('hidden = "a value of a variable"', "")


def test_progress_is_rewritten_in_place_and_removed() -> None:
    code, shown, out = on_terminal(["probe", "--demo", "anna@slow.example", "--json"], at=(2,))

    assert code == 0
    assert json.loads(out)["schema"] == "mailwijzer.probe/1"
    assert "servers tested" in shown
    assert "\n" not in shown
    assert shown.endswith("\r\x1b[K")
    assert all(len(line) <= 80 for line in shown.split("\r\x1b[K"))


@pytest.mark.parametrize(
    ("arguments", "changes"), [(["--quiet"], {}), ([], {"TERM": "dumb"})], ids=["--quiet", "TERM=dumb"]
)
def test_no_progress(arguments: list[str], changes: dict[str, str]) -> None:
    code, shown, _out = on_terminal(["probe", "--demo", ANNA, *arguments], at=(2,), changes=changes)

    assert (code, shown) == (0, "")


@pytest.mark.parametrize(
    ("changes", "bold"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)], ids=str
)
def test_headings_are_bold_where_that_is_wanted(changes: dict[str, str], bold: bool) -> None:
    code, shown, _out = on_terminal(["advise"], at=(1,), changes=changes)

    assert code == 0
    assert ("\x1b[1mAdvice: IMAP\x1b[0m" in shown) is bold
    assert bold or "\x1b" not in shown


def test_text_fits_a_narrow_terminal() -> None:
    code, shown, _out = on_terminal(["advise"], at=(1,), changes={"COLUMNS": "50", "NO_COLOR": "1"})

    assert code == 0
    assert max(map(len, shown.replace("\r", "").splitlines())) <= 50


def plain_dialogue(text: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*MAILWIJZER, "--plain", "--demo", "--language", "en", *arguments],
        input=text,
        capture_output=True,
        text=True,
        env=environment(),
        check=False,
        timeout=30,
    )


def test_plain_questions_lead_to_the_advice() -> None:
    done = plain_dialogue("2\n", "--answer", "people=just-me")

    assert (done.returncode, done.stderr) == (0, "")
    assert "Number (Enter: do not know): " in done.stdout
    assert "Advice: IMAP" in done.stdout
    assert "Settings for anna@all-well.example" in done.stdout


def test_plain_questions_take_numbers_words_and_nothing() -> None:
    done = plain_dialogue("99\nseveral\n\n2\n", "--quiet")

    assert done.returncode == 0
    assert "Type a number from 1 to 4." in done.stdout
    assert "You read mail on more than one device" in " ".join(done.stdout.split())


def test_plain_asks_for_an_address_until_it_is_one() -> None:
    done = subprocess.run(
        [*MAILWIJZER, "--plain", "--language", "nl", "--resolver", "127.0.0.1:9", "--deadline", "1", "--no-ispdb"],
        input="anna\nanna@voorbeeld.nl\n",
        capture_output=True,
        text=True,
        env=environment(),
        check=False,
        timeout=30,
    )

    assert done.returncode == 3
    assert done.stdout.startswith("E-mailadres: “anna” heeft geen @")
    assert done.stdout.count("E-mailadres: ") == 2


def test_plain_without_any_input() -> None:
    done = subprocess.run(
        [*MAILWIJZER, "--plain"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        env=environment(),
        check=False,
        timeout=30,
    )

    assert (done.returncode, done.stderr) == (2, "The input ended before there was an e-mail address.\n")


def test_ctrl_c_while_a_question_waits() -> None:
    child = subprocess.Popen(
        [*MAILWIJZER, "--plain", "--demo"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(),
    )
    assert child.stdout is not None
    assert child.stderr is not None
    assert child.stdin is not None
    while "do not know): " not in (seen := child.stdout.read(1)) and seen:
        if seen == ":":
            break
    started = time.monotonic()
    child.send_signal(signal.SIGINT)
    code = child.wait(timeout=10)
    seconds = time.monotonic() - started
    errors = child.stderr.read()
    for stream in (child.stdin, child.stdout, child.stderr):
        stream.close()

    assert (code, errors) == (130, "")
    assert seconds < PROMPT


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)], ids=["SIGINT", "SIGTERM"])
def test_with_a_terminal_the_screen_opens_and_gives_the_terminal_back(number: int, code: int) -> None:
    ended, shown, _out = on_terminal(["--demo", ANNA], signal_after=(ENTER_SCREEN.encode(), number))

    assert ended == code
    assert shown.rindex(LEAVE_SCREEN) > shown.rindex(ENTER_SCREEN)
    assert "Traceback" not in shown
