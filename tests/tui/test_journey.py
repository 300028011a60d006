"""From the address to saved files, over the running world, in both languages."""

from pathlib import Path

import pytest

from tests.tui.pilots import OpenWizard, names_in
from wizard.journey.session import Step
from wizard.model import Language
from wizard.tui.widgets.line_input import LineInput

JOURNEYS = {
    "all-well": {Language.NL: ("Gebruik IMAP", "imap.all-well.example"), Language.EN: ("Use IMAP", "imap.all-well")},
    "only-pop": {Language.NL: ("Gebruik POP", "pop.only-pop.example"), Language.EN: ("Use POP", "pop.only-pop")},
    "nothing": {
        Language.NL: ("IMAP en POP zijn hier allebei niet mogelijk", "Er zijn geen instellingen gevonden"),
        Language.EN: ("Neither IMAP nor POP is possible", "No settings that work were found"),
    },
    "certificate-expired": {
        Language.NL: (
            "Op dit moment werkt er geen IMAP-server veilig",
            "Er zijn instellingen voor IMAP gevonden, maar",
        ),
        Language.EN: ("No IMAP server works safely at this moment", "Settings for IMAP were found, but the server's"),
    },
}


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("situation", list(JOURNEYS))
async def test_the_whole_way(situation: str, language: Language, live: OpenWizard, tmp_path: Path) -> None:
    advice, settings = JOURNEYS[situation][language]
    async with live(language=language, address=f"anna@{situation}.example") as wizard:
        assert wizard.at(Step.QUESTIONS)
        await wizard.settle()
        assert advice in await wizard.answer_all()
        assert settings in await wizard.press("enter")
        await wizard.press("enter")
        assert wizard.at(Step.DONE)
        wizard.app.screen.query_one("#folder", LineInput).value = str(tmp_path)
        await wizard.press("enter")
        saved = names_in(tmp_path)
        stem = f"{situation}-example"
        works = situation in {"all-well", "only-pop"}
        assert saved == ([f"{stem}-autoconfig.xml", f"{stem}-handout.html"] if works else [])
        if works:
            assert b"<clientConfig" in (tmp_path / f"{stem}-autoconfig.xml").read_bytes()


async def test_nobody_waits_for_the_check(replay: OpenWizard) -> None:
    async with replay(events=[]) as wizard:
        advice = await wizard.answer_all()
        assert wizard.check.running
        assert "still being tested" in advice
        assert "The servers are still being tested" in await wizard.press("enter")


async def test_a_built_in_situation_is_chosen_from_the_list(live: OpenWizard) -> None:
    async with live() as wizard:
        assert "Or choose one of the built-in situations" in wizard.text
        await wizard.press("tab", "tab", "down", "enter")
        assert wizard.at(Step.QUESTIONS)
        assert str(wizard.app.session.address) == "anna@only-pop.example"
