"""Text from outside becomes harmless at one place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.model import Text, printable


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        (b"* OK ready", "* OK ready"),
        (b"a\x1b[31mred\x1b[0m", r"a\x1b[31mred\x1b[0m"),
        ("title\x1b]0;x\x07", r"title\x1b]0;x\x07"),
        (b"nul\x00 cr\r lf\n tab\t", r"nul\x00 cr\x0d lf\x0a tab\x09"),
        ("c1 \x9b31m", r"c1 \x9b31m"),
        ("\u202egnp.exe", r"\u202egnp.exe"),
        ("zero\u200bwidth\ufeff", r"zero\u200bwidth\ufeff"),
        ("tag \U000e0041", r"tag \U000e0041"),
        ("line\u2028end", r"line\u2028end"),
        (b"latin \xe9", r"latin \xe9"),
        ("\ud800", r"\ud800"),
        ("[@click=app.quit]x[/]", "[@click=app.quit]x[/]"),
        ("café 日本語 😀", "café 日本語 😀"),
    ],
)
def test_hostile_text(hostile: str | bytes, shown: str) -> None:
    assert printable(hostile) == shown


@pytest.mark.parametrize("huge", ["x" * 10_000_000, b"\xff" * 10_000_000, "\x1b" * 10_000])
def test_long_text_is_cut_with_a_mark(huge: str | bytes) -> None:
    shown = printable(huge, limit=100)

    assert shown.endswith("…")
    assert len(shown) <= 601


@given(st.one_of(st.text(), st.binary()))
def test_nothing_that_moves_a_cursor_gets_through(text: str | bytes) -> None:
    assert all(character.isprintable() for character in printable(text))


def test_values_are_filled_in_both_languages_and_only_once() -> None:
    text = Text(nl="Server {subject} zegt {detail}", en="{subject}: {detail}, {unknown}")

    filled = text.filled(subject="{detail}", detail="x")

    assert filled == Text(nl="Server {detail} zegt x", en="{detail}: x, {unknown}")
