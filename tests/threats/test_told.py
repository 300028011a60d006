"""What a whole look tells of servers that are not what they seem; the ids are those of `table.py`."""

import asyncio
import ssl
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.servers.authority import Authority, self_signed_context
from tests.servers.lines import Talk, answers, closes, resets, says, silent
from tests.servers.names import Zone
from tests.servers.routes import BLACK_HOLE, Destination, unreachable
from tests.servers.scripts import Script, follows
from tests.servers.web import page
from tests.threats.conftest import Staged
from tests.threats.stage import DOMAIN, HOST, QUICK, found
from wizard.i18n import Words
from wizard.i18n.sentences import finding_sentences
from wizard.model import Failed, FailureReason, Finding, FindingId, Investigation, Language, Protocol, Stage
from wizard.rulebook import load

AUTOCONFIG = f"https://autoconfig.{DOMAIN}/mail/config-v1.1.xml"
TEXTS = load().findings
V4, V6 = "192.0.2.1", "2001:db8::1"
ZONE: Zone = {DOMAIN: {"MX": [f"10 mx.{DOMAIN}."]}, HOST: {"A": [V4]}}
BOTH: Zone = {DOMAIN: {"MX": [f"10 mx.{DOMAIN}."]}, HOST: {"A": [V4], "AAAA": [V6]}}
IMAP = Script(before=[(b"* OK ready",), (b"* CAPABILITY IMAP4rev1 AUTH=PLAIN", b"<tag> OK"), (b"* BYE", b"<tag> OK")])
OTHER_IMAP = Script(
    before=[(b"* OK other",), (b"* CAPABILITY IMAP4rev1 IDLE AUTH=PLAIN", b"<tag> OK"), (b"* BYE", b"<tag> OK")]
)


def published(kind: str, port: int, security: str) -> dict[str, bytes]:
    """A file that names one server, as its domain publishes it."""
    direction = "outgoingServer" if kind == "smtp" else "incomingServer"
    server = (
        f'<{direction} type="{kind}"><hostname>{HOST}</hostname><port>{port}</port>'
        f"<socketType>{security}</socketType></{direction}>"
    )
    document = f'<clientConfig version="1.1"><emailProvider id="x">{server}</emailProvider></clientConfig>'
    return {AUTOCONFIG: page(document.encode())}


def the(finding: FindingId, seen: Investigation) -> Finding:
    """The one finding with this id, which reads well in both languages."""
    (one,) = [item for item in seen.findings if item.id is finding]
    for language in Language:
        assert not any("{" in sentence for sentence in finding_sentences(one, TEXTS, Words(language)))
    return one


SPOKEN = {"imap": b"* OK ready\r\n", "pop3": b"+OK ready\r\n", "smtp": b"220-ready\r\n220 go on\r\n"}


@pytest.mark.parametrize("kind", SPOKEN)
async def test_s17_plain_words_on_a_port_for_tls_are_told(kind: str, staged: Staged) -> None:
    async with staged(zone=ZONE, pages=published(kind, 2993, "SSL"), mail={2993: says(SPOKEN[kind])}) as here:
        seen = await here.look()
    told = the(FindingId.NO_TLS_FROM_THE_START, seen)
    assert told.subject == f"{HOST}:2993"
    assert told.values["detail"] == SPOKEN[kind].partition(b"\r")[0].decode()
    assert FindingId.WRONG_PROTOCOL not in found(seen)
    at_this_port = {item.endpoint.socket_type.value: item for item in seen.candidates if item.endpoint.port == 2993}
    assert set(at_this_port) == {"SSL", "STARTTLS"}
    assert at_this_port["STARTTLS"].report is not None, "not tried the other way"
    report = at_this_port["SSL"].report
    assert report is not None
    assert isinstance(report.outcome, Failed)
    assert (report.outcome.stage, report.outcome.reason) == (Stage.TLS, FailureReason.WRONG_SOCKET_TYPE)


@pytest.mark.parametrize("security", ["STARTTLS", "plain"])
async def test_s17_tls_on_a_port_for_plain_words_is_told_and_used(
    security: str, staged: Staged, authority: Authority
) -> None:
    mail = {2143: (follows(IMAP), authority.context(HOST))}
    async with staged(zone=ZONE, pages=published("imap", 2143, security), mail=mail, limits=QUICK) as here:
        seen = await here.look()
    told = the(FindingId.TLS_FROM_THE_START, seen)
    assert told.subject == f"{HOST}:2143"
    assert FindingId.SERVER_SILENT not in found(seen)
    best = seen.servers[Protocol.IMAP]
    assert (best.endpoint.port, best.endpoint.socket_type, best.verified) == (2143, "SSL", True)


