"""Every message exists in Dutch, and the compiled catalogue is the one of the sources."""

import re
import string
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from wizard.i18n import Words, preferred_language
from wizard.model import Language

ROOT = Path(__file__).resolve().parents[2]
PO = ROOT / "wizard/i18n/nl/LC_MESSAGES/wizard.po"


def test_the_catalogue_is_fresh_and_complete() -> None:
    checked = subprocess.run(
        [sys.executable, ROOT / ".ci/catalogue", "--check"], capture_output=True, text=True, check=False
    )

    assert checked.returncode == 0, checked.stdout


def forms(text: object) -> list[str]:
    """The singular and plural of a message, or its only form."""
    return [str(form) for form in text] if isinstance(text, list | tuple) else [str(text or "")]


def test_both_languages_use_the_same_names() -> None:
    from babel.messages.pofile import read_po

    with PO.open("rb") as file:
        messages = [message for message in read_po(file, locale="nl") if message.id]
    for message in messages:
        originals, translations = forms(message.id), forms(message.string)
        names = {name for text in originals for _, name, _, _ in string.Formatter().parse(text) if name}
        for text in translations:
            assert {name for _, name, _, _ in string.Formatter().parse(text) if name} == names, message.id
            assert text == text.strip() or originals[0] != originals[0].strip(), message.id
            assert not re.search(r"\b(je|jij|jouw|jullie)\b", text), f"“u”, not “je”: {text}"
            assert not re.search(r"(?i)aanmeld|aangemeld|aan te melden|\bmeld aan\b", text), f"“inloggen”: {text}"


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "nl_NL.UTF-8"}, Language.NL),
        ({"LANG": "nl_BE"}, Language.NL),
        ({"LANG": "en_US.UTF-8"}, Language.EN),
        ({"LANG": "de_DE.UTF-8"}, Language.EN),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "nl_NL"}, Language.NL),
        ({"LC_ALL": "", "LC_MESSAGES": "nl_NL", "LANG": "en_US"}, Language.NL),
        ({"LANG": "C"}, Language.EN),
        ({}, Language.EN),
    ],
)
def test_the_language_follows_the_locale(environment: dict[str, str], language: Language) -> None:
    assert preferred_language(environment) is language


def test_numbers_and_dates_are_written_the_way_of_the_language() -> None:
    moment = datetime(2027, 1, 31, tzinfo=UTC)

    assert (Words(Language.NL).seconds(0.24), Words(Language.NL).date(moment)) == ("0,2 s", "31-1-2027")
    assert Words(Language.EN).seconds(0.017) == "0.02 s"
    assert (Words(Language.EN).seconds(0.24), Words(Language.EN).date(moment)) == ("0.2 s", "31 January 2027")


def test_values_with_braces_are_shown_as_they_are() -> None:
    assert Words(Language.EN)("“{text}” has nothing after the @.", text="{0}{x}") == "“{0}{x}” has nothing after the @."
