import asyncio
import time
from functools import partial
from pathlib import Path

import pytest

from tests.discovery.neighbourhood import neighbourhood, page
from tests.probing.build import claim, endpoint, fails, works
from wizard.diagnosis import Surroundings, look_around
from wizard.diagnosis.surroundings import was_anybody_reached
from wizard.model import (
    FailureReason,
    LookupFailed,
    LookupFailure,
    LookupResult,
    NotAsked,
    NotAskedReason,
    NothingFound,
    ProbeReport,
    SourceName,
    SourceReport,
    TestedCandidate,
)
from wizard.network import Limits

ISPDB_FILE = "https://ispdb.example/v1.1/voorbeeld.nl"
LOGIN = "http://login.hotel.example/welcome"
EVERY_NAME = ["*.invalid A 192.0.2.1", "*.example A 192.0.2.1", "*.nl A 192.0.2.1"]


def source(result: LookupResult, origin: str = ISPDB_FILE) -> SourceReport:
    return SourceReport(source=SourceName.ISPDB, origin=origin, result=result, seconds=0.1)


def seen(report: ProbeReport) -> TestedCandidate:
    server = str(report.endpoint)
    assert endpoint(server) == report.endpoint
    return TestedCandidate(claims=(claim(server),), report=report)


@pytest.mark.parametrize(
    ("result", "origin", "reached"),
    [
        (NothingFound(), ISPDB_FILE, True),
        (LookupFailed(reason=LookupFailure.NOT_FOUND), ISPDB_FILE, True),
        (LookupFailed(reason=LookupFailure.NEEDS_LOGIN), ISPDB_FILE, True),
        (LookupFailed(reason=LookupFailure.CERTIFICATE_NAME), ISPDB_FILE, False),
        (LookupFailed(reason=LookupFailure.TIMED_OUT), ISPDB_FILE, False),
        (LookupFailed(reason=LookupFailure.NOT_FOUND), "http://autoconfig.voorbeeld.nl/", False),
        (NothingFound(), "_imaps._tcp.voorbeeld.nl", False),
        (NotAsked(reason=NotAskedReason.SWITCHED_OFF), ISPDB_FILE, False),
    ],
    ids=str,
)
def test_only_a_server_that_proved_who_it_is_counts(result: LookupResult, origin: str, *, reached: bool) -> None:
    assert was_anybody_reached([source(result, origin)], []) is reached


def test_a_mail_server_counts_too() -> None:
    assert was_anybody_reached([], [seen(works("imap.voorbeeld.nl:993"))])
    assert not was_anybody_reached([], [seen(works("imap.voorbeeld.nl:1143"))])
    assert not was_anybody_reached([], [seen(fails("imap.voorbeeld.nl:993", FailureReason.REFUSED))])


near = partial(neighbourhood, limits=Limits(dns_try=0.3, dns_name=0.6))


@pytest.mark.parametrize("ispdb_url", ["https://ispdb.example/v1.1/", None], ids=["ispdb", "no ispdb"])
@pytest.mark.parametrize(
    "pages",
    [
        {"http://192.0.2.1/": page(b"Sign in")},
        {"https://login.hotel.example/": page(b"Sign in")},
    ],
    ids=["a page for every name", "a certificate for another name"],
)
async def test_every_name_leads_to_one_machine(tmp_path: Path, pages: dict[str, bytes], ispdb_url: str | None) -> None:
    async with near(tmp_path, EVERY_NAME, pages, ispdb_url=ispdb_url, certificate_for="login.hotel.example") as one:
        found = await look_around([], [], one.network, asyncio.get_running_loop().time() + 5)
    assert found == Surroundings(portal="192.0.2.1")


async def test_the_page_to_sign_in_is_named(tmp_path: Path) -> None:
    pages = {"http://ispdb.example/": page(b"", status=302, location=LOGIN), LOGIN: page(b"Sign in")}
    async with near(tmp_path, [], pages) as one:
        found = await look_around([], [], one.network, asyncio.get_running_loop().time() + 5)
    assert found == Surroundings(portal="login.hotel.example")


