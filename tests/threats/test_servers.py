"""Mail servers that are slow, loud, broken, old or something else altogether; the ids are those of `table.py`."""

import asyncio
import contextlib
import socket
import ssl
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.patience import HICCUP
from tests.servers.authority import Authority, old_fashioned_authority
from tests.servers.lines import Talk, answers, closes, floods, resets, says, silent
from tests.servers.routes import BLACK_HOLE
from tests.servers.scripts import Script, follows
from tests.threats.conftest import Staged
from tests.threats.stage import HOST, PATIENT, QUICK, endpoint
from wizard.model import Connected, Failed, FailureReason, Protocol, Stage
from wizard.network.trust import Trust

GREETING, STARTTLS, CAPABILITY, TLS = Stage.GREETING, Stage.STARTTLS, Stage.CAPABILITY, Stage.TLS
PROTOCOLS = tuple(Protocol)
GREETINGS = {Protocol.IMAP: b"* OK ready\r\n", Protocol.POP3: b"+OK ready\r\n", Protocol.SMTP: b"220 ready\r\n"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """What a server does, and where and why the talk with it ends; `secure`: it expects TLS from the first byte."""

    id: str
    talk: Talk
    stage: Stage
    reason: FailureReason | tuple[FailureReason, ...]
    protocol: Protocol = Protocol.IMAP
    secure: bool = False


async def without_end(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """100 kB of greeting, no end of line, and nothing more."""
    writer.write(b"* OK " + b"x" * 100_000)
    await reader.read()


def drips(text: bytes) -> Talk:
    return says(*[bytes([byte]) for byte in text], pause=0.05)


async def half_closed(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Say goodbye in TCP's way, and go on listening."""
    writer.write_eof()
    await reader.read()


async def reset_in_the_greeting(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"* OK rea")
    await writer.drain()
    await asyncio.sleep(0.05)
    await resets(reader, writer)


async def reset_in_the_handshake(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readexactly(20)
    await resets(reader, writer)


def endless_answer(protocol: Protocol) -> Talk:
    line = {Protocol.IMAP: b"* OK still here\r\n", Protocol.POP3: b"UIDL\r\n", Protocol.SMTP: b"250-SIZE\r\n"}[protocol]
    first = {Protocol.IMAP: b"", Protocol.POP3: b"+OK list\r\n", Protocol.SMTP: b""}[protocol]

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(GREETINGS[protocol])
        await reader.readuntil(b"\n")
        writer.write(first)
        await floods(line * 500)(reader, writer)

    return talk


def strangers() -> Iterator[Server]:
    """Services that have no business on a mail port."""
    words = {
        "ssh": b"SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n",
        "http": b"HTTP/1.1 400 Bad Request\r\nServer: x\r\n\r\n",
        "ftp-like": b"230 welcome\r\n",
        "mysql": b"J\x00\x00\x00\n8.0.35\x00\x08\x00\x00\x00\n",
        "tls-record": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\n",
        "imap": b"* OK ready\r\n",
        "pop3": b"+OK ready\r\n",
        "smtp": b"220 ready\r\n",
    }
    for protocol in PROTOCOLS:
        for name, greeting in words.items():
            if name != protocol:
                refused = protocol is Protocol.SMTP and name == "ftp-like"  # indeed a code of three digits
                reason = FailureReason.REJECTED if refused else FailureReason.WRONG_PROTOCOL
                yield Server(
                    id=f"S42-{name}-on-{protocol}",
                    talk=says(greeting),
                    protocol=protocol,
                    stage=GREETING,
                    reason=reason,
                )


TIMED_OUT, TOO_LONG, CLOSED = FailureReason.TIMED_OUT, FailureReason.TOO_LONG, FailureReason.CLOSED
WRONG, REJECTED, RESET = FailureReason.WRONG_PROTOCOL, FailureReason.REJECTED, FailureReason.RESET

SERVERS = (
    *(
        server
        for protocol in PROTOCOLS
        for server in (
            Server(id=f"S01-{protocol}", talk=silent, protocol=protocol, stage=GREETING, reason=TIMED_OUT),
            Server(
                id=f"S02-{protocol}",
                talk=drips(GREETINGS[protocol] * 3),
                protocol=protocol,
                stage=GREETING,
                reason=TIMED_OUT,
            ),
            Server(id=f"S03-{protocol}", talk=floods(b"x" * 65536), protocol=protocol, stage=GREETING, reason=TOO_LONG),
            Server(
                id=f"S04-{protocol}",
                talk=endless_answer(protocol),
                protocol=protocol,
                stage=STARTTLS,
                reason=TOO_LONG,
            ),
        )
    ),
    Server(id="S03-no-end-of-line", talk=without_end, stage=GREETING, reason=TOO_LONG),
    Server(
        id="S04-endless-greeting",
        talk=floods(b"220-x\r\n" * 500),
        protocol=Protocol.SMTP,
        stage=GREETING,
        reason=TOO_LONG,
    ),
    Server(id="S05-huge-literal", talk=says(b"* OK {4000000000}\r\n"), stage=STARTTLS, reason=TIMED_OUT),
    Server(id="S05-negative-literal", talk=says(b"* OK {-1}\r\n"), stage=STARTTLS, reason=TIMED_OUT),
    Server(
        id="S05-literal-never-filled",
        talk=answers(b"* OK\r\n", b"* CAPABILITY {9}\r\n"),
        stage=STARTTLS,
        reason=CLOSED,
    ),
    Server(id="S06-nul-and-8-bits", talk=says(b"* \0\xff\xfe\x80\r\n"), stage=GREETING, reason=WRONG),
    Server(id="S06-bare-cr", talk=says(b"\r\r\r* OK\r\n"), stage=GREETING, reason=WRONG),
    Server(id="S06-utf-16", talk=says("* OK ready\r\n".encode("utf-16")), stage=GREETING, reason=WRONG),
    Server(
        id="S06-escapes",
        talk=says(b"* BYE \x1b[2J\x9b31m\x1b]52;c;eA==\x07\xe2\x80\xae\r\n"),
        stage=GREETING,
        reason=REJECTED,
    ),
    Server(id="S17-silent-on-tls-port", talk=silent, stage=TLS, reason=TIMED_OUT, secure=True),
    Server(id="S25-reset-at-once", talk=resets, stage=GREETING, reason=RESET),
    Server(id="S25-reset-in-the-greeting", talk=reset_in_the_greeting, stage=GREETING, reason=RESET),
    Server(id="S25-reset-in-the-handshake", talk=reset_in_the_handshake, stage=TLS, reason=RESET, secure=True),
    Server(id="S25-end-without-a-word", talk=closes, stage=GREETING, reason=CLOSED),
    Server(id="S25-half-closed", talk=half_closed, stage=GREETING, reason=CLOSED),
    Server(id="S25-end-in-an-answer", talk=answers(b"* OK\r\n", b"* CAPA"), stage=STARTTLS, reason=CLOSED),
    Server(
        id="S27-smtp",
        talk=says(b"421 4.7.0 too many connections\r\n"),
        protocol=Protocol.SMTP,
        stage=GREETING,
        reason=REJECTED,
    ),
    Server(id="S27-imap", talk=says(b"* BYE too many connections\r\n"), stage=GREETING, reason=REJECTED),
    Server(
        id="S27-pop3", talk=says(b"-ERR [SYS/TEMP] busy\r\n"), protocol=Protocol.POP3, stage=GREETING, reason=REJECTED
    ),
    Server(id="S27-closes", talk=closes, protocol=Protocol.SMTP, stage=GREETING, reason=CLOSED),
    *(
        Server(id=f"S28-{code}", talk=says(b"%d x\r\n" % code), protocol=Protocol.SMTP, stage=GREETING, reason=REJECTED)
        for code in (421, 450, 451, 521, 554)
    ),
    *strangers(),
)


@pytest.mark.parametrize("server", SERVERS, ids=lambda server: server.id)
async def test_a_bad_server_ends_as_the_right_verdict(server: Server, staged: Staged) -> None:
    limits = QUICK if server.reason is TIMED_OUT else PATIENT
    async with staged(mail={1: server.talk}, limits=limits) as here:
        report = await here.test(endpoint(server.protocol, 1, "SSL" if server.secure else "STARTTLS"))
        assert here.mail[1].connections <= 2, "a storm of retries"

    assert isinstance(report.outcome, Failed)
    assert (report.outcome.stage, report.outcome.reason) == (server.stage, server.reason)


def weak_rsa() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=1024)


def weak_ciphers(context: ssl.SSLContext) -> ssl.SSLContext:
    """Only what has long been given up: no forward secrecy, no authenticated encryption."""
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers("AES128-SHA:@SECLEVEL=0")
    return context


HUNG_UP = (FailureReason.TLS_HANDSHAKE, FailureReason.RESET)
"""A server on asyncio hangs up without the alert that others send."""

WEAK: dict[str, tuple[Callable[[Authority, Path], ssl.SSLContext], tuple[FailureReason, ...]]] = {
    "S20-rsa-1024": (lambda a, f: a.odd_context(f, HOST, key=weak_rsa()), (FailureReason.CERTIFICATE_UNTRUSTED,)),
    "S20-old-ciphers": (
        lambda a, f: weak_ciphers(
            a.odd_context(f, HOST, key=rsa.generate_private_key(public_exponent=65537, key_size=2048))
        ),
        HUNG_UP,
    ),
    "S20-tls-1.1": (lambda a, _: a.old_context(HOST), (FailureReason.TLS_HANDSHAKE,)),
    "S20-tls-1.0": (lambda a, _: a.old_context(HOST, version=ssl.TLSVersion.TLSv1), (FailureReason.TLS_HANDSHAKE,)),
}


@pytest.mark.parametrize(("make", "reasons"), WEAK.values(), ids=WEAK)
async def test_weak_tls_is_refused_and_still_seen(
    make: Callable[[Authority, Path], ssl.SSLContext],
    reasons: tuple[FailureReason, ...],
    staged: Staged,
    authority: Authority,
    tmp_path: Path,
) -> None:
    async with staged(mail={1: (says(b"* OK\r\n"), make(authority, tmp_path))}) as here:
        report = await here.test(endpoint("imap", 1))
    assert isinstance(report.outcome, Failed)
    assert report.outcome.stage is TLS
    assert report.outcome.reason in reasons
    assert report.outcome.tls is not None


GOOD = Script(before=[(b"* OK ready",), (b"* CAPABILITY IMAP4rev1", b"<tag> OK"), (b"* BYE", b"<tag> OK")])


async def test_s23_a_root_of_before_the_strict_rules_is_believed(staged: Staged, tmp_path: Path) -> None:
    ca_file, context = old_fashioned_authority(tmp_path, HOST)
    async with staged(mail={1: (follows(GOOD), context)}, ca_file=ca_file) as here:
        report = await here.test(endpoint("imap", 1))
    assert isinstance(report.outcome, Connected)
    assert not Trust(ca_file).verifying.verify_flags & ssl.VERIFY_X509_STRICT


async def test_s24_the_name_is_told_and_a_wish_for_our_certificate_ignored(
    staged: Staged, authority: Authority
) -> None:
    names: list[str | None] = []
    default, wanted = authority.context("elders.example"), authority.context(HOST)
    wanted.verify_mode = ssl.CERT_OPTIONAL

    def choose(sslobject: ssl.SSLObject, name: str | None, _: ssl.SSLContext) -> None:
        names.append(name)
        sslobject.context = wanted

    default.sni_callback = choose
    async with staged(mail={1: (follows(GOOD), default)}) as here:
        report = await here.test(endpoint("imap", 1))
    assert isinstance(report.outcome, Connected)
    assert names == [HOST]


async def test_s26_a_slow_server_within_the_limits_is_a_good_one(staged: Staged, authority: Authority) -> None:
    async def tarpit(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.3)
        writer.write(b"220-one moment\r\n")
        await asyncio.sleep(0.1)
        writer.write(b"220 ready\r\n")
        await reader.readuntil(b"\n")
        await asyncio.sleep(0.3)
        writer.write(b"250 x\r\n")
        await reader.read()

    async with staged(mail={1: (tarpit, authority.context(HOST))}) as here:
        report = await here.test(endpoint("smtp", 1))
    assert isinstance(report.outcome, Connected)


async def test_s26_a_server_that_is_slow_again_and_again_is_given_up(staged: Staged) -> None:
    async def tarpit(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            writer.write(b"220-one moment\r\n")
            await asyncio.sleep(QUICK.greeting / 2)

    async with staged(mail={1: tarpit}, limits=QUICK) as here:
        report = await here.test(endpoint("smtp", 1, "STARTTLS"))
    assert isinstance(report.outcome, Failed)
    assert report.outcome.undecided


@contextlib.contextmanager
def no_more_visitors() -> Iterator[int]:
    """A port whose queue is full: the system drops every further SYN, as a firewall would."""
    with socket.socket() as listener, contextlib.ExitStack() as queue:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        for _ in range(3):
            visitor = queue.enter_context(socket.socket())
            visitor.setblocking(False)
            with contextlib.suppress(BlockingIOError):
                visitor.connect(listener.getsockname())
        time.sleep(0.05)
        yield listener.getsockname()[1]


async def test_s31_a_port_that_swallows_every_syn_is_given_up_in_time(staged: Staged) -> None:
    with no_more_visitors() as port:
        async with staged(routes={1: ("127.0.0.1", port)}) as here:
            report = await here.test(endpoint("imap", 1))
    assert isinstance(report.outcome, Failed)
    assert (report.outcome.stage, report.outcome.reason) == (Stage.CONNECT, TIMED_OUT)


@pytest.mark.parametrize(
    ("protocol", "security", "greeting"),
    [
        pytest.param("pop3", "SSL", b"+OK", id="S38-pop3-on-993"),
        pytest.param("smtp", "STARTTLS", b"220 x", id="S38-starttls-on-465"),
        pytest.param("smtp", "SSL", b"220 x", id="S38-tls-on-587"),
    ],
)
async def test_an_odd_place_is_no_fault(
    protocol: str, security: str, greeting: bytes, staged: Staged, authority: Authority
) -> None:
    port = {"pop3": 993, "SSL": 587, "STARTTLS": 465}[protocol if protocol == "pop3" else security]
    context = authority.context(HOST)
    offer = (b"+OK", b"UIDL", b".") if protocol == "pop3" else (b"250-x", b"250 STARTTLS")
    if security == "SSL":
        script, outside = Script(before=[(greeting,), offer, (b"221",)]), context
    else:
        script, outside = Script(before=[(greeting,), offer, (b"220 go",)], inside=[offer, (b"221",)]), None
    mail = {port: (follows(script, context), outside)}
    async with staged(mail=mail) as here:
        report = await here.test(endpoint(protocol, port, security))
    assert isinstance(report.outcome, Connected)


async def test_s40_nothing_is_said_but_questions_and_goodbye(staged: Staged, authority: Authority) -> None:
    context = authority.context(HOST)
    good = {
        "imap": (GOOD, b"A3 CAPABILITY\r\nA4 LOGOUT\r\n"),
        "pop3": (Script(before=[(b"+OK",), (b"+OK", b"UIDL", b"."), (b"+OK",)]), b"CAPA\r\nQUIT\r\n"),
        "smtp": (Script(before=[(b"220 x",), (b"250 x",), (b"221 x",)]), b"EHLO [127.0.0.1]\r\nQUIT\r\n"),
    }
    for protocol, (script, words) in good.items():
        async with staged(mail={1: (follows(script), context)}) as here:
            report = await here.test(endpoint(protocol, 1))
            assert isinstance(report.outcome, Connected)
            assert bytes(here.mail[1].received) == words


async def test_s41_a_dead_address_beside_a_good_one_is_told_and_no_harm(staged: Staged, authority: Authority) -> None:
    async with staged(
        zone={HOST: {"A": ["192.0.2.1", "192.0.2.2"]}},
        mail={("192.0.2.2", 1): (follows(GOOD), authority.context(HOST))},
        routes={("192.0.2.1", 1): BLACK_HOLE},
    ) as here:
        report = await here.test(endpoint("imap", 1))
    assert isinstance(report.outcome, Connected)
    assert report.address == "192.0.2.2"
    assert report.failed_addresses in {(), (("192.0.2.1", TIMED_OUT),)}  # the name server gives them by turns


async def test_the_bound_is_that_of_the_limits(staged: Staged) -> None:
    impatient = replace(PATIENT, greeting=0.05, session=20.0)
    async with staged(mail={1: silent}, limits=impatient) as here:
        report = await here.test(endpoint("imap", 1, "STARTTLS"))
    assert report.seconds < HICCUP
