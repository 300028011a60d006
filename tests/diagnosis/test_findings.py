"""What an investigation brings to light, told from what was claimed and seen."""

import dataclasses
from datetime import timedelta
from pathlib import Path

import pytest

from tests.diagnosis.told import (
    DOMAIN,
    GUESS,
    IMAP,
    NOW,
    POP,
    SMTP,
    STARTTLS,
    investigate,
    one,
    source,
)
from tests.probing.build import claim, endpoint, fails, found, tls, works
from wizard.diagnosis import DomainFacts, Surroundings
from wizard.model import (
    AuthenticationMethod,
    Endpoint,
    Failed,
    FailureReason,
    FindingId,
    Hint,
    HintId,
    LookupFailure,
    ProbeReport,
    Published,
    Severity,
    SourceName,
    Stage,
    Text,
)
from wizard.model.probe import UNDECIDED
from wizard.network import CutShort, DnsStatus


def test_all_well_has_no_findings() -> None:
    sources = one(claim(IMAP), claim(POP), claim(SMTP))

    assert investigate(sources, [works(IMAP, "IDLE"), works(POP, "UIDL", "TOP"), works(SMTP)]) == {}


@pytest.mark.parametrize(
    ("status", "finding"),
    [
        (DnsStatus.NO_SUCH_NAME, FindingId.NO_SUCH_DOMAIN),
        (DnsStatus.NO_NETWORK, FindingId.NO_NETWORK),
        (DnsStatus.TIMED_OUT, FindingId.NO_NETWORK),
    ],
)
def test_one_cause_is_told_once(status: DnsStatus, finding: FindingId) -> None:
    domain = DomainFacts(domain="voorbeeld.nl", status=status)
    sources = one(claim(IMAP, SourceName.SRV, trusted=False, origin="_imaps._tcp.voorbeeld.nl"))

    assert list(investigate(sources, [fails(IMAP, FailureReason.TIMED_OUT)], domain=domain)) == [
        f"{finding} voorbeeld.nl"
    ]


def test_a_silent_name_server_is_told_from_a_missing_network() -> None:
    domain = DomainFacts(domain="voorbeeld.nl", status=DnsStatus.TIMED_OUT)

    alone = investigate([], [], domain=domain)
    beside = investigate(
        [source(SourceName.ISPDB, "https://ispdb.example/x", LookupFailure.NOT_FOUND)], [], domain=domain
    )

    assert list(alone) == ["no-network voorbeeld.nl"]
    assert list(beside) == ["dns-bogus voorbeeld.nl"]
    assert beside["dns-bogus voorbeeld.nl"].severity is Severity.BLOCKING


def test_a_domain_that_takes_no_mail() -> None:
    domain = dataclasses.replace(DOMAIN, exchangers=(), null_mx=True)

    found_ones = investigate([], [], domain=domain)

    assert found_ones["no-mail-here voorbeeld.nl"].severity is Severity.BLOCKING
    assert "nothing-found voorbeeld.nl" not in found_ones


def test_a_failing_name_server() -> None:
    domain = DomainFacts(domain="voorbeeld.nl", status=DnsStatus.SERVER_FAILURE)

    assert investigate([], [], domain=domain)["dns-bogus voorbeeld.nl"].severity is Severity.BLOCKING


