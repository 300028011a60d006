"""`probe --login`: where the password comes from, what is asked first, and that it turns up nowhere else."""

import base64
import json
import os
import pty
import select
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest

ANNA = "anna@all-well.example"
MAILWIJZER = [sys.executable, "-m", "wizard"]


@pytest.fixture
def canary() -> str:
    return f"CANARY-{uuid.uuid4()}"


@pytest.fixture
def home(tmp_path: Path) -> Mapping[str, str]:
    """An environment whose every folder lies under `tmp_path`."""
    folders = {name: tmp_path / name for name in ("HOME", "TMPDIR", "XDG_STATE_HOME", "XDG_CACHE_HOME")}
    for folder in folders.values():
        folder.mkdir()
    kept = {name: os.environ[name] for name in ("PATH",) if name in os.environ}
    return kept | {name: str(folder) for name, folder in folders.items()} | {"LC_ALL": "C.UTF-8", "TERM": "xterm"}


def probe(
    home: Mapping[str, str], *options: str, address: str = ANNA, said: bytes = b""
) -> subprocess.CompletedProcess[bytes]:
    command = [*MAILWIJZER, "probe", address, "--demo", *options]
    return subprocess.run(command, input=said, env=dict(home), capture_output=True, timeout=60, check=False)


def forms(secret: str) -> list[bytes]:
    raw = secret.encode()
    cores = [base64.b64encode(b"x" * before + raw)[4:-4] for before in range(3)]
    return [raw, raw.hex().encode(), quote(secret).encode(), *cores]


def assert_nowhere(secret: str, texts: Sequence[bytes], folder: Path) -> None:
    """Neither in these texts nor in any file below the folder."""
    files = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    for form in forms(secret):
        assert not any(form in text for text in [*texts, *files])


def test_the_password_comes_from_stdin_and_goes_nowhere_else(
    home: Mapping[str, str], canary: str, tmp_path: Path
) -> None:
    done = probe(home, "--login", "--json", said=f"{canary}\nsecond line\n".encode())

    login = json.loads(done.stdout)["login"]
    assert login["servers"]["imap"]["state"] == "refused"
    assert login["servers"]["imap"]["reason"] == "wrong-password"
    assert [login["servers"][other]["reason"] for other in ("pop3", "smtp")] == ["lock-out", "lock-out"]
    assert (login["works"], login["failed_logins"], login["mailbox"]) == (False, 1, None)
    assert done.returncode == 1
    assert b"imap.all-well.example" in done.stderr
    assert_nowhere(canary, [done.stdout, done.stderr], tmp_path)


@pytest.mark.parametrize("address", [ANNA, "anna@starttls-only.example"])
def test_the_right_password_works_and_the_mailbox_is_measured(address: str, home: Mapping[str, str]) -> None:
    done = probe(home, "--login", "--json", address=address, said=b"demo\n")

    login = json.loads(done.stdout)["login"]
    assert login["works"], login
    assert {server["state"] for server in login["servers"].values()} <= {"signed-in", "not-tried"}
    assert login["servers"]["imap"]["mechanism"] == "PLAIN"
    assert login["mailbox"]["own_folders"] == ["Vakantie"]
    assert login["mailbox"]["quota"]["used"] / login["mailbox"]["quota"]["total"] < 0.5
    assert (login["mailbox"]["messages"], login["mailbox"]["idle"]) == (1204, "yes")
    assert done.returncode == 0


def test_the_mailbox_is_shown_in_dutch(home: Mapping[str, str]) -> None:
    done = probe(home, "--login", "--language", "nl", address="anna@nearly-full.example", said=b"demo\n")

    shown = " ".join(done.stdout.decode().split())
    for known in ("het wachtwoord werkt", "981 MB van 1,0 GB in gebruik (96 %)", "Eigen mappen: Vakantie", "5-3-2019"):
        assert known in shown


def test_a_mailbox_that_a_device_empties_is_recognised(home: Mapping[str, str]) -> None:
    done = probe(home, "--login", address="anna@pop-empties.example", said=b"demo\n")

    assert b"a device with POP probably removes what it fetches" in b" ".join(done.stdout.split())


def test_an_app_password_is_what_is_missing(home: Mapping[str, str]) -> None:
    done = probe(home, "--login", "--json", address="anna@app-password.example", said=b"demo\n")

    login = json.loads(done.stdout)["login"]
    assert login["servers"]["imap"]["reason"] == "app-password-needed"
    assert [login["servers"][other]["reason"] for other in ("pop3", "smtp")] == ["lock-out", "lock-out"]


