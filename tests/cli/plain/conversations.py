"""Conversations with the real program: over a pseudo-terminal as people have them, over a pipe as scripts do."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from wizard.i18n import Words
from wizard.model import Language

ROOT = Path(__file__).resolve().parents[3]
MAILWIJZER = [sys.executable, "-m", "wizard", "--plain"]
PATIENCE = 60
"""Seconds after which a program that says nothing more is taken to hang."""


def surroundings(state: Path, changes: Mapping[str, str]) -> dict[str, str]:
    """The environment of the program, with a state folder of its own."""
    kept = {name: value for name, value in os.environ.items() if name not in {"COLUMNS", "LANG"}}
    own = {"LC_ALL": "C.UTF-8", "TERM": "xterm", "NO_COLOR": "1", "XDG_STATE_HOME": str(state)}
    return kept | own | {"PYTHONPATH": str(ROOT)} | dict(changes)


TO_SETTINGS = "Press Enter to go on to the settings: "
ANSWERED = {
    "devices": "several",
    "client": "thunderbird",
    "current_setup": "imap",
    "old_mail_on_computer": "no",
    "webmail": "often",
    "backups": "sometimes",
    "people": "just-me",
    "server_space": "enough",
    "offline": "rarely",
    "keep_at_provider": "fine",
    "folders": "no",
    "leaving_provider": "no",
    "sends_elsewhere": "no",
}
"""An answer to every question: none is asked."""


def answered(**changes: str) -> list[str]:
    """The options that answer every question."""
    words = {**ANSWERED, **changes}
    return [part for key, word in words.items() for part in ("--answer", f"{key}={word}")]


def place(said: str) -> tuple[int, int]:
    """Which question was asked last, and of how many at most."""
    found = re.findall(r"(?:Vraag|Question) (\d+) (?:van|of)(?: hoogstens| at most)? (\d+)\.", said)
    assert found, said
    return int(found[-1][0]), int(found[-1][1])


class Conversation:
    """The program at the other end of a terminal; expected words are messages of the catalogue."""

    def __init__(self, child: subprocess.Popen[bytes], terminal: int, language: Language) -> None:
        self.child = child
        self._terminal = terminal
        self._words = Words(language)
        self._heard = b""
        self._from = 0

    def speaks(self, language: Language) -> None:
        """From here on the other language is expected."""
        self._words = Words(language)

    @property
    def transcript(self) -> str:
        """All that was said and typed."""
        return self._heard.decode(errors="replace").replace("\r\n", "\n")

    def until(self, message: str, **values: object) -> str:
        """What was said since the last time, up to these words, on one line."""
        words = self._words(message, **values).split()
        return self._until(re.compile(r"\s+".join(map(re.escape, words))), " ".join(words))

    def _until(self, expected: re.Pattern[str], name: str) -> str:
        end = time.monotonic() + PATIENCE
        while (found := expected.search(self.transcript, self._from)) is None:
            if time.monotonic() > end or not self._listen():
                raise AssertionError(f"{name!r} was not said:\n{self.transcript[self._from :]}")
        said = self.transcript[self._from : found.end()]
        self._from = found.end()
        return " ".join(said.split())

    def until_one_of(self, *messages: str) -> str:
        """What was said up to the first of these messages."""
        places = "|".join(r"\s+".join(map(re.escape, self._words(message).split())) for message in messages)
        return self._until(re.compile(places), " / ".join(messages))

    def reply_one_of(self, line: str, *messages: str) -> str:
        """Types a line and listens until the first of these messages."""
        self.type(line)
        return self.until_one_of(*messages)

    def reply(self, line: str, message: str, **values: object) -> str:
        """Types a line and listens until these words."""
        self.type(line)
        return self.until(message, **values)

    def number(self, enter: str = "do not know", **values: object) -> str:
        """Listens until a number is asked for; `enter` says what Enter means."""
        return self.until("Number (Enter: {what}): ", what=self._words(enter, **values))

    def choose(self, line: str, enter: str = "do not know", **values: object) -> str:
        """Types a line, and listens until a number is asked for."""
        self.type(line)
        return self.number(enter, **values)

    def wait_for_the_check(self) -> None:
        """Waits until the check has ended: it has a thread of its own (proc(5))."""
        end = time.monotonic() + PATIENCE
        while len(list(Path(f"/proc/{self.child.pid}/task").iterdir())) > 1:
            assert time.monotonic() < end
            time.sleep(0.02)

    def at_advice(self) -> str:
        """Listens until the end of the advice."""
        return self.until(TO_SETTINGS)

    def at_settings(self) -> str:
        """Goes on from the advice to the settings."""
        self.at_advice()
        return self.choose("", "go on")

    def at_done(self) -> str:
        """Goes on from the advice to the last step."""
        self.at_settings()
        return self.choose("", "stop")

    def type(self, line: str) -> None:
        """Types a line."""
        os.write(self._terminal, f"{line}\n".encode())

    def press(self, key: bytes) -> None:
        """Presses one key."""
        os.write(self._terminal, key)

    def ends(self) -> tuple[int, str]:
        """The exit code, and what was still said."""
        end = time.monotonic() + PATIENCE
        while self._listen():
            assert time.monotonic() < end, f"it goes on:\n{self.transcript[self._from :]}"
        return self.child.wait(timeout=PATIENCE), " ".join(self.transcript[self._from :].split())

    def interrupted(self, number: int = signal.SIGINT) -> tuple[int, float, str]:
        """Exit code, how many seconds it took, and what was still said after a signal."""
        started = time.monotonic()
        self.child.send_signal(number)
        code = self.child.wait(timeout=PATIENCE)
        seconds = time.monotonic() - started
        return code, seconds, self.ends()[1]

    @property
    def echoes(self) -> bool:
        """Whether the terminal shows what is typed."""
        return bool(termios.tcgetattr(self._terminal)[3] & termios.ECHO)

    def _listen(self) -> bool:
        """Takes in what is said; False where nobody is left to say anything."""
        if not select.select([self._terminal], [], [], 0.2)[0]:
            return self.child.poll() is None
        try:
            data = os.read(self._terminal, 65536)
        except OSError:  # the last one that held the other end has gone
            return False
        self._heard += data
        return True


@contextmanager
def conversation(
    *arguments: str, state: Path, language: Language, folder: Path | None = None, columns: int = 80, **changes: str
) -> Iterator[Conversation]:
    """A conversation; `folder` is where the program runs."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    child = subprocess.Popen(
        [*MAILWIJZER, "--language", language, *arguments],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=surroundings(state, changes),
        cwd=folder,
        start_new_session=True,
    )
    os.close(theirs)
    try:
        yield Conversation(child, ours, language)
    finally:
        child.kill()
        child.wait()
        os.close(ours)


def script(
    lines: Sequence[str], *arguments: str, state: Path, language: Language, folder: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """The whole conversation with these lines on stdin."""
    return subprocess.run(
        [*MAILWIJZER, "--language", language, *arguments],
        input="".join(f"{line}\n" for line in lines),
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=surroundings(state, {}),
        cwd=folder,
        check=False,
        timeout=PATIENCE * 2,
    )


def timeless(text: str) -> str:
    """The text without how long anything took."""
    return re.sub(r"\d+[.,]\d+ s\b", "0 s", text)
