"""The wizard as a process, in a terminal of its own."""

import os
import pty
import select
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ENTER_ALTERNATE_SCREEN = b"\x1b[?1049h"
LEAVE_ALTERNATE_SCREEN = b"\x1b[?1049l"

WIZARD = """
import os
import sys
from pathlib import Path
from dataclasses import replace
from wizard import rulebook, tui
from wizard.errors import RulebookError
from wizard.model import Answers, Language
from wizard.network import Network, NetworkSettings

def load():
    if "no rules" in sys.argv:
        return rulebook.load_folders([(Path(os.environ["TMPDIR"]), "rules")])
    book = rulebook.load()
    return replace(book, questions=()) if "crash" in sys.argv else book

address = "anna@voorbeeld.nl" if "crash" in sys.argv else None
settings = NetworkSettings(resolver=("127.0.0.1", 9), ispdb_url=None, deadline=20)
start = tui.WizardStart(
    address="anna@voorbeeld.nl" if "check" in sys.argv else address,
    answers=Answers(), language=Language.NL, rulebook=load, open_network=lambda: Network(settings), demo=False,
    last_case=Path(os.environ["TMPDIR"], "last-case.yaml"),
)
try:
    sys.exit(tui.run(start))
except RulebookError as error:
    print(error.problems[0])
    sys.exit(4)
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
def terminal_with(
    tmp_path: Path, *arguments: str, command: Sequence[str] = (sys.executable, "-c", WIZARD)
) -> Iterator[Terminal]:
    """The command with these arguments; what it keeps and leaves stands in `tmp_path`."""
    master, slave = pty.openpty()
    environment = {
        **os.environ,
        "TERM": "xterm-256color",
        "TMPDIR": str(tmp_path),
        "XDG_STATE_HOME": str(tmp_path),
        "COLUMNS": "80",
        "LINES": "24",
    }
    process = subprocess.Popen(
        [*command, *arguments],
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
