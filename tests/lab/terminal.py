"""A terminal for a program that asks for a password or fills the screen."""

import os
import pty
import select
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from tests.lab.namespace import ENVIRONMENT

PATIENCE = 20.0
"""Seconds."""


class Terminal:
    """A screen and a keyboard; `written` is all that the program has sent to the screen."""

    def __init__(self, descriptor: int) -> None:
        self.written = ""
        self._descriptor = descriptor

    def press(self, keys: str) -> None:
        r"""Type; `\r` is the Enter key."""
        os.write(self._descriptor, keys.encode())

    def wait_for(self, text: str) -> None:
        """Wait until this is on the screen, in one piece."""
        self.wait_until(lambda: text in self.written)

    def wait_until(self, done: Callable[[], bool]) -> None:
        """Watch the screen until this is so."""
        deadline = time.monotonic() + PATIENCE
        while not done():
            assert time.monotonic() < deadline, self.written
            readable, _, _ = select.select([self._descriptor], [], [], 0.05)
            if readable:
                self.written += os.read(self._descriptor, 65536).decode(errors="replace")


@contextmanager
def terminal(command: Sequence[str]) -> Iterator[Terminal]:
    """Run the program in a terminal of 120 by 40; it ends with the block."""
    ours, theirs = pty.openpty()
    os.set_blocking(ours, True)
    # a program that waits for a terminal's answer to what it asks would wait for ever
    environment = ENVIRONMENT | {"TERM": "xterm-256color", "COLUMNS": "120", "LINES": "40"}
    try:
        with subprocess.Popen(
            ["setsid", "--ctty", *command], env=environment, stdin=theirs, stdout=theirs, stderr=theirs
        ) as program:
            try:
                yield Terminal(ours)
            finally:
                program.kill()
    finally:
        os.close(ours)
        os.close(theirs)
