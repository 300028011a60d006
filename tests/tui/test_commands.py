"""The palette: a few commands in the user's language, and never a message of the library's."""

import pytest
from textual.widgets import OptionList

from tests.tui.pilots import OpenWizard, Wizard
from wizard.model import Language


async def _found(wizard: Wizard, typed: str) -> str:
    await wizard.press("ctrl+p", *typed)
    commands = wizard.app.screen.query_one(OptionList)
    for _attempt in range(300):
        await wizard.pilot.pause(0.01)
        if commands.option_count:
            break
    return wizard.text


@pytest.mark.parametrize("typed", ["", "xyz"], ids=["nothing typed", "nothing fits"])
async def test_all_commands_are_there_in_the_users_language(typed: str, replay: OpenWizard) -> None:
    async with replay(language=Language.NL) as wizard:
        shown = await _found(wizard, typed)
        assert all(name in shown for name in ("Lichte kleuren", "English", "Stoppen"))


async def test_what_is_typed_finds_its_command(replay: OpenWizard) -> None:
    async with replay(language=Language.NL) as wizard:
        shown = await _found(wizard, "licht")
        assert "Lichte kleuren" in shown
        assert "Stoppen" not in shown.splitlines()[:12]


async def test_the_colours_turn_from_dark_to_light_and_back(replay: OpenWizard) -> None:
    async with replay() as wizard:
        for dark, name in ((False, "Light colours"), (True, "Dark colours")):
            await _found(wizard, name)
            await wizard.press("enter")
            await wizard.pilot.pause()
            assert wizard.app.current_theme.dark is dark
