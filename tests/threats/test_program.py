"""The whole program against hostile servers: what reaches the terminal, when it ends, and how."""

import asyncio
import contextlib
import os
import pty
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

import wizard
from tests.servers.authority import Authority, self_signed_context
from tests.servers.lines import Talk, says, serving, silent, unused_port
from tests.servers.names import Fault
from tests.servers.scripts import Script, follows
from tests.servers.web import page, web_server
from tests.threats.program import DOMAIN, HOST, START, Program, program, services
from tests.threats.stage import texts
from tests.threats.test_pages import config, drips, server

ESCAPES = "\x1b]52;c;ZXZpbA==\x07\x1b[2J\x1bc\x9b31m\x1bP+q\x1b\\\x1b[6n\u202e\u2066\x00\x7f[@click=app.quit]"
RAW = ESCAPES.encode()
ADDRESS = f"anna@{DOMAIN}"


@contextlib.asynccontextmanager
async def evil_words(folder: Path) -> AsyncIterator[tuple[Program, str]]:
    """Every kind of server, each with the same evil words wherever it can put words."""
    greeting = Script(
        before=[
            (b"* OK " + RAW,),
            (b"* CAPABILITY IMAP4rev1 X" + RAW.replace(b"\n", b""), b"<tag> OK"),
            (b"* BYE", b"<tag> OK"),
        ]
    )
    names = (f"{ESCAPES}.example", HOST)
    cert = self_signed_context(folder, *[name.encode("ascii", "ignore").decode() for name in names])
    document = config(
        "<displayName>x\u202e\u009b31m</displayName>",
        server(HOST, "1", "STARTTLS", "<username>\u202e\u009b31m</username>"),
        f'<documentation url="https://x.example/\u202e"><descr>{ESCAPES[-30:-20]}\u202e</descr></documentation>',
    )
    async with contextlib.AsyncExitStack() as opened:
        imap = await opened.enter_async_context(serving(says(b"* BYE " + RAW + b"\r\n")))
        pop3 = await opened.enter_async_context(serving(says(b"-ERR " + RAW + b"\r\n")))
        smtp = await opened.enter_async_context(serving(says(b"554 " + RAW + b"\r\n")))
        other = await opened.enter_async_context(serving(says(RAW + b"\r\n")))
        imaps = await opened.enter_async_context(serving(follows(greeting), context=cert))
        table = await opened.enter_async_context(web_server({f"/{DOMAIN}": page(document)}))
        zone = services(
            {"imap": [imap.port, other.port], "imaps": imaps.port, "pop3": pop3.port, "submission": smtp.port}
        )
        zone = {**zone, DOMAIN: {**zone[DOMAIN], "TXT": [r'"mailconf=https://x\027]0;evil\007.example/"']}}
        here = await opened.enter_async_context(program(folder, zone))
        yield here, f"http://127.0.0.1:{table.port}/"


@pytest.mark.parametrize(
    ("verb", "form"),
    [("probe", []), ("probe", ["--json"]), ("probe", ["--language", "nl"]), ("discover", []), ("discover", ["--json"])],
    ids=lambda value: value if isinstance(value, str) else " ".join(value),
)
async def test_evil_words_reach_no_terminal(verb: str, form: list[str], tmp_path: Path) -> None:
    async with evil_words(tmp_path) as (here, table):
        ran = await here.run(verb, ADDRESS, *form, "--ispdb-url", table)
    assert ran.code == (1 if verb == "probe" else 0), ran.stderr
    assert ran.stdout
    printed = (ran.stdout + ran.stderr).replace("\n", "")
    assert printed.isprintable(), [character for character in printed if not character.isprintable()]
    if "--json" in form:
        assert all(text.isprintable() for text in texts(ran.json))
    elif verb == "probe":
        assert r"\x1b" in ran.stdout, "the words are shown as what they are"


async def test_evil_words_reach_no_real_terminal(tmp_path: Path) -> None:
    """On a terminal there is progress, and colour: of our own."""
    async with evil_words(tmp_path) as (here, table):
        leader, follower = pty.openpty()
        child = await asyncio.create_subprocess_exec(
            *[sys.executable, "-m", "wizard", "probe", ADDRESS, "--ispdb-url", table],
            *["--resolver", "{}:{}".format(*here.names.address), "--deadline", "3"],
            cwd=Path(wizard.__file__).parent.parent,
            env=os.environ | {"TERM": "xterm-256color", "LC_ALL": "C.UTF-8"},
            stdin=follower,
            stdout=follower,
            stderr=follower,
        )
        os.close(follower)
        seen = bytearray()
        loop = asyncio.get_running_loop()

        def read() -> None:
            try:
                seen.extend(os.read(leader, 65536))
            except OSError:  # nobody has the other end any more
                loop.remove_reader(leader)

        loop.add_reader(leader, read)
        try:
            assert await asyncio.wait_for(child.wait(), START + 20) == 1
            await asyncio.sleep(0.1)
        finally:
            loop.remove_reader(leader)
            os.close(leader)
    assert HOST.encode() in seen
    for sequence in (
        b"\x1b]",
        b"\x1bP",
        b"\x1bc",
        b"\x1b[2J",
        b"\x1b[6n",
        b"\xc2\x9b",
        "\u202e".encode(),
        b"\x00",
        b"\x07",
    ):
        assert sequence not in seen


