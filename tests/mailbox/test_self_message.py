"""One message to oneself: to nobody else, once, and every ending told apart."""

import dataclasses
import email
import re
from datetime import UTC, datetime
from email import policy

import pytest

from tests.mailbox.conftest import PlaceOf
from tests.mailbox.place import ADDRESS, Place, all_three
from tests.servers.mailboxes import MailServer
from wizard.mailbox import send_to_myself
from wizard.mailbox.self_message import self_message
from wizard.model import (
    Consent,
    EmailAddress,
    FailureReason,
    LoginRefused,
    MessageAccepted,
    MessageFailed,
    MessageRefusal,
    MessageRefused,
    Password,
    Protocol,
    SendingCheck,
    SendingStep,
    SignedIn,
    SocketType,
)

TEXT = "Dit is een proef.\n\nU hoeft niets te doen: é.\n"


async def sent(there: Place, password: str) -> SendingCheck:
    return await send_to_myself(
        there.plan(),
        Password(password),
        there.network,
        there.failed_logins,
        Consent(),
        subject="Proefbericht één",
        text=TEXT,
    )


def submission(canary: str, **changes: object) -> dict[Protocol, MailServer]:
    return {Protocol.SMTP: dataclasses.replace(all_three(canary)[Protocol.SMTP], **changes)}  # type: ignore[arg-type]


@pytest.mark.parametrize("security", [SocketType.SSL, SocketType.STARTTLS])
async def test_one_message_goes_to_the_user_alone(security: SocketType, place_of: PlaceOf, canary: str) -> None:
    servers = all_three(canary)
    async with place_of(servers, security=security) as there:
        check = await sent(there, canary)

    assert check.works
    assert check.outcome == MessageAccepted(detail="250 2.0.0 queued as 4711")
    assert [server.attempts for server in servers.values()] == [0, 0, 1]
    assert servers[Protocol.SMTP].said[-5:] == ["AUTH", "MAIL", "RCPT", "DATA", "QUIT"]
    [[sender, recipient, *lines]] = servers[Protocol.SMTP].mail
    assert (sender, recipient) == (b"MAIL FROM:<anna@voorbeeld.nl>", b"RCPT TO:<anna@voorbeeld.nl>")

    message = email.message_from_bytes(b"\r\n".join(lines), policy=policy.default)
    assert message["From"] == message["To"] == "anna@voorbeeld.nl"
    assert message["Subject"] == "Proefbericht één"
    assert message["Message-ID"] == check.message_id
    assert re.fullmatch(r"<[0-9a-f]{32}@voorbeeld\.nl>", check.message_id or "")
    assert message["Date"].datetime.tzinfo is not None
    assert (message["MIME-Version"], message["Auto-Submitted"]) == ("1.0", "auto-generated")
    assert message.get_content_type() == "text/plain"
    assert message.get_content().replace("\r\n", "\n").rstrip() == TEXT.rstrip()
    assert not {"Cc", "Bcc", "Reply-To", "Received", "User-Agent", "X-Mailer"} & set(message)
    assert canary.encode() not in b"".join(lines)


@pytest.mark.parametrize(
    ("verb", "step", "heard"),
    [
        ("MAIL", SendingStep.SENDER, "MAIL"),
        ("RCPT", SendingStep.RECIPIENT, "MAIL RCPT"),
        ("DATA", SendingStep.MESSAGE, "MAIL RCPT DATA"),
        (".", SendingStep.MESSAGE, "MAIL RCPT DATA"),
    ],
)
async def test_a_refusal_is_told_with_its_step(
    verb: str, step: SendingStep, heard: str, place_of: PlaceOf, canary: str
) -> None:
    lines = (b"550-5.7.1 not owned", b"550 5.7.1 by you " + canary.encode())
    servers = submission(canary, answers={verb: lines})
    async with place_of(servers) as there:
        check = await sent(there, canary)

    assert check.outcome == MessageRefused(
        step=step,
        reason=MessageRefusal.SENDER_NOT_OWNED,
        detail="550-5.7.1 not owned 550 5.7.1 by you ***",
    )
    assert check.login.works
    assert not check.works
    assert servers[Protocol.SMTP].said[-1] == "QUIT"
    assert [verb for verb in servers[Protocol.SMTP].said if verb in {"MAIL", "RCPT", "DATA"}] == heard.split()


