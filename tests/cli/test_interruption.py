"""Ctrl-C and other signals end a real process in time, at any moment, with nothing on the screen but what belongs."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.patience import PROMPT

SLOW_IMPORT = """
import sys, time
class Slow:
    def find_spec(self, name, path=None, target=None):
        if name == "wizard.pipeline":
            print("ready", flush=True)
            time.sleep(30)
        return None
sys.meta_path.insert(0, Slow())
from tests.patience import PROMPT
from wizard.cli import main
sys.argv = ["mailwijzer", "probe", "anna@voorbeeld.nl"]
sys.exit(main())
"""

IN_A_CALLBACK = """
import os, signal, time, weakref
from wizard.cli import interruption
interruption.install()
class Thing:
    pass
thing = Thing()
reference = weakref.ref(thing, lambda _: os.kill(os.getpid(), signal.SIGINT))
del thing
time.sleep(5)
"""

STUBBORN_WORK = """
import asyncio, sys, threading, time
from wizard.cli import interruption
async def work():
    {work}
def run():
    interruption.install()
    try:
        interruption.run(work())
    except KeyboardInterrupt:
        return interruption.exit_code()
    finally:
        interruption.leave()
sys.exit(run())
"""

MOMENTS = {
    "awaiting": "print('ready', flush=True); await asyncio.sleep(30)",
    "busy": "print('ready', flush=True)\n    while True: pass",
    "will not be cancelled": (
        "print('ready', flush=True)\n"
        "    while True:\n"
        "        try: await asyncio.sleep(30)\n"
        "        except asyncio.CancelledError: pass"
    ),
    "tidies up for ever": (
        "print('ready', flush=True)\n    try: await asyncio.sleep(30)\n    finally: await asyncio.sleep(30)"
    ),
    "a thread hangs": (
        "asyncio.get_running_loop().run_in_executor(None, time.sleep, 30)\n"
        "    print('ready', flush=True); await asyncio.sleep(30)"
    ),
    "asyncio is shutting down": (
        "asyncio.get_running_loop().run_in_executor(None, time.sleep, 30); print('ready', flush=True)"
    ),
    "another task hangs at the end": (
        "async def other():\n"
        "        try: await asyncio.sleep(30)\n"
        "        finally: await asyncio.sleep(30)\n"
        "    keep = asyncio.create_task(other()); await asyncio.sleep(0); print('ready', flush=True)"
    ),
    "python is shutting down": "threading.Thread(target=time.sleep, args=(30,)).start(); print('ready', flush=True)",
}


@contextmanager
def process(command: Sequence[str]) -> Iterator[subprocess.Popen[str]]:
    child = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        yield child
    finally:
        child.kill()
        child.communicate()


def interrupted(child: subprocess.Popen[str], number: int) -> tuple[int, float, str]:
    started = time.monotonic()
    child.send_signal(number)
    code = child.wait(timeout=10)
    seconds = time.monotonic() - started
    assert child.stderr is not None
    return code, seconds, child.stderr.read()


def wait_until_it_catches_signals(child: subprocess.Popen[str]) -> None:
    """Until then it is Python that starts, not yet us."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        status = Path(f"/proc/{child.pid}/status").read_text(encoding="ascii")
        caught = next(int(line.split()[1], 16) for line in status.splitlines() if line.startswith("SigCgt"))
        if caught & 1 << (signal.SIGTERM - 1):
            return
        time.sleep(0.005)
    raise AssertionError("it never began")


@pytest.mark.parametrize(
    ("number", "code"),
    [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)],
    ids=["SIGINT", "SIGTERM", "SIGHUP"],
)
@pytest.mark.parametrize("moment", MOMENTS)
def test_a_signal_ends_the_work_at_any_moment(moment: str, number: int, code: int) -> None:
    script = STUBBORN_WORK.replace("{work}", MOMENTS[moment])
    with process([sys.executable, "-c", script]) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        time.sleep(0.05)

        ended, seconds, errors = interrupted(child, number)

    assert (ended, errors) == (code, "")
    assert seconds < PROMPT


def test_ctrl_c_where_python_can_raise_nothing() -> None:
    with process([sys.executable, "-c", IN_A_CALLBACK]) as child:
        code = child.wait(timeout=10)
        assert child.stderr is not None
        assert (code, child.stderr.read()) == (130, "")


def test_ctrl_c_during_an_import() -> None:
    with process([sys.executable, "-c", SLOW_IMPORT]) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"

        code, seconds, errors = interrupted(child, signal.SIGINT)

    assert (code, errors) == (130, "")
    assert seconds < PROMPT


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["SIGINT", "SIGTERM"])
def test_a_signal_while_a_name_server_is_silent(number: int) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as silent:
        silent.bind(("127.0.0.1", 0))
        silent.settimeout(20)
        resolver = f"127.0.0.1:{silent.getsockname()[1]}"
        command = [sys.executable, "-m", "wizard", "probe", "anna@voorbeeld.nl", "--no-ispdb", "--resolver", resolver]
        with process(command) as child:
            silent.recvfrom(4096)

            code, seconds, errors = interrupted(child, number)

    assert (code, errors) == (128 + number, "")
    assert seconds < PROMPT


@pytest.mark.parametrize("delay", [0.0, 0.1, 0.2, 0.4, 0.7, 1.1, 1.6, 2.2])
def test_ctrl_c_after_any_time(delay: float) -> None:
    command = [sys.executable, "-m", "wizard", "probe", "--demo", "anna@never-greets.example"]
    with process(command) as child:
        wait_until_it_catches_signals(child)
        time.sleep(delay)

        code, seconds, errors = interrupted(child, signal.SIGINT)

    assert (code, errors) == (130, "")
    assert seconds < PROMPT


def test_a_second_ctrl_c_ends_at_once() -> None:
    """What tidies up for ever is left alone for a moment, unless the user presses once more."""
    script = STUBBORN_WORK.replace("{work}", MOMENTS["tidies up for ever"])

    def end_with(*, second: bool) -> float:
        with process([sys.executable, "-c", script]) as child:
            assert child.stdout is not None
            child.stdout.readline()
            began = time.monotonic()
            if second:
                child.send_signal(signal.SIGINT)
                time.sleep(0.05)
            code, _seconds, _errors = interrupted(child, signal.SIGINT)
            assert code == 130
            return time.monotonic() - began

    once, twice = (min(end_with(second=second) for _ in range(3)) for second in (False, True))
    assert twice < once


def test_an_ignored_hangup_stays_ignored() -> None:
    script = STUBBORN_WORK.replace("{work}", MOMENTS["awaiting"])
    with process(["nohup", sys.executable, "-c", script]) as child:
        assert child.stdout is not None
        child.stdout.readline()
        os.kill(child.pid, signal.SIGHUP)
        time.sleep(0.2)

        assert child.poll() is None
