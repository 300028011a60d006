"""What is handed over: the server, what POP leaves on it, and what else works."""

import pytest

from tests.advisor.investigations import IMAP, POP3, SMTP, connected, investigation, server
from wizard import rulebook
from wizard.advisor import compose_account
from wizard.advisor.account import NoIncomingServer
from wizard.advisor.known import KEEP_DAYS, KEEP_DAYS_NEARLY_FULL
from wizard.model import (
    AdviceOutcome,
    Answers,
    HelpPage,
    Protocol,
    Published,
    Retention,
    Rulebook,
    ServerSpace,
)


@pytest.fixture(scope="module")
def built_in() -> Rulebook:
    return rulebook.load()


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
