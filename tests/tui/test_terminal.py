"""The real program with real keys, from the address to the saved file; and hostile servers behind it."""

import asyncio
import re
from pathlib import Path

import pytest

from tests.threats.test_program import ADDRESS, evil_words
from tests.tui.real_terminal import RealTerminal, real_terminal

QUESTION = {"nl": "Welk e-mailadres", "en": "Which e-mail address"}
ADVICE = {"nl": "Gebruik IMAP", "en": "Use IMAP"}
SETTINGS = {"nl": "Inkomende server", "en": "Incoming server"}
SAVE = {"nl": "Wat wilt u bewaren?", "en": "What would you like to save?"}
SAVED = {"nl": "2 bestanden bewaard", "en": "2 files saved"}
LEAVE_ALTERNATE_SCREEN = b"\x1b[?1049l"


def answer_all(terminal: RealTerminal, advice: str) -> None:
    """Enter on every question."""
    for _question in range(20):
        if advice in terminal.text:
            return
        before = where_it_is(terminal)
        terminal.press("enter")
        # between the last question and the advice there may be a picture of neither
        terminal.wait_until(lambda before=before: advice in terminal.text or where_it_is(terminal) not in ([], before))  # type: ignore[misc]
    raise AssertionError(terminal.text)


def where_it_is(terminal: RealTerminal) -> list[str]:
    """The number of the question; nothing beyond the questions."""
    return re.findall(r"(?:Vraag|Question) \d+", terminal.text)


@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=["80x24", "120x36"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_from_the_address_to_the_saved_file(language: str, size: tuple[int, int], tmp_path: Path) -> None:
    with real_terminal("--demo", "--language", language, size=size, folder=tmp_path) as terminal:
        terminal.wait_for(QUESTION[language])
        terminal.press(*"anna@all-well.example", "enter")
        terminal.wait_for("✓IMAP" if size[0] < 100 else "TLS1.3")
        terminal.wait_until(lambda: where_it_is(terminal) != [])
        answer_all(terminal, ADVICE[language])
        terminal.press("enter")
        terminal.wait_for("imap.all-well.example")
        terminal.wait_for(SETTINGS[language])
        terminal.press("enter")
        terminal.wait_for(SAVE[language])
        terminal.press("enter")
        terminal.wait_for(SAVED[language])
        terminal.press("ctrl+q")
        assert terminal.wait_for_end() == 0
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == [
        "all-well-example-autoconfig.xml",
        "all-well-example-handout.html",
    ]
    assert b"imap.all-well.example" in (tmp_path / "all-well-example-autoconfig.xml").read_bytes()
    assert sorted(set(terminal.foreign)) == []
    assert terminal.written.count(LEAVE_ALTERNATE_SCREEN) == 1


async def test_what_servers_say_writes_nothing_of_its_own(tmp_path: Path) -> None:
    async with evil_words(tmp_path) as (here, table):
        options = ("--resolver", "{}:{}".format(*here.names.address), "--ispdb-url", table, "--deadline", "4")
        await asyncio.to_thread(_walk_past_evil_words, options, tmp_path)


def _walk_past_evil_words(options: tuple[str, ...], folder: Path) -> None:
    with real_terminal(ADDRESS, *options, "--language", "en", size=(120, 60), folder=folder) as terminal:
        terminal.wait_for("Question 1 of")
        terminal.press("f4")
        terminal.wait_for("Ready after")
        terminal.wait_for("click=app.quit")
        for _line in range(12):
            terminal.press("enter", "down")
        terminal.press("d")
        terminal.wait_for("What does not work?")
        terminal.press("1")
        terminal.wait_for("Each port")
        terminal.press("escape", "escape", "escape")
        terminal.press("ctrl+q")
        assert terminal.wait_for_end() == 0
    assert sorted(set(terminal.foreign)) == []
