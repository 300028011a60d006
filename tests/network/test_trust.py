import asyncio
import contextlib
import ssl
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.network.conftest import HOST, NetworkFactory
from tests.servers.authority import Authority, self_signed_certificate, self_signed_context
from tests.servers.lines import Talk, closes, resets, says, serving, silent
from tests.servers.routes import Routes
from wizard.errors import UnreadableFile
from wizard.model import FailureReason, Stage, TlsFacts
from wizard.network import Network, NetworkSettings, StreamError, certificate, reason_by_facts
from wizard.network.trust import Trust

HELLO = says(b"* OK ready\r\n")


@contextlib.asynccontextmanager
async def network_with(
    talk: Talk, context: ssl.SSLContext | None, network_to: NetworkFactory
) -> AsyncIterator[Network]:
    async with (
        serving(talk, context=context) as server,
        network_to(Routes({993: (server.host, server.port)})) as network,
    ):
        yield network


async def refusal(network: Network, hostname: str = HOST) -> StreamError:
    with pytest.raises(StreamError) as caught:
        await network.open_stream(hostname, 993, tls=True)
    assert caught.value.stage is Stage.TLS
    return caught.value


async def second_look(network: Network, hostname: str = HOST) -> TlsFacts:
    stream = await network.open_stream(hostname, 993, tls=True, inspect_only=True)
    await stream.close()
    assert stream.tls is not None
    return stream.tls


def handshake(client: ssl.SSLContext, server: ssl.SSLContext) -> ssl.SSLObject:
    """The client's side of a session in memory."""
    upstream, downstream = ssl.MemoryBIO(), ssl.MemoryBIO()
    here = client.wrap_bio(downstream, upstream, server_hostname=HOST)
    there = server.wrap_bio(upstream, downstream, server_side=True)
    for _ in range(4):
        for side in (here, there):
            with contextlib.suppress(ssl.SSLWantReadError):
                side.do_handshake()
    return here


async def test_a_good_certificate_is_believed(authority: Authority, network_to: NetworkFactory) -> None:
    async with network_with(HELLO, authority.context(HOST, "pop.voorbeeld.nl"), network_to) as network:
        stream = await network.open_stream(HOST, 993, tls=True)
        assert await stream.read_line() == b"* OK ready"
        facts = stream.tls
    assert facts is not None
    assert (facts.version, facts.hostname_matches, facts.trusted, facts.self_signed) == ("TLSv1.3", True, True, False)
    assert facts.names == (HOST, "pop.voorbeeld.nl")
    assert "Certificaten van Voorbeeld" in facts.issuer
    assert facts.not_before.tzinfo is UTC
    assert facts.not_before < datetime.now(UTC) < facts.not_after


async def test_a_wildcard_is_believed_for_one_label(authority: Authority, network_to: NetworkFactory) -> None:
    async with network_with(HELLO, authority.context("*.voorbeeld.nl"), network_to) as network:
        stream = await network.open_stream(HOST, 993, tls=True)
        assert stream.tls is not None
        assert stream.tls.hostname_matches


async def test_names_beyond_ascii_are_verified_by_idna_2008(authority: Authority, network_to: NetworkFactory) -> None:
    async with network_with(HELLO, authority.context("xn--fa-hia.de"), network_to) as network:
        stream = await network.open_stream("xn--fa-hia.de", 993, tls=True)
        assert stream.tls is not None
        assert stream.tls.names == ("xn--fa-hia.de",)
    async with network_with(HELLO, authority.context("fass.de"), network_to) as network:
        assert (await refusal(network, "xn--fa-hia.de")).reason is FailureReason.CERTIFICATE_NAME


@pytest.mark.parametrize("context", ["expired_context", "future_context"])
async def test_a_certificate_out_of_its_time(context: str, authority: Authority, network_to: NetworkFactory) -> None:
    async with network_with(HELLO, getattr(authority, context)(HOST), network_to) as network:
        assert (await refusal(network)).reason is FailureReason.CERTIFICATE_EXPIRED
        facts = await second_look(network)
    assert (facts.trusted, facts.hostname_matches) == (True, True)
    assert not facts.not_before <= datetime.now(UTC) <= facts.not_after


