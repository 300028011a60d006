"""Name servers that are broken, forged or lying, and names that lead astray; the ids are those of `table.py`."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from tests.patience import HICCUP, PROMPT
from tests.servers.authority import Authority
from tests.servers.lines import says, unused_port
from tests.servers.names import Fault, Zone
from tests.servers.routes import BLACK_HOLE
from tests.servers.scripts import Script, follows
from tests.servers.web import page, redirect
from tests.threats.conftest import Staged
from tests.threats.stage import DOMAIN, HOST, PATIENT, QUICK, found
from wizard.errors import InvalidAddress
from wizard.model import (
    EmailAddress,
    Failed,
    FailureReason,
    FindingId,
    Found,
    LookupFailed,
    LookupFailure,
    NothingFound,
    Protocol,
    Severity,
    SocketType,
    SourceName,
)
from wizard.network import DnsStatus

MX = {"MX": [f"10 mx.{DOMAIN}."]}
IMAP = Script(before=[(b"* OK ready",), (b"* CAPABILITY IMAP4rev1 AUTH=PLAIN", b"<tag> OK"), (b"* BYE", b"<tag> OK")])
SMTP = Script(before=[(b"220 ready",), (b"250-x", b"250 AUTH PLAIN"), (b"221 bye",)])
SERVERS = f"""<clientConfig version="1.1"><emailProvider id="x"><incomingServer type="imap"><hostname>{HOST}</hostname>
<port>993</port><socketType>SSL</socketType></incomingServer></emailProvider></clientConfig>""".encode()
CONFIGURATION = {f"https://autoconfig.{DOMAIN}/mail/config-v1.1.xml": page(SERVERS)}


def service(name: str, *records: str) -> Zone:
    return {f"_{name}._tcp.{DOMAIN}": {"SRV": records}}


async def test_d01_a_domain_that_does_not_exist_is_said_and_nobody_is_connected_to(staged: Staged) -> None:
    async with staged(zone={}) as here:
        seen = await here.look()
        assert here.routes.asked == []
    assert found(seen) == {FindingId.NO_SUCH_DOMAIN}
    assert seen.servers == {}


@pytest.mark.parametrize("fault", [Fault.SERVFAIL, Fault.REFUSED], ids=["D02-servfail", "D02-refused"])
async def test_a_broken_name_server_is_not_the_end_of_a_domain(
    fault: Fault, staged: Staged, authority: Authority
) -> None:
    async with staged(
        zone={HOST: {"A": ["192.0.2.1"]}},
        faults={DOMAIN: fault},
        pages=CONFIGURATION,
        mail={993: (follows(IMAP), authority.context(HOST))},
    ) as here:
        seen = await here.look()
    assert FindingId.NO_SUCH_DOMAIN not in found(seen)
    assert FindingId.DNS_BOGUS in found(seen)
    assert str(seen.servers[Protocol.IMAP].endpoint) == f"{HOST}:993"


@pytest.mark.parametrize(
    "fault",
    [Fault.MUTE, Fault.ONLY_CUT_SHORT, Fault.DRIPPING],
    ids=["D03-mute", "D04-tcp-shuts", "D04-tcp-drips"],
)
async def test_no_answer_is_never_a_no(fault: Fault, staged: Staged) -> None:
    async with staged(zone={DOMAIN: MX}, faults={"*": fault}, limits=QUICK) as here:
        started = time.monotonic()
        status = (await here.network.dns.mx(DOMAIN)).status
        assert time.monotonic() - started < QUICK.dns_name + HICCUP
        seen = await here.look()
    assert status in {DnsStatus.TIMED_OUT, DnsStatus.SERVER_FAILURE}
    assert not found(seen) & {FindingId.NO_SUCH_DOMAIN, FindingId.NO_MAIL_HERE, FindingId.NOTHING_FOUND}
    assert found(seen) & {FindingId.NO_NETWORK, FindingId.DNS_BOGUS}
    from_names = [report.result for report in seen.sources if report.source in {SourceName.SRV, SourceName.MX}]
    assert from_names
    assert not any(isinstance(result, NothingFound | Found) for result in from_names)


async def test_d05_names_below_a_wildcard_prove_nothing(staged: Staged, authority: Authority) -> None:
    async with staged(
        zone={DOMAIN: MX, f"*.{DOMAIN}": {"A": ["192.0.2.1"]}},
        mail={993: (follows(IMAP), authority.context("www.hosting.example"))},
    ) as here:
        seen = await here.look()
    assert FindingId.DNS_WILDCARD in found(seen)
    assert not any(server.trusted for server in seen.servers.values())
    assert seen.servers == {}


async def test_d06_a_loop_is_called_a_loop(staged: Staged) -> None:
    loop: Zone = {DOMAIN: {"CNAME": [f"a.{DOMAIN}."]}, f"a.{DOMAIN}": {"CNAME": [f"{DOMAIN}."]}}
    async with staged(zone=loop) as here:
        answer = await here.network.dns.mx(DOMAIN)
        seen = await here.look()
    assert (answer.status, answer.detail) == (DnsStatus.SERVER_FAILURE, "CNAME loop")
    assert FindingId.NO_SUCH_DOMAIN not in found(seen)
    shown = {report.result.detail for report in seen.sources if isinstance(report.result, LookupFailed)}
    assert "CNAME loop" in shown


async def test_d07_hundreds_of_services_are_cut_and_end_in_time(staged: Staged) -> None:
    name = f"_imaps._tcp.{DOMAIN}"
    zone = {
        DOMAIN: MX,
        name: {"SRV": [f"{number} 0 993 host{number}.{DOMAIN}." for number in range(800)]},
        **{f"host{number}.{DOMAIN}": {"A": ["192.0.2.1"]} for number in range(800)},
    }
    async with staged(zone=zone, faults={name: Fault.TRUNCATED}, routes={993: BLACK_HOLE}, deadline=2.5) as here:
        answer = await here.network.dns.srv(name)
        seen = await here.look()
    assert answer.detail == "800 records, 20 used"
    assert len(seen.candidates) == len(answer.records) == 20


@pytest.mark.parametrize(
    ("port", "reason"),
    [
        pytest.param(22, FailureReason.WRONG_PROTOCOL, id="D09-ssh"),
        pytest.param(65535, FailureReason.WRONG_PROTOCOL, id="D09-highest"),
        pytest.param(25, None, id="D09-relay"),
        pytest.param(0, None, id="D09-zero"),
    ],
)
async def test_a_port_that_is_not_for_mail(port: int, reason: FailureReason | None, staged: Staged) -> None:
    zone = {DOMAIN: MX, **service("submission", f"0 0 {port} {HOST}."), HOST: {"A": ["192.0.2.1"]}}
    async with staged(zone=zone, mail={port or 1: says(b"SSH-2.0-OpenSSH_9.2\r\n")}) as here:
        seen = await here.look()
        assert bytes(here.mail[port or 1].received) == b""
    outcomes = [item.report.outcome for item in seen.candidates if item.report and item.endpoint.port == port]
    assert [outcome.reason for outcome in outcomes if isinstance(outcome, Failed)] == ([reason] if reason else [])
    assert Protocol.SMTP not in seen.servers


@pytest.mark.parametrize("signed", [False, True], ids=["D09-unsigned", "D09-signed"])
async def test_an_unusual_port_that_anybody_may_have_named_is_told(
    signed: bool, staged: Staged, authority: Authority
) -> None:
    zone = {DOMAIN: MX, **service("imaps", f"0 0 65535 {HOST}."), HOST: {"A": ["192.0.2.1"]}}
    mail = {65535: (follows(IMAP), authority.context(HOST))}
    async with staged(zone=zone, mail=mail, authenticated=signed) as here:
        seen = await here.look()
    assert seen.servers[Protocol.IMAP].endpoint.port == 65535
    assert (FindingId.UNUSUAL_PORT in found(seen)) is not signed


TARGETS = {
    "D10-address": "127.0.0.1.",
    "D10-localhost": "localhost.",
    "D10-single-label": "mail.",
    "D10-escape": r"im\027[31map.voorbeeld.nl.",
    "D10-nul": r"imap\000.voorbeeld.nl.",
    "D10-space": r"imap\032x.voorbeeld.nl.",
    "D10-dot-within-a-label": r"imap\.evil\027.voorbeeld.nl.",
    "D10-8-bits": r"imap\255.voorbeeld.nl.",
    "D10-newline": r"imap\013\010A1\032LOGIN.voorbeeld.nl.",
}


@pytest.mark.parametrize("target", TARGETS.values(), ids=TARGETS)
async def test_a_target_that_is_no_host_is_neither_shown_nor_visited(target: str, staged: Staged) -> None:
    zone = {DOMAIN: MX, **service("imaps", f"0 0 993 {target}"), "localhost": {"A": ["127.0.0.1"]}}
    async with staged(zone=zone) as here:
        seen = await here.look()
        assert here.routes.asked == []
    assert seen.candidates == ()
    (report,) = [report for report in seen.sources if report.origin == f"_imaps._tcp.{DOMAIN}"]
    assert isinstance(report.result, LookupFailed)
    assert report.result.reason is LookupFailure.BAD_CONFIGURATION


LONGEST = ".".join(["a" * 63, "b" * 63, "c" * 63, "d" * (253 - 3 * 64 - len(DOMAIN) - 1), DOMAIN])


@pytest.mark.parametrize(
    ("target", "zone"),
    [
        pytest.param(f"{HOST}.", {HOST: {"A": ["192.0.2.1"]}}, id="D10-dot-at-the-end"),
        pytest.param(f"IMAP.{DOMAIN.upper()}.", {HOST: {"A": ["192.0.2.1"]}}, id="D10-capitals"),
        pytest.param(
            f"{HOST}.",
            {HOST: {"CNAME": ["host.elders.example."]}, "host.elders.example": {"A": ["192.0.2.1"]}},
            id="D10-alias",
        ),
        pytest.param(f"{LONGEST}.", {LONGEST: {"A": ["192.0.2.1"]}}, id="D10-longest"),
    ],
)
async def test_a_target_is_verified_under_its_own_name(
    target: str, zone: Zone, staged: Staged, authority: Authority
) -> None:
    host = target.removesuffix(".").lower()
    async with staged(
        zone={DOMAIN: MX, **service("imaps", f"0 0 993 {target}"), **zone},
        mail={993: (follows(IMAP), authority.context(host))},
    ) as here:
        seen = await here.look()
    assert len(LONGEST) == 253
    assert seen.servers[Protocol.IMAP].endpoint.hostname == host
    assert seen.servers[Protocol.IMAP].verified


@pytest.mark.parametrize("signed", [False, True], ids=["D11-unsigned", "D11-signed"])
async def test_a_server_outside_the_domain_is_marked_unless_dnssec_proves_it(
    signed: bool, staged: Staged, authority: Authority
) -> None:
    zone = {DOMAIN: MX, **service("imaps", "0 0 993 imap.elders.example."), "imap.elders.example": {"A": ["192.0.2.1"]}}
    mail = {993: (follows(IMAP), authority.context("imap.elders.example"))}
    async with staged(zone=zone, mail=mail, authenticated=signed) as here:
        seen = await here.look()
    assert seen.servers[Protocol.IMAP].trusted is signed
    assert (FindingId.FOREIGN_TARGET in found(seen)) is not signed
    assert all(f.severity is Severity.WARNING for f in seen.findings if f.id is FindingId.FOREIGN_TARGET)


async def test_d12_tls_from_the_start_comes_first_whatever_the_priorities(staged: Staged, authority: Authority) -> None:
    context = authority.context(HOST)
    upgrade = Script(
        before=[(b"* OK",), (b"* CAPABILITY IMAP4rev1 STARTTLS", b"<tag> OK"), (b"<tag> OK",)],
        inside=[(b"* CAPABILITY IMAP4rev1", b"<tag> OK"), (b"<tag> OK",)],
    )
    zone = {
        DOMAIN: MX,
        HOST: {"A": ["192.0.2.1"]},
        **service("imap", f"0 9 143 {HOST}."),
        **service("imaps", f"20 1 993 {HOST}."),
    }
    async with staged(zone=zone, mail={143: follows(upgrade, context), 993: (follows(IMAP), context)}) as here:
        seen = await here.look()
    assert seen.servers[Protocol.IMAP].endpoint.socket_type is SocketType.SSL
    assert [server.endpoint.socket_type for server in seen.alternatives] == [SocketType.STARTTLS]


async def test_d13_submission_on_465_means_tls_from_the_start(staged: Staged, authority: Authority) -> None:
    zone = {DOMAIN: MX, HOST: {"A": ["192.0.2.1"]}, **service("submission", f"0 0 465 {HOST}.")}
    impatient = replace(PATIENT, greeting=0.3)  # of two ways to talk to the port, one waits for words that never come
    async with staged(zone=zone, mail={465: (follows(SMTP), authority.context(HOST))}, limits=impatient) as here:
        seen = await here.look()
    server = seen.servers[Protocol.SMTP]
    assert (server.endpoint.port, server.endpoint.socket_type, server.verified) == (465, SocketType.SSL, True)
    (mistake,) = [finding for finding in seen.findings if finding.id is FindingId.TLS_FROM_THE_START]
    assert (mistake.subject, mistake.severity) == (f"{HOST}:465", Severity.NOTE)
    assert FindingId.PUBLISHED_SERVER_DEAD not in found(seen)


@pytest.mark.parametrize(
    ("typed", "asked", "twin"),
    [
        pytest.param("faß.de", "xn--fa-hia.de", None, id="D14-sharp-s"),
        pytest.param("аррӏе.com", "xn--80ak6aa92e.com", "apple.com", id="D14-look-alike"),
        pytest.param("bücher.example", "xn--bcher-kva.example", None, id="D14-umlaut"),
    ],
)
async def test_a_name_beyond_ascii_is_one_name_everywhere(
    typed: str, asked: str, twin: str | None, staged: Staged, authority: Authority
) -> None:
    zone = {
        asked: {"MX": [f"10 mx.{asked}."]},
        f"_imaps._tcp.{asked}": {"SRV": [f"0 0 993 imap.{asked}."]},
        f"imap.{asked}": {"A": ["192.0.2.1"]},
    }
    async with staged(zone=zone, mail={993: (follows(IMAP), authority.context(f"imap.{asked}"))}) as here:
        seen = await here.look(f"anna@{typed}")
        names = {name for name, _ in here.names.questions if not name.endswith(".invalid")}
    assert all(name == asked or name.endswith("." + asked) for name in names)
    assert seen.servers[Protocol.IMAP].verified
    twins = [f.values["looks_like"] for f in seen.findings if f.id is FindingId.LOOK_ALIKE_NAME and f.subject == asked]
    assert twins == ([twin] if twin else [])


BAD_ADDRESSES = {
    "D14-hidden-turn": "anna@voor\u202ebeeld.nl",
    "D14-no-width": "anna@voor\u200bbeeld.nl",
    "D15-empty-label": "anna@voorbeeld..nl",
    "D15-long-label": f"anna@{'x' * 64}.nl",
    "D15-space": "anna@voor beeld.nl",
    "D15-two-ats": "anna@x@voorbeeld.nl",
    "D15-newline": "anna@voorbeeld.nl\r\nMAIL FROM:<x>",
    "D15-nul": "anna@voorbeeld.nl\0",
    "D15-quotes": '"anna"@voorbeeld.nl',
    "D15-address": "anna@[192.0.2.1]",
    "D15-bare-address": "anna@192.0.2.1",
    "D15-no-dot": "anna@localhost",
    "D15-top-level": "anna@nl",
    "D15-public-suffix": "anna@co.uk",
    "D15-nothing": "",
    "D15-very-long": f"anna@{'x.' * 200}nl",
}


@pytest.mark.parametrize("text", BAD_ADDRESSES.values(), ids=BAD_ADDRESSES)
def test_what_is_no_address_is_refused_before_anybody_is_asked(text: str) -> None:
    try:
        address = EmailAddress.parse(text)
    except InvalidAddress as refusal:
        assert str(refusal).isprintable()
    else:
        # the conversion of names drops what has no width: what is asked for is what is shown
        assert str(address) == f"anna@{DOMAIN}"
        assert "\u200b" in text


async def test_d18_a_name_that_changes_is_asked_once_and_visited_where_it_first_led(
    staged: Staged, authority: Authority
) -> None:
    zone = {DOMAIN: MX, **service("imaps", f"0 0 993 {HOST}."), HOST: {"A": ["127.0.0.1"], "AAAA": ["::1"]}}
    async with staged(zone=zone, mail={("192.0.2.7", 993): (follows(IMAP), authority.context(HOST))}) as here:
        here.names.changes[HOST] = [{"A": ["192.0.2.7"]}, {"A": ["192.0.2.7"]}]  # one each for A and AAAA
        seen = await here.look()
        assert [name for name, _ in here.names.questions].count(HOST) == 2
        assert {address for address, _ in here.routes.asked} == {"192.0.2.7"}
    assert seen.servers[Protocol.IMAP].verified


@pytest.mark.parametrize("target", ["10.0.0.5", "169.254.169.254", "127.0.0.1", "100.64.0.1", "::1", "64:ff9b::7f00:1"])
async def test_d19_a_web_address_inside_is_never_followed_from_outside(target: str, staged: Staged) -> None:
    host = f"[{target}]" if ":" in target else target
    pages = {f"https://autoconfig.{DOMAIN}/mail/config-v1.1.xml": redirect(f"https://{host}/config.xml")}
    async with staged(zone={DOMAIN: MX}, pages=pages) as here:
        await here.look()
        assert target not in {address for address, _ in here.routes.asked}


@pytest.mark.parametrize("inside", ["10.0.0.5", "127.0.0.1", "169.254.169.254", "fd00::5"])
@pytest.mark.parametrize("scheme", ["http", "https"])
async def test_d19_nor_by_a_name_that_leads_inside(inside: str, scheme: str, staged: Staged) -> None:
    pages = {f"{scheme}://autoconfig.{DOMAIN}/mail/config-v1.1.xml": redirect(f"{scheme}://router.elders.example/x")}
    zone: Zone = {
        DOMAIN: MX,
        f"autoconfig.{DOMAIN}": {"A": ["192.0.2.80"]},
        "router.elders.example": {"AAAA" if ":" in inside else "A": [inside]},
    }
    async with staged(zone=zone, pages=pages) as here:
        seen = await here.look()
        assert inside not in {address for address, _ in here.routes.asked}
    results = [report.result for report in seen.sources if report.origin in pages]
    assert [result.reason for result in results if isinstance(result, LookupFailed)] == [LookupFailure.BAD_REDIRECT]


@pytest.mark.parametrize("address", ["10.0.0.5", "192.168.1.2", "100.64.1.1", "fd00::5", "64:ff9b::7f00:1"])
async def test_d25_a_server_inside_the_own_network_is_a_server_and_is_told(
    address: str, staged: Staged, authority: Authority
) -> None:
    kind = "AAAA" if ":" in address else "A"
    zone = {DOMAIN: MX, **service("imaps", f"0 0 993 {HOST}."), HOST: {kind: [address]}}
    async with staged(zone=zone, mail={993: (follows(IMAP), authority.context(HOST))}) as here:
        seen = await here.look()
    report = seen.servers[Protocol.IMAP].report
    assert report is not None
    assert report.address == address
    assert (FindingId.INTERNAL_ADDRESS, HOST) in {(finding.id, finding.subject) for finding in seen.findings}


async def test_d21_nobody_who_owns_a_public_suffix_is_asked(staged: Staged) -> None:
    zone = {"winkel.example": {"MX": ["10 provider.co.uk."]}, "*.co.uk": {"A": ["192.0.2.66"]}}
    async with staged(zone=zone, ispdb_url="https://ispdb.example/v1.1/") as here:
        await here.look("anna@winkel.example", send_address=True)
        names = {name for name, _ in here.names.questions}
        addresses = {address for address, _ in here.routes.asked}
    assert not names & {"co.uk", "autoconfig.co.uk", "autodiscover.co.uk", "autodiscover.example", "autoconfig.example"}
    assert "autoconfig.provider.co.uk" in names
    assert addresses <= {"192.0.2.66"}


EXCHANGERS: dict[str, tuple[Mapping[str, Sequence[str]], FindingId | None]] = {
    "D22-null": ({"MX": ["0 ."]}, FindingId.NO_MAIL_HERE),
    "D22-none": ({"A": ["192.0.2.1"]}, FindingId.NOTHING_FOUND),
    "D22-alias": ({"MX": [f"10 alias.{DOMAIN}."]}, FindingId.NOTHING_FOUND),
    "D22-address": ({"MX": ["10 192.0.2.1."]}, FindingId.NOTHING_FOUND),
    "D22-gateway": ({"MX": ["10 mx1.pphosted.example."]}, FindingId.NOTHING_FOUND),
}


@pytest.mark.parametrize(("records", "finding"), EXCHANGERS.values(), ids=EXCHANGERS)
async def test_a_mail_exchanger_is_not_where_mail_is_read(
    records: Mapping[str, Sequence[str]], finding: FindingId, staged: Staged
) -> None:
    zone = {
        DOMAIN: records,
        f"alias.{DOMAIN}": {"CNAME": ["mx.elders.example."]},
        "mx.elders.example": {"A": ["192.0.2.9"]},
        "mx1.pphosted.example": {"A": ["192.0.2.9"]},
    }
    async with staged(zone=zone) as here:
        seen = await here.look()
        assert "192.0.2.9" not in {address for address, _ in here.routes.asked}
    assert finding in found(seen)
    assert seen.servers == {}


@pytest.mark.parametrize(
    ("resolver", "findings"),
    [
        # the system itself refuses to send to the broadcast address
        pytest.param(("255.255.255.255", 53), {FindingId.NO_NETWORK}, id="D23-no-route"),
        pytest.param(
            ("127.0.0.1", unused_port()), {FindingId.NO_NETWORK, FindingId.RESOLVER_REFUSES}, id="D23-nobody-there"
        ),
    ],
)
async def test_without_a_network_there_is_one_message_and_that_soon(
    resolver: tuple[str, int], findings: set[FindingId], staged: Staged
) -> None:
    async with staged(resolver=resolver, ispdb_url="https://ispdb.example/v1.1/", deadline=20) as here:
        seen = await here.look()
        assert here.routes.asked == [], "went to somebody whom the user did not name"
    assert found(seen) == findings
    assert seen.seconds < PROMPT


async def test_d24_a_captive_portal_is_the_only_finding(staged: Staged, authority: Authority) -> None:
    portal = authority.context("portal.hotel.example")
    zone = {"*.example": {"A": ["192.0.2.80"]}, "*.nl": {"A": ["192.0.2.80"]}, "*.invalid": {"A": ["192.0.2.80"]}}

    login = says(redirect("http://portal.hotel.example/login"))
    async with staged(
        zone=zone,
        mail={80: login, 443: (says(), portal), 993: (says(), portal), 465: (says(), portal)},
        ispdb_url="https://ispdb.example/v1.1/",
        limits=replace(PATIENT, greeting=0.3),
    ) as here:
        seen = await here.look()
    assert found(seen) == {FindingId.CAPTIVE_PORTAL}
    assert seen.servers == {}


async def test_d26_no_other_name_server_is_asked_in_its_place(staged: Staged) -> None:
    async with staged(zone={}, faults={"*": Fault.MUTE}, ispdb_url="https://ispdb.example/v1.1/", limits=QUICK) as here:
        seen = await here.look()
        assert here.routes.asked == []
    resolving = [report.result for report in seen.sources if report.source is SourceName.ISPDB]
    assert all(isinstance(result, LookupFailed) for result in resolving)
