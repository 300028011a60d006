"""The JSON of the evidence, key by key as in the contract."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest

from wizard import rulebook
from wizard.cli.json_evidence import demo_report, discover_report, probe_report
from wizard.i18n import Words
from wizard.model import (
    AuthenticationMethod,
    Candidate,
    Capabilities,
    Connected,
    Cost,
    EmailAddress,
    Endpoint,
    Failed,
    FailureReason,
    Finding,
    FindingId,
    Found,
    Investigation,
    Language,
    LookupFailed,
    LookupFailure,
    LookupResult,
    NotAsked,
    NotAskedReason,
    NothingFound,
    ProbeReport,
    Protocol,
    Published,
    RecommendedServer,
    ServerSettings,
    Severity,
    SocketType,
    SourceName,
    SourceReport,
    Stage,
    TestedCandidate,
    Text,
    TlsFacts,
)

ENGLISH, DUTCH = Words(Language.EN), Words(Language.NL)
RULES = rulebook.load()

TLS = TlsFacts(
    version="TLSv1.3",
    hostname_matches=True,
    trusted=True,
    issuer="Voorbeeld CA",
    names=("imap.voorbeeld.nl",),
    not_before=datetime(2026, 1, 31, tzinfo=UTC),
    not_after=datetime(2027, 1, 31, 2, 30, tzinfo=timezone(timedelta(hours=2))),
)
IMAP = Endpoint(protocol=Protocol.IMAP, hostname="imap.voorbeeld.nl", port=993, socket_type=SocketType.SSL)
POP = Endpoint(protocol=Protocol.POP3, hostname="pop.voorbeeld.nl", port=110, socket_type=SocketType.STARTTLS)
PLAIN = Endpoint(protocol=Protocol.SMTP, hostname="smtp.voorbeeld.nl", port=587, socket_type=SocketType.PLAIN)
URL = "https://autoconfig.voorbeeld.nl/mail/config-v1.1.xml"


def claim(endpoint: Endpoint, source: SourceName, *, username: str | None = "%EMAILADDRESS%") -> Candidate:
    methods = () if username is None else (AuthenticationMethod.PASSWORD_CLEARTEXT,)
    settings = ServerSettings(endpoint=endpoint, username=username, authentication=methods)
    return Candidate(settings=settings, source=source, origin=URL, trusted=source is SourceName.AUTOCONFIG)


def connected(endpoint: Endpoint, tls: TlsFacts | None) -> ProbeReport:
    capabilities = Capabilities(
        protocol=endpoint.protocol, greeting="hello", names=("IDLE", "IMAP4REV1"), sasl_mechanisms=("PLAIN",)
    )
    return ProbeReport(endpoint=endpoint, outcome=Connected(tls=tls, capabilities=capabilities), seconds=0.2098)


FAILED = ProbeReport(
    endpoint=POP,
    outcome=Failed(stage=Stage.CONNECT, reason=FailureReason.TIMED_OUT, detail="after 10 s"),
    seconds=10.0,
)


def asked(source: SourceName, origin: str, result: LookupResult) -> SourceReport:
    return SourceReport(source=source, origin=origin, result=result, seconds=0.08449)


INVESTIGATION = Investigation(
    address=EmailAddress.parse("Anna@voorbeeld.nl"),
    servers={
        Protocol.IMAP: RecommendedServer(
            settings=claim(IMAP, SourceName.AUTOCONFIG).settings,
            source=SourceName.AUTOCONFIG,
            origin=URL,
            trusted=True,
            verified=True,
            report=connected(IMAP, TLS),
        )
    },
    alternatives=(),
    candidates=(
        TestedCandidate(
            claims=(claim(IMAP, SourceName.AUTOCONFIG), claim(IMAP, SourceName.SRV)), report=connected(IMAP, TLS)
        ),
        TestedCandidate(claims=(claim(POP, SourceName.SRV, username=None),), report=FAILED),
        TestedCandidate(claims=(claim(PLAIN, SourceName.GUESS, username=None),), report=connected(PLAIN, None)),
        TestedCandidate(claims=(claim(PLAIN, SourceName.GUESS, username=None),), report=None),
    ),
    sources=(
        asked(SourceName.SRV, "_imaps._tcp.voorbeeld.nl", Found(candidates=(claim(IMAP, SourceName.SRV),))),
        asked(SourceName.SRV, "_imap._tcp.voorbeeld.nl", NothingFound()),
        asked(SourceName.AUTOCONFIG, URL, LookupFailed(reason=LookupFailure.NOT_FOUND, detail="status 404")),
        asked(SourceName.ISPDB, "ispdb", NotAsked(reason=NotAskedReason.SWITCHED_OFF)),
    ),
    findings=(
        Finding(id=FindingId.NO_OUTGOING, severity=Severity.WARNING, subject="voorbeeld.nl"),
        Finding(id=FindingId.UNREACHABLE, severity=Severity.NOTE, subject="pop.voorbeeld.nl:110"),
    ),
    published=Published(),
    cost=Cost(dns_queries=18, tcp_connections=7, http_requests=4),
    settled_seconds=0.41049,
    seconds=1.9,
)

IMAP_FIELDS = {
    "hostname": "imap.voorbeeld.nl",
    "port": 993,
    "socket_type": "SSL",
    "authentication": ["password-cleartext"],
    "username": "%EMAILADDRESS%",
    "source": "autoconfig",
    "origin": URL,
    "trusted": True,
    "verified": True,
}
POP_FIELDS = {
    "hostname": "pop.voorbeeld.nl",
    "port": 110,
    "socket_type": "STARTTLS",
    "authentication": [],
    "username": None,
    "source": "srv",
    "origin": URL,
    "trusted": False,
    "verified": False,
}
PLAIN_FIELDS = {
    "hostname": "smtp.voorbeeld.nl",
    "port": 587,
    "socket_type": "plain",
    "authentication": ["password-cleartext"],
    "username": None,
    "source": "guess",
    "origin": URL,
    "trusted": False,
    "verified": False,
}
SOURCES = [
    {"source": "srv", "origin": "_imaps._tcp.voorbeeld.nl", "state": "found", "seconds": 0.084},
    {"source": "srv", "origin": "_imap._tcp.voorbeeld.nl", "state": "nothing", "seconds": 0.084},
    {"source": "autoconfig", "origin": URL, "state": "failed", "reason": "not-found", "seconds": 0.084},
    {"source": "ispdb", "origin": "ispdb", "state": "not-asked", "reason": "switched-off", "seconds": 0.084},
]
COST = {"dns_queries": 18, "tcp_connections": 7, "http_requests": 4}


def test_probe() -> None:
    report = probe_report(INVESTIGATION, RULES, ENGLISH)
    findings = report.pop("findings")

    assert report == {
        "schema": "mailwijzer.probe/1",
        "address": "Anna@voorbeeld.nl",
        "domain": "voorbeeld.nl",
        "settled_seconds": 0.41,
        "seconds": 1.9,
        "servers": {"imap": IMAP_FIELDS, "pop3": None, "smtp": None},
        "candidates": [
            {
                "protocol": "imap",
                **IMAP_FIELDS,
                "sources": ["autoconfig", "srv"],
                "outcome": {
                    "state": "connected",
                    "tls": {
                        "version": "TLSv1.3",
                        "hostname_matches": True,
                        "trusted": True,
                        "issuer": "Voorbeeld CA",
                        "not_after": "2027-01-31T00:30:00Z",
                    },
                    "capabilities": ["IDLE", "IMAP4REV1"],
                    "sasl_mechanisms": ["PLAIN"],
                    "seconds": 0.21,
                },
            },
            {
                "protocol": "pop3",
                **POP_FIELDS,
                "sources": ["srv"],
                "outcome": {
                    "state": "failed",
                    "stage": "connect",
                    "reason": "timed-out",
                    "detail": "after 10 s",
                },
            },
            {
                "protocol": "smtp",
                **PLAIN_FIELDS,
                "sources": ["guess"],
                "outcome": {
                    "state": "connected",
                    "tls": None,
                    "capabilities": ["IDLE", "IMAP4REV1"],
                    "sasl_mechanisms": ["PLAIN"],
                    "seconds": 0.21,
                },
            },
            {"protocol": "smtp", **PLAIN_FIELDS, "authentication": [], "sources": ["guess"], "outcome": None},
        ],
        "sources": SOURCES,
        "cost": COST,
    }
    assert isinstance(findings, list)
    assert [list(finding) for finding in findings] == [["id", "severity", "subject", "text"]] * 2
    assert findings[1]["id"] == "unreachable"
    assert findings[1]["severity"] == "note"
    assert findings[1]["subject"] == "pop.voorbeeld.nl:110"
    assert "pop.voorbeeld.nl:110" in findings[1]["text"]


def test_probe_keeps_the_order_of_the_contract() -> None:
    report = probe_report(INVESTIGATION, RULES, ENGLISH)

    assert " ".join(report) == (
        "schema address domain settled_seconds seconds servers candidates sources findings cost"
    )


def test_discover_has_no_outcome() -> None:
    report = discover_report(INVESTIGATION, RULES, ENGLISH)
    report.pop("findings")
    candidates = report.pop("candidates")

    assert report == {
        "schema": "mailwijzer.discover/1",
        "address": "Anna@voorbeeld.nl",
        "domain": "voorbeeld.nl",
        "sources": SOURCES,
        "cost": COST,
    }
    assert isinstance(candidates, list)
    assert candidates[0] == {"protocol": "imap", **IMAP_FIELDS, "sources": ["autoconfig", "srv"]}


def test_demo() -> None:
    shows = Text(nl="Alles **werkt**.", en="All **works**.")

    assert demo_report([("all-well", "anna@all-well.example", shows)], ENGLISH) == {
        "schema": "mailwijzer.demo/1",
        "situations": [{"id": "all-well", "address": "anna@all-well.example", "shows": "All “works”."}],
    }


@pytest.mark.parametrize("words", [ENGLISH, DUTCH], ids=["en", "nl"])
def test_only_the_texts_differ_between_the_languages(words: Words) -> None:
    report = probe_report(INVESTIGATION, RULES, words)
    english = probe_report(INVESTIGATION, RULES, ENGLISH)
    findings, english_findings = report.pop("findings"), english.pop("findings")

    assert report == english
    assert (findings == english_findings) is (words is ENGLISH)


def test_a_report_is_plain_json() -> None:
    report = probe_report(INVESTIGATION, RULES, ENGLISH)

    assert json.loads(json.dumps(report)) == report
