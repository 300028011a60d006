"""The text of every screen, as it stands in `golden/`; `MAILWIJZER_GOLDEN=write pytest` writes it anew."""

import os
from pathlib import Path

import pytest

from screenshots.generate import FOLDER_ON_SCREEN
from tests.tui.pilots import OpenWizard
from wizard.journey.session import Step
from wizard.model import Language

GOLDEN = Path(__file__).parent / "golden"
SIZES = [(80, 24), (120, 36)]


def assert_golden(name: str, text: str) -> None:
    """The text is what it was."""
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("MAILWIJZER_GOLDEN") == "write":
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x36"])
@pytest.mark.parametrize("language", list(Language))
async def test_screens_look_as_they_did(language: Language, size: tuple[int, int], replay: OpenWizard) -> None:
    suffix = f"{size[0]}x{size[1]}.{language}"
    async with replay(language=language, size=size) as wizard:
        wizard.app.session.folder = FOLDER_ON_SCREEN
        await wizard.press("3", "1")
        assert_golden(f"questions.{suffix}", wizard.text)
        assert_golden(f"evidence.{suffix}", await wizard.press("f4"))
        assert_golden(f"help.{suffix}", await wizard.press("escape", "f1"))
        await wizard.press("escape")
        assert_golden(f"advice.{suffix}", await wizard.go_to(Step.ADVICE))
        assert_golden(f"settings.{suffix}", await wizard.press("enter"))
        assert_golden(f"spelling.{suffix}", await wizard.press("s"))
        assert_golden(f"done.{suffix}", await wizard.press("escape", "enter"))
        await wizard.go_to(Step.ADDRESS)
        assert_golden(f"address.{suffix}", await wizard.press("backspace", "backspace", "@", "enter"))


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x36"])
@pytest.mark.parametrize("language", list(Language))
async def test_what_lies_over_a_step_looks_as_it_did(
    language: Language, size: tuple[int, int], replay: OpenWizard
) -> None:
    suffix = f"{size[0]}x{size[1]}.{language}"
    async with replay(language=language, size=size) as wizard:
        assert_golden(f"complaints.{suffix}", await wizard.press("f4", "d"))
        assert_golden(f"garbled.{suffix}", await wizard.press("2"))
        assert_golden(f"sign-in.{suffix}", await wizard.press("escape", "3"))
        assert_golden(f"password-consent.{suffix}", await wizard.press("t"))
        assert_golden(f"password.{suffix}", await wizard.press("2", *"abc"))
        await wizard.press("escape", "escape", "4", *"relay access denied", "enter")
        assert_golden(f"error-message.{suffix}", wizard.text)
        assert_golden(f"unfolded.{suffix}", await wizard.press("escape", "escape", "enter"))
        assert_golden(f"by-hand.{suffix}", await wizard.press("m", *"imap", "enter"))


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x36"])
@pytest.mark.parametrize("language", list(Language))
async def test_a_strangers_server_looks_as_it_did(
    language: Language, size: tuple[int, int], replay: OpenWizard
) -> None:
    suffix = f"{size[0]}x{size[1]}.{language}"
    async with replay("hosting", language=language, size=size) as wizard:
        await wizard.go_to(Step.SETTINGS)
        assert_golden(f"consent.{suffix}", wizard.text)


@pytest.mark.parametrize("situation", ["certificate-expired", "nothing", "only-pop"])
async def test_what_is_wrong_looks_as_it_did(situation: str, replay: OpenWizard) -> None:
    async with replay(situation, size=(120, 36)) as wizard:
        assert_golden(f"advice-{situation}", await wizard.go_to(Step.ADVICE))
        assert_golden(f"settings-{situation}", await wizard.press("enter"))


async def test_a_window_that_is_too_small_says_so(replay: OpenWizard) -> None:
    async with replay(size=(59, 24)) as wizard:
        assert "too small for the wizard" in wizard.text
        for width, height in [(80, 19), (20, 5), (1, 1)]:
            await wizard.pilot.resize_terminal(width, height)
            assert "Question" not in wizard.text
        await wizard.pilot.resize_terminal(80, 24)
        await wizard.pilot.pause()
        assert "Question 1 of" in wizard.text
        assert "too small" not in wizard.text


async def test_it_works_at_60_by_20(replay: OpenWizard) -> None:
    async with replay(size=(60, 20)) as wizard:
        assert "Question 1 of" in wizard.text
        for step, word in ((Step.ADVICE, "Use IMAP"), (Step.SETTINGS, "imap.all-well"), (Step.DONE, "[x]")):
            assert word in await wizard.go_to(step)


async def test_a_storm_of_resizing_harms_nothing(replay: OpenWizard) -> None:
    async with replay() as wizard:
        for width, height in [(1, 1), (1000, 300), (20, 5), (100, 30), (60, 20), (59, 19), (80, 24)]:
            await wizard.pilot.resize_terminal(width, height)
        await wizard.pilot.pause()
        assert "Question 1 of" in wizard.text


@pytest.mark.parametrize("theme", ["textual-light", "textual-dark"])
async def test_every_sign_has_a_shape(theme: str, replay: OpenWizard) -> None:
    async with replay("certificate-expired", size=(120, 36)) as wizard:
        wizard.app.theme = theme
        await wizard.pilot.pause()
        assert "✗ Receiving with IMAP" in wizard.text
        assert "✓ Receiving with POP" in wizard.text
