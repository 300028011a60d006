"""The complaints on screen: each looked into over the running world, in both languages."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.tui.pilots import OpenWizard, Wizard
from wizard.diagnosis.sending_file import read_sending
from wizard.model import Event, Language
from wizard.tui.screens.error_message import ErrorMessageScreen
from wizard.tui.screens.garbled import GarbledScreen, read_day
from wizard.tui.screens.password import PasswordScreen, Stage
from wizard.tui.screens.saving import PathDialogue
from wizard.tui.screens.sending import SendingScreen
from wizard.tui.screens.sign_in import SignInScreen
from wizard.tui.widgets.line_input import LineInput

WORDS = {
    Language.NL: ("Verzenden kan vanaf dit netwerk", "Wat werkt er niet?", "De gewone oorzaken"),
    Language.EN: ("Sending is possible from this network", "What does not work?", "The usual causes"),
}


async def _until(wizard: Wizard, words: str) -> str:
    for _attempt in range(1000):
        if words in " ".join(wizard.text.split()):
            break
        await wizard.pilot.pause(0.02)
    shown = " ".join(wizard.text.split())
    assert words in shown
    return shown


async def _at_the_complaints(wizard: Wizard) -> str:
    await wizard.settle()
    return await wizard.press("f4", "d")


async def _choose_path(wizard: Wizard, path: Path) -> None:
    wizard.on(PathDialogue).query_one(LineInput).value = str(path)
    await wizard.press("enter")
    await wizard.pilot.pause()


@pytest.mark.parametrize("language", list(Language))
async def test_sending_is_looked_into_and_kept(language: Language, live: OpenWizard, tmp_path: Path) -> None:
    works, question, _causes = WORDS[language]
    async with live(language=language, address="anna@all-well.example", size=(110, 50)) as wizard:
        assert question in await _at_the_complaints(wizard)
        await wizard.press("1")
        await _until(wizard, works)
        await wizard.press("w")
        await _choose_path(wizard, tmp_path / "here.json")
        assert "".join(str(tmp_path / "here.json").split()) in wizard.squeezed
        assert read_sending(tmp_path / "here.json").domain == "all-well.example"
        await wizard.press("w")
        await _choose_path(wizard, tmp_path / "here.json")
        await wizard.press("o")  # overwrite, after it was asked
        assert json.loads((tmp_path / "here.json").read_text())["schema"] == "mailwijzer.sending/1"


async def test_two_places_are_compared(live: OpenWizard, tmp_path: Path) -> None:
    async with live(address="anna@all-well.example", size=(110, 60)) as wizard:
        await _at_the_complaints(wizard)
        await wizard.press("1")
        await _until(wizard, "Sending is possible from this network")
        await wizard.press("w")
        await _choose_path(wizard, tmp_path / "home.json")
        await wizard.press("c")
        await _choose_path(wizard, tmp_path / "home.json")
        await _until(wizard, "Sending is possible at both places")
        await wizard.press("c")
        await _choose_path(wizard, tmp_path / "missing.json")
        assert "cannot be read" in " ".join(wizard.text.split())
        assert wizard.on(SendingScreen).there is not None


async def test_a_folder_that_is_not_there_is_told_and_nothing_is_lost(live: OpenWizard, tmp_path: Path) -> None:
    async with live(address="anna@all-well.example", size=(110, 50)) as wizard:
        await _at_the_complaints(wizard)
        await wizard.press("1")
        await _until(wizard, "Sending is possible from this network")
        await wizard.press("w")
        await _choose_path(wizard, tmp_path / "no" / "such" / "here.json")
        assert wizard.on(SendingScreen).saved is None
        assert wizard.on(SendingScreen).here is not None


async def test_an_impossible_path_ends_nothing(live: OpenWizard, tmp_path: Path) -> None:
    too_long = tmp_path / ("x" * 300) / "here.json"
    async with live(address="anna@all-well.example", size=(110, 50)) as wizard:
        await _at_the_complaints(wizard)
        await wizard.press("1")
        await _until(wizard, "Sending is possible from this network")
        await wizard.press("w")
        await _choose_path(wizard, too_long)
        assert wizard.on(SendingScreen).saved is None
        assert wizard.app.session.folder == str(too_long.parent)
        await wizard.press("c")
        await _choose_path(wizard, too_long)
        await _until(wizard, "the name is too long")
        shown = " ".join((await wizard.press("f2")).split())
        assert "de naam is te lang" in shown
        assert "the name is too long" not in shown


@pytest.mark.parametrize("language", list(Language))
async def test_a_refused_password_has_its_usual_causes(language: Language, live: OpenWizard) -> None:
    async with live(language=language, address="anna@app-password.example", size=(110, 60)) as wizard:
        await _at_the_complaints(wizard)
        shown = await wizard.press("3")
        assert WORDS[language][2] in shown
        assert isinstance(wizard.app.screen, SignInScreen)
        await wizard.press("t")
        assert wizard.on(PasswordScreen).stage is Stage.ASKING


@pytest.mark.parametrize("complaint", ["1", "3"])
async def test_a_check_that_broke_is_not_waited_for_and_can_be_run_again(complaint: str, replay: OpenWizard) -> None:
    def broken() -> Iterator[Event]:
        yield from ()
        raise RuntimeError

    async with replay(events=broken(), size=(110, 40)) as wizard:
        first = wizard.check
        assert first.broken
        await wizard.press("f4", "d")
        shown = await wizard.press(complaint)
        assert "The test itself failed. Try again." in shown
        assert "still being tested" not in shown
        await wizard.press("r")
        assert wizard.check is not first


async def test_a_message_is_looked_up_while_it_is_typed(live: OpenWizard) -> None:
    async with live(address="anna@all-well.example", size=(110, 50)) as wizard:
        await _at_the_complaints(wizard)
        await wizard.press("4", *"0x800CCC0E")
        await _until(wizard, "What “0x800CCC0E” may mean")
        await wizard.press(*["backspace"] * 12, *"zzz qqq", "enter")
        assert "Nothing is known about “zzz qqq”" in wizard.text
        assert wizard.on(ErrorMessageScreen).query_one("#message", LineInput).has_focus


async def test_without_an_address_only_messages_are_looked_up(live: OpenWizard) -> None:
    async with live() as wizard:
        shown = await wizard.press("f4", "d")
        assert "Without an address only an error message can be looked up." in shown
        await wizard.press("1")
        assert isinstance(wizard.app.screen, ErrorMessageScreen)


@pytest.mark.parametrize(
    ("situation", "verdict"),
    [
        ("all-well", "it is not the server"),
        ("garbled-structure", "describes"),
        ("garbled-pieces", "pieces"),
    ],
)
async def test_garbled_messages_are_compared(situation: str, verdict: str, live: OpenWizard, tmp_path: Path) -> None:
    async with live(address=f"anna@{situation}.example", size=(110, 70)) as wizard:
        await _at_the_complaints(wizard)
        await wizard.press("2")
        assert "Leave both fields empty to look at the newest message." in wizard.text
        await wizard.press("enter", "2", *"demo", "enter")
        screen = wizard.on(PasswordScreen)
        for _attempt in range(1500):
            if screen.stage is Stage.DONE:
                break
            await wizard.pilot.pause(0.02)
        await _until(wizard, verdict if situation != "all-well" else "it is not IMAP")
        assert screen.result is not None
        assert screen.result.report is not None
        await wizard.press("w")
        await _choose_path(wizard, tmp_path / "report.md")
        report = (tmp_path / "report.md").read_text()
        assert "SHA-256" in report
        assert "anna" not in report


async def test_a_day_that_is_none_is_told(live: OpenWizard) -> None:
    async with live(address="anna@all-well.example", size=(80, 24)) as wizard:
        await _at_the_complaints(wizard)
        await wizard.press("2", "tab", *"31-2-2026", "enter")
        assert "This is no day." in wizard.text
        assert isinstance(wizard.app.screen, GarbledScreen)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("31-12-2026", date(2026, 12, 31)),
        ("1/2/2026", date(2026, 2, 1)),
        ("2026-02-01", date(2026, 2, 1)),
        ("", None),
        ("31-2-2026", None),
        ("٣١-12-2026", None),
        ("12-2026", None),
    ],
)
def test_days(typed: str, day: date | None) -> None:
    assert read_day(typed) == day


async def test_nothing_can_be_compared_without_imap(live: OpenWizard) -> None:
    async with live(address="anna@only-pop.example", size=(110, 40)) as wizard:
        await _at_the_complaints(wizard)
        await wizard.press("2", "enter")
        assert "No IMAP server that works was found" in wizard.text


@pytest.mark.parametrize(
    ("situation", "outcome"),
    [("all-well", "the server took it over"), ("sender-refused", "the server refused it")],
)
async def test_one_message_is_sent_to_oneself_when_asked(situation: str, outcome: str, live: OpenWizard) -> None:
    async with live(address=f"anna@{situation}.example", size=(98, 60)) as wizard:
        await _at_the_complaints(wizard)
        await wizard.press("1")
        await _until(wizard, "Each port")
        shown = " ".join((await wizard.press("m")).split())
        assert f"sent from anna@{situation}.example to anna@{situation}.example, and to nobody else" in shown
        assert "imap." not in shown
        await wizard.press("2", *"demo", "enter")
        await _until(wizard, outcome)
