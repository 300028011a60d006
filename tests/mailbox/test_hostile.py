"""Servers that are not what they seemed, and whoever stands in between: the password stays here."""

import asyncio
import base64
import gc
import ssl
import threading
import traceback
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from tests.mailbox.conftest import PlaceOf
from tests.mailbox.place import QUICK, all_three
from tests.servers.authority import Authority, self_signed_context
from tests.servers.lines import Talk, floods, resets, says, silent
from tests.servers.mailboxes import SERVERS, MailServer
from wizard.model import (
    FailureReason,
    LoginFailed,
    LoginNotTried,
    LoginRefusal,
    LoginRefused,
    NotTriedReason,
    Protocol,
    SignedIn,
    SocketType,
    Stage,
)

GREETINGS = {Protocol.IMAP: b"* OK ready", Protocol.POP3: b"+OK ready", Protocol.SMTP: b"220 ready"}


def forms(secret: str) -> list[bytes]:
    """How the password might look on the way."""
    raw = secret.encode()
    return [raw, base64.b64encode(raw).rstrip(b"=")[:-1], raw.hex().encode(), base64.b64encode(b"\0" + raw)[4:-4]]


CERTIFICATES: dict[str, Callable[[Authority, Path, str], ssl.SSLContext]] = {
    "self-signed": lambda _, folder, host: self_signed_context(folder, host),
    "unknown-authority": lambda _, __, host: Authority().context(host),
    "expired": lambda authority, _, host: authority.expired_context(host),
    "not-yet": lambda authority, _, host: authority.future_context(host),
    "missing-intermediate": lambda authority, folder, host: authority.incomplete_context(folder, host),
    "forged": lambda authority, folder, host: authority.forged_context(folder, host),
    "prefix": lambda authority, _, host: authority.context(f"{host}.elders.example"),
    "other-name": lambda authority, _, __: authority.context("elders.example"),
    "common-name-only": lambda authority, _, host: authority.common_name_context(host),
    "wildcard-of-top-level": lambda authority, _, __: authority.context("*.nl"),
    "old-tls": lambda authority, _, host: authority.old_context(host),
}


@pytest.mark.parametrize("security", [SocketType.SSL, SocketType.STARTTLS])
@pytest.mark.parametrize("protocol", Protocol)
@pytest.mark.parametrize("fault", CERTIFICATES)
async def test_no_password_goes_to_a_server_with_a_bad_certificate(
    fault: str,
    protocol: Protocol,
    security: SocketType,
    place_of: PlaceOf,
    authority: Authority,
    canary: str,
    tmp_path: Path,
) -> None:
    """The certificate was good when the server was tested, and is not when the password would be sent."""
    context = CERTIFICATES[fault](authority, tmp_path, f"{protocol}.voorbeeld.nl")
    server = MailServer(password=canary)
    async with place_of({protocol: server}, security=security, certificate=context) as here:
        result = await here.check(canary)

    outcome = result.reports[protocol].outcome
    assert isinstance(outcome, LoginFailed)
    assert outcome.stage is Stage.TLS
    assert not outcome.password_sent
    assert server.attempts == 0
    assert not any(form in here.wire[protocol].received for form in forms(canary))


@pytest.mark.parametrize("protocol", Protocol)
async def test_no_password_goes_where_starttls_was_stripped(protocol: Protocol, place_of: PlaceOf, canary: str) -> None:
    stripped = MailServer(password=canary, strips_starttls=True)
    stripped.starttls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    async with place_of(
        {protocol: MailServer(password=canary)},
        security=SocketType.STARTTLS,
        instead={protocol: SERVERS[protocol](stripped)},
    ) as here:
        outcome = (await here.check(canary)).reports[protocol].outcome

    assert isinstance(outcome, LoginFailed)
    assert (outcome.stage, outcome.reason) == (Stage.STARTTLS, FailureReason.STARTTLS_NOT_OFFERED)
    assert stripped.attempts == 0
    assert canary.encode() not in here.wire[protocol].received


OFFERS = {
    Protocol.IMAP: (b"* CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN", b"<tag> OK done"),
    Protocol.POP3: (b"+OK", b"STLS", b"USER", b"."),
    Protocol.SMTP: (b"250-x", b"250-AUTH PLAIN LOGIN", b"250 STARTTLS"),
}


