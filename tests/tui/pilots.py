"""A wizard under the hands of a pilot."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from textual.pilot import Pilot
from textual.screen import Screen

from screenshots.generate import frozen_events
from wizard import rulebook
from wizard.journey.check import Check
from wizard.journey.session import Step
from wizard.model import Account, Event, Rulebook
from wizard.tui.app import WizardApp
from wizard.tui.messages import StepChosen
from wizard.tui.screens.settings import SettingsScreen
from wizard.tui.widgets.field_list import Field, FieldList

AnyScreen = TypeVar("AnyScreen", bound=Screen[Any])


@cache
def rules() -> Rulebook:
    return rulebook.load()


@cache
def events_of(situation: str) -> Sequence[Event]:
    return asyncio.run(frozen_events(f"anna@{situation}.example"))


def names_in(folder: Path) -> list[str]:
    """The files in a folder."""
    return sorted(path.name for path in folder.iterdir())


def screen_text(app: WizardApp) -> str:
    """The screen as a person sees it, without colours."""
    strips = app.screen._compositor.render_strips(app.size)
    return "\n".join(strip.text.rstrip() for strip in strips).rstrip() + "\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wizard:
    """A running wizard under the hands of a pilot."""

    app: WizardApp
    pilot: Pilot[None]

    @property
    def text(self) -> str:
        return screen_text(self.app)

    @property
    def squeezed(self) -> str:
        """The text without white space, for what may be wrapped."""
        return "".join(self.text.split())

    @property
    def check(self) -> Check:
        check = self.app.session.check
        assert check is not None
        return check

    @property
    def account(self) -> Account:
        account = self.app.session.account
        assert account is not None
        return account

    @property
    def field(self) -> Field:
        """The highlighted setting."""
        field = self.on(SettingsScreen).query_one(FieldList).field
        assert field is not None
        return field

    def on(self, screen: type[AnyScreen]) -> AnyScreen:
        """The screen, which is this one."""
        shown = self.app.screen
        assert isinstance(shown, screen)
        return shown

    def at(self, step: Step) -> bool:
        """Whether this is the step."""
        return self.app.session.step is step

    @property
    def step(self) -> Step:
        return self.app.session.step

    async def press(self, *keys: str) -> str:
        """Presses the keys and gives what is on the screen then."""
        await self.pilot.press(*keys)
        return self.text

    async def settle(self) -> None:
        """Waits for the check."""
        for _attempt in range(1000):
            check = self.app.session.check
            if check is None or not check.running:
                break
            await self.pilot.pause(0.01)
        await self.pilot.pause()

    async def answer_all(self) -> str:
        """Answers every question with Enter."""
        for _attempt in range(20):
            if self.step is not Step.QUESTIONS:
                break
            await self.pilot.press("enter")
        assert self.step is Step.ADVICE
        return self.text

    async def go_to(self, step: Step) -> str:
        """Straight to this step."""
        self.app.post_message(StepChosen(step))
        await self.pilot.pause()
        assert self.step is step
        return self.text


OpenWizard = Callable[..., AbstractAsyncContextManager[Wizard]]
