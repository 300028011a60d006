"""F2 shows the same screen in the other language, at once."""

import pytest

from tests.tui.pilots import OpenWizard
from wizard.journey.session import Step
from wizard.model import Language

WORDS = {
    Step.ADDRESS: ("Which e-mail address do you want", "Welk e-mailadres wilt u"),
    Step.QUESTIONS: ("Where do you read this mail?", "Waarop leest u deze mail?"),
    Step.ADVICE: ("Our advice", "Ons advies"),
    Step.SETTINGS: ("Incoming server", "Inkomende server"),
    Step.DONE: ("What would you like to save?", "Wat wilt u bewaren?"),
}


@pytest.mark.parametrize("step", list(Step))
async def test_every_step_switches(step: Step, replay: OpenWizard) -> None:
    english, dutch = WORDS[step]
    async with replay(size=(124, 32)) as wizard:
        await wizard.go_to(step)
        before = wizard.text
        assert english in before
        focused = wizard.app.focused
        switched = await wizard.press("f2")
        assert dutch in switched
        assert english not in switched
        assert "F2 English" in switched
        assert wizard.app.focused is focused
        assert await wizard.press("f2") == before


async def test_the_evidence_switches_and_so_does_what_lies_under_it(replay: OpenWizard) -> None:
    async with replay(size=(110, 32)) as wizard:
        assert "What the server check saw" in await wizard.press("f4")
        assert "Wat de servercontrole zag" in await wizard.press("f2")
        assert "Waarop leest u deze mail?" in await wizard.press("escape")
        assert wizard.app.session.language is Language.NL


@pytest.mark.parametrize(("language", "word"), [(Language.NL, "Waarvoor dit scherm is"), (Language.EN, "What this")])
async def test_help_speaks_the_language(language: Language, word: str, replay: OpenWizard) -> None:
    async with replay(language=language) as wizard:
        assert word in await wizard.press("f1")
        assert word not in await wizard.press("escape")


async def test_help_names_every_key_of_the_bottom_line(replay: OpenWizard) -> None:
    async with replay(size=(110, 44)) as wizard:
        await wizard.go_to(Step.SETTINGS)
        help_text = await wizard.press("f1")
        for word in ("Copy", "Spell", "Program", "Next", "Back", "Nederlands", "Check", "Quit"):
            assert word in help_text


async def test_a_sheet_names_only_keys_that_do_something_there(replay: OpenWizard) -> None:
    async with replay() as wizard:
        assert (await wizard.press("f1")).splitlines()[-1].split() == ["Esc", "Close"]
        await wizard.press("ctrl+c")
        assert wizard.app.return_code == 130


@pytest.mark.parametrize(
    ("key", "english", "dutch"), [("f1", "Keys", "Toetsen"), ("s", "International", "Internationaal")]
)
async def test_a_sheet_that_is_open_switches_too(key: str, english: str, dutch: str, replay: OpenWizard) -> None:
    async with replay(size=(110, 40)) as wizard:
        await wizard.go_to(Step.SETTINGS)
        assert english in await wizard.press(key)
        assert dutch in await wizard.press("f2")
        assert "Inkomende server" in await wizard.press("escape")
