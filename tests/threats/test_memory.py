"""What is meant to fill the memory: the whole program stays small, and ends in time."""

import asyncio
import contextlib
import gzip
import json
import sys
from pathlib import Path

import pytest

from tests.servers.authority import Authority
from tests.servers.lines import Talk, floods, serving
from tests.servers.names import Fault
from tests.servers.web import page, web_server
from tests.threats.program import DOMAIN, HOST, MEASURE, START, Ran, program, services
from tests.threats.test_pages import LAUGHS, config, endless_chunks, endless_header, then
from tests.threats.test_servers import endless_answer
from wizard.model import Protocol

MOST = 200
DEADLINE = 3.0


def expect_small(ran: Ran) -> None:
    assert ran.code == 1, ran.stderr
    assert ran.megabytes < MOST
    assert ran.seconds < DEADLINE + START
    assert ran.json["servers"] == {"imap": None, "pop3": None, "smtp": None}


async def test_mail_servers_that_never_stop(tmp_path: Path, authority: Authority) -> None:
    """Lines without end, answers without end, before TLS and inside it, all at once."""
    context = authority.context(HOST)
    line, answer = floods(b"x" * 65536), floods(b"* OK still here\r\n" * 4000)
    async with contextlib.AsyncExitStack() as opened:

        async def port(talk: Talk, *, secure: bool = False) -> int:
            return (await opened.enter_async_context(serving(talk, context=context if secure else None))).port

        ports = {
            "imap": [await port(line), await port(endless_answer(Protocol.IMAP)), await port(answer)],
            "imaps": [await port(line, secure=True), await port(answer, secure=True)],
            "pop3": [await port(endless_answer(Protocol.POP3)), await port(line)],
            "submission": [await port(endless_answer(Protocol.SMTP)), await port(floods(b"220-x\r\n" * 5000))],
        }
        here = await opened.enter_async_context(program(tmp_path, services(ports)))
        ca_file = str(authority.ca_file(tmp_path))
        ran = await here.run("probe", f"anna@{DOMAIN}", "--json", "--no-ispdb", "--ca-file", ca_file, deadline=DEADLINE)
    expect_small(ran)
    reasons = [candidate["outcome"]["reason"] for candidate in ran.json["candidates"]]
    assert reasons.count("too-long") == sum(len(numbers) for numbers in ports.values())


BOMB = gzip.compress(bytes(300_000_000), compresslevel=1)[:250_000]
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n"
PAGES: dict[str, bytes | Talk] = {
    "endless-body": then(HEAD + b"\r\n", floods(b"x" * 65536)),
    "endless-headers": endless_header,
    "endless-chunks": endless_chunks,
    "gzip": page(BOMB, Content_Encoding="gzip"),
    "xml-laughs": page(LAUGHS),
    "xml-deep": page(config("<a>" * 35_000 + "</a>" * 35_000)),
}


@pytest.mark.parametrize("bomb", PAGES.values(), ids=PAGES)
async def test_a_page_that_never_stops_growing(bomb: bytes | Talk, tmp_path: Path) -> None:
    async with web_server({f"/{DOMAIN}": bomb}) as web, program(tmp_path, services({})) as here:
        table = f"http://127.0.0.1:{web.port}/"
        ran = await here.run("probe", f"anna@{DOMAIN}", "--json", "--ispdb-url", table, deadline=DEADLINE)
        assert web.requests
    expect_small(ran)
    (report,) = [source for source in ran.json["sources"] if source["source"] == "ispdb"]
    assert report["state"] == "failed"


async def test_answers_of_a_name_server_as_large_as_can_be(tmp_path: Path) -> None:
    many = [f"{number} 0 993 {'h' * 50}{number}.{DOMAIN}." for number in range(600)]
    texts = [f'"mailconf={"x" * 200}{number}"' for number in range(250)]
    service = f"_imaps._tcp.{DOMAIN}"
    exchangers = [f"{number} {'m' * 50}{number}.{DOMAIN}." for number in range(600)]
    async with program(tmp_path, {DOMAIN: {"MX": exchangers, "TXT": texts}, service: {"SRV": many}}) as here:
        here.names.faults |= dict.fromkeys([DOMAIN, service], Fault.TRUNCATED)
        ran = await here.run("probe", f"anna@{DOMAIN}", "--json", "--no-ispdb", deadline=DEADLINE)
        assert here.names.over_tcp >= 3
    assert ran.megabytes < MOST
    assert ran.seconds < DEADLINE + START
    assert len(ran.json["candidates"]) == 20


async def test_the_measure_would_see_a_large_program(tmp_path: Path) -> None:
    report = tmp_path / "measured.json"
    large = [sys.executable, "-I", "-S", "-c", "b'x' * 250_000_000"]
    child = await asyncio.create_subprocess_exec(sys.executable, "-I", "-S", str(MEASURE), str(report), *large)
    assert await child.wait() == 0
    assert json.loads(report.read_text())["megabytes"] > MOST
