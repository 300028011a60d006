"""The advice: what would change it, overruling it, and the other program's word on it."""

import pytest

from tests.tui.pilots import OpenWizard
from wizard.journey.session import Step
from wizard.model import Language
from wizard.tui.screens.advice import AdviceScreen


async def test_a_change_shows_the_other_outcome_and_esc_returns(replay: OpenWizard) -> None:
    async with replay(size=(120, 60)) as wizard:
        before = await wizard.go_to(Step.ADVICE)
        assert "What would change this?" in before
        assert await wizard.press("1") == before  # numbers answer questions, and are sometimes typed ahead
        supposed = await wizard.press("a")
        assert "This is not your advice: suppose your answer were different." in supposed
        assert "Next" not in supposed.splitlines()[-1]
        assert await wizard.press("enter") == supposed
        assert "archive" in supposed
        assert await wizard.press("escape") == before
        assert wizard.at(Step.ADVICE)


async def test_the_other_choice_overrules_and_is_taken_back(replay: OpenWizard) -> None:
    async with replay(size=(120, 60)) as wizard:
        assert "o Choose POP" in await wizard.go_to(Step.ADVICE)
        assert wizard.app.session.protocol == "imap"
        assert "You chose POP yourself; the settings are for POP." in await wizard.press("o")
        assert wizard.account.protocol == "pop3"
        assert "pop.all-well.example" in await wizard.press("enter")
        await wizard.press("escape", "o")
        assert wizard.account.protocol == "imap"


@pytest.mark.parametrize(
    ("language", "pop", "imap", "follow"),
    [
        (Language.EN, "o Choose POP", "o Choose IMAP", "o Follow advice"),
        (Language.NL, "o Kies POP", "o Kies IMAP", "o Advies volgen"),
    ],
)
async def test_the_key_that_overrules_tells_what_it_does_now(
    language: Language, pop: str, imap: str, follow: str, replay: OpenWizard
) -> None:
    async with replay(language=language) as wizard:
        assert pop in (await wizard.go_to(Step.ADVICE)).splitlines()[-1]
        overruled = (await wizard.press("o")).splitlines()[-1]
        assert follow in overruled
        assert pop not in overruled
        assert pop in (await wizard.press("o")).splitlines()[-1]
        for_pop = {"devices": "one-computer", "webmail": "never", "people": "just-me", "backups": "regularly"}
        for key, word in {**for_pop, "keep_at_provider": "unwanted"}.items():
            wizard.app.session.answer(key, word)
        await wizard.press("escape")
        assert imap in (await wizard.go_to(Step.ADVICE)).splitlines()[-1]


async def test_there_is_no_other_choice_where_the_servers_offer_none(replay: OpenWizard) -> None:
    async with replay("only-pop") as wizard:
        assert "o Choose" not in await wizard.go_to(Step.ADVICE)
        await wizard.press("o")
        assert wizard.app.session.chosen is None


async def test_long_advice_scrolls_with_the_keys(replay: OpenWizard) -> None:
    async with replay() as wizard:
        top = await wizard.go_to(Step.ADVICE)
        assert "What would change this?" not in top
        assert "What would change this?" in await wizard.press("end")
        assert await wizard.press("home") == top


async def test_what_is_supposed_stays_when_the_check_brings_news(replay: OpenWizard) -> None:
    async with replay(size=(110, 40)) as wizard:
        await wizard.answer_all()
        session, screen = wizard.app.session, wizard.on(AdviceScreen)
        supposed = session.advice.changes_if[0]
        await wizard.press("a")
        session.answer(supposed.question, supposed.answer)
        assert supposed not in session.advice.changes_if
        screen.show_check()
        await wizard.pilot.pause()
        question = next(each for each in session.rulebook.questions if each.key == supposed.question)
        shown = " ".join(wizard.text.split())
        assert question.text.in_language(session.language) in shown
        assert f"› {question.choice(supposed.answer).text.in_language(session.language)}" in shown
