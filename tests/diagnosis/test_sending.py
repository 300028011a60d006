"""Sending from here: every cause from what was really seen at the ports, and two places side by side."""

import contextlib
import dataclasses
import json
import ssl
from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import pytest

from tests.servers.authority import Authority
from tests.servers.lines import LineServer, Talk, answers, serving
from tests.servers.names import name_server
from tests.servers.routes import BLACK_HOLE, Destination, Routes
from tests.servers.scripts import Script, follows
from wizard import rulebook
from wizard.diagnosis.sending import PortLook, SendingLook, Step, look_at_sending
from wizard.diagnosis.sending_causes import Difference, compare, judge_sending
from wizard.diagnosis.sending_file import read_sending, sending_bytes
from wizard.errors import UnreadableFile
from wizard.model import (
    Candidate,
    Cost,
    EmailAddress,
    Endpoint,
    FailureReason,
    Finding,
    FindingId,
    Investigation,
    Protocol,
    Published,
    SendingCause,
    ServerSettings,
    Severity,
    SocketType,
    SourceName,
    TestedCandidate,
)
from wizard.network import Limits, Network, NetworkSettings
from wizard.probing import probe

HOST = "smtp.voorbeeld.nl"
MADE = "2026-11-23T09:00:00Z"
QUICK = Limits(
    dns_try=0.3,
    dns_name=0.5,
    connect=0.4,
    happy_eyeballs=0.05,
    tls=0.6,
    greeting=0.5,
    command=0.4,
    session=1.0,
    close=0.2,
)
EHLO = [b"250-" + HOST.encode(), b"250 AUTH PLAIN LOGIN"]


def inside_tls(
    *, mechanisms: bytes = b"AUTH PLAIN LOGIN", greeting: bytes = b"220 mailout7.voorbeeld.nl ready"
) -> Talk:
    offered = [b"250-" + HOST.encode(), b"250 " + mechanisms] if mechanisms else [b"250 " + HOST.encode()]
    return follows(Script(before=[[greeting], offered, [b"221 bye"]]))


def upgrading(context: ssl.SSLContext) -> Talk:
    before = [[b"220 mailout7.voorbeeld.nl ready"], [b"250-" + HOST.encode(), b"250 STARTTLS"], [b"220 go"]]
    return follows(Script(before=before, inside=[EHLO, [b"221 bye"]]), context)


def relay_of_the_hotel(offers: bytes = b"250 SIZE 1000") -> Talk:
    return answers(b"220 relay.hotel.example ESMTP\r\n", b"250-relay.hotel.example\r\n" + offers + b"\r\n", b"221\r\n")


@pytest.fixture(scope="session")
def authority() -> Authority:
    return Authority()


def investigation(*published: int, findings: tuple[Finding, ...] = ()) -> Investigation:
    """The provider names these ports of its outgoing server."""
    security = {465: SocketType.SSL, 587: SocketType.STARTTLS, 2525: SocketType.STARTTLS, 8025: SocketType.PLAIN}
    endpoints = [
        Endpoint(protocol=Protocol.SMTP, hostname=HOST, port=port, socket_type=security[port]) for port in published
    ]
    return Investigation(
        address=EmailAddress.parse("anna@voorbeeld.nl"),
        servers={},
        alternatives=(),
        candidates=tuple(
            TestedCandidate(
                claims=(
                    Candidate(
                        settings=ServerSettings(endpoint=endpoint),
                        source=SourceName.AUTOCONFIG,
                        origin="https://autoconfig.voorbeeld.nl/",
                        trusted=True,
                    ),
                ),
                report=None,
            )
            for endpoint in endpoints
        ),
        sources=(),
        findings=findings,
        published=Published(),
        cost=Cost(),
        settled_seconds=0.1,
        seconds=0.2,
    )