@pytest.mark.parametrize("verb", ["MAIL", "RCPT", "DATA", "."])
@pytest.mark.parametrize(
    ("answer", "reason"),
    [((), FailureReason.CLOSED), ((b"go away",), FailureReason.WRONG_PROTOCOL), ((b"354 x",), None)],
    ids=["hangs-up", "no-code", "wrong-code"],
)
async def test_no_yes_or_no_is_no_refusal(
    verb: str, answer: tuple[bytes, ...], reason: FailureReason | None, place_of: PlaceOf, canary: str
) -> None:
    if (verb, answer) == ("DATA", (b"354 x",)):
        answer = (b"250 x",)
    async with place_of(submission(canary, answers={verb: answer})) as there:
        check = await sent(there, canary)

    assert isinstance(check.outcome, MessageFailed)
    assert check.outcome.reason is (reason or FailureReason.WRONG_PROTOCOL)
    assert isinstance(check.login.reports[Protocol.SMTP].outcome, SignedIn)
    assert not check.works


async def test_a_wrong_password_sends_nothing(place_of: PlaceOf, canary: str) -> None:
    servers = all_three("another")
    async with place_of(servers) as there:
        check = await sent(there, canary)

    assert isinstance(check.login.reports[Protocol.SMTP].outcome, LoginRefused)
    assert list(check.login.reports) == [Protocol.SMTP]
    assert (check.login.failures, check.outcome, check.works) == (1, None, False)
    assert servers[Protocol.SMTP].mail == []
    assert sum(server.attempts for server in servers.values()) == 1


async def test_an_unprotected_name_gets_neither_password_nor_message(place_of: PlaceOf, canary: str) -> None:
    servers = submission(canary)
    async with place_of(servers, trusted=False) as there:
        check = await sent(there, canary)

    assert (check.outcome, check.works) == (None, False)
    assert not {"AUTH", "MAIL"} & set(servers[Protocol.SMTP].said)


@pytest.mark.parametrize("offered", [True, False])
async def test_an_address_beyond_ascii_needs_a_server_that_knows_it(
    offered: bool,
    place_of: PlaceOf,
    canary: str,
) -> None:
    servers = submission(canary, extensions=(b"SMTPUTF8",) if offered else (), username="zoë@voorbeeld.nl")
    async with place_of(servers) as there:
        plan = there.plan()
        zoe = EmailAddress.parse("zoë@voorbeeld.nl")
        logins = tuple(dataclasses.replace(one, username=str(zoe)) for one in plan.logins)
        check = await send_to_myself(
            dataclasses.replace(plan, address=zoe, logins=logins),
            Password(canary),
            there.network,
            there.failed_logins,
            Consent(),
            subject="x",
            text="x\n",
        )

    if offered:
        assert isinstance(check.outcome, MessageAccepted)
        assert servers[Protocol.SMTP].mail[0][0] == "MAIL FROM:<zoë@voorbeeld.nl> SMTPUTF8".encode()
    else:
        assert check.outcome == MessageRefused(step=SendingStep.SENDER, reason=MessageRefusal.LOCAL_PART_ENCODING)
        assert servers[Protocol.SMTP].mail == []


@pytest.mark.parametrize("address", ["anna@voorbeeld.nl", "a.b+c'd@voorbeeld.nl", "anna@xn--caf-dma.example"])
def test_the_message_is_plain_and_whole(address: str) -> None:
    raw = self_message(
        EmailAddress.parse(address),
        subject="Een heel lang onderwerp met één accent, dat niet op één regel past en dus wordt gevouwen",
        text=".\nhallo " + "é" * 400 + "\n",
        sent=datetime(2026, 11, 28, 12, 0, tzinfo=UTC),
        message_id="<x@voorbeeld.nl>",
    )

    assert raw.isascii()
    assert b"\r\n" in raw
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", raw)
    assert max(map(len, raw.split(b"\r\n"))) <= 78
    assert b"Date: Sat, 28 Nov 2026 12:00:00 +0000" in raw
    message = email.message_from_bytes(raw, policy=policy.default)
    assert message["To"].addresses[0].addr_spec == address
    assert message["From"].addresses[0].addr_spec == str(ADDRESS) or address != str(ADDRESS)
