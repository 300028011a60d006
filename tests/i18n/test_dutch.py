"""The Dutch of the screens and of the rulebook: one word for one thing, and one kind of quotation marks."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]

OTHERWISE = {
    r"\b[Pp]ostvak\b(?! IN| UIT)": "mailbox",
    r"\b[Hh]et (mail)?account\b|\bdit account\b": "de account",
    r"\b(typ|tik)fout\b": "typefout",
    r"\bservertest\b": "servercontrole",
    r"\bcommando\b": "opdracht",
    r"\bHeeft u\b": "Hebt u",
    r"\baanmeld|\bAanmeld": "inloggen",
    r"[‘\"]": "“ ”",
}
"""What is not written, and what is written instead."""


def _translated() -> dict[str, str]:
    with (ROOT / "wizard/i18n/nl/LC_MESSAGES/wizard.po").open("rb") as file:
        return {str(m.id): str(m.string) for m in read_po(file, locale="nl") if m.id and isinstance(m.id, str)}


def _dutch_in(node: object) -> Iterator[str]:
    """Every text below a key `nl`."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield from (str(value),) if key == "nl" and isinstance(value, str) else _dutch_in(value)
    elif isinstance(node, list):
        for value in node:
            yield from _dutch_in(value)


def _everything() -> Iterator[str]:
    yield from _translated().values()
    for path in sorted((ROOT / "rules").rglob("*.yaml")):
        yield from _dutch_in(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))


@pytest.mark.parametrize("pattern", list(OTHERWISE), ids=list(OTHERWISE.values()))
def test_one_word_for_one_thing(pattern: str) -> None:
    """Not in code, nor in what a program of somebody else calls something."""
    texts = [re.sub(r"`[^`]*`|\*\*.*?\*\*|\w+=\"[^\"]*\"", "", text) for text in _everything()]
    assert len(texts) > 2000
    assert [text for text in texts if re.search(pattern, text)] == []


def test_what_is_quoted_is_called_so() -> None:
    """A text that names another one names it as it stands on the screen."""
    translated = _translated()
    quoting = [
        (text, f"“{translated[quoted]}”")
        for original, text in translated.items()
        for quoted in re.findall("“([^”{}]+)”", original)
        if quoted in translated and quoted != translated[quoted]
    ]
    assert len(quoting) >= 4
    assert [text for text, name in quoting if name not in text] == []