@pytest.mark.parametrize(
    "name",
    ["elders.example", "imap.voorbeeld.nl.elders.example", "voorbeeld.nl", "*.imap.voorbeeld.nl", "*.nl"],
)
async def test_a_certificate_for_another_name(name: str, authority: Authority, network_to: NetworkFactory) -> None:
    async with network_with(HELLO, authority.context(name), network_to) as network:
        assert (await refusal(network)).reason is FailureReason.CERTIFICATE_NAME
        facts = await second_look(network)
    assert (facts.trusted, facts.hostname_matches, facts.names) == (True, False, (name,))


async def test_a_common_name_is_no_name(authority: Authority, network_to: NetworkFactory) -> None:
    async with network_with(HELLO, authority.common_name_context(HOST), network_to) as network:
        assert (await refusal(network)).reason is FailureReason.CERTIFICATE_NAME
        facts = await second_look(network)
    assert (facts.hostname_matches, facts.names) == (False, ())


def test_a_common_name_is_no_name_even_where_the_library_takes_it(authority: Authority) -> None:
    client = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    client.check_hostname = False
    client.verify_mode = ssl.CERT_NONE
    session = handshake(client, authority.common_name_context(HOST))
    with pytest.raises(StreamError, match="certificate-name"):
        Trust().facts(session, HOST, 993)
    assert not Trust().facts(session, HOST, 993, inspect_only=True).hostname_matches


async def test_a_self_signed_certificate(tmp_path: Path, network_to: NetworkFactory) -> None:
    async with network_with(HELLO, self_signed_context(tmp_path, HOST), network_to) as network:
        assert (await refusal(network)).reason is FailureReason.CERTIFICATE_UNTRUSTED
        facts = await second_look(network)
    assert (facts.trusted, facts.hostname_matches, facts.self_signed) == (False, True, True)
    assert facts.issuer == "Zelfgemaakt"


async def test_a_certificate_of_an_unknown_authority(network_to: NetworkFactory) -> None:
    async with network_with(HELLO, Authority().context(HOST), network_to) as network:
        assert (await refusal(network)).reason is FailureReason.CERTIFICATE_UNTRUSTED
        facts = await second_look(network)
    assert (facts.trusted, facts.hostname_matches, facts.self_signed) == (False, True, False)


@pytest.mark.parametrize(
    ("version", "name"),
    [(ssl.TLSVersion.TLSv1_1, "TLSv1.1"), (ssl.TLSVersion.TLSv1, "TLSv1")],
    ids=["1.1", "1.0"],
)
async def test_a_server_with_old_tls_only_is_refused_and_then_seen(
    version: ssl.TLSVersion, name: str, authority: Authority, network_to: NetworkFactory
) -> None:
    async with network_with(HELLO, authority.old_context(HOST, version=version), network_to) as network:
        # a server on asyncio hangs up without the alert that others send
        assert (await refusal(network)).reason in {FailureReason.TLS_HANDSHAKE, FailureReason.RESET}
        assert (await second_look(network)).version == name