def steps(protocol: Protocol, *answers: bytes, greeting: bytes | None = None) -> Talk:
    """The greeting, the offer, then these answers in turn; a `+` first for those that agree to TLS."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write((greeting or GREETINGS[protocol]) + b"\r\n")
        for lines in (b"\r\n".join(OFFERS[protocol]), *answers):
            tag = (await reader.readuntil(b"\n")).split()[0]
            writer.write(lines.replace(b"<tag>", tag) + b"\r\n")
            await writer.drain()
        await reader.read()

    return talk


STARTTLS_TRICKS = {
    "imap-refused": (Protocol.IMAP, steps(Protocol.IMAP, b"<tag> NO not now")),
    "imap-bad": (Protocol.IMAP, steps(Protocol.IMAP, b"<tag> BAD what")),
    "imap-injected": (Protocol.IMAP, steps(Protocol.IMAP, b"<tag> OK go\r\n* CAPABILITY AUTH=PLAIN")),
    "imap-preauth": (Protocol.IMAP, steps(Protocol.IMAP, greeting=b"* PREAUTH welcome back")),
    "imap-words-for-tls": (Protocol.IMAP, steps(Protocol.IMAP, b"<tag> OK go", b"* OK no TLS here")),
    "pop3-refused": (Protocol.POP3, steps(Protocol.POP3, b"-ERR not now")),
    "pop3-injected": (Protocol.POP3, steps(Protocol.POP3, b"+OK go\r\n+OK USER\r\n+OK PASS")),
    "smtp-refused": (Protocol.SMTP, steps(Protocol.SMTP, b"454 4.7.0 not now")),
    "smtp-injected": (Protocol.SMTP, steps(Protocol.SMTP, b"220 go\r\n250-x\r\n250 AUTH PLAIN")),
}


@pytest.mark.parametrize("trick", STARTTLS_TRICKS)
async def test_no_password_follows_a_trick_with_starttls(trick: str, place_of: PlaceOf, canary: str) -> None:
    protocol, talk = STARTTLS_TRICKS[trick]
    async with place_of(
        {protocol: MailServer(password=canary)}, security=SocketType.STARTTLS, instead={protocol: talk}
    ) as here:
        outcome = (await here.check(canary)).reports[protocol].outcome

    assert isinstance(outcome, LoginFailed)
    assert not outcome.password_sent
    assert not any(form in here.wire[protocol].received for form in forms(canary))
    if trick.endswith("injected"):
        assert outcome.reason is FailureReason.DATA_BEFORE_TLS
    if trick.endswith("preauth"):
        assert outcome.reason is FailureReason.PREAUTH
    if trick.endswith(("refused", "bad")):
        assert (outcome.stage, outcome.reason) == (Stage.STARTTLS, FailureReason.STARTTLS_REFUSED)


@pytest.mark.parametrize("mechanisms", [("PLAIN", "LOGIN"), ()], ids=["plain", "none"])
async def test_a_server_that_disabled_logins_meanwhile_gets_none(
    mechanisms: tuple[str, ...], place_of: PlaceOf, canary: str
) -> None:
    closed = MailServer(password=canary, mechanisms=mechanisms, capabilities=("LOGINDISABLED",))
    async with place_of(
        {Protocol.IMAP: MailServer(password=canary)}, instead={Protocol.IMAP: SERVERS["imap"](closed)}
    ) as here:
        outcome = (await here.check(canary)).reports[Protocol.IMAP].outcome

    assert outcome == LoginNotTried(reason=NotTriedReason.LOGIN_DISABLED)
    assert closed.attempts == 0


async def test_a_server_where_somebody_is_signed_in_tests_nothing(place_of: PlaceOf, canary: str) -> None:
    welcoming = MailServer(password=canary, greeting=b"* PREAUTH you again")
    async with place_of(
        {Protocol.IMAP: MailServer(password=canary)}, instead={Protocol.IMAP: SERVERS["imap"](welcoming)}
    ) as here:
        outcome = (await here.check(canary)).reports[Protocol.IMAP].outcome

    assert outcome == LoginNotTried(reason=NotTriedReason.SIGNED_IN_ALREADY)
    assert welcoming.attempts == 0


def drips(data: bytes) -> Talk:
    """One byte at a time, without end in sight."""
    return says(*(bytes([octet]) for octet in data * 50), pause=0.05)


def after_credentials(protocol: Protocol, then: Callable[[asyncio.StreamWriter], Awaitable[None]]) -> Talk:
    """Honest until the password has come in; then what is given."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async def hear() -> bytes:
            return await reader.readuntil(b"\n")

        writer.write(GREETINGS[protocol] + b"\r\n")
        while True:
            line = await hear()
            tag = line.split()[0]
            if b"AUTH" in line.upper().split(b" ", 2)[0] or b"AUTHENTICATE" in line.upper():
                writer.write(b"334 \r\n" if protocol is Protocol.SMTP else b"+ \r\n")
                await hear()
                await then(writer)
                await reader.read()
                return
            offer = [line for line in OFFERS[protocol] if line not in {b"STLS", b"250 STARTTLS"}]
            if protocol is Protocol.SMTP:
                offer = [b"250-x", b"250 AUTH PLAIN"]
            if protocol is Protocol.POP3:
                offer = [b"+OK", b"SASL PLAIN", b"."]
            writer.write(b"\r\n".join(offer).replace(b"<tag>", tag) + b"\r\n")
            await writer.drain()

    return talk


