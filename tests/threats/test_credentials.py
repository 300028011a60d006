"""Where a password goes: into TLS that was verified for the server on screen, and nowhere else."""

import asyncio
import contextlib
import gc
import json
import os
import pty
import sys
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

import wizard
from tests.servers.authority import Authority
from tests.servers.generated_messages import plain_message
from tests.servers.lines import LineServer, serving
from tests.servers.mailboxes import MailServer, smtp
from tests.servers.message_box import MessageBox, imap_box, pop3_box
from tests.servers.recorder import Wire, recorded
from tests.threats.canary import files_below, forms, holds, new_canary, processes
from tests.threats.program import DOMAIN, HOST, Program, program, services
from wizard.mailbox.credentials import Credentials
from wizard.model import Password

PROJECT = Path(wizard.__file__).parent.parent
ADDRESS = f"anna@{DOMAIN}"
PATIENCE = 40.0
CURIOUS = {
    "PYTHONFAULTHANDLER": "1",
    "PYTHONASYNCIODEBUG": "1",
    "PYTHONDEVMODE": "1",
    "PYTHONWARNINGS": "ignore",
    "TEXTUAL": "devtools,debug",
}
"""What people set to see more."""


@dataclass(slots=True, kw_only=True)
class Provider:
    """Three servers of one provider; `inside` is what came out of TLS, `wires` what passed outside of it."""

    program: Program
    home: Path
    ca_file: Path
    inside: Mapping[str, LineServer]
    wires: Mapping[str, Wire]
    shown: bytearray = field(default_factory=bytearray)
    looked_into: dict[str, bytes] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        folders = {name: str(self.home) for name in ("HOME", "TMPDIR", "XDG_STATE_HOME", "XDG_CACHE_HOME")}
        logs = {"TEXTUAL_LOG": str(self.home / "textual.log"), "SSLKEYLOGFILE": str(self.home / "keys.log")}
        kept = {name: os.environ[name] for name in ("PATH", "SSL_CERT_FILE", "SSL_CERT_DIR") if name in os.environ}
        return kept | folders | logs | CURIOUS | {"LC_ALL": "C.UTF-8", "TERM": "xterm-256color"}

    def command(self, *arguments: str) -> list[str]:
        resolver = "{}:{}".format(*self.program.names.address)
        network = ("--resolver", resolver, "--ca-file", str(self.ca_file), "--no-ispdb", "--deadline", "5")
        return [sys.executable, "-m", "wizard", *arguments, *network]

    async def typed(self, *arguments: str, answers: Mapping[str, str]) -> int:
        """Run the program in a terminal, and type each answer when its question is on screen; the exit code."""
        leader, follower = pty.openpty()
        child = await asyncio.create_subprocess_exec(
            *self.command(*arguments),
            cwd=PROJECT,
            env=self.environment,
            stdin=follower,
            stdout=follower,
            stderr=follower,
            start_new_session=True,
        )
        os.close(follower)
        loop, waiting, seen = asyncio.get_running_loop(), dict(answers), bytearray()

        def read() -> None:
            try:
                seen.extend(os.read(leader, 65536))
            except OSError:  # nobody has the other end any more
                loop.remove_reader(leader)
            question = next(iter(waiting), None)
            if question is not None and question.encode() in seen:
                self.shown += seen
                seen.clear()
                os.write(leader, waiting.pop(question).encode() + b"\n")

        loop.add_reader(leader, read)
        try:
            async with asyncio.timeout(PATIENCE):
                while child.returncode is None:
                    self.looked_into.update(processes())
                    with contextlib.suppress(TimeoutError):
                        await asyncio.wait_for(asyncio.shield(child.wait()), 0.05)
            await asyncio.sleep(0.1)
        finally:
            loop.remove_reader(leader)
            os.close(leader)
            if child.returncode is None:
                child.kill()
                await child.wait()
            self.shown += seen
        assert waiting == {}, self.shown.decode(errors="replace")
        assert child.returncode is not None
        return child.returncode

    async def piped(self, *arguments: str, said: str = "", environment: Mapping[str, str] | None = None) -> int:
        """Run the program with this on stdin; the exit code."""
        child = await asyncio.create_subprocess_exec(
            *self.command(*arguments),
            cwd=PROJECT,
            env=self.environment | dict(environment or {}),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        out, _ = await asyncio.wait_for(child.communicate(said.encode()), PATIENCE)
        self.shown += out
        assert child.returncode is not None
        return child.returncode

    def places(self) -> dict[str, bytes]:
        """Everything that could have taken the password up."""
        questions = " ".join(name for name, _kind in self.program.names.questions)
        return {
            **dict(files_below([self.home])),
            **self.looked_into,
            **{f"the wire of {name}": bytes(wire.passed) for name, wire in self.wires.items()},
            "the screen": bytes(self.shown),
            "the name server": questions.encode(),
        }


@contextlib.asynccontextmanager
async def provider(folder: Path, authority: Authority, password: str) -> AsyncIterator[Provider]:
    """IMAP, POP3 and submission with one mailbox, each with a recording of every byte on its wire."""
    box = MessageBox(messages=[plain_message("gewoon", b"Dag Anna\r\n" * 20)], password=password)
    submission = MailServer(username=ADDRESS, password=password, refusal=(b"535 5.7.8 wrong",))
    talks = {"imaps": imap_box(box), "pop3s": pop3_box(box), "submissions": smtp(submission)}
    home = folder / "home"
    home.mkdir()
    async with contextlib.AsyncExitStack() as opened:
        inside, wires = {}, {}
        for name, talk in talks.items():
            inside[name] = await opened.enter_async_context(serving(talk, context=authority.context(HOST)))
            wires[name] = await opened.enter_async_context(recorded(inside[name].port))
        here = await opened.enter_async_context(program(folder, services({n: w.port for n, w in wires.items()})))
        yield Provider(program=here, home=home, ca_file=authority.ca_file(folder), inside=inside, wires=wires)


VERBS = {
    "probe": (["probe", ADDRESS, "--login"], ["imaps", "pop3s", "submissions"]),
    "garbled": (["diagnose", "garbled", ADDRESS], ["imaps", "pop3s"]),
    "sending": (["diagnose", "sending", ADDRESS, "--send-to-myself"], ["submissions"]),
    "sign-in": (["diagnose", "sign-in", ADDRESS, "--login", "--json"], ["imaps", "pop3s", "submissions"]),
}


@pytest.mark.parametrize("right", [True, False], ids=["right", "wrong"])
@pytest.mark.parametrize("verb", VERBS)
async def test_a_typed_password_is_inside_verified_tls_and_nowhere_else(
    verb: str, right: bool, tmp_path: Path, authority: Authority
) -> None:
    canary = new_canary()
    arguments, servers = VERBS[verb]
    async with provider(tmp_path, authority, canary if right else "another") as here:
        other_name = {} if right else {"with the same password?": "n"}
        code = await here.typed(*arguments, answers={"[y/N]": "y", "not shown": canary, **other_name})
        received = {name: holds(bytes(server.received), canary) for name, server in here.inside.items()}
        places = here.places()

    asked = servers if right else servers[:1]
    assert received == {name: name in asked for name in here.inside}, here.shown.decode(errors="replace")
    assert code == (0 if right else 1)
    assert [place for place, text in places.items() if holds(text, canary)] == []
    assert any(place.endswith("/cmdline") and b"wizard" in text for place, text in places.items())
    assert min(len(here.wires[name].passed) for name in asked) > 1000
    assert b"\x1b]" not in here.shown
    assert not (here.home / "keys.log").exists()


async def test_a_password_from_elsewhere_leaves_no_trace_either(tmp_path: Path, authority: Authority) -> None:
    """From a command and from stdin; nobody is at a terminal, so an unprotected name gets nothing at all."""
    canary = new_canary()
    keeper = tmp_path / "keeper"
    keeper.write_text(f"{canary}\n")
    async with provider(tmp_path, authority, canary) as here:
        codes = [
            await here.piped("probe", ADDRESS, "--login", said=f"{canary}\n"),
            await here.piped("probe", ADDRESS, "--login", "--json", "--password-command", f"cat '{keeper}'"),
        ]
        received = [name for name, server in here.inside.items() if holds(bytes(server.received), canary)]
        places = here.places()

    assert codes == [1, 1]
    assert received == []
    assert [place for place, text in places.items() if holds(text, canary)] == []


EXPORTS = ["json", "handout", "himalaya"]


async def test_what_is_exported_afterwards_holds_no_password(tmp_path: Path, authority: Authority) -> None:
    canary = new_canary()
    async with provider(tmp_path, authority, canary) as here:
        await here.typed("probe", ADDRESS, "--login", answers={"[y/N]": "y", "not shown": canary})
        for name in EXPORTS:
            out = here.home / f"exported.{name}"
            assert await here.piped("export", ADDRESS, "--format", name, "--out", str(out)) == 0, here.shown.decode()
            assert out.stat().st_size > 0
        places = here.places()

    assert [place for place, text in places.items() if holds(text, canary)] == []


PLANTED = {
    "while it is counted": "import wizard.mailbox.failed_logins as m; m.FailedLogins.recent = fault",
    "while it is put into words": "import wizard.mailbox.credentials as m; m.Credentials.plain = fault",
    "while it is on its way": "import wizard.network.blocking as m; m.BlockingConnection.sendall = fault",
    "while the outcome is read": "import wizard.mailbox.attempt as m; m.refusal_of = fault",
    "while the report is written": "import wizard.cli.json_login as m; m._server = fault",
    "in the loop": "import wizard.mailbox.attempt as m; m.Attempt.run = fault",
}
"""A mistake of ours, by the moment at which it shows."""

CRASHING = """
import sys
class Mistake(Exception):
    pass
def fault(*arguments, **named):
    raise Mistake("of ours")
{planted}
from wizard.cli import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize("moment", PLANTED)
async def test_c07_a_mistake_of_ours_shows_no_password(moment: str, tmp_path: Path) -> None:
    canary = new_canary()
    words = ["probe", "anna@all-well.example", "--demo", "--login", "--json"]
    folders = {name: str(tmp_path) for name in ("HOME", "TMPDIR", "XDG_STATE_HOME", "XDG_CACHE_HOME")}
    child = await asyncio.create_subprocess_exec(
        *[sys.executable, "-c", CRASHING.format(planted=PLANTED[moment]), *words],
        cwd=PROJECT,
        env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", **folders, **CURIOUS},
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await asyncio.wait_for(child.communicate(f"{canary}\n".encode()), PATIENCE)
    files = dict(files_below([tmp_path]))

    crashed = child.returncode == 70
    assert crashed or "internal-error" in json.dumps(json.loads(out)), err.decode()
    assert [Path(name).name.startswith("mailwijzer-") for name in files] == [True] * crashed
    assert not any(holds(text, canary) for text in (out, err, *files.values()))


async def test_c14_nothing_holds_the_password_when_the_test_is_over(tmp_path: Path, authority: Authority) -> None:
    """No object of ours is left that could give it back; where the interpreter left its bytes is not in our hands."""
    from tests.mailbox.place import all_three, place

    canary = new_canary()
    async with place(authority, tmp_path, all_three(canary)) as here:
        assert (await here.check(canary)).works
    gc.collect()
    left = [one for one in gc.get_objects() if isinstance(one, Password | Credentials)]
    assert [one for one in left if getattr(one, "username", "anna@voorbeeld.nl") == "anna@voorbeeld.nl"] == []


async def test_c15_a_crash_leaves_no_image_of_memory(tmp_path: Path, authority: Authority) -> None:
    """From the moment that a password is asked for; the command that gives it inherits the limit."""
    async with provider(tmp_path, authority, "x") as here:
        limit = tmp_path / "limit"
        keeper = f"sh -c 'ulimit -c > {limit}; echo x'"
        await here.typed("probe", ADDRESS, "--login", "--password-command", keeper, answers={"[y/N]": "y"})

    assert limit.read_text() == "0\n"


@pytest.mark.parametrize("verb", [[], ["probe"], ["diagnose", "garbled"], ["export", "--format", "json"]])
async def test_c16_a_password_in_the_place_of_an_address_goes_nowhere(
    verb: list[str], tmp_path: Path, authority: Authority
) -> None:
    async with provider(tmp_path, authority, "x") as here:
        code = await here.piped(*verb, "--", "Geheim-wachtwoord1!")
        questions, files = list(here.program.names.questions), list(files_below([here.home]))

    assert code == 2
    assert (questions, files) == ([], [])


def test_the_canary_is_found_in_every_form() -> None:
    canary = new_canary()
    assert all(holds(b"before" + form + b"after", canary) for form in forms(canary))
    assert not holds(b"CANARY", canary)
