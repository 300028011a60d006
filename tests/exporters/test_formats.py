"""All formats: deterministic, without passwords, as kept in the golden files, and honest about what they cannot say."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.exporters import accounts
from wizard.errors import CannotExpress, UnknownWord
from wizard.exporters import FORMATS, Context, export
from wizard.model import Account, EmailAddress, Language, Obstacle, Protocol

GOLDEN = Path(__file__).with_name("golden")
EVERYTHING = [
    pytest.param(name, account, id=f"{name} {label}")
    for name in FORMATS
    for label, account in accounts.ACCOUNTS.items()
    if FORMATS[name].obstacle(account) is None
]
GOLDEN_FILES = {
    "autoconfig-imap.xml": ("autoconfig", accounts.IMAP_ACCOUNT),
    "autoconfig-pop.xml": ("autoconfig", accounts.POP_FOR_EVER),
    "autoconfig-both.xml": ("autoconfig", accounts.FULL_ACCOUNT),
    "autoconfig-retention.xml": ("autoconfig", accounts.FULL_POP_ACCOUNT),
    "account.json": ("json", accounts.FULL_POP_ACCOUNT),
    "account.yaml": ("yaml", accounts.FULL_POP_ACCOUNT),
    "profile.mobileconfig": ("mobileconfig", accounts.IMAP_ACCOUNT),
    "settings.k9s": ("k9s", accounts.POP_FOR_EVER),
    "voorbeeld.zone": ("dns-zone", accounts.FULL_ACCOUNT),
}
PAGES = {
    "sheet.nl.md": ("sheet", accounts.FULL_ACCOUNT, Language.NL),
    "sheet.en.md": ("sheet", accounts.FULL_ACCOUNT, Language.EN),
    "sheet-pop.nl.md": ("sheet", accounts.FULL_POP_ACCOUNT, Language.NL),
    "handout.nl.html": ("handout", accounts.FULL_ACCOUNT, Language.NL),
    "handout-pop.en.html": ("handout", accounts.FULL_POP_ACCOUNT, Language.EN),
    "ticket.nl.txt": ("ticket", accounts.FULL_POP_ACCOUNT, Language.NL),
    "ticket.en.txt": ("ticket", accounts.FULL_ACCOUNT, Language.EN),
}


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_is_registered_under_its_own_name(name: str) -> None:
    exporter = FORMATS[name]
    assert name == exporter.NAME
    assert exporter.EXTENSION
    assert not exporter.EXTENSION.startswith(".")
    assert exporter.MEDIA_TYPE.count("/") == 1


@pytest.mark.parametrize(("name", "account"), EVERYTHING)
def test_the_same_account_gives_the_same_bytes(name: str, account: Account) -> None:
    first = export(name, account, accounts.full())
    assert first
    assert first == export(name, account, accounts.full())
    assert first == export(name, replace(account), accounts.full())
    assert first.endswith(b"\n") or name == "thunderbird-qr"
    assert b"\r" not in first
    first.decode()


@pytest.mark.parametrize(("name", "account"), EVERYTHING)
def test_no_format_has_a_place_for_a_password(name: str, account: Account) -> None:
    text = export(name, account, Context()).decode().lower()
    for allowed in ("password-cleartext", "password-encrypted", "normal password", "name and password", "new password"):
        text = text.replace(allowed, "")
    assert "<password" not in text
    assert "password:" not in text
    assert "password=" not in text


@pytest.mark.parametrize("file_name", GOLDEN_FILES)
def test_golden_file(file_name: str) -> None:
    name, account = GOLDEN_FILES[file_name]
    assert export(name, account, accounts.bare()) == (GOLDEN / file_name).read_bytes()


@pytest.mark.parametrize("file_name", PAGES)
def test_golden_page(file_name: str) -> None:
    name, account, language = PAGES[file_name]
    assert export(name, account, accounts.full(language)).decode() == (GOLDEN / file_name).read_text(encoding="utf-8")


def test_an_unknown_format_names_the_nearest() -> None:
    with pytest.raises(UnknownWord) as caught:
        export("autoconfg", accounts.IMAP_ACCOUNT, Context())
    assert caught.value.nearest == "autoconfig"
    assert caught.value.allowed == tuple(FORMATS)


def test_what_cannot_be_said_is_refused_with_its_reason() -> None:
    with pytest.raises(CannotExpress) as caught:
        export("autoconfig", accounts.NO_OUTGOING, Context())
    assert caught.value.file_format == "autoconfig"
    assert caught.value.reason == Obstacle.NO_OUTGOING


@pytest.mark.parametrize(
    ("name", "account", "instead"),
    [
        pytest.param("mbsync", accounts.POP_ACCOUNT, "getmail", id="a copy of POP mail"),
        pytest.param("getmail", accounts.IMAP_ACCOUNT, "fetchmail", id="fetching with IMAP"),
        pytest.param("thunderbird-qr", accounts.POP_EMPTY, "autoconfig", id="a phone that empties the server"),
        pytest.param("mobileconfig", accounts.POP_ACCOUNT, "autoconfig", id="copies for some days"),
        pytest.param("autoconfig", accounts.NO_OUTGOING, "sheet", id="nothing to send with"),
    ],
)
def test_a_refusal_names_a_format_that_can(name: str, account: Account, instead: str) -> None:
    with pytest.raises(CannotExpress) as caught:
        export(name, account, Context())
    assert caught.value.instead == instead
    assert export(instead, account, Context())


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize(
    "hostile",
    [
        pytest.param('Anna "de" <Boer> & ]]> `x` $(id) \\', id="punctuation"),
        pytest.param("Anna\r\nBcc: x\n\n[section]\n", id="line breaks"),
        pytest.param("😀 \u202eannA \u2066", id="emoji and direction"),
        pytest.param("\x00\x07\x1b]0;x\x07\x9b31m", id="control characters"),
        pytest.param("n" * 200, id="200 letters"),
        pytest.param("\udcff", id="lone surrogate"),
    ],
)
def test_hostile_names_break_no_format(name: str, hostile: str) -> None:
    for base in (accounts.FULL_ACCOUNT, accounts.FULL_POP_ACCOUNT):
        account = replace(base, display_name=hostile, full_name=hostile)
        if FORMATS[name].obstacle(account) is None:
            text = export(name, account, accounts.full()).decode()
            assert not any(
                (ord(character) < 0x20 and character not in "\n\t") or 0x7F <= ord(character) <= 0x9F
                for character in text
            )
            assert "\u202e" not in text


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("local_part", ["o'brien", "a`b", "a|b", "a{b}c", "a*b*", "a%b", "a$b", "a&b", "a#b", "a=b?c"])
def test_every_local_part_that_can_be_served_can_be_exported(name: str, local_part: str) -> None:
    address = EmailAddress.parse(f"{local_part}@voorbeeld.nl")
    for base in (accounts.IMAP_ACCOUNT, accounts.POP_ACCOUNT):
        account = replace(base, address=address)
        if FORMATS[name].obstacle(account) is None:
            assert export(name, account, accounts.full())


def test_each_protocol_can_be_exported_somehow() -> None:
    for account in (accounts.IMAP_ACCOUNT, accounts.POP_ACCOUNT):
        names = [name for name in FORMATS if FORMATS[name].obstacle(account) is None]
        assert {"autoconfig", "sheet", "ticket", "json", "yaml"} <= set(names)
        assert account.protocol is not Protocol.SMTP