async def _nothing(_: asyncio.StreamWriter) -> None:
    pass


async def _closes(writer: asyncio.StreamWriter) -> None:
    writer.close()


async def _drips(writer: asyncio.StreamWriter) -> None:
    while not writer.is_closing():
        writer.write(b"x")
        await writer.drain()
        await asyncio.sleep(0.05)


async def _challenges(writer: asyncio.StreamWriter) -> None:
    while not writer.is_closing():
        writer.write(b"+ more\r\n334 bW9yZQ==\r\n")
        await writer.drain()
        await asyncio.sleep(0.01)


async def _huge_literal(writer: asyncio.StreamWriter) -> None:
    writer.write(b"* X {4000000000}\r\n" + b"x" * 100_000)


async def _floods(writer: asyncio.StreamWriter) -> None:
    while not writer.is_closing():
        writer.write(b"* OK again\r\n" * 500)
        await writer.drain()


AFTERWARDS = {
    "silence": _nothing,
    "closes": _closes,
    "drips": _drips,
    "challenges": _challenges,
    "huge-literal": _huge_literal,
    "floods": _floods,
}


@pytest.mark.parametrize("protocol", Protocol)
@pytest.mark.parametrize("then", AFTERWARDS)
async def test_no_answer_to_the_password_is_no_wrong_password(
    then: str, protocol: Protocol, place_of: PlaceOf, canary: str
) -> None:
    servers = all_three(canary)
    async with place_of(servers, instead={protocol: after_credentials(protocol, AFTERWARDS[then])}) as here:
        result = await here.check(canary)

    outcome = result.reports[protocol].outcome
    assert isinstance(outcome, LoginFailed | LoginRefused), outcome
    if isinstance(outcome, LoginRefused):
        assert outcome.reason is LoginRefusal.UNKNOWN
    else:
        assert outcome.password_sent
        assert outcome.stage is Stage.SIGN_IN
    later = list(Protocol)[list(Protocol).index(protocol) + 1 :]
    assert all(result.reports[other].outcome == LoginNotTried(reason=NotTriedReason.LOCK_OUT) for other in later)
    sent = bytes(here.wire[protocol].received)
    assert sent.count(base64.b64encode(f"\0anna@voorbeeld.nl\0{canary}".encode())) <= 1


BEFOREHAND: dict[str, Talk] = {
    "silent": silent,
    "resets": resets,
    "floods": floods(b"* OK [ALERT] more\r\n"),
    "one-long-line": floods(b"x" * 1000),
    "drips-imap": drips(b"* OK hello"),
    "drips-smtp": drips(b"220-hello\r\n"),
    "rubbish": says(b"\x00\xff\xfe\x1b[2J\r\n" * 20),
    "web": says(b"HTTP/1.1 400 Bad Request\r\n\r\n"),
    "literal": says(b"* OK {4000000000}\r\n"),
    "bye": says(b"* BYE go away\r\n"),
    "err": says(b"-ERR go away\r\n"),
    "421": says(b"421 4.7.0 go away\r\n"),
}