@pytest.mark.parametrize("security", ["STARTTLS", "SSL"])
async def test_s17_silence_is_not_taken_for_another_kind_of_security(security: str, staged: Staged) -> None:
    async with staged(zone=ZONE, pages=published("imap", 2143, security), mail={2143: silent}, limits=QUICK) as here:
        seen = await here.look()
    assert FindingId.SERVER_SILENT in found(seen)
    assert not {FindingId.TLS_FROM_THE_START, FindingId.NO_TLS_FROM_THE_START} & found(seen)


OVERWRITTEN = {
    "imap": ((b"* OK ready",), (b"* CAPABILITY IMAP4rev1 XXXXXXXX LOGINDISABLED", b"<tag> OK"), b"XXXXXXXX"),
    "pop3": ((b"+OK ready",), (b"+OK", b"UIDL", b"XXXX", b"."), b"XXXX"),
    "smtp": ((b"220 " + b"*" * 40,), (b"250-x", b"250-SIZE 1000", b"250 XXXXXXXA"), b"*" * 40),
}


@pytest.mark.parametrize("kind", OVERWRITTEN)
async def test_s33_an_offer_that_was_written_over_is_told_as_that(kind: str, staged: Staged) -> None:
    *before, sign = OVERWRITTEN[kind]
    mail = {2143: follows(Script(before=before))}
    async with staged(zone=ZONE, pages=published(kind, 2143, "STARTTLS"), mail=mail) as here:
        seen = await here.look()
    told = the(FindingId.STARTTLS_OVERWRITTEN, seen)
    assert told.severity == "blocking"
    assert sign.decode() in told.values["detail"]
    blamed = {FindingId.STARTTLS_NOT_OFFERED, FindingId.NO_ENCRYPTION, FindingId.PUBLISHED_SERVER_DEAD} & found(seen)
    assert not blamed, "the server is not to blame"
    assert seen.servers == {}


Make = Callable[[Authority], tuple[Talk, ssl.SSLContext | None]]
GOOD: Make = lambda authority: (follows(IMAP), authority.context(HOST))  # noqa: E731
OF_ANOTHER: Make = lambda authority: (follows(IMAP), authority.context("*.hosting.example"))  # noqa: E731
MORE_NAMES: Make = lambda authority: (follows(IMAP), authority.context(HOST, f"imap6.{DOMAIN}"))  # noqa: E731
OTHER_SERVICE: Make = lambda authority: (follows(OTHER_IMAP), authority.context(HOST))  # noqa: E731
WITHOUT_TLS: Make = lambda _: (says(b"* OK ready\r\n"), None)  # noqa: E731
TURNS_AWAY: Make = lambda authority: (says(b"* BYE go away\r\n"), authority.context(HOST))  # noqa: E731


@pytest.mark.parametrize(
    ("over_ipv4", "over_ipv6", "ipv4", "ipv6", "severity"),
    [
        pytest.param(GOOD, OF_ANOTHER, "works", "certificate-name", "warning", id="S29-another-certificate"),
        pytest.param(OF_ANOTHER, GOOD, "certificate-name", "works", "warning", id="S29-another-certificate-on-ipv4"),
        pytest.param(GOOD, WITHOUT_TLS, "works", "wrong-socket-type", "warning", id="S29-another-security"),
        pytest.param(GOOD, TURNS_AWAY, "works", "rejected", "warning", id="S29-turned-away"),
        pytest.param(GOOD, MORE_NAMES, None, None, "note", id="S29-more-names"),
        pytest.param(GOOD, OTHER_SERVICE, "—", "IDLE", "note", id="S29-another-service"),
    ],
)
async def test_a_host_that_is_another_over_ipv6_is_told(
    over_ipv4: Make,
    over_ipv6: Make,
    ipv4: str | None,
    ipv6: str | None,
    severity: str,
    staged: Staged,
    authority: Authority,
) -> None:
    mail = {(V4, 2993): over_ipv4(authority), (V6, 2993): over_ipv6(authority)}
    async with staged(zone=BOTH, pages=published("imap", 2993, "SSL"), mail=mail) as here:
        seen = await here.look()
    told = the(FindingId.IPV6_DIFFERS, seen)
    assert (told.subject, told.severity) == (f"{HOST}:2993", severity)
    if ipv4 is None:
        assert f"imap6.{DOMAIN}" in told.values["ipv6"]
        assert f"imap6.{DOMAIN}" not in told.values["ipv4"]
    else:
        assert told.values == {"ipv4": ipv4, "ipv6": ipv6}


