"""Typing a folder: what exists is proposed, one key takes it over, and nothing else changes."""

import asyncio
from pathlib import Path

import pytest

from tests.tui.pilots import OpenWizard, Wizard, names_in
from wizard.journey.session import Step
from wizard.tui.screens.saving import OpenDialogue, PathDialogue
from wizard.tui.widgets.folder_input import FolderInput, completed_path
from wizard.tui.widgets.line_input import LineInput


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("mail/new", "mailbox", "Mail", ".hidden"):
        (tmp_path / name).mkdir(parents=True, exist_ok=True)
    (tmp_path / "mail.json").touch()
    return tmp_path


@pytest.mark.parametrize(
    ("typed", "files", "completed"),
    [
        ("/ma", False, "/mail/"),
        ("/mailb", False, "/mailbox/"),
        ("/M", False, "/Mail/"),
        ("/mail.", False, None),
        ("/mail.", True, "/mail.json"),
        ("/mail", True, "/mail/"),
        ("/mail/", False, "/mail/new/"),
        ("/mail/new/", False, None),
        ("/.h", False, "/.hidden/"),
        ("/nothing", False, None),
        ("/nothing/more", False, None),
        ("/mail\0", False, None),
        ("/" + "x" * 5000, False, None),
    ],
)
def test_the_first_name_that_fits_is_proposed(typed: str, files: bool, completed: str | None, folder: Path) -> None:
    wanted = None if completed is None else f"{folder}{completed}"
    assert completed_path(f"{folder}{typed}", files=files) == wanted


@pytest.mark.parametrize("typed", ["", "  ", "~nobody-has-this-name/x"])
def test_for_nothing_and_for_nobody_nothing_is_proposed(typed: str) -> None:
    assert completed_path(typed, files=True) is None


def test_the_home_folder_keeps_its_short_name(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(folder))
    assert completed_path("~/mailb", files=False) == "~/mailbox/"


async def _proposed(wizard: Wizard, typed: str) -> FolderInput:
    """The field with this typed at its end, once something is proposed."""
    field = wizard.app.screen.query_one(FolderInput)
    field.value = ""
    await wizard.press(*typed)
    for _attempt in range(500):
        if field.completable:
            break
        await asyncio.sleep(0.01)
    await wizard.pilot.pause()
    return field


async def test_tab_takes_over_the_folder_and_enter_saves_there(replay: OpenWizard, folder: Path) -> None:
    async with replay() as wizard:
        await wizard.go_to(Step.DONE)
        await wizard.press("tab")
        field = await _proposed(wizard, f"{folder}/mailb")
        assert "Tab Complete" in wizard.text
        await wizard.press("tab")
        assert field.value == f"{folder}/mailbox/"
        assert field.has_focus
        assert "Tab Complete" not in wizard.text
        await wizard.press("enter")
        assert len(names_in(folder / "mailbox")) == 2


async def test_tab_goes_on_where_nothing_is_proposed(replay: OpenWizard, folder: Path) -> None:
    async with replay() as wizard:
        await wizard.go_to(Step.DONE)
        await wizard.press("tab")
        field = await _proposed(wizard, f"{folder}/mailb")
        await wizard.press("x")
        assert not field.completable
        await wizard.press("tab")
        assert not field.has_focus
        assert field.value == f"{folder}/mailbx"


@pytest.mark.parametrize(("dialogue", "completed"), [(PathDialogue, None), (OpenDialogue, "mail.json")])
async def test_a_dialogue_completes_and_still_closes_with_escape(
    dialogue: type[PathDialogue], completed: str | None, replay: OpenWizard, folder: Path
) -> None:
    async with replay() as wizard:
        given: list[Path | None] = []
        await wizard.app.push_screen(dialogue(wizard.app.session, "Where should it be saved?", folder), given.append)
        await wizard.pilot.pause()
        field = await _proposed(wizard, f"{folder}/mail.") if completed else wizard.app.screen.query_one(FolderInput)
        assert "Esc Back" in wizard.text
        if completed:
            await wizard.press("tab")
            assert field.value == f"{folder}/{completed}"
        await wizard.press("escape")
        assert given == [None]
        assert wizard.at(Step.QUESTIONS)


async def test_the_end_of_a_long_path_is_in_sight(replay: OpenWizard) -> None:
    path = Path("/") / ("a-long-name-" * 8) / "its-end.json"
    async with replay() as wizard:
        await wizard.app.push_screen(PathDialogue(wizard.app.session, "Where should it be saved?", path))
        await wizard.pilot.pause()
        assert "its-end.json" in wizard.text
        assert isinstance(wizard.app.focused, LineInput)
