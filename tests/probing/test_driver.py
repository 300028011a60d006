"""The driver against real servers on loopback, the hostile ones above all."""

import asyncio
import ssl
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.patience import HICCUP
from tests.probing.conftest import HOST, QUICK, NetworkTo
from tests.servers.authority import Authority, self_signed_context
from tests.servers.lines import LineServer, Talk, answers, closes, floods, resets, says, serving, silent, unused_port
from tests.servers.routes import Routes
from wizard.model import Connected, Endpoint, Failed, FailureReason, ProbeReport, Protocol, SocketType, Speaker, Stage
from wizard.probing import probe

GREETING = b"* OK ready\r\n"
CAPABLE = b"* CAPABILITY IMAP4rev1 IDLE AUTH=PLAIN\r\nA3 OK done\r\n"
BOUND = QUICK.connect + QUICK.tls + QUICK.session + HICCUP


def imap(socket_type: SocketType, port: int, hostname: str = HOST) -> Endpoint:
    return Endpoint(protocol=Protocol.IMAP, hostname=hostname, port=port, socket_type=socket_type)


async def probe_talk(
    network_to: NetworkTo, talk: Talk, socket_type: SocketType, context: ssl.SSLContext | None = None
) -> tuple[ProbeReport, LineServer]:
    """Probe a server that talks so; the probe must end in time."""
    async with serving(talk, context=context) as server, network_to(Routes({1: (server.host, server.port)})) as network:
        started = time.monotonic()
        report = await probe(imap(socket_type, 1), network)
        assert time.monotonic() - started < BOUND
    return report, server


async def test_a_good_server_over_tls(network_to: NetworkTo, authority: Authority) -> None:
    report, server = await probe_talk(
        network_to, answers(GREETING, CAPABLE, b"* BYE\r\n"), SocketType.SSL, authority.context(HOST)
    )

    assert isinstance(report.outcome, Connected)
    assert report.outcome.tls is not None
    assert (report.outcome.tls.trusted, report.outcome.tls.hostname_matches) == (True, True)
    assert report.outcome.tls.names == (HOST,)
    assert report.outcome.capabilities.names == ("IDLE", "IMAP4REV1")
    assert report.address == "192.0.2.1"
    assert bytes(server.received) == b"A3 CAPABILITY\r\nA4 LOGOUT\r\n"
    assert [line.text for line in report.transcript if line.speaker is Speaker.CLIENT] == ["A3 CAPABILITY", "A4 LOGOUT"]


async def test_a_failure_does_not_count_the_wait_for_a_place(network_to: NetworkTo) -> None:
    async with (
        serving(silent) as server,
        network_to(Routes({1: ("127.0.0.1", unused_port()), 2: (server.host, server.port)})) as network,
    ):
        streams = [await network.open_stream(HOST, 2, tls=False) for _ in range(QUICK.connections_to_host)]
        waiting = asyncio.create_task(probe(imap(SocketType.SSL, 1), network))
        waited = 0.3
        await asyncio.sleep(waited)
        for stream in streams:
            stream.abort()
        report = await waiting

    assert isinstance(report.outcome, Failed)
    assert report.outcome.reason is FailureReason.REFUSED
    assert report.seconds < waited


SAID = {
    Protocol.IMAP: (b"* OK ready\r\n", b"* CAPABILITY IMAP4rev1 IDLE AUTH=PLAIN\r\nA3 OK\r\n"),
    Protocol.POP3: (b"+OK <1@x>\r\n", b"+OK\r\nUIDL\r\nSASL PLAIN\r\n..dot\r\n.\r\n"),
    Protocol.SMTP: (b"220-welcome\r\n220\r\n", b"250-x\r\n250-SIZE 1\r\n250 AUTH PLAIN\r\n"),
}


@pytest.mark.parametrize("line_end", [b"\r\n", b"\n"], ids=["CRLF", "LF"])
@pytest.mark.parametrize("protocol", SAID)
async def test_answers_may_come_in_any_pieces(
    network_to: NetworkTo, authority: Authority, protocol: Protocol, line_end: bytes
) -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for number, said in enumerate(SAID[protocol]):
            if number:
                await reader.readuntil(b"\n")
            for byte in said.replace(b"\r\n", line_end):
                writer.write(bytes([byte]))
                await asyncio.sleep(0)
        await reader.read()

    endpoint = Endpoint(protocol=protocol, hostname=HOST, port=1, socket_type=SocketType.SSL)
    async with (
        serving(talk, context=authority.context(HOST)) as server,
        network_to(Routes({1: (server.host, server.port)})) as network,
    ):
        report = await probe(endpoint, network)

    assert isinstance(report.outcome, Connected)
    assert report.outcome.capabilities.sasl_mechanisms == ("PLAIN",)