async def test_s29_the_same_server_over_both_is_no_news(staged: Staged, authority: Authority) -> None:
    mail = {(V4, 2993): GOOD(authority), (V6, 2993): GOOD(authority)}
    async with staged(zone=BOTH, pages=published("imap", 2993, "SSL"), mail=mail) as here:
        seen = await here.look()
        assert [place.connections for place in here.mail.values()] == [1, 1]
    assert not {FindingId.IPV6_DIFFERS, FindingId.IPV6_BROKEN, FindingId.IPV4_BROKEN} & found(seen)


@pytest.mark.parametrize(
    ("dead", "destination", "finding"),
    [
        pytest.param(V6, BLACK_HOLE, FindingId.IPV6_BROKEN, id="S29-black-hole-on-ipv6"),
        pytest.param(V6, ConnectionRefusedError(111, "refused"), FindingId.IPV6_BROKEN, id="S29-refused-on-ipv6"),
        pytest.param(V4, BLACK_HOLE, FindingId.IPV4_BROKEN, id="S29-black-hole-on-ipv4"),
        pytest.param(V4, ConnectionRefusedError(111, "refused"), FindingId.IPV4_BROKEN, id="S29-refused-on-ipv4"),
    ],
)
async def test_a_dead_family_is_told_where_the_other_works(
    dead: str, destination: Destination, finding: FindingId, staged: Staged, authority: Authority
) -> None:
    alive = V4 if dead == V6 else V6
    async with staged(
        zone=BOTH,
        pages=published("imap", 2993, "SSL"),
        mail={(alive, 2993): GOOD(authority)},
        routes={(dead, 2993): destination},
    ) as here:
        seen = await here.look()
    assert the(finding, seen).subject == HOST
    assert seen.servers[Protocol.IMAP].verified
    assert len({FindingId.IPV6_DIFFERS, FindingId.IPV6_BROKEN, FindingId.IPV4_BROKEN} & found(seen)) == 1


@pytest.mark.parametrize("missing", [pytest.param(V4, id="S29-no-ipv4-here"), pytest.param(V6, id="S29-no-ipv6-here")])
async def test_what_this_computer_cannot_do_is_nobodys_fault(
    missing: str, staged: Staged, authority: Authority
) -> None:
    alive = V4 if missing == V6 else V6
    async with staged(
        zone=BOTH,
        pages=published("imap", 2993, "SSL"),
        mail={(alive, 2993): GOOD(authority)},
        routes={(missing, 2993): unreachable(101)},
    ) as here:
        seen = await here.look()
    assert seen.servers[Protocol.IMAP].verified
    assert not {FindingId.IPV6_DIFFERS, FindingId.IPV6_BROKEN, FindingId.IPV4_BROKEN} & found(seen)


async def test_d07_a_list_that_was_cut_is_told(staged: Staged, authority: Authority) -> None:
    exchangers = [f"{10 + number} mx{number}.{DOMAIN}." for number in range(100)]
    services = [f"{number} 1 2993 {HOST}." for number in range(400)]
    zone: Zone = {
        DOMAIN: {"MX": exchangers},
        f"_imaps._tcp.{DOMAIN}": {"SRV": services},
        HOST: {"A": [V4]},
    }
    async with staged(zone=zone, mail={2993: GOOD(authority)}) as here:
        seen = await here.look()
    cut = {item.subject: dict(item.values) for item in seen.findings if item.id is FindingId.TOO_MANY_RECORDS}
    assert cut == {
        DOMAIN: {"kind": "MX", "records": "100", "used": "10"},
        f"_imaps._tcp.{DOMAIN}": {"kind": "SRV", "records": "400", "used": "20"},
    }
    assert seen.servers[Protocol.IMAP].verified


async def test_d07_a_list_of_the_usual_length_is_no_news(staged: Staged) -> None:
    zone: Zone = {DOMAIN: {"MX": [f"{number} mx{number}.{DOMAIN}." for number in range(10)]}}
    async with staged(zone=zone) as here:
        seen = await here.look()
    assert FindingId.TOO_MANY_RECORDS not in found(seen)


