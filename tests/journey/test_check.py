"""How far the check is with each task, event by event."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.tui.pilots import rules
from wizard.advisor import facts
from wizard.journey.check import Check, Progress
from wizard.journey.typed_server import claim
from wizard.model import (
    Answers,
    Candidate,
    Capabilities,
    Connected,
    EmailAddress,
    Endpoint,
    Failed,
    FailureReason,
    Finding,
    FindingId,
    Finished,
    Found,
    Known,
    NothingFound,
    ProbeFinished,
    ProbeReport,
    ProbeStarted,
    Protocol,
    RecommendedServer,
    ServerSettings,
    Settled,
    Severity,
    SocketType,
    SourceFinished,
    SourceName,
    SourceReport,
    SourceStarted,
    Stage,
    TlsFacts,
)

IMAP = Endpoint(protocol=Protocol.IMAP, hostname="imap.voorbeeld.nl", port=993, socket_type=SocketType.SSL)
GUESSED = Endpoint(protocol=Protocol.IMAP, hostname="mail.voorbeeld.nl", port=993, socket_type=SocketType.SSL)
URL = "https://autoconfig.voorbeeld.nl/mail/config-v1.1.xml"
TLS = TlsFacts(
    version="TLSv1.3",
    hostname_matches=True,
    trusted=True,
    issuer="A",
    names=("imap.voorbeeld.nl",),
    not_before=datetime(2026, 1, 1, tzinfo=UTC),
    not_after=datetime(2027, 1, 1, tzinfo=UTC),
)


def _check() -> Check:
    check = Check(address=EmailAddress.parse("anna@voorbeeld.nl"))
    check.receive(SourceStarted(source=SourceName.AUTOCONFIG, origin=URL))
    check.receive(SourceStarted(source=SourceName.GUESS, origin="voorbeeld.nl"))
    return check


def _claim(endpoint: Endpoint, source: SourceName) -> Candidate:
    return Candidate(settings=ServerSettings(endpoint=endpoint), source=source, origin=URL, trusted=True)


def _answered(source: SourceName, endpoint: Endpoint, origin: str = URL) -> SourceFinished:
    result = Found(candidates=(_claim(endpoint, source),))
    return SourceFinished(report=SourceReport(source=source, origin=origin, result=result, seconds=0.1))


def _connected(endpoint: Endpoint) -> ProbeReport:
    capabilities = Capabilities(protocol=endpoint.protocol, greeting="* OK", names=("IDLE",), sasl_mechanisms=())
    return ProbeReport(endpoint=endpoint, outcome=Connected(tls=TLS, capabilities=capabilities), seconds=0.2)


def _failed(endpoint: Endpoint, reason: FailureReason) -> ProbeReport:
    return ProbeReport(endpoint=endpoint, outcome=Failed(stage=Stage.CONNECT, reason=reason), seconds=0.2)


def test_it_asks_tests_compares_and_works() -> None:
    check = _check()
    assert check.task(Protocol.IMAP).progress is Progress.ASKING
    check.receive(ProbeStarted(endpoint=GUESSED))
    assert check.task(Protocol.IMAP).endpoint == GUESSED
    check.receive(_answered(SourceName.AUTOCONFIG, IMAP))
    check.receive(ProbeStarted(endpoint=IMAP))
    testing = check.task(Protocol.IMAP)
    assert (testing.progress, testing.endpoint) == (Progress.TESTING, IMAP)
    check.receive(ProbeFinished(report=_connected(IMAP)))
    assert check.task(Protocol.IMAP).progress is Progress.ANSWERS
    assert check.investigation is None
    check.receive(Settled(servers={Protocol.IMAP: _server(verified=True)}, seconds=0.3))
    works = check.task(Protocol.IMAP)
    assert (works.progress, works.endpoint, works.tls) == (Progress.WORKS, IMAP, TLS)


def _server(*, verified: bool) -> RecommendedServer:
    return RecommendedServer(
        settings=ServerSettings(endpoint=IMAP),
        source=SourceName.AUTOCONFIG,
        origin=URL,
        trusted=True,
        verified=verified,
        report=_connected(IMAP) if verified else _failed(IMAP, FailureReason.TIMED_OUT),
    )


def test_a_server_that_could_not_be_tested_is_shown_as_such() -> None:
    check = _check()
    check.receive(Settled(servers={Protocol.IMAP: _server(verified=False)}, seconds=0.3))
    assert check.task(Protocol.IMAP).progress is Progress.UNPROVEN


def test_a_published_server_that_fails_is_named() -> None:
    check = _check()
    check.receive(_answered(SourceName.AUTOCONFIG, IMAP))
    check.receive(ProbeFinished(report=_failed(IMAP, FailureReason.REFUSED)))
    check.broken = True
    broken = check.task(Protocol.IMAP)
    assert (broken.progress, broken.endpoint) == (Progress.BROKEN, IMAP)
    assert broken.failed is not None
    assert broken.failed.reason is FailureReason.REFUSED


def test_guessed_names_that_lead_nowhere_say_nothing() -> None:
    check = _check()
    check.receive(_answered(SourceName.GUESS, GUESSED, "voorbeeld.nl"))
    check.receive(ProbeFinished(report=_failed(GUESSED, FailureReason.NO_SUCH_NAME)))
    check.broken = True
    assert check.task(Protocol.IMAP).progress is Progress.ABSENT


def test_what_is_known_when_it_has_settled_is_no_more_than_what_was_said() -> None:
    check = _check()
    check.receive(_answered(SourceName.AUTOCONFIG, IMAP))
    check.receive(ProbeFinished(report=_connected(IMAP)))
    check.receive(Settled(servers={Protocol.IMAP: _server(verified=True)}, seconds=0.3))
    known = facts(Answers(), check.investigation, rules()).server
    assert known.imap is Known.YES
    assert known.pop3 is Known.UNKNOWN
    report = SourceReport(source=SourceName.GUESS, origin="voorbeeld.nl", result=NothingFound(), seconds=0.1)
    check.receive(SourceFinished(report=report))
    assert facts(Answers(), check.investigation, rules()).server.pop3 is Known.NO


def _ended(check: Check, *, findings: tuple[Finding, ...]) -> None:
    check.receive(Settled(servers={}, seconds=0.3))
    settled = check.investigation
    assert settled is not None
    check.receive(Finished(investigation=replace(settled, findings=findings)))


TYPED = replace(IMAP, hostname="iimap.voorbeeld.nl")
NOTHING = Finding(id=FindingId.NOTHING_FOUND, severity=Severity.BLOCKING, subject="voorbeeld.nl")


def test_a_typed_server_that_fails_stands_out_and_takes_nothing_away() -> None:
    check = _check()
    _ended(check, findings=(NOTHING,))
    before = facts(Answers(), check.investigation, rules()).server
    check.take(claim(_failed(TYPED, FailureReason.NO_SUCH_NAME)))
    assert [(finding.id, finding.subject, finding.typed) for finding in check.findings] == [
        (FindingId.NO_SUCH_HOST, "iimap.voorbeeld.nl:993", True),
        (FindingId.NOTHING_FOUND, "voorbeeld.nl", False),
    ]
    assert check.investigation is not None
    assert check.investigation.findings == check.findings
    assert not check.servers
    assert facts(Answers(), check.investigation, rules()).server == before
    assert check.again().typed_failures == check.typed_failures

    check.take(claim(_connected(IMAP)))
    assert FindingId.NO_SUCH_HOST not in [finding.id for finding in check.findings]
    assert check.servers[Protocol.IMAP].endpoint == IMAP
    assert {origin for source, origin in check.asked if source is SourceName.MANUAL} == {"imap.voorbeeld.nl"}


def test_a_typed_server_that_fails_is_shown_where_no_other_one_is_known() -> None:
    check = _check()
    check.receive(ProbeFinished(report=_failed(IMAP, FailureReason.REFUSED)))
    _ended(check, findings=(NOTHING,))
    check.take(claim(_failed(TYPED, FailureReason.NO_SUCH_NAME)))
    assert check.task(Protocol.IMAP).endpoint == TYPED
    check.receive(_answered(SourceName.AUTOCONFIG, IMAP))
    assert check.task(Protocol.IMAP).endpoint == IMAP


def test_a_typed_server_is_no_longer_told_once_it_is_taken_out() -> None:
    check = _check()
    _ended(check, findings=(NOTHING,))
    check.take(claim(_failed(TYPED, FailureReason.NO_SUCH_NAME)))
    check.forget(Protocol.IMAP)
    assert check.findings == (NOTHING,)


@pytest.mark.parametrize("cause", [FindingId.NO_NETWORK, FindingId.CAPTIVE_PORTAL, FindingId.MAIL_PORTS_BLOCKED])
def test_where_nobody_can_be_reached_a_typed_server_is_not_to_blame(cause: FindingId) -> None:
    check = _check()
    without = Finding(id=cause, severity=Severity.BLOCKING, subject="voorbeeld.nl")
    _ended(check, findings=(without,))
    check.take(claim(_failed(TYPED, FailureReason.TIMED_OUT)))
    assert check.findings == (without,)


def test_what_is_missing_follows_what_was_typed() -> None:
    check = _check()
    _ended(check, findings=(NOTHING,))
    smtp = Endpoint(protocol=Protocol.SMTP, hostname="smtp.voorbeeld.nl", port=465, socket_type=SocketType.SSL)
    check.take(claim(_connected(smtp)))
    assert [finding.id for finding in check.findings] == [FindingId.NO_INCOMING]
    check.take(claim(_connected(IMAP)))
    assert check.findings == ()


def test_what_is_missing_for_another_reason_stays_so() -> None:
    check = _check()
    refuses = Finding(id=FindingId.NO_MAIL_HERE, severity=Severity.BLOCKING, subject="voorbeeld.nl")
    _ended(check, findings=(refuses,))
    check.take(claim(_failed(TYPED, FailureReason.NO_SUCH_NAME)))
    assert [finding.id for finding in check.findings] == [FindingId.NO_MAIL_HERE, FindingId.NO_SUCH_HOST]
