"""The formats for people: sheet and ticket."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.exporters import accounts
from wizard.exporters import sheet, ticket
from wizard.model import (
    Account,
    Confidence,
    Hint,
    HintId,
    Known,
    Language,
    ProbeReport,
    Protocol,
    RecommendedServer,
    Step,
    Text,
)


def page(account: Account, language: Language = Language.EN, **changes: object) -> str:
    context = replace(accounts.full(language), **changes)  # type: ignore[arg-type]
    return sheet.export(account, context).decode()


def note(account: Account, language: Language = Language.EN, **changes: object) -> list[str]:
    context = replace(accounts.full(language), **changes)  # type: ignore[arg-type]
    return ticket.export(account, context).decode().splitlines()


def test_the_parts_stand_in_the_order_of_use() -> None:
    headings = [line for line in page(accounts.FULL_ACCOUNT).splitlines() if line.startswith("#")]
    assert headings == [
        "# Mail settings for anna@voorbeeld.nl",
        "## Do this first",
        "## Incoming server (IMAP)",
        "## Outgoing server (SMTP)",
        "## Before you type your password",
        "## Steps in Thunderbird",
        "## So that nothing gets lost",
        "## Help from your provider",
    ]


def test_without_advice_and_guide_only_the_settings_stand() -> None:
    text = page(accounts.IMAP_ACCOUNT, advice=None, outcome=None, guide=None)
    assert [line for line in text.splitlines() if line.startswith("## ")] == [
        "## Incoming server (IMAP)",
        "## Outgoing server (SMTP)",
    ]
    assert "Why:" not in text


@pytest.mark.parametrize(
    "value",
    ["`imap.voorbeeld.nl`", "`993`", "SSL/TLS", "`anna@voorbeeld.nl`", "Normal password", "`smtp.voorbeeld.nl`"],
)
def test_every_setting_stands_there(value: str) -> None:
    assert value in page(accounts.IMAP_ACCOUNT)


def test_the_proof_stands_under_each_server() -> None:
    proof = "✓ answered in 0.2 s with a valid certificate (TLS 1.3), valid until 31 January 2027"
    assert page(accounts.IMAP_ACCOUNT).count(proof) == 2


def test_what_could_not_be_tested_says_so() -> None:
    text = page(accounts.UNTESTED)
    assert "✓" not in text
    assert text.count("• could not be tested from here") == 2
    assert text.count("(the usual form; your provider may have chosen another)") == 2


@pytest.mark.parametrize("report", [None, accounts.report(accounts.server(Protocol.IMAP).endpoint)])
def test_a_tested_server_without_its_report_is_still_called_tested(report: ProbeReport | None) -> None:
    incoming = replace(accounts.IMAP, report=report)
    expected = "answered in" if report else "tested: this server works"
    assert expected in page(replace(accounts.NO_OUTGOING, incoming=incoming))


@pytest.mark.parametrize(
    ("account", "expected"),
    [
        (accounts.POP_ACCOUNT, "Copies on the server: stay for 14 days"),
        (accounts.POP_FOR_EVER, "Copies on the server: stay until you remove them yourself"),
        (accounts.POP_EMPTY, "Copies on the server: removed as soon as they have been fetched"),
    ],
)
def test_pop_says_what_happens_to_the_copies(account: Account, expected: str) -> None:
    assert f"- {expected}" in page(account).splitlines()
    assert f"  {expected}" in note(account)


def test_without_an_outgoing_server_the_sheet_says_so() -> None:
    assert "No server for sending was found that works." in page(accounts.NO_OUTGOING)
    assert any("No server for sending was found that works." in line for line in note(accounts.NO_OUTGOING))


def test_only_three_reasons_are_given() -> None:
    text = page(accounts.IMAP_ACCOUNT)
    assert "You work with folders." in text
    assert "A fourth reason." not in text


def test_a_program_that_cannot_do_it_is_said_instead_of_its_steps() -> None:
    text = page(accounts.IMAP_ACCOUNT, guide=accounts.guide(can_do=Known.NO))
    assert "Thunderbird cannot do IMAP. It can do POP." in text
    assert "New Account" not in text
    assert any(
        line.endswith("cannot do this protocol")
        for line in note(accounts.IMAP_ACCOUNT, guide=accounts.guide(can_do=Known.NO))
    )


def test_steps_of_low_confidence_come_with_a_warning() -> None:
    warning = "The names on the screen may differ a little"
    assert warning in page(accounts.IMAP_ACCOUNT, guide=accounts.guide(confidence=Confidence.LOW))
    assert warning not in page(accounts.IMAP_ACCOUNT)


def test_texts_of_the_rulebook_come_in_the_language_asked() -> None:
    text = page(accounts.FULL_ACCOUNT, Language.NL)
    for dutch in ("Kies IMAP.", "U leest op meer dan één apparaat.", "Kies **Nieuwe account**.", "Zet IMAP eerst aan"):
        assert dutch in text
    assert "Choose IMAP." not in text


def test_names_from_outside_are_no_markdown() -> None:
    text = page(replace(accounts.IMAP_ACCOUNT, display_name="[x](http://evil.example) <b>"))
    assert r"\[x\]\(http://evil.example\) \<b\>" in text


def test_a_value_with_backticks_stays_one_value() -> None:
    incoming = accounts.server(Protocol.IMAP, username="a``b")
    assert "``` a``b ```" in page(replace(accounts.IMAP_ACCOUNT, incoming=incoming))


def test_the_date_stands_only_where_it_is_given() -> None:
    day = datetime(2026, 11, 23, tzinfo=UTC)
    assert "23 November 2026" in page(accounts.IMAP_ACCOUNT, day=day)
    assert "November" not in page(accounts.IMAP_ACCOUNT)
    assert note(accounts.IMAP_ACCOUNT, day=day)[1] == "Date: 23 November 2026"


def test_links_that_are_no_links_are_not_shown() -> None:
    hint = Hint(id=HintId.ENABLE_FIRST, text=Text(nl="Zet aan.", en="Switch on."), url="javascript:alert(1)")
    assert "javascript" not in page(replace(accounts.IMAP_ACCOUNT, hints=(hint,)))


def test_a_ticket_is_at_most_25_lines_however_much_there_is_to_say() -> None:
    many = tuple(accounts.server(Protocol.POP3, hostname=f"pop{number}.voorbeeld.nl") for number in range(9))
    steps = tuple(Step(id=f"step-{number}", text=Text(nl="Doe\ndit.", en="Do\nthis.")) for number in range(9))
    hint = Hint(id=HintId.LOCK_OUT, text=Text(nl="Pas\nop.", en="Take\ncare."))
    account = replace(accounts.FULL_POP_ACCOUNT, alternatives=many, hints=(hint,) * 9)
    advice = replace(accounts.ADVICE, do_first=steps, reasons=accounts.ADVICE.reasons * 4)
    lines = note(account, advice=advice, day=datetime(2026, 11, 23, tzinfo=UTC))
    assert len(lines) <= 25
    assert "First: Do this." in lines
    assert "Mind: Take care." in lines


@pytest.mark.parametrize("server", [accounts.IMAP, accounts.SMTP])
def test_a_ticket_names_server_port_security_and_user_name(server: RecommendedServer) -> None:
    text = "\n".join(note(accounts.IMAP_ACCOUNT))
    assert f"{server.endpoint} (SSL/TLS)" in text
    assert "User name: anna@voorbeeld.nl (Normal password)" in text
    assert "**" not in text
