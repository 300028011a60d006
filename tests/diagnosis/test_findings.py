"""What an investigation brings to light, told from what was claimed and seen."""

import dataclasses
from datetime import UTC, datetime

import pytest

from tests.probing.build import claim, endpoint, fails, found, tls, works
from wizard.diagnosis import DomainFacts, Surroundings, findings
from wizard.model import (
    AuthenticationMethod,
    Candidate,
    FailureReason,
    Finding,
    FindingId,
    Hint,
    HintId,
    ProbeReport,
    Published,
    Severity,
    SourceName,
    SourceReport,
    Stage,
    Text,
)
from wizard.network import DnsStatus
from wizard.probing import Evidence, Home, best_servers

DOMAIN = DomainFacts(domain="voorbeeld.nl", status=DnsStatus.FOUND, exchangers=("mx.hosting.example",))
IMAP, STARTTLS, POP, SMTP = (
    "imap.voorbeeld.nl:993",
    "imap.voorbeeld.nl:143",
    "pop.voorbeeld.nl:995",
    "smtp.voorbeeld.nl:465",
)
GUESS = SourceName.GUESS
HERE = Surroundings()
NOW = datetime(2026, 11, 23, tzinfo=UTC)


def investigate(
    sources: list[SourceReport],
    reports: list[ProbeReport],
    *,
    domain: DomainFacts = DOMAIN,
    published: Published | None = None,
    surroundings: Surroundings | None = HERE,
    now: datetime = NOW,
) -> dict[str, Finding]:
    """The findings by id and subject (`id subject`)."""
    evidence = Evidence(home=Home(mail_domain=domain.domain, exchanger_domains=domain.exchanger_domains))
    for source in sources:
        evidence.hear(source)
    for report in reports:
        evidence.see(report)
    best = best_servers(evidence.recommended())
    found_ones = findings(
        domain, sources, evidence.tested(), best, published or Published(), surroundings=surroundings, now=now
    )
    return {f"{finding.id} {finding.subject}": finding for finding in found_ones}


def one(*claims: Candidate) -> list[SourceReport]:
    return [found(*claims)]


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

    assert list(investigate(one(claim(IMAP)), [fails(IMAP, FailureReason.TIMED_OUT)], domain=domain)) == [
        f"{finding} voorbeeld.nl"
    ]


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
        (FailureReason.DATA_BEFORE_TLS, Stage.STARTTLS, "data-before-tls"),
        (FailureReason.PREAUTH, Stage.GREETING, "preauth"),
        (FailureReason.WRONG_PROTOCOL, Stage.GREETING, "wrong-protocol"),
        (FailureReason.REJECTED, Stage.GREETING, "rejected"),
        (FailureReason.REFUSED, Stage.CONNECT, "refused"),
        (FailureReason.UNREACHABLE, Stage.CONNECT, "unreachable"),
        (FailureReason.NO_SUCH_NAME, Stage.RESOLVE, "no-such-host"),
        (FailureReason.TIMED_OUT, Stage.CONNECT, "unreachable"),
        (FailureReason.TIMED_OUT, Stage.GREETING, "server-silent"),
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
    undecided = reason in {FailureReason.TIMED_OUT, FailureReason.UNREACHABLE}
    assert (f"published-server-dead {IMAP}" in beside) is not undecided


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
    all_silent = investigate(sources, [fails(IMAP, FailureReason.TIMED_OUT), fails(STARTTLS, FailureReason.TIMED_OUT)])

    assert f"port-filtered {IMAP}" in other_port_works
    assert f"port-filtered {IMAP}" in other_port_refuses
    assert f"unreachable {IMAP}" in all_silent


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


def test_settings_that_stand_on_an_insecure_page_only() -> None:
    insecure = claim(IMAP, trusted=False, origin="http://autoconfig.voorbeeld.nl/mail/config-v1.1.xml")

    assert f"published-over-http {IMAP}" in investigate(one(insecure), [works(IMAP)])
    confirmed = [found(insecure), found(claim(IMAP, SourceName.ISPDB))]
    assert f"published-over-http {IMAP}" not in investigate(confirmed, [works(IMAP)])


@pytest.mark.parametrize(
    ("server", "trusted", "severity"),
    [
        ("imap.voorbeeld.nl:993", False, None),
        ("imap.hosting.example:993", False, Severity.NOTE),
        ("imap.far.example:993", False, Severity.WARNING),
        ("imap.far.example:993", True, None),
    ],
)
def test_a_foreign_target_is_marked(server: str, trusted: bool, severity: Severity | None) -> None:
    found_ones = investigate(one(claim(server, SourceName.SRV, trusted=trusted)), [works(server)])

    finding = found_ones.get(f"foreign-target {server}")
    assert (finding.severity if finding else None) is severity


def test_sources_that_contradict_each_other_are_named() -> None:
    sources = [found(claim(IMAP)), found(claim("other.voorbeeld.nl:993", SourceName.ISPDB))]

    finding = investigate(sources, [works(IMAP), works("other.voorbeeld.nl:993")])["sources-disagree imap"]

    assert dict(finding.values) == {
        "field": "server",
        "first": "autoconfig",
        "first_says": f"{IMAP} (SSL)",
        "second": "ispdb",
        "second_says": "other.voorbeeld.nl:993 (SSL)",
        "answered": IMAP,
    }


def test_sources_that_name_a_common_server_do_not_contradict_each_other() -> None:
    sources = [found(claim(IMAP), claim(STARTTLS, order=1)), found(claim(IMAP, SourceName.ISPDB))]

    assert "sources-disagree imap" not in investigate(sources, [works(IMAP), works(STARTTLS)])


@pytest.mark.parametrize(
    ("names", "finding"),
    [
        (("EXPIRE 0", "UIDL"), "pop-cannot-leave"),
        (("TOP", "USER"), "pop-cannot-leave"),
        (("EXPIRE 14", "UIDL"), "pop-deletes-after"),
        (("EXPIRE NEVER", "UIDL"), None),
        ((), None),
    ],
)
def test_what_pop_does_with_old_mail(names: tuple[str, ...], finding: str | None) -> None:
    found_ones = investigate(one(claim(POP)), [works(POP, *names)])

    told = {key.split(" ")[0] for key in found_ones if key.startswith("pop-")}
    assert told == ({finding} if finding else set())


def test_broken_ipv6_is_told_where_ipv4_works() -> None:
    report = dataclasses.replace(works(IMAP), failed_addresses=(("2001:db8::1", FailureReason.TIMED_OUT),))

    assert "ipv6-broken imap.voorbeeld.nl" in investigate(one(claim(IMAP)), [report])


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
