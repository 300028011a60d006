"""What a test of the password settles for the rest of the journey."""

from types import MappingProxyType

import pytest

from wizard import rulebook
from wizard.journey.session import Session
from wizard.model import (
    Answers,
    EmailAddress,
    Known,
    Language,
    LoginCheck,
    Mailbox,
    Protocol,
    Quota,
    ServerSpace,
    YesNo,
)

RULES = rulebook.load()
POP_ANSWERS = (
    ("devices", "one-computer"),
    ("people", "just-me"),
    ("webmail", "never"),
    ("backups", "regularly"),
    ("server_space", "nearly-full"),
)


def session_with(*answers: tuple[str, str]) -> Session:
    session = Session(load_rulebook=lambda: RULES, language=Language.EN, answers=Answers())
    session.set_address(EmailAddress.parse("anna@voorbeeld.nl"))
    for key, word in answers:
        session.answer(key, word)
    return session


def signed_in(**mailbox: object) -> LoginCheck:
    return LoginCheck(
        reports=MappingProxyType({}),
        failures=0,
        recent_failures=0,
        mailbox=Mailbox(**mailbox),  # type: ignore[arg-type]
    )


def test_what_turns_the_advice_is_remembered() -> None:
    session = session_with(*POP_ANSWERS)
    before = session.advice.protocol

    session.take_login(signed_in(messages=20, pop_messages=5, uidl_stable=Known.NO))

    assert (before, session.advice.protocol) == (Protocol.POP3, Protocol.IMAP)
    assert session.turned == (Protocol.POP3, Protocol.IMAP)


def test_what_turns_nothing_is_not() -> None:
    session = session_with(*POP_ANSWERS)
    session.take_login(signed_in(messages=20, pop_messages=20))
    assert session.turned is None


@pytest.mark.parametrize(
    ("used", "space"), [(95, ServerSpace.UNSURE), (5, ServerSpace.ENOUGH)], ids=["nearly full", "room enough"]
)
def test_only_what_was_measured_is_filled_in(used: int, space: ServerSpace) -> None:
    session = session_with()
    session.take_login(signed_in(quota=Quota(used=used, total=100), own_folders=("Werk",)))
    assert session.answers.server_space is space
    assert session.answers.folders is YesNo.YES
    assert "folders" in session.filled_in
    assert ("server_space" in session.filled_in) == (space is ServerSpace.ENOUGH)


def test_another_address_forgets_it() -> None:
    session = session_with(*POP_ANSWERS)
    session.take_login(signed_in(messages=20, pop_messages=5, uidl_stable=Known.NO))
    session.set_address(EmailAddress.parse("piet@voorbeeld.nl"))
    assert session.login is None
    assert session.turned is None
