"""The guide as a page, in both languages, for every mail program."""

from dataclasses import replace

import pytest

from wizard import guides, rulebook
from wizard.cli.guide_text import cannot_do_sentence, guide_text, is_possible
from wizard.i18n import Words
from wizard.model import (
    Account,
    AuthenticationMethod,
    ClientChoice,
    EmailAddress,
    Endpoint,
    Known,
    Language,
    Protocol,
    RecommendedServer,
    Retention,
    ServerSettings,
    SocketType,
    SourceName,
)
from wizard.pages.sentences import plain

RULES = rulebook.load()


def server(protocol: Protocol, hostname: str, port: int) -> RecommendedServer:
    endpoint = Endpoint(protocol=protocol, hostname=hostname, port=port, socket_type=SocketType.SSL)
    settings = ServerSettings(
        endpoint=endpoint, username="%EMAILADDRESS%", authentication=(AuthenticationMethod.PASSWORD_CLEARTEXT,)
    )
    return RecommendedServer(
        settings=settings, source=SourceName.AUTOCONFIG, origin="https://voorbeeld.nl/", trusted=True, verified=False
    )


def account(protocol: Protocol) -> Account:
    return Account(
        address=EmailAddress.parse("anna@voorbeeld.nl"),
        full_name=None,
        display_name="Voorbeeld",
        protocol=protocol,
        incoming=server(protocol, "in.voorbeeld.nl", 993 if protocol is Protocol.IMAP else 995),
        outgoing=server(Protocol.SMTP, "uit.voorbeeld.nl", 465),
        retention=Retention(keep=True, days=14) if protocol is Protocol.POP3 else None,
    )


@pytest.mark.parametrize("client", RULES.clients)
@pytest.mark.parametrize("protocol", [Protocol.IMAP, Protocol.POP3])
@pytest.mark.parametrize("language", Language)
def test_every_program_reads_well(client: ClientChoice, protocol: Protocol, language: Language) -> None:
    words = Words(language)
    guide = guides.compose(account(protocol), RULES.clients[client])

    text = guide_text(guide, account(protocol), words)
    read = " ".join(text.split())

    assert "**" not in text
    assert [value for value in ("in.voorbeeld.nl", "uit.voorbeeld.nl", "anna@voorbeeld.nl") if value not in text] == []
    assert [step for step in guide.steps if plain(step, words) not in read] == []
    assert [url for url in guide.references if url not in text] == []


def test_what_a_program_cannot_do() -> None:
    words = Words(Language.EN)
    possible = guides.compose(account(Protocol.POP3), RULES.clients[ClientChoice.THUNDERBIRD])
    impossible = replace(possible, can_do=Known.NO, instead=Protocol.IMAP)

    assert is_possible(possible)
    assert not is_possible(impossible)
    assert cannot_do_sentence(impossible, words) == (
        "Thunderbird cannot do POP. Use --protocol imap for what it can do."
    )
    assert cannot_do_sentence(replace(impossible, instead=None), words) == "Thunderbird cannot do POP."


def test_a_program_of_which_nobody_knows_the_steps() -> None:
    guide = guides.compose(account(Protocol.POP3), RULES.clients[ClientChoice.THUNDERBIRD])
    unknown = replace(guide, can_do=Known.UNKNOWN, steps=())

    text = guide_text(unknown, account(Protocol.POP3), Words(Language.EN))

    assert "It is not known whether Thunderbird can do POP. If it can, fill these in." in text
    assert "in.voorbeeld.nl" in text
