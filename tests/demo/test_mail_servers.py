"""Every mail server of the table does what its line says, as the probes of the product see it."""

import asyncio
import contextlib
from pathlib import Path

import pytest

from wizard import demo
from wizard.demo.authority import Authority
from wizard.demo.loopback import HOST, Loopback
from wizard.demo.mail_server import mail_server
from wizard.demo.situation import Server, Trait
from wizard.model import (
    Capabilities,
    Connected,
    Endpoint,
    Failed,
    FailureReason,
    ProbeOutcome,
    SocketType,
)
from wizard.network import Limits, Network, NetworkSettings
from wizard.probing import probe

_IMPATIENT = Limits(connect=1.0, greeting=3.0, command=3.0)

_TROUBLE = {
    Trait.CLOSED: FailureReason.REFUSED,
    Trait.FILTERED: FailureReason.TIMED_OUT,
    Trait.EXPIRED: FailureReason.CERTIFICATE_EXPIRED,
    Trait.OTHER_NAME: FailureReason.CERTIFICATE_NAME,
    Trait.SELF_SIGNED: FailureReason.CERTIFICATE_UNTRUSTED,
    Trait.INTERCEPTED: FailureReason.CERTIFICATE_UNTRUSTED,
    Trait.OLD_TLS: FailureReason.TLS_HANDSHAKE,
    Trait.SILENT: FailureReason.TIMED_OUT,
    Trait.SPEAKS_SMTP: FailureReason.WRONG_PROTOCOL,
    Trait.BUSY: FailureReason.REJECTED,
    Trait.TURNS_AWAY: FailureReason.REJECTED,
    Trait.NO_STARTTLS: FailureReason.STARTTLS_NOT_OFFERED,
    Trait.OVERWRITTEN: FailureReason.STARTTLS_OVERWRITTEN,
    Trait.OTHER_OVER_IPV6: FailureReason.CERTIFICATE_NAME,
    Trait.REFUSES_STARTTLS: FailureReason.STARTTLS_REFUSED,
    Trait.INJECTS: FailureReason.DATA_BEFORE_TLS,
    Trait.PREAUTH: FailureReason.PREAUTH,
}
_SERVERS = [server for situation in demo.SITUATIONS for server in situation.running()]


async def _outcome(server: Server, network: Network) -> ProbeOutcome:
    endpoint = Endpoint(
        protocol=server.protocol, hostname=server.hostname, port=server.port, socket_type=server.socket_type
    )
    return (await probe(endpoint, network)).outcome


async def _capabilities(server: Server, network: Network) -> Capabilities:
    outcome = await _outcome(server, network)
    assert isinstance(outcome, Connected), outcome
    return outcome.capabilities


@pytest.fixture
def server(request: pytest.FixtureRequest) -> Server:
    return Server.parse(request.param)


@pytest.mark.parametrize("server", _SERVERS, ids=lambda server: f"{server.hostname}:{server.port}")
async def test_does_what_its_line_says(world: demo.World, server: Server) -> None:
    expected = next((trouble for trait, trouble in _TROUBLE.items() if trait in server.traits), None)
    async with Network(world.network_settings(NetworkSettings()), _IMPATIENT) as network:
        outcome = await _outcome(server, network)
    match outcome:
        case Connected(tls=tls, capabilities=capabilities):
            assert expected is None
            assert capabilities.protocol is server.protocol
            assert server.hostname in capabilities.greeting
            assert (tls is None) == (server.socket_type is SocketType.PLAIN)
            if tls is not None:
                assert tls.hostname_matches
                assert tls.trusted
                assert tls.names == (server.hostname,)
        case Failed(reason=reason):
            assert reason is expected


def test_every_trait_is_in_the_table() -> None:
    assert {trait for server in _SERVERS for trait in server.traits} == set(Trait)


