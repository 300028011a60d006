"""Text on its way to the screen."""

import pytest
from textual.content import Content

from wizard.i18n import Words
from wizard.model import Language
from wizard.tui.text import Line, bullet, joined, labelled, numbered, plain, rows_of, shortened, took, wrapped


def _rows(lines: list[Line], width: int) -> list[str]:
    return [row.plain for row in wrapped(lines, width)]


def test_bold_labels_are_the_only_marks() -> None:
    content = labelled("Kies **Bestand** en [b]dan[/b] **Account\n toevoegen**.")
    assert content.plain == "Kies Bestand en [b]dan[/b] Account toevoegen."
    assert [content.plain[span.start : span.end] for span in content.spans] == ["Bestand", "Account toevoegen"]


@pytest.mark.parametrize("text", ["**", "****", "a ** b", "**half", "*one*"])
def test_stray_asterisks_stay(text: str) -> None:
    assert labelled(text).plain == text


@pytest.mark.parametrize("make", [plain, labelled, joined])
def test_control_characters_are_made_visible(make: type[Content]) -> None:
    assert str(make("a\x1b[2J\x9b\u202e")) == "a\\x1b[2J\\x9b\\u202e"


def test_text_hangs_below_its_sign() -> None:
    assert _rows([bullet("✓", plain("one two three four"))], 12) == ["✓ one two", "  three four"]


def test_numbers_align() -> None:
    rows = _rows(numbered(plain(str(number)) for number in range(1, 11)), 20)
    assert rows[0] == " 1  1"
    assert rows[-1] == "10  10"


def test_no_line_is_longer_than_66() -> None:
    assert max(map(len, _rows([Line(text=plain("word " * 100), indent=4)], 200))) <= 66


def test_a_long_word_is_broken_rather_than_lost() -> None:
    assert "".join(_rows([Line(text=plain("x" * 100))], 30)) == "x" * 100


@pytest.mark.parametrize(
    ("text", "width", "shown"), [("imap.example", 12, "imap.example"), ("imap.example.nl", 9, "imap…e.nl")]
)
def test_a_host_name_is_cut_in_the_middle(text: str, width: int, shown: str) -> None:
    assert shortened(text, width) == shown


@pytest.mark.parametrize(("seconds", "shown"), [(0.0, "minder dan 0,1 s"), (0.049, "minder dan 0,1 s"), (0.2, "0,2 s")])
def test_nothing_takes_no_time(seconds: float, shown: str) -> None:
    assert took(seconds, Words(Language.NL)) == shown


@pytest.mark.parametrize("width", [24, 30, 40, 55, 56, 57, 62])
def test_the_last_row_is_no_lone_word(width: int) -> None:
    text = plain("You read mail on several devices. IMAP shows the same everywhere.")
    rows = rows_of(text, width)
    assert " ".join(row.plain for row in rows) == text.plain
    assert all(row.cell_length <= width for row in rows)
    assert len(rows) == len(text.wrap(width))
    assert " " in rows[-1].plain


@pytest.mark.parametrize(
    "text", ["", "one", "imap.a-very-long-host-name.example is not valid", "https://only-one-word.example"]
)
def test_what_cannot_be_helped_is_wrapped_as_usual(text: str) -> None:
    assert [row.plain for row in rows_of(plain(text), 32)] == [row.rstrip().plain for row in plain(text).wrap(32)]
