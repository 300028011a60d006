"""Guides: every program's file filled in for every kind of account, in both languages, with nothing left open."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.exporters import accounts
from wizard import guides, rulebook
from wizard.model import (
    Account,
    AuthenticationMethod,
    ClientChoice,
    Confidence,
    FieldValue,
    Guide,
    Known,
    Language,
    Protocol,
    Retention,
    SocketType,
    Text,
)

CLIENTS = rulebook.load().clients
CHOICES = sorted(set(ClientChoice) - {ClientChoice.OTHER, ClientChoice.UNSURE})
THUNDERBIRD = CLIENTS[ClientChoice.THUNDERBIRD]
PROTOCOLS = {Protocol.IMAP: accounts.IMAP_ACCOUNT, Protocol.POP3: accounts.POP_ACCOUNT}


def texts(guide: Guide) -> Iterator[Text]:
    yield guide.name
    yield from guide.steps
    yield from guide.notes
    yield from (guide.backup, guide.offline, guide.send_elsewhere, guide.when_guessed_wrong)
    if guide.retention is not None:
        yield guide.retention
    for section in (guide.incoming, guide.outgoing):
        for field in section.fields if section is not None else ():
            yield field.label
            if field.value is not None:
                yield field.value


def text_of(guide: Guide, language: Language) -> str:
    return "\n".join(text.in_language(language) for text in texts(guide))


def test_every_program_of_the_contract_has_its_file() -> None:
    assert sorted(CLIENTS) == CHOICES


@pytest.mark.parametrize("label", accounts.ACCOUNTS)
@pytest.mark.parametrize("choice", CHOICES)
def test_nothing_is_left_open(choice: ClientChoice, label: str) -> None:
    guide = guides.compose(accounts.ACCOUNTS[label], CLIENTS[choice])
    for text in texts(guide):
        for language in Language:
            assert text.in_language(language).strip()
            assert not re.search(r"[{}]", text.in_language(language))
            assert text.in_language(language).count("**") % 2 == 0


@pytest.mark.parametrize("protocol", PROTOCOLS)
@pytest.mark.parametrize("choice", CHOICES)
def test_the_guide_holds_every_setting(choice: ClientChoice, protocol: Protocol) -> None:
    client = CLIENTS[choice]
    guide = guides.compose(PROTOCOLS[protocol], client)
    assert guide.can_do is client.supports[protocol]
    if protocol not in client.guides:
        assert guide.can_do is not Known.YES
        assert guide.steps == ()
        assert guide.incoming.fields == ()
        return
    assert guide.outgoing is not None
    for language in Language:
        everything = text_of(guide, language)
        for section in (guide.incoming, guide.outgoing):
            assert section.server.endpoint.hostname in everything
            assert str(section.server.endpoint.port) in everything
            assert {field.field for field in section.fields} >= {FieldValue.HOSTNAME, FieldValue.USERNAME}
        assert "anna@voorbeeld.nl" in everything


@pytest.mark.parametrize("choice", CHOICES)
def test_pop_says_where_copies_are_left(choice: ClientChoice) -> None:
    client = CLIENTS[choice]
    guide = guides.compose(accounts.POP_ACCOUNT, client)
    if guide.can_do is Known.NO:
        return
    assert guide.retention is not None
    if guide.steps:
        assert guide.steps[-1] == guide.retention


@pytest.mark.parametrize(
    ("account", "text"),
    [
        pytest.param(accounts.POP_ACCOUNT, THUNDERBIRD.leave_on_server.filled(days="14"), id="for some days"),
        pytest.param(accounts.POP_FOR_EVER, THUNDERBIRD.leave_until_removed, id="for ever"),
        pytest.param(accounts.POP_EMPTY, THUNDERBIRD.empty_server, id="not at all"),
        pytest.param(accounts.IMAP_ACCOUNT, None, id="IMAP"),
    ],
)
def test_what_happens_to_the_copies_follows_the_advice(account: Account, text: Text | None) -> None:
    assert guides.compose(account, THUNDERBIRD).retention == text


def test_a_way_the_program_has_no_words_for_is_left_out() -> None:
    client = replace(THUNDERBIRD, empty_server=None)
    guide = guides.compose(accounts.POP_EMPTY, client)
    assert guide.retention is None
    assert len(guide.steps) == len(client.guides[Protocol.POP3].steps)


@pytest.mark.parametrize(
    ("label", "dutch", "english"),
    [
        (FieldValue.HOSTNAME, "Hostnaam", "Hostname"),
        (FieldValue.PORT, "Poort", "Port"),
        (FieldValue.SECURITY, "Verbindingsbeveiliging", "Connection security"),
        (FieldValue.AUTHENTICATION, "Authenticatiemethode", "Authentication method"),
        (FieldValue.USERNAME, "Gebruikersnaam", "Username"),
    ],
)
def test_thunderbird_is_named_in_its_own_words(label: FieldValue, dutch: str, english: str) -> None:
    guide = guides.compose(accounts.IMAP_ACCOUNT, THUNDERBIRD)
    (field,) = [field for field in guide.incoming.fields if field.field is label]
    assert (field.label.nl, field.label.en) == (dutch, english)


def test_values_stand_in_the_words_of_the_program() -> None:
    account = replace(accounts.IMAP_ACCOUNT, outgoing=accounts.SMTP_STARTTLS)
    guide = guides.compose(account, THUNDERBIRD)
    assert guide.outgoing is not None
    values = {field.field: field.value for field in guide.outgoing.fields}
    assert values[FieldValue.SECURITY] == Text(nl="STARTTLS", en="STARTTLS")
    assert values[FieldValue.AUTHENTICATION] == Text(nl="Normaal wachtwoord", en="Normal password")
    assert values[FieldValue.PORT] == Text(nl="587", en="587")


@pytest.mark.parametrize(
    ("methods", "expected"),
    [
        pytest.param((AuthenticationMethod.OAUTH2, AuthenticationMethod.PASSWORD_CLEARTEXT), "OAuth2", id="first"),
        pytest.param((AuthenticationMethod.CLIENT_IP_ADDRESS,), "client-IP-address", id="no word for it"),
        pytest.param(
            (AuthenticationMethod.CLIENT_IP_ADDRESS, AuthenticationMethod.PASSWORD_CLEARTEXT),
            "Normal password",
            id="the first that it knows",
        ),
    ],
)
def test_the_first_sign_in_that_the_program_knows(methods: tuple[AuthenticationMethod, ...], expected: str) -> None:
    incoming = accounts.server(Protocol.IMAP, authentication=methods)
    guide = guides.compose(replace(accounts.IMAP_ACCOUNT, incoming=incoming), THUNDERBIRD)
    (value,) = [field.value for field in guide.incoming.fields if field.field is FieldValue.AUTHENTICATION]
    assert value is not None
    assert value.en == expected


def test_a_word_the_program_lacks_falls_back_to_the_usual_one() -> None:
    client = replace(THUNDERBIRD, security_words={})
    guide = guides.compose(accounts.IMAP_ACCOUNT, client)
    (value,) = [field.value for field in guide.incoming.fields if field.field is FieldValue.SECURITY]
    assert value == Text(nl="SSL/TLS", en="SSL/TLS")
    assert SocketType.SSL not in client.security_words


def test_an_unknown_user_name_is_the_whole_address_and_says_so() -> None:
    guide = guides.compose(accounts.UNTESTED, THUNDERBIRD)
    assert guide.username_assumed
    (value,) = [field.value for field in guide.incoming.fields if field.field is FieldValue.USERNAME]
    assert value == Text(nl="anna@voorbeeld.nl", en="anna@voorbeeld.nl")
    assert not guides.compose(accounts.IMAP_ACCOUNT, THUNDERBIRD).username_assumed


@pytest.mark.parametrize(
    ("supports", "instead"),
    [
        pytest.param({Protocol.IMAP: Known.YES, Protocol.POP3: Known.NO}, Protocol.IMAP, id="IMAP instead"),
        pytest.param({Protocol.IMAP: Known.NO, Protocol.POP3: Known.NO}, None, id="nothing instead"),
        pytest.param({Protocol.IMAP: Known.UNKNOWN, Protocol.POP3: Known.NO}, None, id="perhaps is not instead"),
    ],
)
def test_a_program_that_cannot_do_it_says_so_first(supports: dict[Protocol, Known], instead: Protocol | None) -> None:
    guide = guides.compose(accounts.POP_ACCOUNT, replace(THUNDERBIRD, supports=supports))
    assert guide.can_do is Known.NO
    assert guide.instead is instead
    assert guide.steps == ()
    assert guide.incoming.fields == ()


def test_what_nobody_knows_stands_as_a_mark() -> None:
    guide = guides.compose(accounts.NO_OUTGOING, THUNDERBIRD)
    assert guide.outgoing is None
    assert any("**Hostnaam** …" in step.nl for step in guide.steps)


def test_a_value_that_looks_like_a_placeholder_is_not_filled_in_again() -> None:
    client = replace(THUNDERBIRD, notes=(Text(nl="{full_name}: {port}", en="{full_name}: {port}"),))
    guide = guides.compose(replace(accounts.IMAP_ACCOUNT, full_name="{port}"), client)
    assert guide.notes == (Text(nl="{port}: 993", en="{port}: 993"),)


def test_only_the_user_knows_the_password_and_perhaps_the_name() -> None:
    client = CLIENTS[ClientChoice.APPLE_MAIL_IOS]
    known = guides.compose(accounts.IMAP_ACCOUNT, client)
    unknown = guides.compose(replace(accounts.IMAP_ACCOUNT, full_name=None), client)
    for guide, name in ((known, "Anna Voorbeeld"), (unknown, None)):
        values = {field.field: field.value for field in guide.incoming.fields}
        assert values[FieldValue.PASSWORD] is None
        assert values[FieldValue.FULL_NAME] == (Text(nl=name, en=name) if name else None)


@pytest.mark.parametrize("choice", CHOICES)
def test_each_file_is_careful(choice: ClientChoice) -> None:
    client = CLIENTS[choice]
    assert client.references
    assert all(reference.startswith(("https://", "http://")) for reference in client.references)
    assert {SocketType.SSL, SocketType.STARTTLS} <= set(client.security_words)
    assert AuthenticationMethod.PASSWORD_CLEARTEXT in client.authentication_words
    for protocol in client.guides:
        guide = guides.compose(PROTOCOLS[protocol], client)
        for language in Language:
            assert "465" in text_of(guide, language)
            assert "25" in guide.send_elsewhere.in_language(language)


def test_confidence_is_honest() -> None:
    sure = {choice for choice, client in CLIENTS.items() if client.confidence is Confidence.HIGH}
    assert sure == {ClientChoice.THUNDERBIRD, ClientChoice.THUNDERBIRD_ANDROID}
    assert CLIENTS[ClientChoice.SAMSUNG_EMAIL].confidence is Confidence.LOW


def test_new_and_classic_outlook_are_told_apart() -> None:
    for choice in (ClientChoice.OUTLOOK_CLASSIC, ClientChoice.OUTLOOK_NEW):
        for protocol in CLIENTS[choice].guides:
            steps = guides.compose(PROTOCOLS[protocol], CLIENTS[choice]).steps
            assert "**Bestand**" in steps[0].nl
            assert "**File**" in steps[0].en


def test_days_that_nobody_chose_are_not_invented() -> None:
    account = replace(accounts.POP_ACCOUNT, retention=Retention(keep=True, days=30))
    guide = guides.compose(account, THUNDERBIRD)
    assert guide.retention is not None
    assert "30 **dagen**" in guide.retention.nl
    assert "14" not in guide.retention.nl
