"""Servers of another company: asked before the settings are shown, and no unless the user says yes."""

from pathlib import Path

import pytest

from tests.tui.pilots import OpenWizard, names_in
from wizard.journey.session import Step
from wizard.model import Language
from wizard.tui.screens.consent import ConsentScreen
from wizard.tui.screens.garbled import GarbledScreen
from wizard.tui.screens.password import PasswordScreen
from wizard.tui.screens.settings import SettingsScreen
from wizard.tui.widgets.line_input import LineInput

QUESTION = {Language.NL: "Kent u dit bedrijf?", Language.EN: "Do you know this company?"}


@pytest.mark.parametrize("language", list(Language))
async def test_the_exact_hosts_are_named_before_the_settings(language: Language, replay: OpenWizard) -> None:
    async with replay("hosting", language=language) as wizard:
        shown = await wizard.go_to(Step.SETTINGS)
        wizard.on(ConsentScreen)
        assert QUESTION[language] in shown
        for host in ("imap.webhost.example", "pop.webhost.example", "smtp.webhost.example"):
            assert host in shown
        assert "MX" in shown
        assert "2  " in shown
        assert wizard.app.screen.query_one("#step").max_scroll_y == 0


async def test_enter_is_no_and_nothing_can_be_saved(replay: OpenWizard, tmp_path: Path) -> None:
    async with replay("hosting") as wizard:
        await wizard.go_to(Step.SETTINGS)
        shown = await wizard.press("enter")
        wizard.on(SettingsScreen)
        assert "These settings are not shown" in shown
        assert "webhost.example : 993" not in shown
        assert "There are no settings to save" in await wizard.press("enter")
        wizard.app.screen.query_one("#folder", LineInput).value = str(tmp_path)
        await wizard.press("enter")
        assert names_in(tmp_path) == []
        await wizard.press("escape")
        wizard.on(SettingsScreen)
        await wizard.press("w")
        wizard.on(ConsentScreen)


async def test_yes_shows_them_and_is_not_asked_again(replay: OpenWizard) -> None:
    async with replay("hosting") as wizard:
        await wizard.go_to(Step.SETTINGS)
        await wizard.press("2")
        wizard.on(SettingsScreen)
        assert wizard.field.value == "imap.webhost.example" or "imap.webhost.example" in wizard.text
        await wizard.go_to(Step.ADVICE)
        assert "imap.webhost.example" in await wizard.press("enter")


async def test_before_anything_is_said_there_is_nothing_to_hand_over(replay: OpenWizard) -> None:
    async with replay("hosting") as wizard:
        assert wizard.app.session.account is None
        assert "There are no settings to save" in await wizard.go_to(Step.DONE)


@pytest.mark.parametrize("situation", ["all-well", "srv-only"])
async def test_servers_at_home_are_not_asked_about(situation: str, replay: OpenWizard) -> None:
    async with replay(situation) as wizard:
        await wizard.go_to(Step.SETTINGS)
        wizard.on(SettingsScreen)


async def test_a_company_that_is_not_known_is_asked_for_no_password(replay: OpenWizard) -> None:
    async with replay("hosting", size=(110, 40)) as wizard:
        await wizard.go_to(Step.SETTINGS)
        await wizard.press("enter", "d", "2")
        await wizard.press("enter")
        wizard.on(GarbledScreen)
        assert "webhost.example" not in wizard.text
        assert "a company that you do not know" in " ".join(wizard.text.split())


async def test_before_that_was_asked_the_password_asks_it(replay: OpenWizard) -> None:
    async with replay("hosting", size=(110, 40)) as wizard:
        await wizard.press("f4", "d", "2")
        assert "imap.webhost.example" in await wizard.press("enter")
        wizard.on(PasswordScreen)
