"""The real program in a terminal of its own: real keys, a real screen, and every byte that was written to it."""

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pyte

import wizard

KEYS = {
    "enter": b"\r",
    "escape": b"\x1b",
    "tab": b"\t",
    "down": b"\x1b[B",
    "up": b"\x1b[A",
    "right": b"\x1b[C",
    "f1": b"\x1bOP",
    "f2": b"\x1bOQ",
    "f4": b"\x1bOS",
    "ctrl+q": b"\x11",
    "ctrl+u": b"\x15",
    "pagedown": b"\x1b[6~",
}
PATIENCE = 30.0
"""Seconds, on a machine that does other things as well."""

SEQUENCE = re.compile(
    rb"\x1b\[[0-?]*[ -/]*[@-~]"  # CSI
    rb"|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"  # OSC
    rb"|\x1b[P_^X].*?\x1b\\"  # DCS, APC, PM, SOS
    rb"|\x1b[ -/]*[0-~]"
    rb"|[\x00-\x1f\x7f]",
    re.DOTALL,
)
OWN = (
    re.compile(rb"\x1b\[[0-9;:]*m"),  # colours
    re.compile(rb"\x1b\[[0-9;]*H"),  # places
    re.compile(rb"\x1b\[\?(?:7|25|1000|1002|1003|1004|1006|1015|1016|1049|2004|2026|2031|2048)[hl]"),  # modes
    re.compile(rb"\x1b\[\?[0-9]+\$p"),  # questions about modes
    re.compile(rb"\x1b\[[<>=?]?[0-9;]*u"),  # keyboard
    re.compile(rb"\x1b\[[>=?]?[0-9;]*[cqtn]"),  # questions about the terminal
    re.compile(rb"\x1b\[[0-9]*[JK]"),
    re.compile(rb"\x1b\]22;[a-z-]+\x07"),  # the shape of the pointer
    re.compile(rb"[\r\n\t]"),
)
"""What Textual writes by itself."""


class RealTerminal:
    """`written` is all that came; `text` is the screen as a person sees it now."""

    def __init__(self, descriptor: int, process: subprocess.Popen[bytes], size: tuple[int, int]) -> None:
        self.written = b""
        self.process = process
        self.descriptor = descriptor
        self._screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self._screen)

    @property
    def text(self) -> str:
        return "\n".join(line.rstrip() for line in self._screen.display)

    @property
    def foreign(self) -> list[bytes]:
        """Control sequences that are not the program's own."""
        found = (match[0] for match in SEQUENCE.finditer(self.written))
        return [sequence for sequence in found if not any(own.fullmatch(sequence) for own in OWN)]

    def press(self, *keys: str) -> None:
        """Named keys, or text to type."""
        for key in keys:
            os.write(self.descriptor, KEYS.get(key) or key.encode())
            self._read(0.1)

    def wait_for(self, text: str) -> None:
        """Until this stands on the screen, whatever the lines are broken like."""
        wanted = "".join(text.split())
        self.wait_until(lambda: wanted in "".join(self.text.split()))

    def wait_until(self, done: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE
        while not done():
            assert time.monotonic() < end, self.text
            self._read(0.05)

    def settle(self, seconds: float) -> None:
        """Takes what comes until nothing has come for this long."""
        size = -1
        while size != len(self.written):
            size = len(self.written)
            self._read(seconds)

    def wait_for_end(self) -> int:
        """The exit code."""
        end = time.monotonic() + PATIENCE
        while self.process.poll() is None and time.monotonic() < end:
            self._read(0.05)
        self._read(0.2)
        return self.process.wait(1)

    def _read(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if not select.select([self.descriptor], [], [], left)[0]:
                return
            try:
                data = os.read(self.descriptor, 65536)
            except OSError:
                return
            self.written += data
            self._stream.feed(data)


@contextmanager
def real_terminal(
    *arguments: str, size: tuple[int, int] = (80, 24), folder: Path, environment: Mapping[str, str] | None = None
) -> Iterator[RealTerminal]:
    """`mailwijzer ARGUMENTS` in a terminal; what it keeps goes into `folder`, where it starts."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
    own = {
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "COLUMNS": str(size[0]),
        "LINES": str(size[1]),
        "XDG_STATE_HOME": str(folder / "state"),
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "wizard", *arguments],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(Path(wizard.__file__).parent.parent), **own, **(environment or {})},
        start_new_session=True,
    )
    os.close(theirs)
    try:
        yield RealTerminal(ours, process, size)
    finally:
        if process.poll() is None:
            process.kill()
        process.wait(10)
        os.close(ours)