SLOW: dict[str, Talk] = {"by the byte": drips(b"* OK " + b"x" * 500), "never greets": silent}


async def test_a_slow_server_does_not_outlast_the_deadline(tmp_path: Path) -> None:
    """What is published and only silent stands, unverified."""

    async def probed(name: str, talk: Talk) -> None:
        folder = tmp_path / name
        folder.mkdir()
        async with serving(talk) as mail, program(folder, services({"imap": mail.port})) as here:
            ran = await here.run("probe", ADDRESS, "--json", "--no-ispdb", deadline=1.5)
        assert ran.code == 0, ran.stderr
        assert ran.json["servers"]["imap"]["verified"] is False
        assert ran.json["seconds"] <= 1.5
        assert ran.seconds < 1.5 + START

    await asyncio.gather(*(probed(name, talk) for name, talk in SLOW.items()))


async def test_a_name_server_that_says_nothing_does_not_outlast_the_deadline(tmp_path: Path) -> None:
    async with program(tmp_path, {}) as here:
        here.names.faults["*"] = Fault.MUTE
        ran = await here.run("probe", ADDRESS, "--json", deadline=1.5)
    assert ran.code == 3
    assert ran.seconds < 1.5 + START


async def test_a_page_by_the_byte_does_not_outlast_the_deadline(tmp_path: Path) -> None:
    async with web_server({f"/{DOMAIN}": drips(page(config()))}) as web, program(tmp_path, services({})) as here:
        ran = await here.run("probe", ADDRESS, "--ispdb-url", f"http://127.0.0.1:{web.port}/", deadline=1.5)
    assert ran.code == 1
    assert ran.seconds < 1.5 + START


async def test_a_domain_that_does_not_exist(tmp_path: Path) -> None:
    async with program(tmp_path, {}) as here:
        ran = await here.run("probe", ADDRESS, "--json", "--no-ispdb")
    assert ran.code == 1
    assert [finding["id"] for finding in ran.json["findings"]] == ["no-such-domain"]


@pytest.mark.parametrize("address", ["anna@x\x1b[31m.nl", "anna@x.nl\r\nQUIT"])
async def test_a_bad_address_is_wrong_use_and_nobody_is_asked(address: str, tmp_path: Path) -> None:
    async with program(tmp_path, {}) as here:
        ran = await here.run("probe", address)
        assert here.names.questions == []
    assert ran.code == 2
    assert ran.stdout == ""
    assert ran.stderr.replace("\n", "").isprintable()


async def test_the_environment_opens_no_side_door(tmp_path: Path, authority: Authority) -> None:
    """No key log, no proxy, and no password file: with a server that works, so that each would have been used."""
    good = Script(before=[(b"* OK",), (b"* CAPABILITY IMAP4rev1 AUTH=PLAIN", b"<tag> OK"), (b"* BYE", b"<tag> OK")])
    proxy = f"http://127.0.0.1:{unused_port()}"
    async with (
        serving(follows(good), context=authority.context(HOST)) as mail,
        web_server({f"/{DOMAIN}": page(config(server(HOST, str(mail.port))))}) as web,
        program(tmp_path, services({})) as here,
    ):
        log = tmp_path / "keys.log"
        (tmp_path / ".netrc").write_text("machine 127.0.0.1 login anna password geheim\n")
        ran = await here.run(
            *["probe", ADDRESS, "--json", "--ispdb-url", f"http://127.0.0.1:{web.port}/"],
            *["--ca-file", str(authority.ca_file(tmp_path))],
            environment={"SSLKEYLOGFILE": str(log), "http_proxy": proxy, "ALL_PROXY": proxy, "HOME": str(tmp_path)},
        )
        assert not any("authorization" in request.fields for request in web.requests)
    assert ran.code == 0, ran.stderr
    assert ran.json["servers"]["imap"]["port"] == mail.port
    assert not log.exists()