@contextlib.asynccontextmanager
async def network_with(
    authority: Authority, folder: Path, ports: Mapping[int, Talk | Destination]
) -> AsyncIterator[tuple[Network, dict[int, LineServer], Routes]]:
    """These servers at the ports of the host; a port that is not named refuses."""
    async with contextlib.AsyncExitStack() as opened:
        table: dict[tuple[str, int] | int, Destination] = {}
        running: dict[int, LineServer] = {}
        for port in (465, 587, 25, 2525):
            what = ports.get(port, ConnectionRefusedError(111, "refused"))
            if callable(what):
                context = authority.context(HOST) if port == 465 else None
                running[port] = await opened.enter_async_context(serving(what, context=context))
                table[port] = ("127.0.0.1", running[port].port)
            else:
                table[port] = what
        names = await opened.enter_async_context(name_server({HOST: {"A": ["192.0.2.1"]}}))
        routes = Routes(table)
        settings = NetworkSettings(resolver=names.address, ca_file=authority.ca_file(folder), route=routes)
        yield await opened.enter_async_context(Network(settings, QUICK)), running, routes


async def seen(
    authority: Authority, folder: Path, ports: Mapping[int, Talk | Destination], *published: int
) -> SendingLook:
    async with network_with(authority, folder, ports) as (network, _running, _routes):
        return await look_at_sending(investigation(*published or (465, 587)), network, probe, made=MADE)


CASES: dict[str, tuple[dict[int, str], list[SendingCause], bool]] = {
    "all is well": ({465: "good", 587: "good", 25: "good"}, [SendingCause.WORKS], True),
    "port 25 is blocked": (
        {465: "good", 587: "good", 25: "hole"},
        [SendingCause.WORKS, SendingCause.PORT_25_BLOCKED],
        True,
    ),
    "the provider has no port 25": ({465: "good", 587: "good"}, [SendingCause.WORKS], True),
    "port 25 leads to the hotel": (
        {465: "good", 587: "good", 25: "hotel"},
        [SendingCause.WORKS, SendingCause.PORT_25_REDIRECTED],
        True,
    ),
    "everything but port 25 is blocked": (
        {465: "hole", 587: "hole", 25: "hotel"},
        [SendingCause.ALL_BLOCKED, SendingCause.PORT_25_REDIRECTED],
        False,
    ),
    "587 is blocked": ({465: "good", 587: "hole"}, [SendingCause.ONE_BLOCKED, SendingCause.WORKS], True),
    "465 is blocked": ({465: "hole", 587: "good"}, [SendingCause.ONE_BLOCKED, SendingCause.WORKS], True),
    "everything is blocked": ({465: "hole", 587: "hole", 25: "hole"}, [SendingCause.ALL_BLOCKED], False),
    "the server is down": ({}, [SendingCause.SERVER_DOWN], False),
    "no sign-in is offered": ({465: "no auth"}, [SendingCause.NO_SIGN_IN], False),
    "tokens only": ({465: "tokens"}, [SendingCause.OAUTH2_ONLY, SendingCause.WORKS], True),
    "STARTTLS is taken away": ({465: "hole", 587: "stripped"}, [SendingCause.STARTTLS_GONE], False),
    "turned away": ({465: "blacklist"}, [SendingCause.TURNED_AWAY], False),
}


def talk(name: str, port: int, authority: Authority) -> Talk | Destination:
    match name:
        case "good":
            return inside_tls() if port == 465 else upgrading(authority.context(HOST))
        case "hotel":
            return relay_of_the_hotel()
        case "hole":
            return BLACK_HOLE
        case "no auth":
            return inside_tls(mechanisms=b"")
        case "tokens":
            return inside_tls(mechanisms=b"AUTH XOAUTH2 OAUTHBEARER")
        case "stripped":
            return answers(b"220 mailout7.voorbeeld.nl\r\n", b"250 mailout7.voorbeeld.nl\r\n")
        case _:
            return inside_tls(greeting=b"554 5.7.1 blocked, see our page")


@pytest.mark.parametrize("case", CASES)
async def test_the_cause_is_named(authority: Authority, tmp_path: Path, case: str) -> None:
    ports, causes, can_send = CASES[case]
    look = await seen(authority, tmp_path, {port: talk(name, port, authority) for port, name in ports.items()})
    verdict = judge_sending(look)

    assert [found.cause for found in verdict.causes] == causes
    assert verdict.can_send is can_send
    assert (verdict.best is not None) is can_send
    assert verdict.best is None or verdict.best.port in {465, 587}
    assert bool(verdict.unseen) is can_send


