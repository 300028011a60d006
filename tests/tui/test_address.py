"""The address field: a clear sentence for a bad one, the check at once for a good one."""

import pytest
from textual import events

from tests.tui.pilots import OpenWizard
from wizard.journey.session import Step
from wizard.model import Language
from wizard.tui.widgets.line_input import LineInput

BAD = {
    "anna": "has no @",
    "anna@voorbeeld": "lacks the last part",
    "anna@@voorbeeld.nl": "more than one @",
    "@voorbeeld.nl": "nothing before the @",
    "": "Type an e-mail address",
}


@pytest.mark.parametrize("typed", list(BAD), ids=lambda typed: typed or "nothing")
async def test_a_bad_address_is_explained_under_the_field(typed: str, replay: OpenWizard) -> None:
    async with replay(None) as wizard:
        wizard.app.screen.query_one("#address", LineInput).value = typed
        shown = await wizard.press("enter")
        assert wizard.at(Step.ADDRESS)
        assert BAD[typed] in shown
        assert wizard.app.session.check is None
        if typed:
            assert BAD[typed] not in await wizard.press("x")


async def test_a_bad_address_from_the_command_line_is_explained_at_once(replay: OpenWizard) -> None:
    async with replay("all well", events=[], language=Language.NL) as wizard:
        assert wizard.at(Step.ADDRESS)
        assert "✗ “anna@all well.example”" in wizard.text


async def test_the_check_starts_with_a_good_address_and_the_name_is_kept(replay: OpenWizard) -> None:
    async with replay(None) as wizard:
        await wizard.press(*"a@b.nl", "tab", *"Anna", "enter")
        assert wizard.at(Step.QUESTIONS)
        assert str(wizard.check.address) == "a@b.nl"
        assert wizard.app.session.full_name == "Anna"


async def test_the_check_does_not_wait_for_the_name(replay: OpenWizard) -> None:
    async with replay(None) as wizard:
        await wizard.press(*"a@b.nl")
        assert wizard.app.session.check is None
        await wizard.press("tab")
        assert wizard.at(Step.ADDRESS)
        check = wizard.check
        assert str(check.address) == "a@b.nl"
        await wizard.press(*"Anna", "enter")
        assert wizard.at(Step.QUESTIONS)
        assert wizard.check is check


async def test_no_check_of_what_may_be_a_slip(replay: OpenWizard) -> None:
    async with replay(None) as wizard:
        await wizard.press(*"anna@gmial.com", "tab")
        assert wizard.app.session.check is None


async def test_who_goes_on_from_a_bad_address_is_told_and_not_held(replay: OpenWizard) -> None:
    async with replay(None) as wizard:
        await wizard.press(*"anna@voorbeeld")
        assert BAD["anna@voorbeeld"] not in wizard.text
        assert BAD["anna@voorbeeld"] in await wizard.press("tab")
        assert wizard.app.focused is wizard.app.screen.query_one("#name")
        assert wizard.app.session.check is None


async def test_a_window_that_loses_the_focus_starts_nothing(replay: OpenWizard) -> None:
    async with replay(None) as wizard:
        await wizard.press(*"a@b.nl")
        wizard.app.post_message(events.AppBlur())
        await wizard.pilot.pause()
        assert wizard.app.session.check is None


async def test_another_address_asks_anew_and_keeps_the_answers(replay: OpenWizard) -> None:
    async with replay() as wizard:
        await wizard.press("3")
        check = wizard.check
        await wizard.press("escape", "escape", "ctrl+u", *"a@b.nl", "enter")
        assert wizard.check is not check
        assert wizard.app.session.answers.devices == "several"


@pytest.mark.parametrize(
    ("pasted", "value"),
    [
        ("anna@voorbeeld.nl\r\n", "anna@voorbeeld.nl"),
        ("\tanna@voorbeeld.nl\nsecond line \n\n third", "anna@voorbeeld.nl second line third"),
        ("  anna@voorbeeld.nl  ", "anna@voorbeeld.nl"),
        ("an\x1b[31mna\x9d@b.nl", "an\\x1b[31mna\\x9d@b.nl"),
        ("x" * 10_000_000, "x" * 254),
        ("\n\n", ""),
    ],
    ids=["end of line", "lines", "spaces", "escapes", "bomb", "empty"],
)
async def test_a_paste_is_one_visible_line_of_bounded_length(pasted: str, value: str, replay: OpenWizard) -> None:
    async with replay(None) as wizard:
        field = wizard.app.screen.query_one("#address", LineInput)
        field.post_message(events.Paste(pasted))
        await wizard.pilot.pause()
        assert field.value == value