@pytest.mark.parametrize(
    ("server", "offered", "missing"),
    [
        ("imap imap.all-well.example 993 SSL", "IDLE MOVE SPECIAL-USE QUOTA", "STARTTLS LOGINDISABLED"),
        ("pop3 pop.all-well.example 995 SSL", "TOP UIDL USER", "STLS"),
        ("smtp smtp.all-well.example 465 SSL", "SIZE 8BITMIME", "STARTTLS"),
        ("pop3 pop.pop-deletes.example 995 SSL", "USER", "UIDL TOP"),
        ("imap imap.oauth2-only.example 993 SSL", "LOGINDISABLED", "STARTTLS"),
    ],
    indirect=["server"],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_offers(network: Network, server: Server, offered: str, missing: str) -> None:
    capabilities = await _capabilities(server, network)
    assert all(capabilities.has(word) for word in offered.split())
    assert not any(capabilities.has(word) for word in missing.split())


@pytest.mark.parametrize(
    ("server", "expire"),
    [
        ("pop3 pop.all-well.example 995 SSL", "NEVER"),
        ("pop3 pop.pop-deletes.example 995 SSL", "0"),
        ("pop3 pop.pop-expires.example 995 SSL", "14"),
    ],
    indirect=["server"],
    ids=str,
)
async def test_says_how_long_pop_keeps_mail(network: Network, server: Server, expire: str) -> None:
    assert (await _capabilities(server, network)).parameter("EXPIRE") == expire


@pytest.mark.parametrize(
    ("server", "mechanisms"),
    [
        ("imap imap.all-well.example 993 SSL", ("PLAIN", "LOGIN")),
        ("pop3 pop.all-well.example 995 SSL", ("PLAIN", "LOGIN")),
        ("smtp smtp.all-well.example 587 STARTTLS", ("PLAIN", "LOGIN")),
        ("imap imap.oauth2-only.example 993 SSL", ("XOAUTH2", "OAUTHBEARER")),
        ("smtp smtp.oauth2-only.example 465 SSL", ("XOAUTH2", "OAUTHBEARER")),
    ],
    indirect=["server"],
    ids=str,
)
async def test_says_how_to_sign_in(network: Network, server: Server, mechanisms: tuple[str, ...]) -> None:
    assert (await _capabilities(server, network)).sasl_mechanisms == mechanisms


@pytest.mark.parametrize(
    ("hostname", "port", "talk"),
    [
        (
            "imap.all-well.example",
            993,
            [
                ("a LOGIN anna secret", "a NO [AUTHENTICATIONFAILED] Wrong user name or password"),
                ("b AUTHENTICATE PLAIN", "+ "),
                ("AGFubmEAc2VjcmV0", "b NO [AUTHENTICATIONFAILED] Wrong user name or password"),
                ("c NOOP", "c OK NOOP completed"),
                ("d SELECT INBOX", "d BAD Unknown command"),
            ],
        ),
        (
            "pop.all-well.example",
            995,
            [
                ("USER anna", "+OK"),
                ("PASS secret", "-ERR [AUTH] Wrong user name or password"),
                ("AUTH PLAIN", "+ "),
                ("AGFubmEAc2VjcmV0", "-ERR [AUTH] Wrong user name or password"),
                ("STAT", "-ERR Unknown command"),
            ],
        ),
        (
            "smtp.all-well.example",
            465,
            [
                ("AUTH PLAIN AGFubmEAc2VjcmV0", "535 5.7.8 Wrong user name or password"),
                ("AUTH LOGIN", "334 "),
                ("YW5uYQ==", "535 5.7.8 Wrong user name or password"),
                ("MAIL FROM:<anna@all-well.example>", "530 5.7.0 Sign in first"),
                ("VRFY anna", "502 5.5.2 Unknown command"),
            ],
        ),
    ],
    ids=["imap", "pop3", "smtp"],
)
async def test_lets_nobody_in_without_the_password(
    network: Network, hostname: str, port: int, talk: list[tuple[str, str]]
) -> None:
    stream = await network.open_stream(hostname, port, tls=True)
    await stream.read_line()
    for said, answered in talk:
        await stream.write(f"{said}\r\n".encode())
        assert (await stream.read_line()).decode() == answered


@pytest.mark.parametrize(
    ("hostname", "port", "said", "answered"),
    [
        ("mail.starttls-only.example", 143, "a LOGIN anna secret", "a NO [PRIVACYREQUIRED] Start TLS first"),
        ("mail.starttls-only.example", 110, "USER anna", "-ERR Start TLS first"),
        ("mail.starttls-only.example", 587, "AUTH PLAIN AGFubmEAc2VjcmV0", "530 5.7.0 Start TLS first"),
    ],
    ids=["imap", "pop3", "smtp"],
)
async def test_takes_no_password_before_tls(
    network: Network, hostname: str, port: int, said: str, answered: str
) -> None:
    stream = await network.open_stream(hostname, port, tls=False)
    await stream.read_line()
    await stream.write(f"{said}\r\n".encode())
    assert (await stream.read_line()).decode() == answered


@pytest.mark.parametrize(
    ("line", "talk"),
    [
        ("imap mail.example 143 plain", ["a ID NIL", "b NOOP", "", "c LOGOUT"]),
        ("pop3 mail.example 110 plain", ["STLS", "NOOP", "", "QUIT"]),
        ("smtp mail.example 587 plain", ["HELO me", "RSET", "", "QUIT"]),
    ],
    ids=["imap", "pop3", "smtp"],
)
async def test_answers_every_line_until_goodbye(tmp_path: Path, line: str, talk: list[str]) -> None:
    answers = await _talk(tmp_path, line, "".join(f"{said}\r\n" for said in talk).encode())
    assert len(answers.splitlines()) >= len(talk) + 1
    assert b"Until next time" in answers


@pytest.mark.parametrize(
    ("line", "greeting"),
    [
        ("imap mail.example 143 plain busy", b"* BYE "),
        ("pop3 mail.example 110 plain busy", b"-ERR [SYS/TEMP] "),
        ("smtp mail.example 587 plain busy", b"421 4.7.0 "),
    ],
    ids=["imap", "pop3", "smtp"],
)
async def test_turns_everybody_away_when_busy(tmp_path: Path, line: str, greeting: bytes) -> None:
    answers = await _talk(tmp_path, line, b"")
    assert answers.startswith(greeting)
    assert len(answers.splitlines()) == 1


async def test_hangs_up_on_a_flood(tmp_path: Path) -> None:
    with contextlib.suppress(ConnectionError):
        assert b"Unknown" not in await _talk(tmp_path, "imap mail.example 143 plain", b"x" * 1_000_000)


async def _talk(folder: Path, line: str, said: bytes) -> bytes:
    """All that a server of this line answers until it hangs up."""
    conversation = mail_server(Server.parse(line), Authority(folder).context("mail.example"))
    async with Loopback(0) as loopback:
        reader, writer = await asyncio.open_connection(HOST, await loopback.listen(conversation))
        try:
            writer.write(said)
            async with asyncio.timeout(5):
                return await reader.read()
        finally:
            writer.close()