async def test_a_port_of_the_providers_own_choice_is_looked_at_too(authority: Authority, tmp_path: Path) -> None:
    ports = {2525: upgrading(authority.context(HOST))}
    verdict = judge_sending(look := await seen(authority, tmp_path, ports, 2525, 8025))

    assert [port.port for port in look.ports] == [465, 587, 25, 2525]
    assert [found.cause for found in verdict.causes] == [SendingCause.WORKS]
    assert verdict.best is not None
    assert verdict.best.port == 2525


async def test_the_standard_port_comes_before_it(authority: Authority, tmp_path: Path) -> None:
    ports = {587: upgrading(authority.context(HOST)), 2525: upgrading(authority.context(HOST))}
    verdict = judge_sending(await seen(authority, tmp_path, ports, 2525))

    assert verdict.best is not None
    assert verdict.best.port == 587


async def test_a_certificate_for_another_name(authority: Authority, tmp_path: Path) -> None:
    async with serving(inside_tls(), context=authority.context("portal.hotel.example")) as server:
        look = await seen(authority, tmp_path, {465: ("127.0.0.1", server.port)}, 465)

    assert [found.cause for found in judge_sending(look).causes] == [SendingCause.CERTIFICATE]
    assert look.ports[0].passed == (Step.NAME, Step.CONNECT, Step.TLS)
    assert bytes(server.received) == b""


async def test_a_redirected_port_that_offers_tls_is_told_by_its_certificate(
    authority: Authority, tmp_path: Path
) -> None:
    hotel = authority.context("relay.hotel.example")
    before = [[b"220 relay.hotel.example ESMTP"], [b"250-relay.hotel.example", b"250 STARTTLS"], [b"220 go"]]
    ports = {465: inside_tls(), 25: follows(Script(before=before, inside=[EHLO]), hotel)}
    look = await seen(authority, tmp_path, ports)
    redirected = judge_sending(look).causes[-1]

    assert (redirected.cause, redirected.name) == (SendingCause.PORT_25_REDIRECTED, "relay.hotel.example")


async def test_another_name_of_the_same_provider_is_no_redirection(authority: Authority, tmp_path: Path) -> None:
    plain = answers(b"220 mx3.voorbeeld.nl\r\n", b"250 mx3.voorbeeld.nl\r\n")
    look = await seen(authority, tmp_path, {465: inside_tls(), 25: plain})

    assert [found.cause for found in judge_sending(look).causes] == [SendingCause.WORKS]


async def test_nothing_but_greetings_is_said(authority: Authority, tmp_path: Path) -> None:
    ports = {465: inside_tls(), 587: upgrading(authority.context(HOST)), 25: relay_of_the_hotel()}
    async with network_with(authority, tmp_path, ports) as (network, running, routes):
        await look_at_sending(investigation(465, 587), network, probe, made=MADE)
    said = b"".join(bytes(server.received) for server in running.values()).upper()

    assert {port for _address, port in routes.asked} == {465, 587, 25}
    assert b"EHLO" in said
    assert [word for word in (b"MAIL FROM", b"RCPT", b"DATA", b"AUTH ", b"ANNA") if word in said] == []


def test_the_portal_and_the_reader_come_from_the_findings() -> None:
    port = PortLook(hostname=HOST, port=465, security=SocketType.SSL, passed=(Step.NAME,), failed=Step.CONNECT)
    look = SendingLook(domain="voorbeeld.nl", made=MADE, ports=(port,))
    portal = judge_sending(dataclasses.replace(look, portal="login.hotel.example")).causes

    assert [(found.cause, found.name) for found in portal] == [(SendingCause.CAPTIVE_PORTAL, "login.hotel.example")]
    assert judge_sending(dataclasses.replace(look, product="Avast")).causes[0].cause is SendingCause.INTERCEPTED
    assert judge_sending(dataclasses.replace(look, ports=())).causes[0].cause is SendingCause.NO_SERVER


