"""The advice: what would change it, overruling it, and the other program's word on it."""

import pytest

from tests.tui.pilots import OpenWizard
from wizard.journey.session import Step
from wizard.model import Language


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
