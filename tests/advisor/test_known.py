"""What becomes of an investigation: offered, not offered, or not decided."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from wizard import rulebook
from wizard.advisor import compose_account, facts
from wizard.advisor.account import NoIncomingServer
from wizard.advisor.known import KEEP_DAYS, KEEP_DAYS_NEARLY_FULL, can_leave
from wizard.model import (
    AdviceOutcome,
    Answers,
    Candidate,
    Capabilities,
    ClientChoice,
    Connected,
    Cost,
    EmailAddress,
    Endpoint,
    Failed,
    FailureReason,
    HelpPage,
    Hint,
    HintId,
    Investigation,
    Known,
    LookupFailed,
    LookupFailure,
    LookupResult,
    Mailbox,
    NothingFound,
    Preference,
    ProbeOutcome,
    ProbeReport,
    Protocol,
    Published,
    Quota,
    RecommendedServer,
    Retention,
    Rulebook,
    ServerFacts,
    ServerSettings,
    ServerSpace,
    SocketType,
    SourceName,
    SourceReport,
    Stage,
    TestedCandidate,
    Text,
)

IMAP = Endpoint(protocol=Protocol.IMAP, hostname="imap.voorbeeld.nl", port=993, socket_type=SocketType.SSL)
POP3 = Endpoint(protocol=Protocol.POP3, hostname="pop.voorbeeld.nl", port=995, socket_type=SocketType.SSL)
SMTP = Endpoint(protocol=Protocol.SMTP, hostname="smtp.voorbeeld.nl", port=465, socket_type=SocketType.SSL)
BOTH_SOCKETS = frozenset({(Protocol.IMAP, SocketType.SSL), (Protocol.IMAP, SocketType.STARTTLS)})


@pytest.fixture(scope="module")
def built_in() -> Rulebook:
    return rulebook.load()


def connected(endpoint: Endpoint, *names: str) -> ProbeReport:
    capabilities = Capabilities(protocol=endpoint.protocol, greeting="ready", names=names, sasl_mechanisms=("PLAIN",))
    return ProbeReport(endpoint=endpoint, outcome=Connected(tls=None, capabilities=capabilities), seconds=0.1)


def failed(endpoint: Endpoint, reason: FailureReason) -> ProbeReport:
    outcome: ProbeOutcome = Failed(stage=Stage.CONNECT, reason=reason)
    return ProbeReport(endpoint=endpoint, outcome=outcome, seconds=0.1)


def server(report: ProbeReport, *, verified: bool = True) -> RecommendedServer:
    return RecommendedServer(
        settings=ServerSettings(endpoint=report.endpoint, username="%EMAILADDRESS%"),
        source=SourceName.AUTOCONFIG,
        origin="https://autoconfig.voorbeeld.nl/",
        trusted=True,
        verified=verified,
        report=report,
    )


def claim(
    report: ProbeReport, source: SourceName = SourceName.AUTOCONFIG, priority: int | None = None
) -> TestedCandidate:
    settings = ServerSettings(endpoint=report.endpoint)
    candidate = Candidate(settings=settings, source=source, origin="here", trusted=True, priority=priority)
    return TestedCandidate(claims=(candidate,), report=report)


def source(result: LookupResult) -> SourceReport:
    return SourceReport(source=SourceName.SRV, origin="_imaps._tcp.voorbeeld.nl", result=result, seconds=0.1)


def investigation(
    *,
    servers: Sequence[RecommendedServer] = (),
    alternatives: Sequence[RecommendedServer] = (),
    candidates: Sequence[TestedCandidate] = (),
    results: Sequence[LookupResult] = (),
    published: Published | None = None,
    address: str = "anna@voorbeeld.nl",
) -> Investigation:
    return Investigation(
        address=EmailAddress.parse(address),
        servers={entry.endpoint.protocol: entry for entry in servers},
        alternatives=tuple(alternatives),
        candidates=tuple(candidates),
        sources=tuple(source(result) for result in results),
        findings=(),
        published=published or Published(),
        cost=Cost(),
        settled_seconds=0.1,
        seconds=0.2,
    )


def measured(given: Investigation, built_in: Rulebook) -> ServerFacts:
    return facts(Answers(), given, built_in).server


REFUSED = claim(failed(IMAP, FailureReason.REFUSED))
REFUSED_GUESS = claim(failed(IMAP, FailureReason.NO_SUCH_NAME), SourceName.GUESS)
SLOW = LookupFailed(reason=LookupFailure.TIMED_OUT)
ABSENT = LookupFailed(reason=LookupFailure.NOT_FOUND)


@pytest.mark.parametrize(
    ("given", "imap"),
    [
        pytest.param(investigation(servers=[server(connected(IMAP))]), Known.YES, id="verified"),
        pytest.param(
            investigation(servers=[server(failed(IMAP, FailureReason.TIMED_OUT), verified=False)]),
            Known.YES,
            id="published and not decided",
        ),
        pytest.param(investigation(alternatives=[server(connected(IMAP))]), Known.YES, id="an alternative"),
        pytest.param(
            investigation(servers=[server(connected(IMAP))], published=Published(lacks=frozenset({Protocol.IMAP}))),
            Known.YES,
            id="seen against what is said",
        ),
        pytest.param(investigation(published=Published(lacks=frozenset({Protocol.IMAP}))), Known.NO, id="lacks"),
        pytest.param(investigation(results=[SLOW, NothingFound(not_offered=BOTH_SOCKETS)]), Known.NO, id="declined"),
        pytest.param(
            investigation(results=[SLOW, NothingFound(not_offered=frozenset({(Protocol.IMAP, SocketType.STARTTLS)}))]),
            Known.UNKNOWN,
            id="declined with STARTTLS only",
        ),
        pytest.param(investigation(candidates=[REFUSED], results=[SLOW]), Known.NO, id="published and refuted"),
        pytest.param(
            investigation(candidates=[REFUSED_GUESS], results=[SLOW]), Known.UNKNOWN, id="guessed, source silent"
        ),
        pytest.param(
            investigation(candidates=[REFUSED_GUESS], results=[ABSENT]), Known.NO, id="guessed, sources complete"
        ),
        pytest.param(
            investigation(candidates=[REFUSED, claim(failed(IMAP, FailureReason.TIMED_OUT))], results=[ABSENT]),
            Known.UNKNOWN,
            id="one time-out among them",
        ),
        pytest.param(
            investigation(candidates=[claim(failed(IMAP, FailureReason.CERTIFICATE_EXPIRED))], results=[ABSENT]),
            Known.UNKNOWN,
            id="a bad certificate is no absence",
        ),
        pytest.param(investigation(results=[ABSENT, NothingFound()]), Known.NO, id="searched and nothing found"),
        pytest.param(investigation(results=[ABSENT, SLOW]), Known.UNKNOWN, id="a source timed out"),
        pytest.param(investigation(), Known.UNKNOWN, id="nothing asked"),
    ],
)
def test_whether_imap_is_offered(built_in: Rulebook, given: Investigation, imap: Known) -> None:
    assert measured(given, built_in).imap is imap


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("UIDL", "USER"), Known.YES),
        (("EXPIRE NEVER", "UIDL"), Known.YES),
        (("EXPIRE 30", "UIDL"), Known.YES),
        (("EXPIRE 0", "UIDL"), Known.NO),
        (("EXPIRE 0 USER", "UIDL"), Known.NO),
        (("TOP", "USER"), Known.NO),
        ((), Known.UNKNOWN),
    ],
)
def test_whether_pop_can_leave_messages(built_in: Rulebook, names: tuple[str, ...], expected: Known) -> None:
    report = connected(POP3, *names)
    assert isinstance(report.outcome, Connected)
    assert can_leave(report.outcome.capabilities) is expected
    assert measured(investigation(servers=[server(report)]), built_in).pop3_can_leave is expected


def test_what_was_not_measured_is_unknown(built_in: Rulebook) -> None:
    assert measured(investigation(results=[SLOW]), built_in) == ServerFacts()
    assert facts(Answers(), None, built_in).server == ServerFacts()


@pytest.mark.parametrize(
    ("names", "mailbox", "idle", "quota"),
    [
        pytest.param(("IDLE", "QUOTA"), None, Known.YES, Known.YES, id="announced"),
        pytest.param(("UIDPLUS",), None, Known.UNKNOWN, Known.UNKNOWN, id="silent before signing in"),
        pytest.param(("UIDPLUS",), Mailbox(idle=Known.YES), Known.YES, Known.UNKNOWN, id="announced after signing in"),
        pytest.param(
            ("IDLE",), Mailbox(idle=Known.NO, messages=3), Known.NO, Known.NO, id="not there after signing in"
        ),
        pytest.param(
            (), Mailbox(messages=3, quota=Quota(used=1, total=2)), Known.UNKNOWN, Known.YES, id="space measured"
        ),
    ],
)
def test_what_imap_announces(
    built_in: Rulebook, names: tuple[str, ...], mailbox: Mailbox | None, idle: Known, quota: Known
) -> None:
    given = facts(Answers(), investigation(servers=[server(connected(IMAP, *names))]), built_in, mailbox).server
    assert (given.imap_idle, given.imap_quota) == (idle, quota)


@pytest.mark.parametrize(
    ("names", "deletes_soon", "delay"),
    [
        pytest.param(("UIDL", "USER"), Known.NO, Known.NO, id="neither"),
        pytest.param(("EXPIRE 3", "UIDL"), Known.YES, Known.NO, id="three days"),
        pytest.param(("EXPIRE 3 USER", "UIDL"), Known.YES, Known.NO, id="three days for this user"),
        pytest.param(("EXPIRE 14", "UIDL"), Known.NO, Known.NO, id="fourteen days"),
        pytest.param(("EXPIRE NEVER", "UIDL"), Known.NO, Known.NO, id="never"),
        pytest.param(("EXPIRE 0", "UIDL"), Known.NO, Known.NO, id="at once, which is another fact"),
        pytest.param(("LOGIN-DELAY 900", "UIDL"), Known.NO, Known.YES, id="a quarter of an hour"),
        pytest.param(("LOGIN-DELAY 900 USER", "UIDL"), Known.NO, Known.YES, id="for this user"),
        pytest.param(("LOGIN-DELAY 0", "UIDL"), Known.NO, Known.NO, id="no delay"),
        pytest.param(("EXPIRE", "LOGIN-DELAY often"), Known.NO, Known.NO, id="nonsense"),
        pytest.param((), Known.UNKNOWN, Known.UNKNOWN, id="nothing announced"),
    ],
)
def test_what_pop_wants(built_in: Rulebook, names: tuple[str, ...], deletes_soon: Known, delay: Known) -> None:
    given = measured(investigation(servers=[server(connected(POP3, *names))]), built_in)
    assert (given.pop3_deletes_soon, given.pop3_login_delay) == (deletes_soon, delay)


def hint(name: HintId) -> Published:
    return Published(hints=(Hint(id=name, text=Text(nl="Let op.", en="Mind this.")),))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param(
            investigation(published=hint(HintId.OAUTH2_ONLY)), (Known.YES, Known.UNKNOWN, Known.UNKNOWN), id="window"
        ),
        pytest.param(
            investigation(published=hint(HintId.APP_PASSWORD_NEEDED)),
            (Known.UNKNOWN, Known.YES, Known.UNKNOWN),
            id="app password",
        ),
        pytest.param(
            investigation(published=hint(HintId.ENABLE_FIRST)),
            (Known.UNKNOWN, Known.UNKNOWN, Known.YES),
            id="switch on",
        ),
        pytest.param(
            investigation(servers=[server(connected(IMAP))]),
            (Known.NO, Known.UNKNOWN, Known.UNKNOWN),
            id="takes passwords",
        ),
        pytest.param(investigation(), (Known.UNKNOWN,) * 3, id="nothing said"),
    ],
)
def test_how_the_provider_lets_programs_in(
    built_in: Rulebook, given: Investigation, expected: tuple[Known, ...]
) -> None:
    found = measured(given, built_in)
    assert (found.oauth2_only, found.app_password, found.enable_first) == expected


def test_servers_that_take_oauth2_only(built_in: Rulebook) -> None:
    report = connected(IMAP)
    assert isinstance(report.outcome, Connected)
    modern = replace(report.outcome.capabilities, names=("LOGINDISABLED",), sasl_mechanisms=("XOAUTH2",))
    given = server(replace(report, outcome=replace(report.outcome, capabilities=modern)))
    assert measured(investigation(servers=[given]), built_in).oauth2_only is Known.YES


@pytest.mark.parametrize(
    ("imap", "pop3", "expected"),
    [
        (0, 10, Preference.IMAP),
        (20, 10, Preference.POP3),
        (10, 10, Preference.NONE),
        (None, 10, Preference.NONE),
        (None, None, Preference.NONE),
    ],
)
def test_what_the_srv_records_prefer(
    built_in: Rulebook, imap: int | None, pop3: int | None, expected: Preference
) -> None:
    candidates = [
        claim(connected(IMAP), SourceName.SRV, imap),
        claim(connected(POP3), SourceName.SRV, pop3),
        claim(connected(SMTP), SourceName.SRV, 0),
    ]
    assert measured(investigation(candidates=candidates), built_in).prefers is expected


def test_the_provider_is_what_the_sources_say_or_what_the_domain_is(built_in: Rulebook) -> None:
    said = investigation(published=Published(provider="kpn"))
    known = investigation(address="anna@icloud.com")
    assert facts(Answers(), said, built_in).provider == "kpn"
    assert facts(Answers(), known, built_in).provider == "icloud"
    assert facts(Answers(), investigation(), built_in).provider is None


def test_the_mail_program_is_looked_up(built_in: Rulebook) -> None:
    thunderbird = facts(Answers(client=ClientChoice.THUNDERBIRD), None, built_in).client
    assert (thunderbird.imap, thunderbird.pop3) == (Known.YES, Known.YES)
    assert facts(Answers(client=ClientChoice.OTHER), None, built_in).client.pop3 is Known.UNKNOWN


BOTH = investigation(
    servers=[server(connected(IMAP)), server(connected(POP3, "UIDL")), server(connected(SMTP))],
    alternatives=[server(connected(IMAP, "IDLE"))],
    published=Published(display_name="Voorbeeld", help_pages=(HelpPage(url="https://www.voorbeeld.nl/help"),)),
)


def test_an_account_for_imap() -> None:
    account = compose_account(BOTH, protocol=Protocol.IMAP, outcome=AdviceOutcome.IMAP, full_name="Anna")
    assert account.incoming.endpoint == IMAP
    assert account.outgoing is not None
    assert account.outgoing.endpoint == SMTP
    assert [entry.endpoint for entry in account.alternatives] == [POP3, IMAP]
    assert (account.display_name, account.full_name, account.retention) == ("Voorbeeld", "Anna", None)
    assert [page.url for page in account.help_pages] == ["https://www.voorbeeld.nl/help"]


@pytest.mark.parametrize(
    ("outcome", "space", "retention"),
    [
        (AdviceOutcome.POP_KEEP_COPY, ServerSpace.UNSURE, Retention(keep=True, days=KEEP_DAYS)),
        (AdviceOutcome.POP_KEEP_COPY, ServerSpace.NEARLY_FULL, Retention(keep=True, days=KEEP_DAYS_NEARLY_FULL)),
        (AdviceOutcome.POP_EMPTY_SERVER, ServerSpace.ENOUGH, Retention(keep=False)),
        (AdviceOutcome.IMAP, ServerSpace.ENOUGH, Retention(keep=True, days=KEEP_DAYS)),
        (None, ServerSpace.ENOUGH, Retention(keep=True, days=KEEP_DAYS)),
    ],
)
def test_what_pop_leaves_on_the_server(outcome: AdviceOutcome | None, space: ServerSpace, retention: Retention) -> None:
    answers = Answers(server_space=space)
    account = compose_account(BOTH, protocol=Protocol.POP3, outcome=outcome, full_name=None, answers=answers)
    assert account.retention == retention
    assert account.incoming.endpoint == POP3
    assert [entry.endpoint for entry in account.alternatives] == [IMAP, IMAP]


def test_a_server_that_cannot_leave_messages_leaves_none() -> None:
    given = investigation(servers=[server(connected(POP3, "EXPIRE 0", "UIDL"))])
    account = compose_account(
        given, protocol=Protocol.POP3, outcome=AdviceOutcome.POP_KEEP_COPY, full_name=None, answers=None
    )
    assert account.retention == Retention(keep=False)
    assert (account.outgoing, account.display_name) == (None, "voorbeeld.nl")


def test_no_server_is_nothing_to_hand_over() -> None:
    with pytest.raises(NoIncomingServer) as caught:
        compose_account(investigation(), protocol=Protocol.IMAP, outcome=None, full_name=None)
    assert caught.value.protocol is Protocol.IMAP


def test_the_days_are_those_of_the_texts(built_in: Rulebook) -> None:
    texts = {rule.id: rule.text for rule in built_in.rules}
    for rule, days in (("keep-14-days", KEEP_DAYS), ("keep-7-days", KEEP_DAYS_NEARLY_FULL)):
        assert f"{days} dagen" in texts[rule].nl
        assert f"{days} days" in texts[rule].en