FLAWS: dict[str, tuple[Callable[[Authority, Path], ssl.SSLContext], set[FindingId]]] = {
    "expired": (lambda a, _: a.expired_context(HOST), {FindingId.CERTIFICATE_EXPIRED}),
    "not-yet": (lambda a, _: a.future_context(HOST), {FindingId.CERTIFICATE_NOT_YET_VALID}),
    "self-signed": (
        lambda _, folder: self_signed_context(folder, HOST),
        {FindingId.CERTIFICATE_UNTRUSTED, FindingId.CERTIFICATE_SELF_SIGNED},
    ),
    "unknown-authority": (lambda _, __: Authority().context(HOST), {FindingId.CERTIFICATE_UNTRUSTED}),
    "incomplete": (lambda a, folder: a.incomplete_context(folder, HOST), {FindingId.CERTIFICATE_UNTRUSTED}),
    "other-name": (lambda a, _: a.context("imap.elders.example"), {FindingId.CERTIFICATE_NAME}),
}


@pytest.mark.parametrize(("make", "findings"), FLAWS.values(), ids=FLAWS)
async def test_s18_each_fault_of_a_certificate_has_its_own_words(
    make: Callable[[Authority, Path], ssl.SSLContext],
    findings: set[FindingId],
    staged: Staged,
    authority: Authority,
    tmp_path: Path,
) -> None:
    mail = {2993: (follows(IMAP), make(authority, tmp_path))}
    async with staged(zone=ZONE, pages=published("imap", 2993, "SSL"), mail=mail) as here:
        seen = await here.look()
    assert {finding for finding in found(seen) if finding.startswith("certificate-")} == findings
    for finding in findings:
        assert the(finding, seen).subject == f"{HOST}:2993"
    assert seen.servers == {}


@pytest.mark.parametrize(
    "talk",
    [
        pytest.param(closes, id="S25-end-without-a-word"),
        pytest.param(resets, id="S25-reset-at-once"),
        pytest.param(answers(b"* O"), id="S25-end-in-the-greeting"),
    ],
)
async def test_who_hangs_up_is_told(talk: Talk, staged: Staged) -> None:
    async with staged(zone=ZONE, pages=published("imap", 2143, "STARTTLS"), mail={2143: talk}) as here:
        seen = await here.look()
    assert the(FindingId.HANGS_UP, seen).subject == f"{HOST}:2143"
    assert FindingId.PUBLISHED_SERVER_DEAD not in found(seen)


@pytest.mark.parametrize(
    ("kind", "greeting", "finding"),
    [
        pytest.param("smtp", b"421 4.7.0 too many connections", FindingId.REJECTED_FOR_NOW, id="S27-smtp"),
        pytest.param("imap", b"* BYE too many connections", FindingId.REJECTED_FOR_NOW, id="S27-imap"),
        pytest.param("pop3", b"-ERR [SYS/TEMP] x", FindingId.REJECTED_FOR_NOW, id="S27-pop3"),
        pytest.param("smtp", b"450 4.7.1 greylisted", FindingId.REJECTED_FOR_NOW, id="S28-450"),
        pytest.param("smtp", b"451 4.3.0 x", FindingId.REJECTED_FOR_NOW, id="S28-451"),
        pytest.param("smtp", b"521 5.3.2 no mail here", FindingId.REJECTED, id="S28-521"),
        pytest.param("smtp", b"554 5.7.1 no, not later either", FindingId.REJECTED, id="S28-554"),
    ],
)
async def test_who_has_no_time_is_told(kind: str, greeting: bytes, finding: FindingId, staged: Staged) -> None:
    mail = {2143: says(greeting + b"\r\n")}
    async with staged(zone=ZONE, pages=published(kind, 2143, "STARTTLS"), mail=mail) as here:
        seen = await here.look()
        assert here.mail[2143].connections == 1
    assert found(seen) & {FindingId.REJECTED, FindingId.REJECTED_FOR_NOW} == {finding}
    assert the(finding, seen).values["detail"] == greeting.decode()


