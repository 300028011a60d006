"""The ranking: trust before security, security before the source, and never what was not proved."""

import itertools

import pytest

from tests.probing.build import claim, endpoint, fails, found, works
from wizard.model import AuthenticationMethod, Candidate, FailureReason, ProbeReport, Protocol, SourceName, Stage
from wizard.probing import Evidence, Home, best_servers

HOME = Home(mail_domain="voorbeeld.nl", exchanger_domains=frozenset({"hosting.example"}))
GUESS, SRV, MX, ISPDB, AUTOCONFIG = (
    SourceName.GUESS,
    SourceName.SRV,
    SourceName.MX,
    SourceName.ISPDB,
    SourceName.AUTOCONFIG,
)
TIMED_OUT, REFUSED = FailureReason.TIMED_OUT, FailureReason.REFUSED


def evidence(claims: list[Candidate], reports: list[ProbeReport]) -> Evidence:
    """All this was said and seen."""
    collected = Evidence(home=HOME)
    for one in claims:
        collected.hear(found(one))
    for report in reports:
        collected.see(report)
    return collected


def best(claims: list[Candidate], reports: list[ProbeReport]) -> dict[str, str]:
    """The best server for each protocol, `?` behind it where it is not verified."""
    chosen = best_servers(evidence(claims, reports).recommended())
    return {protocol: f"{server.endpoint}{'' if server.verified else '?'}" for protocol, server in chosen.items()}


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        pytest.param(
            [claim("imap.far.example:993", ISPDB), claim("imap.voorbeeld.nl:993", GUESS, trusted=False)],
            "imap.far.example:993",
            id="authenticated before a guess at home",
        ),
        pytest.param(
            [claim("imap.far.example:143", ISPDB), claim("imap.voorbeeld.nl:993", SRV, trusted=False)],
            "imap.far.example:143",
            id="authenticated STARTTLS before unauthenticated TLS",
        ),
        pytest.param(
            [
                claim("imap.far.example:993", AUTOCONFIG, trusted=False),
                claim("imap.voorbeeld.nl:143", GUESS, trusted=False),
            ],
            "imap.voorbeeld.nl:143",
            id="a guess at home before an unauthenticated foreigner",
        ),
        pytest.param(
            [
                claim("imap.hosting.example:993", MX, trusted=False),
                claim("imap.voorbeeld.nl:993", GUESS, trusted=False),
            ],
            "imap.hosting.example:993",
            id="the mail exchanger's provider is at home",
        ),
        pytest.param(
            [claim("imap.voorbeeld.nl:143"), claim("imap.voorbeeld.nl:993", order=1)],
            "imap.voorbeeld.nl:993",
            id="TLS before STARTTLS whatever the order",
        ),
        pytest.param(
            [claim("b.voorbeeld.nl:993", order=1), claim("a.voorbeeld.nl:993", order=2), claim("c.voorbeeld.nl:993")],
            "c.voorbeeld.nl:993",
            id="the provider's own order",
        ),
        pytest.param(
            [claim("other.voorbeeld.nl:993", ISPDB), claim("own.voorbeeld.nl:993", AUTOCONFIG, order=1)],
            "own.voorbeeld.nl:993",
            id="the second choice of the provider before the first of somebody else",
        ),
    ],
)
def test_of_servers_that_all_work(claims: list[Candidate], expected: str) -> None:
    reports = [works(f"{one.endpoint}") for one in claims]

    for claim_order in itertools.permutations(claims):
        for report_order in itertools.permutations(reports):
            assert best(list(claim_order), list(report_order)) == {"imap": expected}


@pytest.mark.parametrize(
    ("reason", "stage"),
    [
        (FailureReason.CERTIFICATE_EXPIRED, Stage.TLS),
        (FailureReason.CERTIFICATE_NAME, Stage.TLS),
        (FailureReason.REFUSED, Stage.CONNECT),
        (FailureReason.WRONG_PROTOCOL, Stage.GREETING),
        (FailureReason.NO_SUCH_NAME, Stage.RESOLVE),
        (FailureReason.DATA_BEFORE_TLS, Stage.STARTTLS),
        (FailureReason.REJECTED, Stage.GREETING),
    ],
)
def test_a_refuted_server_is_never_recommended(reason: FailureReason, stage: Stage) -> None:
    assert best([claim("imap.voorbeeld.nl:993")], [fails("imap.voorbeeld.nl:993", reason, stage)]) == {}


