"""The report for administrators and the page for people: a verdict, numbers and structure, nothing private."""

from typing import Any

import pytest

from tests.servers.generated_messages import plain_message
from wizard import rulebook
from wizard.cli.json_garbled import garbled_json
from wizard.cli.layout import text_of
from wizard.i18n import Words
from wizard.model import (
    ClientChoice,
    EmailAddress,
    FetchedMessages,
    Language,
    LoginCheck,
    MessageCopies,
    PartCopy,
)
from wizard.pages.garbled import Comparison, garbled_page, report_for_administrators

ADDRESS = EmailAddress.parse("anna@voorbeeld.nl")
MESSAGE = plain_message("geheim-onderwerp", b"Beste Anna, niemand mag dit weten.\r\n" * 5)
PRIVATE = ["geheim-onderwerp", "niemand", "anna", "bram", "Ontslag", MESSAGE.raw.decode()[:40]]


def comparison(client: ClientChoice, **changes: Any) -> Comparison:
    raw = MESSAGE.raw
    structure = b'1 (UID 1 BODYSTRUCTURE ("text" "plain" ("charset" "utf-8" "name" "Ontslag.pdf") NIL NIL NIL 175 5))'
    same: dict[str, Any] = {"size": len(raw), "whole": raw, "again": raw, "structure": structure, "over_pop": raw}
    copies = MessageCopies(
        uid=1, **(same | {"parts": (PartCopy(section="1", headers=b"", body=MESSAGE.parts["1"][1]),)} | changes)
    )
    fetched = FetchedMessages(
        login=LoginCheck(reports={}, failures=0, recent_failures=0),
        messages=(copies,),
        issuers=(("imap.voorbeeld.nl:993", "Let's Encrypt"), ("pop.voorbeeld.nl:995", "Let's Encrypt")),
        found=1,
    )
    return Comparison.of(fetched, address=ADDRESS, client=client)


@pytest.mark.parametrize("language", Language)
def test_the_report_for_administrators_proves_and_keeps_silent(language: Language) -> None:
    words = Words(language)
    report = report_for_administrators(comparison(ClientChoice.UNSURE), rulebook.load(), words).decode()

    assert [word for word in PRIVATE if word in report] == []
    assert "voorbeeld.nl" in report
    assert '"name" "xxxxxxxxxxx"' in report
    assert "garbled-wrong-structure" in report
    assert "NIL NIL NIL 175 5" in report
    assert f"| {words('fetched')} | {words('length in bytes')} | SHA-256 |" in report
    assert f"| {words('in one piece')} |" in report
    assert "a UID FETCH n (BODYSTRUCTURE)" in report


def page_of(found: Comparison, words: Words) -> str:
    return text_of(garbled_page(found, rulebook.load(), words, how_to_report="With --out FILE."))


@pytest.mark.parametrize(
    ("client", "first"),
    [
        (ClientChoice.OUTLOOK_CLASSIC, "never asks for parts or pieces of a message"),
        (ClientChoice.THUNDERBIRD, "fetches whole messages in pieces and never asks for parts"),
        (ClientChoice.THUNDERBIRD_ANDROID, "fetches large messages part by part"),
        (ClientChoice.OUTLOOK_NEW, "through computers of its maker"),
    ],
)
def test_the_page_begins_with_the_mail_program(client: ClientChoice, first: str) -> None:
    page = page_of(comparison(client), Words(Language.EN))
    text = " ".join(page.split())

    assert [word for word in PRIVATE if word in page] == []
    assert text.index(first) < text.index("Do: ")
    assert max(map(len, page.splitlines())) <= 88


def test_the_finding_comes_first_where_the_mail_program_is_not_known() -> None:
    text = " ".join(page_of(comparison(ClientChoice.UNSURE), Words(Language.EN)).split())
    assert text.index("Do: ") < text.index("How the mail program fetches is not known for certain")


@pytest.mark.parametrize("client", ClientChoice)
@pytest.mark.parametrize("language", Language)
def test_every_text_is_filled_in(client: ClientChoice, language: Language) -> None:
    rules, words = rulebook.load(), Words(language)
    for changes in ({}, {"structure": None}, {"over_pop": b"x"}, {"again": b"y"}, {"size": 1}):
        found = comparison(client, **changes)
        shown = page_of(found, words) + str(garbled_json(found, rules, words)["verdict"])
        assert "{name}" not in shown
        assert "{product}" not in shown


def test_equal_copies_clear_the_server_in_one_sentence() -> None:
    page = page_of(comparison(ClientChoice.OUTLOOK_CLASSIC, structure=None), Words(Language.EN))

    assert "The server gives exactly the same message over IMAP and over POP, so it is not IMAP" in " ".join(
        page.split()
    )