@pytest.mark.parametrize(
    ("reason", "stage", "finding"),
    [
        (FailureReason.CERTIFICATE_EXPIRED, Stage.TLS, "certificate-expired"),
        (FailureReason.CERTIFICATE_NAME, Stage.TLS, "certificate-name"),
        (FailureReason.CERTIFICATE_UNTRUSTED, Stage.TLS, "certificate-untrusted"),
        (FailureReason.TLS_HANDSHAKE, Stage.TLS, "tls-failed"),
        (FailureReason.STARTTLS_REFUSED, Stage.STARTTLS, "starttls-refused"),
        (FailureReason.WRONG_SOCKET_TYPE, Stage.TLS, "no-tls-from-the-start"),
        (FailureReason.WRONG_SOCKET_TYPE, Stage.GREETING, "tls-from-the-start"),
        (FailureReason.DATA_BEFORE_TLS, Stage.STARTTLS, "data-before-tls"),
        (FailureReason.PREAUTH, Stage.GREETING, "preauth"),
        (FailureReason.WRONG_PROTOCOL, Stage.GREETING, "wrong-protocol"),
        (FailureReason.REJECTED, Stage.GREETING, "rejected"),
        (FailureReason.REFUSED, Stage.CONNECT, "refused"),
        (FailureReason.UNREACHABLE, Stage.CONNECT, "unreachable"),
        (FailureReason.NO_SUCH_NAME, Stage.RESOLVE, "no-such-host"),
        (FailureReason.BLOCKED, Stage.CONNECT, "blocked-here"),
        (FailureReason.CLOSED, Stage.GREETING, "hangs-up"),
        (FailureReason.RESET, Stage.GREETING, "hangs-up"),
        (FailureReason.TOO_LONG, Stage.GREETING, "wrong-protocol"),
        (FailureReason.TIMED_OUT, Stage.CONNECT, "unreachable"),
        (FailureReason.TIMED_OUT, Stage.GREETING, "server-silent"),
        (FailureReason.TIMED_OUT, Stage.RESOLVE, "dns-bogus"),
    ],
)
def test_a_published_server_that_fails_is_blocking_unless_another_works(
    reason: FailureReason, stage: Stage, finding: str
) -> None:
    failing = fails(IMAP, reason, stage)
    alone = investigate(one(claim(IMAP)), [failing])
    beside = investigate(
        one(claim(IMAP), claim("mail.voorbeeld.nl:993", order=1)), [failing, works("mail.voorbeeld.nl:993")]
    )

    assert alone[f"{finding} {IMAP}"].severity is Severity.BLOCKING
    assert beside[f"{finding} {IMAP}"].severity is not Severity.BLOCKING
    alive = reason in {*UNDECIDED, FailureReason.WRONG_SOCKET_TYPE, FailureReason.CLOSED, FailureReason.RESET}
    assert (f"published-server-dead {IMAP}" in beside) is not alive


def test_a_certificate_of_tomorrow_is_told_from_one_of_yesterday() -> None:
    tomorrow = dataclasses.replace(tls(), not_before=NOW + timedelta(days=1), not_after=NOW + timedelta(days=90))
    failing = fails(IMAP, FailureReason.CERTIFICATE_EXPIRED, Stage.TLS, tomorrow)

    told = investigate(one(claim(IMAP)), [failing])

    assert told[f"certificate-not-yet-valid {IMAP}"].values["not_before"] == "2026-11-24"
    assert f"certificate-expired {IMAP}" not in told


def test_a_dead_address_beside_a_good_one_is_told() -> None:
    report = dataclasses.replace(works(IMAP), failed_addresses=(("192.0.2.9", FailureReason.TIMED_OUT),))

    told = investigate(one(claim(IMAP)), [report])

    assert told["dead-address imap.voorbeeld.nl"].values == {"address": "192.0.2.9"}
    assert not any(name.startswith("ipv") for name in told)


def test_an_unusual_port_is_told_unless_its_source_is_trusted() -> None:
    trusted = dataclasses.replace(
        claim(IMAP), settings=dataclasses.replace(claim(IMAP).settings, endpoint=replaced_port(IMAP, 4993))
    )
    seen = dataclasses.replace(works(IMAP), endpoint=replaced_port(IMAP, 4993))

    anybody = investigate(one(dataclasses.replace(trusted, trusted=False)), [seen])

    assert "unusual-port imap.voorbeeld.nl:4993" in anybody
    assert "unusual-port imap.voorbeeld.nl:4993" not in investigate(one(trusted), [seen])


def replaced_port(server: str, port: int) -> Endpoint:
    return dataclasses.replace(endpoint(server), port=port)


def test_a_failing_guess_is_only_told_where_nothing_else_works() -> None:
    guess = claim(IMAP, GUESS, trusted=False)
    expired = fails(IMAP, FailureReason.CERTIFICATE_EXPIRED, Stage.TLS, tls())

    assert f"certificate-expired {IMAP}" in investigate(one(guess), [expired])
    both = investigate([found(guess), found(claim("mail.voorbeeld.nl:993"))], [expired, works("mail.voorbeeld.nl:993")])
    assert f"certificate-expired {IMAP}" not in both


def test_a_guess_that_does_not_exist_is_not_told() -> None:
    guess = claim(IMAP, GUESS, trusted=False)

    assert list(investigate(one(guess), [fails(IMAP, FailureReason.REFUSED)])) == ["nothing-found voorbeeld.nl"]