def test_a_server_without_encryption_is_never_recommended() -> None:
    assert best([claim("imap.voorbeeld.nl:1143")], [works("imap.voorbeeld.nl:1143")]) == {}


def test_a_published_server_about_which_the_test_could_not_decide_stands_unverified() -> None:
    assert best([claim("imap.voorbeeld.nl:993")], [fails("imap.voorbeeld.nl:993", TIMED_OUT)]) == {
        "imap": "imap.voorbeeld.nl:993?"
    }


def test_a_guess_about_which_the_test_could_not_decide_does_not_stand() -> None:
    guess = claim("imap.voorbeeld.nl:993", GUESS, trusted=False)

    assert best([guess], [fails("imap.voorbeeld.nl:993", TIMED_OUT)]) == {}


def test_a_proved_server_stands_before_a_better_one_that_is_not_proved() -> None:
    claims = [claim("imap.voorbeeld.nl:993"), claim("imap.voorbeeld.nl:143", order=1)]
    reports = [fails("imap.voorbeeld.nl:993", TIMED_OUT), works("imap.voorbeeld.nl:143")]

    assert best(claims, reports) == {"imap": "imap.voorbeeld.nl:143"}


def test_what_was_never_tested_is_not_recommended() -> None:
    assert best([claim("imap.voorbeeld.nl:993")], []) == {}


def test_claims_about_one_server_are_joined() -> None:
    srv = claim("imap.voorbeeld.nl:993", SRV, trusted=False, username=None)
    ispdb = claim("imap.voorbeeld.nl:993", ISPDB, username="%EMAILLOCALPART%")
    collected = evidence([srv, ispdb], [works("imap.voorbeeld.nl:993", mechanisms=("XOAUTH2",))])

    (server,) = collected.recommended()
    (tested,) = collected.tested()

    assert (server.source, server.trusted, server.verified) == (ISPDB, True, True)
    assert server.settings.username == "%EMAILLOCALPART%"
    assert AuthenticationMethod.OAUTH2 in server.settings.authentication
    assert tested.sources == (ISPDB, SRV)


def test_a_server_published_without_encryption_is_tried_with_it() -> None:
    collected = Evidence(home=HOME)

    collected.hear(found(claim("mail.voorbeeld.nl:1143")))

    assert {f"{place.port} {place.socket_type}" for place in collected.untested} == {
        "1143 plain",
        "1143 STARTTLS",
        "993 SSL",
    }
    assert all(
        item.best.source is GUESS and not item.trusted
        for item in collected.tested()
        if item.endpoint != endpoint("mail.voorbeeld.nl:1143")
    )


def test_each_endpoint_is_tested_once_and_tls_first() -> None:
    collected = Evidence(home=HOME)

    collected.hear(found(claim("a.voorbeeld.nl:143"), claim("a.voorbeeld.nl:993", order=1)))
    assert [place.port for place in collected.untested] == [993, 143]

    collected.probe(endpoint("a.voorbeeld.nl:993"), 0.0)
    collected.see(works("a.voorbeeld.nl:143"))
    collected.hear(found(claim("a.voorbeeld.nl:993", ISPDB)))
    assert collected.untested == ()


@pytest.mark.parametrize(
    ("server", "stage", "instead"),
    [
        ("a.voorbeeld.nl:993", Stage.TLS, "993 STARTTLS"),
        ("a.voorbeeld.nl:143", Stage.GREETING, "143 SSL"),
    ],
)
def test_a_port_with_another_kind_of_security_is_tried_with_it(server: str, stage: Stage, instead: str) -> None:
    collected = Evidence(home=HOME)
    collected.hear(found(claim(server)))
    collected.see(fails(server, FailureReason.WRONG_SOCKET_TYPE, stage))

    assert [f"{place.port} {place.socket_type}" for place in collected.untested] == [instead]
    assert {item.best.source for item in collected.tested()} == {AUTOCONFIG, GUESS}


def test_every_protocol_has_its_own_best() -> None:
    servers = ["imap.voorbeeld.nl:993", "pop.voorbeeld.nl:995", "smtp.voorbeeld.nl:465", "smtp.voorbeeld.nl:587"]

    assert best([claim(server) for server in servers], [works(server) for server in servers]) == {
        Protocol.IMAP: servers[0],
        Protocol.POP3: servers[1],
        Protocol.SMTP: servers[2],
    }
