"""A walk past every screen and everything that can lie over one, for what must hold on all of them."""

from collections.abc import AsyncIterator, Callable

import pytest

from tests.tui.pilots import OpenWizard, Wizard
from wizard.journey.session import Step
from wizard.model import ClientChoice, Language
from wizard.tui.screens.done import DoneScreen
from wizard.tui.screens.questions import QuestionsScreen
from wizard.tui.widgets.line_input import LineInput

Shown = AsyncIterator[tuple[str, Wizard]]
"""The name of what is on the screen, and the wizard that shows it."""

Part = Callable[[OpenWizard, Language, tuple[int, int]], Shown]


async def _before_the_check(replay: OpenWizard, language: Language, size: tuple[int, int]) -> Shown:
    async with replay(None, language=language, size=size) as wizard:
        yield "address", wizard
        await wizard.press(*"anna@gmial.com")
        yield "address, another domain meant", wizard
        await wizard.press("end", *["backspace"] * 9, "enter")
        yield "address, refused", wizard
    async with replay(None, language=language, size=size, demo=True) as wizard:
        await wizard.press("tab", "tab", "down", "down")
        yield "address, built-in situations", wizard


async def _questions(replay: OpenWizard, language: Language, size: tuple[int, int]) -> Shown:
    async with replay(language=language, size=size) as wizard:
        for question in wizard.app.session.rulebook.questions:
            wizard.app.session.question = question.key
            wizard.on(QuestionsScreen).show_all()
            yield f"question {question.key}", wizard


async def _advice_and_settings(replay: OpenWizard, language: Language, size: tuple[int, int]) -> Shown:
    async with replay(language=language, size=size) as wizard:
        await wizard.press("3", "1", "4", "1")
        await wizard.answer_all()
        yield "advice", wizard
        await wizard.press("a")
        yield "advice, the other outcome", wizard
        await wizard.press("escape", "pagedown")
        yield "advice, further down", wizard
        await wizard.go_to(Step.SETTINGS)
        for _program in ClientChoice:
            await wizard.press("right")
            yield f"settings for {wizard.app.session.client}", wizard
        await wizard.press("c")
        yield "settings, copied", wizard
        await wizard.press("s")
        yield "spelling", wizard
        await wizard.press("escape", *["down"] * 12, "space")
        yield "settings, a step ticked", wizard
        wizard.app.session.client = ClientChoice.THUNDERBIRD_ANDROID
        await wizard.go_to(Step.ADVICE)
        await wizard.go_to(Step.SETTINGS)
        await wizard.press("q")
        yield "QR code", wizard
        await wizard.press("escape")
        wizard.app.session.folder = "~/mail"
        await wizard.go_to(Step.DONE)
        yield "done", wizard
        await wizard.press("tab")
        yield "done, the folder", wizard
        wizard.on(DoneScreen).query_one("#folder", LineInput).value = "~nobody-has-this-name"
        await wizard.press("enter")
        yield "done, not saved", wizard


async def _over_the_steps(replay: OpenWizard, language: Language, size: tuple[int, int]) -> Shown:
    async with replay(language=language, size=size) as wizard:
        await wizard.press("f1")
        yield "help", wizard
        await wizard.press("escape", "ctrl+p")
        yield "commands", wizard
        await wizard.press(*"xyz")
        yield "commands, nothing found", wizard
        await wizard.press("escape", "f4")
        yield "evidence", wizard
        await wizard.press("enter")
        yield "evidence, unfolded", wizard
        await wizard.press("m")
        yield "by hand", wizard
        await wizard.press(*"imap", "tab", "tab")
        yield "by hand, security", wizard


async def _trouble(replay: OpenWizard, language: Language, size: tuple[int, int]) -> Shown:
    async with replay(language=language, size=size) as wizard:
        await wizard.press("f4", "d")
        yield "complaints", wizard
        await wizard.press("2")
        yield "garbled", wizard
        await wizard.press("escape", "3")
        yield "sign-in", wizard
        await wizard.press("t")
        yield "password, asking", wizard
        await wizard.press("2", *"abc")
        yield "password, typing", wizard
        await wizard.press("escape", "t", "1")
        yield "password, none asked", wizard
        await wizard.press("escape", "escape", "1")
        yield "sending", wizard
        await wizard.press("escape", "4", *"relay access denied", "enter")
        yield "error message", wizard


async def _what_is_wrong(replay: OpenWizard, language: Language, size: tuple[int, int]) -> Shown:
    for situation in ("certificate-expired", "nothing", "only-pop", "no-encryption", "autodiscover", "hosting"):
        async with replay(situation, language=language, size=size) as wizard:
            yield f"{situation}: question", wizard
            await wizard.press("f4")
            yield f"{situation}: evidence", wizard
            await wizard.press("escape", "f3")
            yield f"{situation}: F3", wizard
            await wizard.press("escape")
            for step in (Step.ADVICE, Step.SETTINGS, Step.DONE):
                await wizard.go_to(step)
                yield f"{situation}: {step}", wizard


def _walks(*parts: Part) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("part", parts, ids=lambda part: part.__name__.strip("_"))


KINDS = (_before_the_check, _questions, _advice_and_settings, _over_the_steps, _trouble)
every_kind_of_screen = _walks(*KINDS)
"""Walks past each kind of screen, in parts; the wizard may be resized or coloured while it shows one."""
every_screen = _walks(*KINDS, _what_is_wrong)
"""The same, and past what they show where something is wrong."""