def test_a_filtered_port_is_told_from_a_dead_host() -> None:
    sources = one(claim(IMAP), claim(STARTTLS, order=1))

    other_port_works = investigate(sources, [fails(IMAP, FailureReason.TIMED_OUT), works(STARTTLS)])
    other_port_refuses = investigate(
        sources, [fails(IMAP, FailureReason.TIMED_OUT), fails(STARTTLS, FailureReason.REFUSED)]
    )
    told_off = investigate(sources, [fails(IMAP, FailureReason.UNREACHABLE), works(STARTTLS)])
    all_silent = investigate(sources, [fails(IMAP, FailureReason.TIMED_OUT), fails(STARTTLS, FailureReason.TIMED_OUT)])

    assert f"port-filtered {IMAP}" in other_port_works
    assert f"port-filtered {IMAP}" in other_port_refuses
    assert f"port-filtered {IMAP}" in told_off
    assert f"unreachable {IMAP}" in all_silent


BESIDE_THE_WEB = Surroundings(hosts_with_web=("imap.voorbeeld.nl",))


def test_s32_all_mail_ports_blocked_is_one_pattern() -> None:
    silent = [fails(IMAP, FailureReason.TIMED_OUT), fails(SMTP, FailureReason.UNREACHABLE)]

    told = investigate(one(claim(IMAP), claim(SMTP)), silent, surroundings=BESIDE_THE_WEB)

    (finding,) = told.values()
    assert (finding.id, finding.severity) == (FindingId.MAIL_PORTS_BLOCKED, Severity.BLOCKING)
    assert finding.values == {"hostname": "imap.voorbeeld.nl", "ports": "465, 993"}


@pytest.mark.parametrize(
    "other",
    [
        works(SMTP),
        fails(SMTP, FailureReason.REFUSED),
        fails(SMTP, FailureReason.TIMED_OUT, Stage.GREETING),
        fails(SMTP, FailureReason.NO_SUCH_NAME, Stage.RESOLVE),
    ],
    ids=["works", "refuses", "picks up", "does not exist"],
)
def test_s32_one_port_that_is_reached_or_nowhere_is_no_pattern(other: ProbeReport) -> None:
    reports = [fails(IMAP, FailureReason.TIMED_OUT), other]

    told = investigate(one(claim(IMAP), claim(SMTP)), reports, surroundings=BESIDE_THE_WEB)
    assert "mail-ports-blocked voorbeeld.nl" not in told
    assert f"unreachable {IMAP}" in told


def test_s32_silent_guesses_are_no_pattern() -> None:
    guesses = (claim(IMAP, GUESS, trusted=False), claim(SMTP, GUESS, trusted=False))
    silent = [fails(IMAP, FailureReason.TIMED_OUT), fails(SMTP, FailureReason.TIMED_OUT)]

    assert list(investigate(one(*guesses), silent, surroundings=BESIDE_THE_WEB)) == ["nothing-found voorbeeld.nl"]


def test_an_old_server_is_told_from_a_failing_handshake() -> None:
    old = fails(IMAP, FailureReason.TLS_HANDSHAKE, Stage.TLS, tls("TLSv1.1"))

    assert investigate(one(claim(IMAP)), [old])[f"tls-too-old {IMAP}"].values["version"] == "TLSv1.1"


def test_only_without_encryption() -> None:
    plain = "imap.voorbeeld.nl:1143"

    assert f"no-encryption {plain}" in investigate(one(claim(plain)), [works(plain)])
    stripped = [fails(STARTTLS, FailureReason.STARTTLS_NOT_OFFERED, Stage.STARTTLS)]
    assert f"no-encryption {STARTTLS}" in investigate(one(claim(STARTTLS)), stripped)
    assert f"no-encryption {plain}" not in investigate(
        one(claim(plain), claim(IMAP, order=1)), [works(plain), works(IMAP)]
    )


def test_broken_ipv6_is_told_where_ipv4_works() -> None:
    report = dataclasses.replace(works(IMAP), failed_addresses=(("2001:db8::1", FailureReason.TIMED_OUT),))

    assert "ipv6-broken imap.voorbeeld.nl" in investigate(one(claim(IMAP)), [report])


def other_way(over_ipv4: ProbeReport, over_ipv6: ProbeReport, *, first: str = "2001:db8::1") -> list[str]:
    """The findings about one published server that was tested over both kinds of addresses."""
    seen = [dataclasses.replace(over_ipv4, address="192.0.2.1"), dataclasses.replace(over_ipv6, address="2001:db8::1")]
    report, other = seen if first == "192.0.2.1" else reversed(seen)
    return [name for name in investigate(one(claim(IMAP)), [report], other_family=[other]) if name.startswith("ipv")]


@pytest.mark.parametrize("first", ["192.0.2.1", "2001:db8::1"])
def test_two_kinds_of_addresses_are_compared(first: str) -> None:
    expired = fails(IMAP, FailureReason.CERTIFICATE_EXPIRED, Stage.TLS, tls())

    assert other_way(works(IMAP), works(IMAP), first=first) == []
    assert other_way(works(IMAP), works(IMAP, "IDLE"), first=first) == [f"ipv6-differs {IMAP}"]
    assert other_way(works(IMAP), expired, first=first) == [f"ipv6-differs {IMAP}"]
    assert other_way(expired, expired, first=first) == []


