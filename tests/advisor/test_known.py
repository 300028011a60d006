"""What becomes of an investigation: offered, not offered, or not decided."""

from dataclasses import replace

import pytest

from tests.advisor.investigations import BOTH_SOCKETS, IMAP, POP3, SMTP, claim, connected, failed, investigation, server
from wizard import rulebook
from wizard.advisor import facts
from wizard.advisor.known import can_leave
from wizard.model import (
    Answers,
    ClientChoice,
    Connected,
    FailureReason,
    Hint,
    HintId,
    Investigation,
    Known,
    LookupFailed,
    LookupFailure,
    Mailbox,
    NothingFound,
    Preference,
    Protocol,
    Published,
    Quota,
    Rulebook,
    ServerFacts,
    SocketType,
    SourceName,
    Text,
)


@pytest.fixture(scope="module")
def built_in() -> Rulebook:
    return rulebook.load()


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
    ("given", "oauth2_only", "app_password"),
    [
        pytest.param(investigation(published=hint(HintId.OAUTH2_ONLY)), Known.YES, Known.UNKNOWN, id="window"),
        pytest.param(
            investigation(published=hint(HintId.APP_PASSWORD_NEEDED)), Known.UNKNOWN, Known.YES, id="app password"
        ),
        pytest.param(investigation(servers=[server(connected(IMAP))]), Known.NO, Known.UNKNOWN, id="takes passwords"),
        pytest.param(investigation(), Known.UNKNOWN, Known.UNKNOWN, id="nothing said"),
    ],
)
def test_how_the_provider_lets_programs_in(
    built_in: Rulebook, given: Investigation, oauth2_only: Known, app_password: Known
) -> None:
    found = measured(given, built_in)
    assert (found.oauth2_only, found.app_password) == (oauth2_only, app_password)


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