@pytest.mark.parametrize("extra", [{}, {"PYTHONASYNCIODEBUG": "1"}, {"PYTHONDEVMODE": "1"}], ids=["", "asyncio", "dev"])
def test_it_comes_from_a_command_too(
    extra: Mapping[str, str], home: Mapping[str, str], canary: str, tmp_path: Path
) -> None:
    keeper = tmp_path.parent / f"{tmp_path.name}-keeper"
    keeper.write_text(f"{canary}\r\nmore\n")
    done = probe({**home, **extra}, "--login", "--password-command", f"cat '{keeper}'")

    assert done.returncode == 1
    assert b"the password or the user name is wrong" in b" ".join(done.stdout.split())
    assert_nowhere(canary, [done.stdout, done.stderr], tmp_path)


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        ("false", b"failed with code 1"),
        ("/nowhere/at-all", b"could not be run"),
        ("true", b"printed nothing"),
        ("'", b"is not a command"),
        ("", b"is not a command"),
        (r"printf '\377'", b"UTF-8"),
        ("yes", b"failed with code"),
        ("echo; echo second", b"could not be run"),
    ],
)
def test_a_command_that_gives_no_password_is_wrong_use(command: str, sentence: bytes, home: Mapping[str, str]) -> None:
    if command.startswith("echo;"):
        command, sentence = "sh -c 'echo; echo second'", b"printed nothing"
    done = probe(home, "--login", "--password-command", command)

    assert done.returncode == 2
    assert sentence in done.stderr
    assert done.stdout == b""


