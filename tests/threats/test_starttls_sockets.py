"""The same ways to play with STARTTLS over real connections, and what only a connection can do: TLS itself.

T1 to T4 and C1 to C4 are the tests of "A Multifaceted Study on the Use of TLS and Auto-detect in Email Ecosystems"
(NDSS 2025) that concern a program without a password.
"""

import asyncio
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.servers.authority import Authority, self_signed_context
from tests.servers.lines import LineServer, Talk, floods, says
from tests.servers.scripts import follows
from tests.threats.case import Case
from tests.threats.conftest import Staged
from tests.threats.dialogue_cases import CASES
from tests.threats.stage import HOST, PATIENT, QUICK, endpoint
from wizard.model import Connected, Failed, FailureReason, Protocol, Stage

ALL_OF = {"B", "P", "L", "M"}
PLAYED = [
    case
    for number, case in enumerate(CASES)
    if (case.id.split("-")[1] in ALL_OF or number % 6 == 0)
    # an early "go" gets the handshake so early that a server on asyncio takes it for words
    and not case.id.endswith("agreed-before-asked")
]


@pytest.mark.parametrize("case", PLAYED, ids=lambda case: case.id)
async def test_over_a_connection_the_verdict_is_the_same(case: Case, staged: Staged, authority: Authority) -> None:
    talk = follows(case.script, authority.context(HOST))
    silent = case.verdict is not None and case.verdict[1] is FailureReason.TIMED_OUT
    async with staged(mail={1: talk}, limits=QUICK if silent else PATIENT) as here:
        report = await here.test(endpoint(case.protocol, 1, "STARTTLS"))

    if case.verdict is None:
        assert isinstance(report.outcome, Connected)
        assert report.outcome.tls is not None
        assert report.outcome.tls.trusted
    else:
        assert isinstance(report.outcome, Failed)
        assert (report.outcome.stage, report.outcome.reason) == case.verdict


def test_the_selection_is_fair() -> None:
    kinds = {(case.protocol, case.id.split("-")[1]) for case in CASES}
    assert len(PLAYED) > 70
    assert len(kinds - {(case.protocol, case.id.split("-")[1]) for case in PLAYED}) <= 2


CAPABLE = {
    Protocol.IMAP: (b"* OK ready", (b"* CAPABILITY IMAP4rev1 STARTTLS", b"<tag> OK"), b"<tag> OK begin"),
    Protocol.POP3: (b"+OK ready", (b"+OK", b"STLS", b"."), b"+OK begin"),
    Protocol.SMTP: (b"220 ready", (b"250-x", b"250 STARTTLS"), b"220 go"),
}


def upgrading(protocol: Protocol, then: Talk, context: ssl.SSLContext | None = None) -> Talk:
    """Agree to STARTTLS, put TLS on where there is a context, and go on with `then`."""
    greeting, offer, go = CAPABLE[protocol]

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(greeting + b"\r\n")
        for lines in (offer, (go,)):
            tag = (await reader.readuntil(b"\n")).split()[0]
            writer.write(b"".join(line.replace(b"<tag>", tag) + b"\r\n" for line in lines))
        await writer.drain()
        if context is not None:
            await writer.start_tls(context)
        await then(reader, writer)

    return talk