def test_ipv4_that_is_dead_where_ipv6_works() -> None:
    report = dataclasses.replace(works(IMAP), address="2001:db8::1")
    dead = fails(IMAP, FailureReason.REFUSED)

    found_ones = investigate(one(claim(IMAP)), [report], other_family=[dead])

    assert found_ones["ipv4-broken imap.voorbeeld.nl"].severity is Severity.WARNING


def test_ipv6_that_was_only_slow_is_not_called_broken() -> None:
    report = dataclasses.replace(works(IMAP), failed_addresses=(("2001:db8::1", FailureReason.TIMED_OUT),))
    slow = dataclasses.replace(works(IMAP), address="2001:db8::1")

    found_ones = investigate(one(claim(IMAP)), [report], other_family=[slow])

    assert not any(name.startswith("ipv") for name in found_ones)


def test_a_list_that_was_cut_is_told() -> None:
    cut = CutShort(name="_imaps._tcp.voorbeeld.nl", kind="SRV", records=400, used=20)

    told = investigate(one(claim(IMAP)), [], surroundings=None, cut_short=(cut,))

    assert told["too-many-records _imaps._tcp.voorbeeld.nl"].values == {"kind": "SRV", "records": "400", "used": "20"}


def test_an_offer_that_was_written_over_blames_the_way_and_not_the_server() -> None:
    written_over = fails(STARTTLS, FailureReason.STARTTLS_OVERWRITTEN, Stage.STARTTLS)

    alone = investigate(one(claim(STARTTLS)), [written_over])
    beside = investigate(one(claim(STARTTLS), claim(IMAP, order=1)), [written_over, works(IMAP)])

    assert alone[f"starttls-overwritten {STARTTLS}"].severity is Severity.BLOCKING
    assert beside[f"starttls-overwritten {STARTTLS}"].severity is Severity.WARNING
    assert not any(name.startswith(("no-encryption", "published-server-dead")) for name in (*alone, *beside))


def test_what_to_know_before_signing_in() -> None:
    hint = Hint(id=HintId.ENABLE_FIRST, text=Text(nl="x", en="x"))
    oauth2 = dataclasses.replace(
        claim(IMAP),
        settings=dataclasses.replace(claim(IMAP).settings, authentication=(AuthenticationMethod.OAUTH2,)),
    )

    found_ones = investigate(one(oauth2), [works(IMAP)], published=Published(display_name="Voorbeeld", hints=(hint,)))

    assert "enable-first Voorbeeld" in found_ones
    assert f"oauth2-only {endpoint(IMAP)}" in found_ones


def test_without_connections_nothing_is_said_of_servers() -> None:
    assert investigate(one(claim(IMAP)), [], surroundings=None) == {}


def test_the_worst_stands_first() -> None:
    sources = one(claim(IMAP), claim("imap.far.example:993", SourceName.SRV, trusted=False))
    order = [
        finding.severity
        for finding in investigate(
            sources, [fails(IMAP, FailureReason.REFUSED), works("imap.far.example:993")]
        ).values()
    ]

    assert order == sorted(order, key=list(Severity).index)
    assert len(order) >= 2


def test_a_captive_portal_is_the_only_thing_told() -> None:
    failing = fails(IMAP, FailureReason.CERTIFICATE_NAME, Stage.TLS, tls())

    found_ones = investigate(one(claim(IMAP)), [failing], surroundings=Surroundings(portal="login.hotel.example"))

    (finding,) = found_ones.values()
    assert (finding.id, finding.severity) == (FindingId.CAPTIVE_PORTAL, Severity.BLOCKING)
    assert finding.values == {"portal": "login.hotel.example"}


@pytest.mark.parametrize("refused", [True, False])
def test_a_refusing_name_server_is_told_from_a_missing_network(*, refused: bool) -> None:
    domain = DomainFacts(domain="voorbeeld.nl", status=DnsStatus.NO_NETWORK, refused=refused)

    found_ones = investigate([], [], domain=domain)

    assert found_ones["no-network voorbeeld.nl"].severity is Severity.BLOCKING
    assert ("resolver-refuses voorbeeld.nl" in found_ones) is refused