@pytest.mark.parametrize(
    ("destination", "other_port", "finding"),
    [
        pytest.param(BLACK_HOLE, None, FindingId.UNREACHABLE, id="S30-dropped-everywhere"),
        pytest.param(BLACK_HOLE, ConnectionRefusedError(111, "x"), FindingId.PORT_FILTERED, id="S30-dropped"),
        pytest.param(unreachable(113), ConnectionRefusedError(111, "x"), FindingId.PORT_FILTERED, id="S30-prohibited"),
        pytest.param(ConnectionRefusedError(111, "x"), None, FindingId.REFUSED, id="S30-closed"),
        pytest.param(unreachable(1), None, FindingId.BLOCKED_HERE, id="S30-local-firewall"),
    ],
)
async def test_a_way_that_is_barred_is_told(
    destination: Destination, other_port: Destination | None, finding: FindingId, staged: Staged
) -> None:
    routes = {2993: destination, **({993: other_port} if other_port is not None else {})}
    async with staged(zone=ZONE, pages=published("imap", 2993, "SSL"), routes=routes) as here:
        seen = await here.look()
    assert the(finding, seen).subject == f"{HOST}:2993"
    barred = {FindingId.UNREACHABLE, FindingId.PORT_FILTERED, FindingId.REFUSED, FindingId.BLOCKED_HERE}
    assert {item.id for item in seen.findings if item.subject == f"{HOST}:2993"} & barred == {finding}


async def test_s41_a_dead_address_of_two_is_told(staged: Staged, authority: Authority) -> None:
    """The name server gives the addresses by turns: of many names, some begin with the dead one."""
    hosts = [f"imap{number}.{DOMAIN}" for number in range(12)]
    zone: Zone = {
        DOMAIN: {"MX": [f"10 mx.{DOMAIN}."]},
        **{host: {"A": ["192.0.2.1", "192.0.2.2"]} for host in hosts},
        f"_imaps._tcp.{DOMAIN}": {"SRV": [f"0 1 2993 {host}." for host in hosts]},
    }
    mail = {("192.0.2.2", 2993): (follows(IMAP), authority.context(*hosts))}
    routes = {("192.0.2.1", 2993): ConnectionRefusedError(111, "x")}
    async with staged(zone=zone, mail=mail, routes=routes) as here:
        seen = await here.look()
    told = [finding for finding in seen.findings if finding.id is FindingId.DEAD_ADDRESS]
    assert told
    assert {finding.values["address"] for finding in told} == {"192.0.2.1"}
    assert all(item.connected for item in seen.candidates if item.endpoint.port == 2993)


async def test_s21_a_clock_that_makes_everybody_look_too_young(staged: Staged, authority: Authority) -> None:
    other = "smtp.elders.example"
    zone: Zone = {
        **ZONE,
        other: {"A": ["192.0.2.2"]},
        f"_imaps._tcp.{DOMAIN}": {"SRV": [f"0 0 993 {HOST}."]},
        f"_submissions._tcp.{DOMAIN}": {"SRV": [f"0 0 465 {other}."]},
    }
    mail = {
        993: (follows(IMAP), authority.future_context(HOST)),
        465: (follows(IMAP), authority.future_context(other)),
    }
    async with staged(zone=zone, mail=mail) as here:
        seen = await here.look()
    assert the(FindingId.CLOCK_WRONG, seen).severity == "blocking"
    assert FindingId.CERTIFICATE_NOT_YET_VALID not in found(seen)


async def test_s15_a_server_that_wants_tls_before_it_takes_a_password(staged: Staged) -> None:
    plain = Script(before=[(b"* OK",), (b"* CAPABILITY IMAP4rev1 LOGINDISABLED", b"<tag> OK"), (b"* BYE", b"<tag> OK")])
    async with staged(zone=ZONE, pages=published("imap", 2143, "plain"), mail={2143: follows(plain)}) as here:
        seen = await here.look()
    assert the(FindingId.LOGIN_NEEDS_TLS, seen).subject == f"{HOST}:2143"
    assert seen.servers == {}


async def test_a_published_name_that_does_not_exist(staged: Staged) -> None:
    async with staged(zone={DOMAIN: ZONE[DOMAIN]}, pages=published("imap", 993, "SSL")) as here:
        seen = await here.look()
    assert the(FindingId.NO_SUCH_HOST, seen).values["hostname"] == HOST


async def test_s20_a_handshake_that_fails_is_told_from_an_old_one(staged: Staged, authority: Authority) -> None:
    async def agrees_to_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1000)
        writer.write(b"\x15\x03\x03\x00\x02\x02\x28")  # the alert handshake_failure
        await writer.drain()

    mail = {2993: agrees_to_nothing, 2143: (follows(IMAP), authority.old_context(HOST))}
    for port, finding in ((2993, FindingId.TLS_FAILED), (2143, FindingId.TLS_TOO_OLD)):
        async with staged(zone=ZONE, pages=published("imap", port, "SSL"), mail=mail) as here:
            seen = await here.look()
        assert the(finding, seen).subject == f"{HOST}:{port}"
        assert found(seen) & {FindingId.TLS_FAILED, FindingId.TLS_TOO_OLD} == {finding}