async def no_shake(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Words instead of ServerHello."""
    await reader.read(5)
    writer.write(b"* OK let us go on without TLS\r\n")
    await reader.read()


noise = floods(b"\x00\x1b]0;\xff\x07" * 500)
"""Bytes that are no protocol, without end."""

chatter = floods(b"* OK still here\r\n" * 100)
"""Short lines that every protocol takes for the start of something, without end."""


@pytest.mark.parametrize("protocol", Protocol)
@pytest.mark.parametrize(
    ("then", "encrypted", "stage", "reasons"),
    [
        pytest.param(no_shake, False, Stage.TLS, {FailureReason.WRONG_PROTOCOL}, id="T2-words-for-ServerHello"),
        pytest.param(says(), False, Stage.TLS, {FailureReason.TIMED_OUT}, id="T2-silence-for-ServerHello"),
        pytest.param(noise, True, Stage.CAPABILITY, {FailureReason.TOO_LONG}, id="T4-noise-inside"),
        pytest.param(
            chatter,
            True,
            Stage.CAPABILITY,
            {FailureReason.TOO_LONG, FailureReason.WRONG_PROTOCOL},
            id="T4-chatter-inside",
        ),
        pytest.param(says(), True, Stage.CAPABILITY, {FailureReason.TIMED_OUT}, id="T4-silence-inside"),
    ],
)
async def test_what_follows_an_agreed_starttls(
    protocol: Protocol,
    then: Talk,
    encrypted: bool,
    stage: Stage,
    reasons: set[FailureReason],
    staged: Staged,
    authority: Authority,
) -> None:
    talk = upgrading(protocol, then, authority.context(HOST) if encrypted else None)
    limits = QUICK if FailureReason.TIMED_OUT in reasons else PATIENT
    async with staged(mail={1: talk}, limits=limits) as here:
        report = await here.test(endpoint(protocol, 1, "STARTTLS"))
        assert here.mail[1].connections == 1, "tried again"

    assert isinstance(report.outcome, Failed)
    assert report.outcome.stage is stage
    assert report.outcome.reason in reasons


@dataclass(frozen=True, slots=True, kw_only=True)
class Bad:
    """A certificate that is not good for `HOST`, and why."""

    make: Callable[[Authority, Path], ssl.SSLContext]
    reason: FailureReason


NAME, UNTRUSTED = FailureReason.CERTIFICATE_NAME, FailureReason.CERTIFICATE_UNTRUSTED
CERTIFICATES = {
    "C1-self-signed": Bad(make=lambda _, folder: self_signed_context(folder, HOST), reason=UNTRUSTED),
    "C1-unknown-authority": Bad(make=lambda _, __: Authority().context(HOST), reason=UNTRUSTED),
    "C1-missing-intermediate": Bad(make=lambda a, folder: a.incomplete_context(folder, HOST), reason=UNTRUSTED),
    "C2-expired": Bad(make=lambda a, _: a.expired_context(HOST), reason=FailureReason.CERTIFICATE_EXPIRED),
    "C2-not-yet": Bad(make=lambda a, _: a.future_context(HOST), reason=FailureReason.CERTIFICATE_EXPIRED),
    "C3-bad-signature": Bad(make=lambda a, folder: a.forged_context(folder, HOST), reason=UNTRUSTED),
    "C4-prefix": Bad(make=lambda a, _: a.context(f"{HOST}.elders.example"), reason=NAME),
    "C4-suffix": Bad(make=lambda a, _: a.context(f"evil{HOST}"), reason=NAME),
    "C4-other": Bad(make=lambda a, _: a.context("imap.elders.example"), reason=NAME),
    "C4-parent": Bad(make=lambda a, _: a.context("voorbeeld.nl"), reason=NAME),
    "C4-common-name-only": Bad(make=lambda a, _: a.common_name_context(HOST), reason=NAME),
    "C4-wildcard-of-top-level": Bad(make=lambda a, _: a.context("*.nl"), reason=NAME),
    "C4-wildcard-two-levels-up": Bad(make=lambda a, _: a.context("*.imap.voorbeeld.nl"), reason=NAME),
    "C4-wildcard-within-a-label": Bad(make=lambda a, f: a.odd_context(f, "im*.voorbeeld.nl"), reason=NAME),
    "C4-nul": Bad(make=lambda a, f: a.odd_context(f, f"{HOST}\0.elders.example"), reason=NAME),
    "C4-address-as-name": Bad(make=lambda a, f: a.odd_context(f, "192.0.2.1"), reason=NAME),
    "C4-for-clients-only": Bad(make=lambda a, f: a.odd_context(f, HOST, for_clients=True), reason=UNTRUSTED),
    "C4-no-name-at-all": Bad(make=lambda a, f: a.odd_context(f), reason=NAME),
}


@pytest.mark.parametrize("bad", CERTIFICATES.values(), ids=CERTIFICATES)
@pytest.mark.parametrize("security", ["SSL", "STARTTLS"])
async def test_no_word_is_said_to_a_server_with_a_bad_certificate(
    bad: Bad, security: str, staged: Staged, authority: Authority, tmp_path: Path
) -> None:
    context = bad.make(authority, tmp_path)
    inside = LineServer(host="", port=0)

    async def listens(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
        inside.received += await reader.read()

    mail = (listens, context) if security == "SSL" else upgrading(Protocol.IMAP, listens, context)
    async with staged(mail={1: mail}) as here:
        report = await here.test(endpoint("imap", 1, security))

    assert isinstance(report.outcome, Failed)
    assert (report.outcome.stage, report.outcome.reason) == (Stage.TLS, bad.reason)
    assert inside.received == b""
    assert report.outcome.tls is not None, "the second look saw no certificate"
    assert report.outcome.tls.hostname_matches is (bad.reason is not NAME)
    assert report.outcome.tls.self_signed is (bad.make is CERTIFICATES["C1-self-signed"].make)


async def test_a_certificate_for_all_below_the_domain_is_good(staged: Staged, authority: Authority) -> None:
    talk = upgrading(Protocol.SMTP, says(b"250 x\r\n"), authority.context("*.voorbeeld.nl"))
    async with staged(mail={1: talk}) as here:
        report = await here.test(endpoint("smtp", 1, "STARTTLS"))
    assert isinstance(report.outcome, Connected)


async def test_a_recorder_hears_what_is_said_inside_tls(staged: Staged, authority: Authority) -> None:
    greeting = says(b"* OK\r\n", b"* CAPABILITY IMAP4rev1\r\nA3 OK\r\n")
    async with staged(mail={1: (greeting, authority.context(HOST))}) as here:
        await here.test(endpoint("imap", 1))
        assert bytes(here.mail[1].received) == b"A3 CAPABILITY\r\nA4 LOGOUT\r\n"
