"""The settings: a tab for each program, values to copy and to spell."""

import pytest

from tests.tui.pilots import OpenWizard
from wizard.journey.session import Step
from wizard.model import ClientChoice, Language
from wizard.tui.screens.settings import SettingsScreen
from wizard.tui.widgets.field_list import FieldList
from wizard.tui.widgets.step_list import StepList


async def test_the_program_that_was_named_comes_first(replay: OpenWizard) -> None:
    async with replay(size=(120, 36)) as wizard:
        await wizard.press("3", "5")
        await wizard.go_to(Step.SETTINGS)
        assert wizard.on(SettingsScreen).client.id is ClientChoice.THUNDERBIRD


async def test_every_program_has_a_tab(replay: OpenWizard) -> None:
    async with replay(size=(120, 36)) as wizard:
        await wizard.go_to(Step.SETTINGS)
        seen = {wizard.on(SettingsScreen).client.id}
        for _client in wizard.app.session.rulebook.clients:
            await wizard.press("right")
            seen.add(wizard.on(SettingsScreen).client.id)
        assert seen == set(wizard.app.session.rulebook.clients)
        await wizard.press("left")
        assert wizard.on(SettingsScreen).client.id in seen


async def test_values_are_copied_and_the_notice_is_quiet(replay: OpenWizard) -> None:
    async with replay(size=(120, 36)) as wizard:
        await wizard.press("3", "1")
        await wizard.go_to(Step.SETTINGS)
        assert "Server copied" in await wizard.press("c")
        assert wizard.app.clipboard == "imap.all-well.example"
        await wizard.press("down", "c")
        assert wizard.app.clipboard == "993"


async def test_the_arrows_reach_every_value_and_the_steps_below(replay: OpenWizard) -> None:
    async with replay() as wizard:
        await wizard.press("3", "1")
        await wizard.go_to(Step.SETTINGS)
        values = set()
        for _press in range(12):
            field = wizard.field
            values.add((field.label, field.value))
            assert field.value is not None
            assert field.value in wizard.text
            await wizard.press("down")
        assert ("Port", "993") in values
        assert ("Port", "465") in values
        await wizard.press(*["pagedown"] * 2)
        assert "Steps" in wizard.text or "File" in wizard.text
        await wizard.press("home")
        assert "Incoming server" in wizard.text


async def test_spelling_names_every_character(replay: OpenWizard) -> None:
    async with replay(size=(120, 60)) as wizard:
        await wizard.press("3", "1")
        await wizard.go_to(Step.SETTINGS)
        spelled = await wizard.press("s")
        for word in ("Izaak", "India", "Maria", "Mike", "dot", "hyphen"):
            assert word in spelled
        assert "Izaak" not in await wizard.press("escape")


async def test_without_settings_the_findings_say_what_to_do(replay: OpenWizard) -> None:
    async with replay("certificate-expired", size=(120, 36)) as wizard:
        await wizard.go_to(Step.SETTINGS)
        assert "SettingsforIMAPwerefound,buttheserver'scertificateis" in wizard.squeezed
        assert "No settings that work were found" not in wizard.text
        assert "✗ Problem: " in wizard.text
        assert "POP does work here. Press o" in wizard.text
        assert "c Copy" not in wizard.text
        await wizard.press("c", "s", "right")
        assert wizard.at(Step.SETTINGS)


@pytest.mark.parametrize(
    ("size", "language", "step", "line"),
    [
        (
            (80, 24),
            Language.EN,
            Step.QUESTIONS,
            "✗ IMAP (certificate)   ✓ POP 995   ✓ sending 465     advice so far: IMAP",
        ),
        (
            (80, 24),
            Language.NL,
            Step.QUESTIONS,
            "✗ IMAP (certificaat)   ✓ POP   ✓ verzenden     advies tot nu toe: IMAP",
        ),
        ((80, 24), Language.NL, Step.ADVICE, "✗ IMAP (certificaat)   ✓ POP 995   ✓ verzenden 465     advies: IMAP"),
        ((60, 20), Language.EN, Step.ADVICE, "✗ IMAP   ✓ POP 995   ✓ sending 465     advice: IMAP"),
        ((60, 20), Language.NL, Step.QUESTIONS, "✗ IMAP (certificaat)   ✓ POP 995   ✓ verzenden 465"),
    ],
)
async def test_the_line_of_the_check_says_what_is_wrong_where_that_fits(
    size: tuple[int, int], language: Language, step: Step, line: str, replay: OpenWizard
) -> None:
    async with replay("certificate-expired", size=size, language=language) as wizard:
        await wizard.go_to(step)
        assert line in [row.strip() for row in wizard.text.splitlines()]


async def test_another_answer_chooses_another_tab(replay: OpenWizard) -> None:
    async with replay() as wizard:
        session = wizard.app.session
        session.answer("client", "thunderbird")
        await wizard.go_to(Step.SETTINGS)
        await wizard.press("right")
        assert wizard.on(SettingsScreen).client.id is not ClientChoice.THUNDERBIRD
        session.answer("client", "evolution")
        assert wizard.on(SettingsScreen).client.id is ClientChoice.EVOLUTION


async def test_the_protocol_that_does_work_is_one_key_away(replay: OpenWizard) -> None:
    async with replay("certificate-expired", size=(120, 36)) as wizard:
        assert "o Choose POP" in await wizard.go_to(Step.SETTINGS)
        await wizard.press("o")
        assert wizard.field.value == "pop.certificate-expired.example"
        assert "o Choose" not in wizard.text


async def test_steps_are_ticked_and_stay_ticked(replay: OpenWizard) -> None:
    async with replay(size=(120, 50)) as wizard:
        await wizard.press("3", "1")
        await wizard.go_to(Step.SETTINGS)
        await wizard.press(*["down"] * 10)
        steps = wizard.on(SettingsScreen).query_one(StepList)
        assert steps.has_focus
        shown = await wizard.press("space", "space")
        assert shown.count("[x]") == 2
        await wizard.press("up", "space", "up", "up")
        assert wizard.text.count("[x]") == 1
        assert wizard.on(SettingsScreen).query_one(FieldList).has_focus
        assert "[x]" not in await wizard.press("right")
        assert (await wizard.press("left")).count("[x]") == 1
        assert (await wizard.press("enter", "escape")).count("[x] 1") == 1


async def test_an_overruled_advice_is_said(replay: OpenWizard) -> None:
    async with replay(size=(120, 36)) as wizard:
        await wizard.go_to(Step.ADVICE)
        assert "You chose POP yourself; the advice is IMAP." in await wizard.press("o", "enter")


async def test_a_terminal_that_takes_no_copies_is_named(replay: OpenWizard, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM_PROGRAM", "Apple_Terminal")
    async with replay(size=(120, 36)) as wizard:
        await wizard.go_to(Step.SETTINGS)
        assert "This terminal takes no copies" in await wizard.press("c")
        assert wizard.app.clipboard == ""