@pytest.mark.parametrize(
    ("alert", "detail"),
    [(70, "tlsv1 alert protocol version"), (40, "sslv3 alert handshake failure"), (112, "tlsv1 unrecognized name")],
)
async def test_an_alert_is_a_failed_handshake(alert: int, detail: str, network_to: NetworkFactory) -> None:
    async def alarm(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readexactly(20)
        writer.write(bytes([21, 3, 3, 0, 2, 2, alert]))
        await reader.read()

    async with network_with(alarm, None, network_to) as network:
        failure = await refusal(network)
    assert (failure.reason, failure.detail) == (FailureReason.TLS_HANDSHAKE, detail)


async def half_a_handshake(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
    await reader.readexactly(20)


NO_TLS = {
    "plain greeting": (HELLO, FailureReason.WRONG_PROTOCOL),
    "plain, late greeting": (says(b"220 mail ESMTP\r\n", pause=0.1), FailureReason.WRONG_PROTOCOL),
    "web server": (says(b"HTTP/1.1 400 Bad Request\r\n\r\n", pause=0.05), FailureReason.WRONG_PROTOCOL),
    "says nothing": (silent, FailureReason.TIMED_OUT),
    "hangs up": (closes, None),
    "hangs up in the handshake": (half_a_handshake, None),
    "resets": (resets, FailureReason.RESET),
}


@pytest.mark.parametrize(("talk", "reason"), NO_TLS.values(), ids=NO_TLS)
async def test_a_port_without_tls(talk: Talk, reason: FailureReason | None, network_to: NetworkFactory) -> None:
    async with network_with(talk, None, network_to) as network:
        failure = await refusal(network)
    # asyncio does not tell a polite end of the connection from a reset while it shakes hands
    assert failure.reason in ({reason} if reason else {FailureReason.CLOSED, FailureReason.RESET})


async def test_the_second_look_does_not_see_tls_where_there_is_none(network_to: NetworkFactory) -> None:
    async with network_with(HELLO, None, network_to) as network:
        with pytest.raises(StreamError):
            await second_look(network)


NAMES = {
    "same": ("imap.voorbeeld.nl", ["imap.voorbeeld.nl"], True),
    "case": ("imap.voorbeeld.nl", ["IMAP.Voorbeeld.NL"], True),
    "second of two": ("imap.voorbeeld.nl", ["voorbeeld.nl", "imap.voorbeeld.nl"], True),
    "wildcard": ("imap.voorbeeld.nl", ["*.voorbeeld.nl"], True),
    "wildcard over two labels": ("a.imap.voorbeeld.nl", ["*.voorbeeld.nl"], False),
    "wildcard for the domain itself": ("voorbeeld.nl", ["*.voorbeeld.nl"], False),
    "wildcard not left-most": ("imap.voorbeeld.nl", ["imap.*.nl"], False),
    "part of a label": ("imap.voorbeeld.nl", ["im*.voorbeeld.nl"], False),
    "two wildcards": ("imap.voorbeeld.nl", ["*.*.nl"], False),
    "top level": ("voorbeeld.nl", ["*.nl"], False),
    "star alone": ("nl", ["*"], False),
    "longer": ("imap.voorbeeld.nl", ["imap.voorbeeld.nl.elders.example"], False),
    "shorter": ("imap.voorbeeld.nl", ["voorbeeld.nl"], False),
    "nul": ("imap.voorbeeld.nl", ["imap.voorbeeld.nl\0.elders.example"], False),
    "address": ("192.0.2.1", ["*.0.2.1"], False),
    "nothing": ("imap.voorbeeld.nl", [""], False),
    "none": ("imap.voorbeeld.nl", [], False),
}


@pytest.mark.parametrize(("hostname", "names", "matches"), NAMES.values(), ids=NAMES)
def test_names_match_by_rfc_9525(hostname: str, names: list[str], matches: bool) -> None:
    assert certificate.name_matches(hostname, names) is matches


NOW = datetime(2026, 11, 23, tzinfo=UTC)

REASONS = {
    "expired": (FailureReason.CERTIFICATE_EXPIRED, {"days": -1}, FailureReason.CERTIFICATE_EXPIRED),
    "expired, and wrong name by the code": (
        FailureReason.CERTIFICATE_NAME,
        {"days": -1, "matches": False},
        FailureReason.CERTIFICATE_NAME,
    ),
    "expired says the code, the dates do not": (
        FailureReason.CERTIFICATE_EXPIRED,
        {"matches": False},
        FailureReason.CERTIFICATE_NAME,
    ),
    "wrong name says the code, the names do not": (
        FailureReason.CERTIFICATE_NAME,
        {"days": -1},
        FailureReason.CERTIFICATE_EXPIRED,
    ),
    "nothing wrong to be seen": (FailureReason.CERTIFICATE_NAME, {}, FailureReason.CERTIFICATE_UNTRUSTED),
    "self-signed, whatever the code": (
        FailureReason.CERTIFICATE_EXPIRED,
        {"days": -1, "self_signed": True},
        FailureReason.CERTIFICATE_UNTRUSTED,
    ),
    "unknown authority": (FailureReason.CERTIFICATE_UNTRUSTED, {}, FailureReason.CERTIFICATE_UNTRUSTED),
    "not about the certificate": (FailureReason.RESET, {"days": -1}, FailureReason.RESET),
}


@pytest.mark.parametrize(("hint", "facts", "reason"), REASONS.values(), ids=REASONS)
def test_the_facts_outweigh_the_code(hint: FailureReason, facts: dict[str, int], reason: FailureReason) -> None:
    seen = TlsFacts(
        version="TLSv1.3",
        hostname_matches=bool(facts.get("matches", True)),
        trusted=False,
        issuer="Zelfgemaakt",
        names=(),
        not_before=NOW - timedelta(days=30),
        not_after=NOW + timedelta(days=facts.get("days", 30)),
        self_signed=bool(facts.get("self_signed", False)),
    )
    assert reason_by_facts(hint, seen, now=NOW) is reason


def test_a_certificate_is_read_without_believing_its_text() -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    names = ["a\x1b[31m.nl", *(f"host{number}.nl" for number in range(500))]
    der = self_signed_certificate(key, common_name="[red]\x1b]52;c;x\x07\u202e", names=names).public_bytes(
        serialization.Encoding.DER
    )
    facts = certificate.read(der, hostname="host499.nl", version="TLSv1.3", trusted=False)
    assert facts.issuer == r"[red]\x1b]52;c;x\x07\u202e"
    assert facts.names[0] == r"a\x1b[31m.nl"
    assert len(facts.names) == 100
    assert facts.hostname_matches


@pytest.mark.parametrize("der", [b"", b"\x30\x00", b"\x30\x82\xff\xff", b"no certificate"], ids=repr)
def test_what_is_no_certificate_is_a_failed_handshake(der: bytes) -> None:
    with pytest.raises(StreamError, match="tls-handshake: unreadable certificate"):
        certificate.read(der, hostname=HOST, version="TLSv1.3", trusted=False)


def test_a_damaged_certificate_is_never_a_crash() -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    der = self_signed_certificate(key, common_name="x", names=[HOST]).public_bytes(serialization.Encoding.DER)
    for position in range(len(der)):
        damaged = bytearray(der)
        damaged[position] ^= 0x55
        with contextlib.suppress(StreamError):
            certificate.read(bytes(damaged), hostname=HOST, version="TLSv1.3", trusted=False)


def test_a_missing_authority_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="No such file"):
        Network(NetworkSettings(ca_file=tmp_path / "absent.pem"))


def test_an_authority_file_without_a_certificate_is_said(tmp_path: Path) -> None:
    path = tmp_path / "letter.pem"
    path.write_text("Dear authority,")
    with pytest.raises(UnreadableFile, match="no certificate"):
        Network(NetworkSettings(ca_file=path))


def test_every_python_takes_the_same_ciphers() -> None:
    """Debian's own Python would take those without forward secrecy as well."""
    names = {cipher["name"] for cipher in Trust().verifying.get_ciphers()}
    assert names
    assert [name for name in names if not name.startswith(("ECDHE-", "DHE-", "TLS_"))] == []
    assert [name for name in names if name.endswith("-SHA")] == []


def test_the_environment_cannot_have_the_keys_logged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = tmp_path / "keys.log"
    monkeypatch.setenv("SSLKEYLOGFILE", str(log))
    assert ssl.create_default_context().keylog_filename == str(log)  # what we must not do
    trust = Trust()
    assert not trust.verifying.keylog_filename
    assert not trust.inspecting.keylog_filename