@pytest.mark.parametrize(
    "answer",
    [page(b"", status=302, location="http://10.0.0.1/login"), page(b"Sign in", status=511)],
    ids=["to an IP address", "511"],
)
async def test_a_page_that_the_network_answers_itself(tmp_path: Path, answer: bytes) -> None:
    async with near(tmp_path, [], {"http://ispdb.example/": answer}) as one:
        found = await look_around([], [], one.network, asyncio.get_running_loop().time() + 5)
    assert found == Surroundings(portal="ispdb.example")


@pytest.mark.parametrize(
    ("zone", "pages"),
    [
        ([], {}),
        ([], {"http://ispdb.example/": page(b"Welcome")}),
        ([], {"http://ispdb.example/": page(b"", status=301, location="https://ispdb.example/")}),
        ([], {"http://ispdb.example/": page(b"", status=301, location="http://www.ispdb.example/")}),
        (["*.invalid A 192.0.2.77"], {"http://ispdb.example/": page(b"Welcome")}),
        (["ispdb.example SILENT"], {}),
        (["*.invalid A 192.0.2.1", "ispdb.example A 192.0.2.1"], {}),
    ],
    ids=[
        "no name server knows the host",
        "a page",
        "to https",
        "to its own www",
        "advertisements for names that do not exist",
        "silent name server",
        "one machine without a web server",
    ],
)
async def test_no_portal(tmp_path: Path, zone: list[str], pages: dict[str, bytes]) -> None:
    async with near(tmp_path, zone, pages) as one:
        assert await look_around([], [], one.network, asyncio.get_running_loop().time() + 5) == Surroundings()


async def test_no_look_where_somebody_was_reached(tmp_path: Path) -> None:
    async with near(tmp_path, EVERY_NAME, {"http://192.0.2.1/": page(b"Sign in")}) as one:
        found = await look_around([source(NothingFound())], [], one.network, asyncio.get_running_loop().time() + 5)
    assert found == Surroundings()
    assert one.name_server.asked == []


IMAP, SMTP = "imap.voorbeeld.nl:993", "smtp.voorbeeld.nl:465"
REACHED = source(NothingFound())
SILENT = [seen(fails(IMAP, FailureReason.TIMED_OUT)), seen(fails(SMTP, FailureReason.TIMED_OUT))]


@pytest.mark.parametrize(
    ("pages", "hosts"),
    [({"https://smtp.voorbeeld.nl/": page(b"Webmail")}, ("imap.voorbeeld.nl", "smtp.voorbeeld.nl")), ({}, ())],
    ids=["one has a page, one refuses", "neither is there"],
)
async def test_s32_hosts_that_answer_on_the_port_of_the_web(
    tmp_path: Path, pages: dict[str, bytes], hosts: tuple[str, ...]
) -> None:
    names = ["imap.voorbeeld.nl A 192.0.2.7"] if pages else []
    async with near(tmp_path, names, pages) as one:
        found = await look_around([REACHED], SILENT, one.network, asyncio.get_running_loop().time() + 5)
    assert found == Surroundings(hosts_with_web=hosts)


async def test_s32_no_look_at_the_web_where_a_mail_server_was_reached(tmp_path: Path) -> None:
    tested = [*SILENT, seen(fails("mail.voorbeeld.nl:143", FailureReason.REFUSED))]
    async with near(tmp_path, ["imap.voorbeeld.nl A 192.0.2.7"], {}) as one:
        found = await look_around([REACHED], tested, one.network, asyncio.get_running_loop().time() + 5)
    assert found == Surroundings()
    assert one.name_server.asked == []


async def test_it_ends_in_time(tmp_path: Path) -> None:
    began = time.monotonic()
    async with neighbourhood(tmp_path, ["invalid SILENT", "ispdb.example SILENT"]) as one:
        assert await look_around([], [], one.network, asyncio.get_running_loop().time() + 0.2) == Surroundings()
    assert time.monotonic() - began < 2