@pytest.mark.parametrize("protocol", Protocol)
@pytest.mark.parametrize("talk", BEFOREHAND)
async def test_a_server_that_does_not_behave_gets_no_password_and_an_end(
    talk: str, protocol: Protocol, place_of: PlaceOf, canary: str
) -> None:
    async with place_of({protocol: MailServer(password=canary)}, instead={protocol: BEFOREHAND[talk]}) as here:
        outcome = (await here.check(canary)).reports[protocol].outcome

    assert isinstance(outcome, LoginFailed)
    assert not outcome.password_sent
    assert not any(form in here.wire[protocol].received for form in forms(canary))


ECHOES: dict[str, Callable[[str], bytes]] = {
    "raw": lambda secret: secret.encode(),
    "quoted": lambda secret: f'LOGIN "anna" "{secret}"'.encode(),
    "base64": lambda secret: base64.b64encode(secret.encode()),
    "plain": lambda secret: base64.b64encode(f"\0anna@voorbeeld.nl\0{secret}".encode()),
    "hex": lambda secret: secret.encode().hex().encode(),
    "url": lambda secret: "".join(f"%{octet:02X}" for octet in secret.encode()).encode(),
}


@pytest.mark.parametrize("protocol", Protocol)
@pytest.mark.parametrize("form", ECHOES)
async def test_a_server_that_repeats_the_password_is_not_repeated(
    form: str, protocol: Protocol, place_of: PlaceOf, canary: str
) -> None:
    start = {Protocol.IMAP: b"<tag> NO ", Protocol.POP3: b"-ERR ", Protocol.SMTP: b"535 5.7.8 "}[protocol]
    server = MailServer(password="another", refusal=(start + b"you said " + ECHOES[form](canary) + b", wrong",))
    async with place_of({protocol: server}) as here:
        outcome = (await here.check(canary)).reports[protocol].outcome

    assert isinstance(outcome, LoginRefused)
    assert "you said" in outcome.detail
    assert "***" in outcome.detail
    assert not any(form in repr(outcome).encode() for form in forms(canary))


@pytest.mark.parametrize("end", ["cancelled", "deadline"])
async def test_a_login_that_is_given_up_leaves_no_thread_behind(end: str, place_of: PlaceOf, canary: str) -> None:
    before = {thread for thread in threading.enumerate() if not thread.name.startswith("asyncio_")}
    async with place_of({Protocol.IMAP: MailServer(password=canary)}, instead={Protocol.IMAP: silent}) as here:
        task = asyncio.create_task(here.check(canary))
        await asyncio.sleep(0.2)
        if end == "cancelled":
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await asyncio.wait_for(task, 0.5)
        else:
            await asyncio.wait_for(task, QUICK.session + QUICK.command + 1)
        assert here.wire[Protocol.IMAP].open_now <= 1
        await asyncio.sleep(0.05)
    assert {thread for thread in threading.enumerate() if not thread.name.startswith("asyncio_")} == before


async def _repeats(writer: asyncio.StreamWriter) -> None:
    writer.write(b"* NO \xff{3}\r\nabc)\r\n* LIST (\r\n999 \xff\r\n-ERR \xff\r\n")


@pytest.mark.parametrize("protocol", Protocol)
@pytest.mark.parametrize("then", [*AFTERWARDS, "rubbish"])
async def test_no_exception_that_is_left_holds_the_password(
    then: str, protocol: Protocol, place_of: PlaceOf, canary: str
) -> None:
    """Whatever goes wrong right after it was sent: neither its text, nor its frames with their variables."""
    talk = after_credentials(protocol, AFTERWARDS.get(then, _repeats))
    async with place_of({protocol: MailServer(password=canary)}, instead={protocol: talk}) as here:
        result = await here.check(canary)
    assert not isinstance(result.reports[protocol].outcome, SignedIn)
    assert canary not in repr(result)
    left = [error for error in gc.get_objects() if isinstance(error, BaseException)]
    shown = [f"{error!r} {error!s} {_variables(error)}".encode(errors="backslashreplace") for error in left]
    assert not [text for text in shown if any(form in text for form in forms(canary))]


def _variables(error: BaseException) -> str:
    """The variables of every frame that the error still holds, but those of the tests."""
    frames = (frame for frame, _ in traceback.walk_tb(error.__traceback__))
    return " ".join(repr(frame.f_locals) for frame in frames if "/tests/" not in frame.f_code.co_filename)
