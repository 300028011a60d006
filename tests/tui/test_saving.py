"""Saving: where the user says, never over a file without asking."""

from pathlib import Path

import pytest

from tests.tui.pilots import OpenWizard, Wizard, names_in
from wizard.journey.session import Step
from wizard.tui.screens.done import DoneScreen
from wizard.tui.widgets.line_input import LineInput


async def _at_done(wizard: Wizard, folder: Path) -> None:
    await wizard.go_to(Step.DONE)
    wizard.app.screen.query_one("#folder", LineInput).value = str(folder)
    await wizard.pilot.pause()


async def test_the_ticked_files_are_saved_and_named_with_their_paths(replay: OpenWizard, tmp_path: Path) -> None:
    async with replay(size=(98, 40)) as wizard:
        await _at_done(wizard, tmp_path)
        assert str(tmp_path / "all-well-example-autoconfig.xml") in wizard.squeezed
        assert names_in(tmp_path) == []
        shown = "".join((await wizard.press("enter")).split())
        assert f"2filessavedin{tmp_path}" in shown
        assert "all-well-example-handout.html" in shown
        xml = tmp_path / "all-well-example-autoconfig.xml"
        assert b"%EMAILADDRESS%" in xml.read_bytes()
        assert xml.stat().st_mode & 0o777 == 0o600


async def test_every_file_on_offer_can_be_saved(replay: OpenWizard, tmp_path: Path) -> None:
    async with replay(size=(160, 40)) as wizard:
        await _at_done(wizard, tmp_path)
        screen = wizard.on(DoneScreen)
        wizard.app.session.formats = {row.file_format for row in screen.rows}
        await wizard.press("enter")
        assert names_in(tmp_path) == sorted(row.file_name for row in screen.rows)


async def test_ticks_choose_what_is_saved(replay: OpenWizard, tmp_path: Path) -> None:
    async with replay() as wizard:
        await _at_done(wizard, tmp_path)
        await wizard.press("space", "down", "down", "space", "enter")
        assert names_in(tmp_path) == [
            "all-well-example-autoconfig.xml",
            wizard.on(DoneScreen).rows[2].file_name,
        ]


async def test_an_existing_file_is_kept_unless_the_user_says_so(replay: OpenWizard, tmp_path: Path) -> None:
    old = tmp_path / "all-well-example-autoconfig.xml"
    old.write_text("old")
    async with replay() as wizard:
        await _at_done(wizard, tmp_path)
        assert "exists already" in await wizard.press("enter")
        await wizard.press("escape")
        assert old.read_text() == "old"
        assert names_in(tmp_path) == [old.name]
        await wizard.press("enter", "o")
        assert "<clientConfig" in old.read_text()
        assert "2 files saved in" in wizard.text


async def test_a_folder_that_does_not_exist_is_explained(replay: OpenWizard, tmp_path: Path) -> None:
    async with replay(size=(160, 40)) as wizard:
        await _at_done(wizard, tmp_path / "nowhere")
        assert "✗" in await wizard.press("enter")
        assert all(word in wizard.text for word in ("cannot", "written"))  # a long path breaks the line between them


async def test_the_folder_is_typed_and_enter_saves_there(replay: OpenWizard, tmp_path: Path) -> None:
    async with replay() as wizard:
        await _at_done(wizard, tmp_path)
        (tmp_path / "q").mkdir()
        await wizard.press("tab", "end", "/", "q", "enter")
        assert len(names_in(tmp_path / "q")) == 2


async def test_the_next_customer_begins_afresh_in_the_same_folder(replay: OpenWizard, tmp_path: Path) -> None:
    async with replay() as wizard:
        await wizard.press("3")
        await _at_done(wizard, tmp_path)
        await wizard.press("n")
        session = wizard.app.session
        assert session.step is Step.ADDRESS
        assert session.address is None
        assert not session.answered
        assert session.folder == str(tmp_path)
        assert "anna" not in wizard.text


async def test_q_which_is_the_qr_code_before_does_not_end_the_wizard_here(replay: OpenWizard) -> None:
    async with replay() as wizard:
        await wizard.go_to(Step.DONE)
        await wizard.press("q")
        assert wizard.app.return_code is None
        await wizard.press("ctrl+q")
        assert wizard.app.return_code == 0


@pytest.mark.parametrize("typed", ["x" * 300, "~nobody-has-this-name"], ids=["too long", "nobody's home"])
async def test_an_impossible_folder_is_explained(typed: str, replay: OpenWizard) -> None:
    async with replay(size=(160, 40)) as wizard:
        await wizard.go_to(Step.DONE)
        wizard.app.screen.query_one("#folder", LineInput).value = typed
        assert "✗" in await wizard.press("enter")


async def test_changing_a_tick_takes_back_what_was_saved(replay: OpenWizard, tmp_path: Path) -> None:
    async with replay() as wizard:
        await _at_done(wizard, tmp_path)
        assert "2 files saved in" in await wizard.press("enter")
        assert "saved in" not in await wizard.press("space")


async def test_the_note_is_copied_with_one_key(replay: OpenWizard) -> None:
    async with replay(size=(120, 36)) as wizard:
        await wizard.go_to(Step.DONE)
        assert "Note for the ticket copied" in await wizard.press("c")
        assert wizard.app.clipboard.startswith("Mailwijzer: anna@all-well.example")
        assert "imap.all-well.example:993" in wizard.app.clipboard


async def test_without_settings_the_note_tells_what_is_wrong(replay: OpenWizard) -> None:
    async with replay("no-such-domain", size=(120, 36)) as wizard:
        assert "There are no settings to save" in await wizard.go_to(Step.DONE)
        assert "Save" not in wizard.text.splitlines()[-1]
        await wizard.press("c")
        assert "The domain no-such-domain.example does not exist." in wizard.app.clipboard


async def test_help_sends_nobody_to_the_command_line(replay: OpenWizard) -> None:
    async with replay(size=(120, 36)) as wizard:
        await wizard.go_to(Step.DONE)
        await wizard.press("f1")
        assert "Tickthefiles" in wizard.squeezed
        assert "--format" not in wizard.squeezed


async def test_the_folder_the_wizard_was_started_in_may_be_gone(
    replay: OpenWizard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone, there = tmp_path / "gone", tmp_path / "there"
    gone.mkdir()
    there.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    async with replay(size=(160, 40)) as wizard:
        await wizard.go_to(Step.DONE)
        assert "✗" in await wizard.press("enter")
        await _at_done(wizard, there)
        assert "2 files saved in" in await wizard.press("enter")


async def test_what_went_wrong_is_told_in_the_other_language_as_well(replay: OpenWizard, tmp_path: Path) -> None:
    async with replay(size=(160, 40)) as wizard:
        await _at_done(wizard, tmp_path / "nowhere")
        assert "there is no such folder" in " ".join((await wizard.press("enter")).split())
        shown = " ".join((await wizard.press("f2")).split())
        assert "die map bestaat niet" in shown
        assert "there is no such folder" not in shown