def test_a_command_is_run_without_a_shell(home: Mapping[str, str], tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    probe(home, "--login", "--password-command", f"echo x; touch {trace}")
    assert not trace.exists()


def test_no_password_on_stdin_is_wrong_use(home: Mapping[str, str]) -> None:
    done = probe(home, "--login")
    assert done.returncode == 2
    assert b"no password on stdin" in done.stderr


@pytest.mark.parametrize("options", [["--password", "hunter2-x"], ["--password=hunter2-x"]])
def test_a_password_as_an_argument_is_refused_and_not_repeated(options: list[str], home: Mapping[str, str]) -> None:
    done = probe(home, *options)
    assert done.returncode == 2
    assert b"can be read by others" in done.stderr
    assert b"hunter2" not in done.stderr


def test_a_space_around_a_password_is_mentioned_and_kept(home: Mapping[str, str]) -> None:
    done = probe(home, "--login", said=b"demo \n")
    assert b"begins or ends with a space" in done.stderr
    assert b"is wrong" in b" ".join(done.stdout.split())


def test_a_server_named_over_an_unprotected_path_gets_no_password_unasked(home: Mapping[str, str]) -> None:
    done = probe(home, "--login", "--json", address="anna@guess.example", said=b"demo\n")
    login = json.loads(done.stdout)["login"]
    assert {server["reason"] for server in login["servers"].values()} == {"untrusted-source"}
    assert done.returncode == 1


def test_a_password_command_alone_is_wrong_use(home: Mapping[str, str]) -> None:
    done = probe(home, "--password-command", "cat x")
    assert done.returncode == 2
    assert b"--login" in done.stderr


def test_without_login_there_is_no_login_in_the_report(home: Mapping[str, str]) -> None:
    assert "login" not in json.loads(probe(home, "--json").stdout)


def test_a_server_that_takes_tokens_only_is_said_before_a_password_is_asked(home: Mapping[str, str]) -> None:
    done = probe(home, "--login", "--json", address="anna@oauth2-only.example", said=b"never read\n")
    login = json.loads(done.stdout)["login"]
    assert {login["servers"][protocol]["reason"] for protocol in ("imap", "smtp")} == {"oauth2-only"}
    assert login["failed_logins"] == 0


@dataclass(slots=True, kw_only=True)
class Terminal:
    """A person at a terminal."""

    process: subprocess.Popen[bytes]
    master: int
    shown: bytes = b""

    def wait_for(self, text: bytes) -> bytes:
        """What has come on screen since the last time, once it holds this text."""
        end = time.monotonic() + 30
        since = len(self.shown)
        while text not in self.shown[since:]:
            assert time.monotonic() < end, self.shown
            if select.select([self.master], [], [], 0.2)[0]:
                try:
                    self.shown += os.read(self.master, 65536)
                except OSError:
                    break
            elif self.process.poll() is not None:
                break
        assert text in self.shown[since:], self.shown
        return self.shown[since:]

    def type(self, text: str) -> None:
        os.write(self.master, text.encode() + b"\n")


@pytest.fixture
def terminal(home: Mapping[str, str], request: pytest.FixtureRequest) -> Iterator[Terminal]:
    master, slave = pty.openpty()
    command = [*MAILWIJZER, "probe", getattr(request, "param", ANNA), "--demo", "--login", "--quiet"]
    with subprocess.Popen(
        command, stdin=slave, stdout=slave, stderr=slave, env=dict(home), start_new_session=True
    ) as process:
        os.close(slave)
        yield Terminal(process=process, master=master)
        process.kill()
    os.close(master)


def test_a_person_is_asked_before_she_types_and_sees_no_echo(terminal: Terminal, canary: str, tmp_path: Path) -> None:
    asked = terminal.wait_for(b"[Y/n]")
    for known in (b"imap.all-well.example", b"(of all-well.example)", b"993", b"valid certificate by", b"autoconfig"):
        assert known in asked
    terminal.type("y")
    terminal.wait_for(b"not shown")
    if sys.platform == "linux":
        seen = Path(f"/proc/{terminal.process.pid}/cmdline").read_bytes()
        assert canary.encode() not in seen
    terminal.type(canary)
    terminal.wait_for(b"with the same password?")
    terminal.type("")
    terminal.wait_for(b"is wrong")
    assert_nowhere(canary, [terminal.shown], tmp_path)
    environment = Path(f"/proc/{terminal.process.pid}/environ")
    if environment.exists():
        assert canary.encode() not in environment.read_bytes()


def test_a_no_ends_it_without_a_password(terminal: Terminal) -> None:
    terminal.wait_for(b"[Y/n]")
    terminal.type("n")
    shown = terminal.wait_for(b"you chose not to")
    assert b"Password" not in shown
    assert terminal.process.wait(30) == 1


def test_what_is_no_answer_is_asked_again(terminal: Terminal) -> None:
    terminal.wait_for(b"[Y/n]")
    for typed, said in (("?", b"Yes asks for your password"), ("b", b"Type y for yes or n for no; also ? for help.")):
        terminal.type(typed)
        assert said in terminal.wait_for(b"[Y/n]")
    terminal.type("n")
    terminal.wait_for(b"you chose not to")
    assert terminal.process.wait(30) == 1


@pytest.mark.parametrize("terminal", ["anna@guess.example"], indirect=True)
def test_no_is_the_default_for_a_name_from_an_unprotected_path(terminal: Terminal) -> None:
    asked = terminal.wait_for(b"[y/N]")
    assert b"over an unprotected path" in asked
    terminal.type("")
    shown = terminal.wait_for(b"you chose not to")
    assert b"Password" not in shown
    assert terminal.process.wait(30) == 1


@pytest.mark.parametrize("terminal", ["anna@guess.example"], indirect=True)
def test_a_yes_goes_on_all_the_same(terminal: Terminal) -> None:
    terminal.wait_for(b"[y/N]")
    terminal.type("j")
    terminal.wait_for(b"not shown")
    terminal.type("demo")
    terminal.wait_for(b"the password works")
    assert terminal.process.wait(30) == 0


@pytest.mark.parametrize("terminal", ["anna@short-name.example"], indirect=True)
@pytest.mark.parametrize("answer", ["y", "n"])
def test_the_other_user_name_is_tried_when_the_user_says_so(terminal: Terminal, answer: str) -> None:
    terminal.wait_for(b"[Y/n]")
    terminal.type("y")
    terminal.wait_for(b"not shown")
    terminal.type("demo")
    asked = b" ".join(terminal.wait_for(b"[y/N]").split())
    assert b"refused anna@short-name.example. Perhaps the user name is anna here." in asked
    assert b"in the last ten minutes: 1." in asked
    terminal.type(answer)
    shown = b" ".join(terminal.wait_for(b"Failed logins" if answer == "n" else b"The mailbox").split())
    assert (b"user name anna, PLAIN" in shown) is (answer == "y")
    assert terminal.process.wait(30) == (0 if answer == "y" else 1)


def test_nobody_at_a_terminal_is_not_asked_for_another_name(home: Mapping[str, str]) -> None:
    done = probe(home, "--login", "--json", address="anna@short-name.example", said=b"demo\n")
    login = json.loads(done.stdout)["login"]
    assert (login["servers"]["imap"]["state"], login["failed_logins"]) == ("refused", 1)
    assert b"Perhaps the user name" not in done.stderr