@pytest.mark.parametrize(
    ("line", "finding"), [("421 4.7.0 Too many connections", "rejected-for-now"), ("554 5.7.1 No", "rejected")]
)
def test_a_refusal_for_now_is_told_from_one_for_good(line: str, finding: str) -> None:
    report = fails(SMTP, FailureReason.REJECTED, Stage.GREETING)
    assert isinstance(report.outcome, Failed)
    report = dataclasses.replace(report, outcome=dataclasses.replace(report.outcome, detail=line))

    sources = one(claim(SMTP), claim("smtp.voorbeeld.nl:587", order=1))
    found_ones = investigate(sources, [report, works("smtp.voorbeeld.nl:587")])

    assert found_ones[f"{finding} {SMTP}"].values["detail"] == line
    assert {key.split(" ")[0] for key in found_ones} & {"rejected", "rejected-for-now"} == {finding}
    assert (f"published-server-dead {SMTP}" in found_ones) is (finding == "rejected")


def test_a_look_alike_is_told_even_where_it_does_not_exist() -> None:
    name = "xn--80ak6aa92e.com"
    domain = DomainFacts(domain=name, status=DnsStatus.NO_SUCH_NAME)

    found_ones = investigate([], [], domain=domain)

    assert found_ones[f"look-alike-name {name}"].values == {"looks_like": "apple.com"}
    assert f"no-such-domain {name}" in found_ones


def test_a_look_alike_among_the_servers() -> None:
    server = "xn--80ak6aa92e.com:993"

    found_ones = investigate(one(claim(server, SourceName.SRV, trusted=False)), [works(server)])

    assert "look-alike-name xn--80ak6aa92e.com" in found_ones


@pytest.mark.parametrize("hint_id", list(HintId))
def test_each_hint_is_told_before_anybody_types_a_password(hint_id: HintId) -> None:
    published = Published(display_name="Voorbeeld", hints=(Hint(id=hint_id, text=Text(nl="x", en="x")),))

    told = investigate(one(claim(IMAP)), [works(IMAP)], published=published)

    assert told[f"{hint_id} Voorbeeld"].severity is Severity.WARNING
    assert f"{hint_id} Voorbeeld" not in investigate(one(claim(IMAP)), [works(IMAP)])


@pytest.mark.parametrize("wildcard", [True, False])
def test_names_that_all_exist_are_told(*, wildcard: bool) -> None:
    sources = [found(claim(IMAP, GUESS, trusted=False), wildcard=wildcard)]

    assert ("dns-wildcard voorbeeld.nl" in investigate(sources, [works(IMAP)])) is wildcard


@pytest.mark.parametrize(
    ("servers", "told"),
    [
        ((IMAP,), {"no-outgoing"}),
        ((SMTP,), {"no-incoming"}),
        ((POP, SMTP), set()),
        ((), {"nothing-found"}),
    ],
    ids=["receives only", "sends only", "both", "neither"],
)
def test_what_is_missing(servers: tuple[str, ...], told: set[str]) -> None:
    sources = one(*map(claim, servers)) if servers else []
    found_ones = investigate(sources, [works(server, "UIDL") for server in servers])

    assert {key.split(" ")[0] for key in found_ones} & {"no-outgoing", "no-incoming", "nothing-found"} == told


@pytest.mark.parametrize(
    ("address", "inside"),
    [
        ("10.1.2.3", True),
        ("172.31.0.1", True),
        ("192.168.1.2", True),
        ("100.64.0.9", True),
        ("127.0.0.1", True),
        ("169.254.169.254", True),
        ("fd00::5", True),
        ("fe80::1", True),
        ("64:ff9b::7f00:1", True),
        ("::192.168.1.2", True),
        ("2002:c0a8:101::1", True),
        ("fec0::1", True),
        ("224.0.0.251", True),
        ("ff02::1", True),
        ("0.0.0.0", True),
        ("192.0.2.1", False),
        ("172.32.0.1", False),
        ("2001:db8::1", False),
    ],
)
def test_a_server_inside_this_network_is_told(address: str, inside: bool) -> None:
    report = dataclasses.replace(works(IMAP), address=address)

    finding = investigate(one(claim(IMAP)), [report]).get(f"{FindingId.INTERNAL_ADDRESS} imap.voorbeeld.nl")

    assert (dict(finding.values) if finding else None) == ({"address": address} if inside else None)


def test_every_finding_stands_in_a_test() -> None:
    folder = Path(__file__).parent
    written = " ".join(path.read_text("utf-8") for path in folder.glob("*.py"))
    by_hint = {hint_id.value for hint_id in HintId}
    missing = [
        word for word in FindingId if word.value not in by_hint and word not in written and word.name not in written
    ]
    assert missing == []