def starttls_server(context: ssl.SSLContext, *, behind: bytes = b"", inside: bytes = CAPABLE) -> Talk:
    """An IMAP server that upgrades; `behind` comes in the same segment as its agreement."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(GREETING)
        await reader.readuntil(b"\n")
        writer.write(b"* CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED\r\nA1 OK\r\n")
        await reader.readuntil(b"\n")
        writer.write(b"A2 OK go\r\n" + behind)
        await writer.drain()
        await writer.start_tls(context)
        await reader.readuntil(b"\n")
        writer.write(inside)
        await reader.read()

    return talk


async def test_a_good_server_over_starttls(network_to: NetworkTo, authority: Authority) -> None:
    report, _ = await probe_talk(network_to, starttls_server(authority.context(HOST)), SocketType.STARTTLS)

    assert isinstance(report.outcome, Connected)
    assert report.outcome.tls is not None
    assert not report.outcome.capabilities.login_disabled


async def test_answers_slipped_in_before_tls_are_told_and_never_believed(
    network_to: NetworkTo, authority: Authority
) -> None:
    injected = b"* CAPABILITY IMAP4rev1 EVIL\r\nA3 OK done\r\n"
    report, server = await probe_talk(
        network_to, starttls_server(authority.context(HOST), behind=injected), SocketType.STARTTLS
    )

    assert isinstance(report.outcome, Failed)
    assert (report.outcome.stage, report.outcome.reason) == (Stage.STARTTLS, FailureReason.DATA_BEFORE_TLS)
    assert b"A3" not in server.received


Certificate = Callable[[Authority, Path], ssl.SSLContext]


@pytest.mark.parametrize("socket_type", [SocketType.SSL, SocketType.STARTTLS])
@pytest.mark.parametrize(
    ("certificate", "reason", "trusted", "matches"),
    [
        pytest.param(lambda a, _: a.expired_context(HOST), FailureReason.CERTIFICATE_EXPIRED, True, True, id="expired"),
        pytest.param(lambda a, _: a.future_context(HOST), FailureReason.CERTIFICATE_EXPIRED, True, True, id="future"),
        pytest.param(
            lambda a, _: a.context("www.hosting.example"), FailureReason.CERTIFICATE_NAME, True, False, id="other-name"
        ),
        pytest.param(
            lambda a, _: a.context(HOST + ".evil.example"), FailureReason.CERTIFICATE_NAME, True, False, id="prefix"
        ),
        pytest.param(
            lambda a, _: a.common_name_context(HOST), FailureReason.CERTIFICATE_NAME, True, False, id="common-name-only"
        ),
        pytest.param(
            lambda _, folder: self_signed_context(folder, HOST),
            FailureReason.CERTIFICATE_UNTRUSTED,
            False,
            True,
            id="self-signed",
        ),
        pytest.param(
            lambda _, __: Authority().context(HOST), FailureReason.CERTIFICATE_UNTRUSTED, False, True, id="unknown"
        ),
    ],
)
async def test_a_bad_certificate_is_told_with_its_facts_and_nothing_is_said(
    network_to: NetworkTo,
    authority: Authority,
    tmp_path: Path,
    certificate: Certificate,
    socket_type: SocketType,
    reason: FailureReason,
    trusted: bool,
    matches: bool,
) -> None:
    context = certificate(authority, tmp_path)
    if socket_type is SocketType.SSL:
        report, server = await probe_talk(network_to, answers(GREETING, CAPABLE), socket_type, context)
    else:
        report, server = await probe_talk(network_to, starttls_server(context), socket_type)

    outcome = report.outcome
    assert isinstance(outcome, Failed)
    assert (outcome.stage, outcome.reason) == (Stage.TLS, reason)
    assert outcome.tls is not None
    assert (outcome.tls.trusted, outcome.tls.hostname_matches) == (trusted, matches)
    # a server that begins with TLS counts a connection only once the handshake is done
    assert server.connections == (1 if socket_type is SocketType.SSL else 2)
    assert b"A3" not in server.received


async def test_a_server_of_before_tls_1_2_shows_its_version(network_to: NetworkTo, authority: Authority) -> None:
    report, _ = await probe_talk(network_to, answers(GREETING, CAPABLE), SocketType.SSL, authority.old_context(HOST))

    assert isinstance(report.outcome, Failed)
    assert report.outcome.reason is FailureReason.TLS_HANDSHAKE
    assert report.outcome.tls is not None
    assert report.outcome.tls.version == "TLSv1.1"


async def trickles(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """A greeting that never ends, one byte at a time."""
    while not writer.is_closing():
        writer.write(b"*")
        await writer.drain()
        await asyncio.sleep(0.05)


@pytest.mark.parametrize(
    ("talk", "socket_type", "stage", "reason"),
    [
        pytest.param(silent, SocketType.STARTTLS, Stage.GREETING, FailureReason.TIMED_OUT, id="never greets"),
        pytest.param(silent, SocketType.SSL, Stage.TLS, FailureReason.TIMED_OUT, id="never shakes hands"),
        pytest.param(trickles, SocketType.STARTTLS, Stage.GREETING, FailureReason.TIMED_OUT, id="greets by drops"),
        pytest.param(
            floods(b"x" * 65536), SocketType.STARTTLS, Stage.GREETING, FailureReason.TOO_LONG, id="endless line"
        ),
        pytest.param(
            floods(b"* OK still here\r\n"),
            SocketType.STARTTLS,
            Stage.STARTTLS,
            FailureReason.TOO_LONG,
            id="endless answer",
        ),
        pytest.param(closes, SocketType.STARTTLS, Stage.GREETING, FailureReason.CLOSED, id="hangs up"),
        pytest.param(resets, SocketType.STARTTLS, Stage.GREETING, FailureReason.RESET, id="slams the door"),
        pytest.param(says(GREETING), SocketType.STARTTLS, Stage.STARTTLS, FailureReason.TIMED_OUT, id="falls silent"),
        pytest.param(
            answers(GREETING, b"* CAPABILITY STARTTLS\r\nA1 OK\r\n", b"A2 OK\r\n", b"plain\r\n"),
            SocketType.STARTTLS,
            Stage.TLS,
            FailureReason.WRONG_PROTOCOL,
            id="agrees and goes on without TLS",
        ),
        pytest.param(
            says(GREETING), SocketType.SSL, Stage.TLS, FailureReason.WRONG_SOCKET_TYPE, id="plain on a TLS port"
        ),
        pytest.param(
            says(b"SSH-2.0-OpenSSH\r\n"), SocketType.STARTTLS, Stage.GREETING, FailureReason.WRONG_PROTOCOL, id="ssh"
        ),
        pytest.param(
            says(b"* OK \x1b]52;c;ZXZpbA==\x07[@click=app.quit]\x00\r\n"),
            SocketType.STARTTLS,
            Stage.STARTTLS,
            FailureReason.TIMED_OUT,
            id="escape sequences",
        ),
    ],
)
async def test_a_hostile_server_ends_as_a_value_in_time(
    network_to: NetworkTo, talk: Talk, socket_type: SocketType, stage: Stage, reason: FailureReason
) -> None:
    report, _ = await probe_talk(network_to, talk, socket_type)

    assert isinstance(report.outcome, Failed)
    assert (report.outcome.stage, report.outcome.reason) == (stage, reason)
    assert all(line.text.isprintable() for line in report.transcript)
    assert report.outcome.detail.isprintable()


async def test_a_closed_port_a_dead_end_and_a_missing_name(network_to: NetworkTo) -> None:
    async def swallowed(_address: str, port: int) -> tuple[str, int]:
        if port == 2:
            await asyncio.Event().wait()
        return "127.0.0.1", unused_port()

    async with network_to(swallowed) as network:
        reports = await asyncio.gather(
            probe(imap(SocketType.SSL, 1), network),
            probe(imap(SocketType.SSL, 2), network),
            probe(imap(SocketType.SSL, 1, "nowhere.voorbeeld.nl"), network),
        )

    assert [
        (report.outcome.stage, report.outcome.reason) for report in reports if isinstance(report.outcome, Failed)
    ] == [
        (Stage.CONNECT, FailureReason.REFUSED),
        (Stage.CONNECT, FailureReason.TIMED_OUT),
        (Stage.RESOLVE, FailureReason.NO_SUCH_NAME),
    ]


async def test_the_end_of_the_run_is_the_end_of_the_probe(network_to: NetworkTo) -> None:
    async with serving(silent) as server, network_to(Routes({1: (server.host, server.port)})) as network:
        clock = asyncio.get_running_loop().time
        started = clock()
        report = await probe(imap(SocketType.STARTTLS, 1), network, started + 0.15)

    assert clock() - started < 0.15 + QUICK.close + 0.2
    assert isinstance(report.outcome, Failed)
    assert report.outcome.undecided