async def test_findings_reach_the_look(authority: Authority, tmp_path: Path) -> None:
    finding = Finding(
        id=FindingId.CAPTIVE_PORTAL, severity=Severity.BLOCKING, subject="x", values={"portal": "login.hotel.example"}
    )
    async with network_with(authority, tmp_path, {}) as (network, _running, _routes):
        look = await look_at_sending(investigation(465, findings=(finding,)), network, probe, made=MADE)

    assert look.portal == "login.hotel.example"


def port_of(port: int, failed: Step | None = None, reason: FailureReason | None = None) -> PortLook:
    security = SocketType.SSL if port == 465 else SocketType.STARTTLS
    passed = tuple(Step) if failed is None else tuple(Step)[: tuple(Step).index(failed)]
    return PortLook(
        hostname=HOST, port=port, security=security, passed=passed, failed=failed, reason=reason, mechanisms=("PLAIN",)
    )


def look_of(*ports: PortLook, domain: str = "voorbeeld.nl") -> SendingLook:
    return SendingLook(domain=domain, made=MADE, ports=ports)


def blocked(port: int) -> PortLook:
    return port_of(port, Step.CONNECT, FailureReason.TIMED_OUT)


@pytest.mark.parametrize(
    ("there", "here", "difference", "use"),
    [
        (look_of(port_of(465)), look_of(port_of(465)), Difference.BOTH_WORK, 465),
        (look_of(port_of(465), port_of(25)), look_of(port_of(465), blocked(25)), Difference.PORT_25, 465),
        (look_of(port_of(587), port_of(465)), look_of(blocked(587), port_of(465)), Difference.USE_PORT, 465),
        (look_of(port_of(465)), look_of(blocked(465), blocked(587)), Difference.BLOCKED_HERE, None),
        (look_of(blocked(465)), look_of(port_of(465)), Difference.BETTER_HERE, 465),
        (look_of(blocked(465)), look_of(blocked(465)), Difference.BOTH_FAIL, None),
        (look_of(port_of(465)), look_of(port_of(465), domain="other.nl"), Difference.OTHER_ACCOUNT, 465),
    ],
    ids=lambda value: str(value) if isinstance(value, Difference) else "",
)
def test_two_places_side_by_side(
    there: SendingLook, here: SendingLook, difference: Difference, use: int | None
) -> None:
    comparison = compare(there, here)

    assert comparison.difference is difference
    assert (comparison.use.port if comparison.use is not None else None) == use


def test_the_file_is_read_back_and_holds_nothing_private(tmp_path: Path) -> None:
    look = look_of(port_of(465), blocked(587))
    path = tmp_path / "home.json"
    path.write_bytes(sending_bytes(look))

    assert read_sending(path) == look
    assert "anna" not in path.read_text()
    assert json.loads(path.read_text())["schema"] == "mailwijzer.sending/1"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"[]",
        b"\xff\xfe",
        b'{"schema": "mailwijzer.sending/2", "domain": "a.nl", "made": "", "ports": []}',
        b'{"schema": "mailwijzer.sending/1", "domain": "a.nl", "made": "", "ports": [{"hostname": 1}]}',
        b'{"schema": "mailwijzer.sending/1", "domain": "a.nl", "made": "", "ports": [' + b" " * 70_000 + b"]}",
        b"[" * 60_000,
        b'{"later": ' + b"[" * 30_000 + b"]" * 30_000 + b"}",
    ],
    ids=["empty", "no schema", "a list", "no UTF-8", "later version", "wrong type", "too large", "deep", "deep inside"],
)
def test_a_file_that_is_no_look_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "look.json"
    path.write_bytes(content)

    with pytest.raises(UnreadableFile):
        read_sending(path)


def test_what_a_file_says_is_harmless_on_screen(tmp_path: Path) -> None:
    look = dataclasses.replace(look_of(port_of(465)), domain="a\x1b[31m.nl", portal="\u202egnp")
    path = tmp_path / "look.json"
    path.write_bytes(sending_bytes(look))
    read = read_sending(path)

    assert read.domain == "a\\x1b[31m.nl"
    assert read.portal == "\\u202egnp"


def test_every_cause_has_its_words() -> None:
    rules = rulebook.load()

    assert [cause for cause in SendingCause if cause not in rules.diagnoses] == []
