"""The screens: one for each step of the user's journey, and what lies over them."""

from typing import TYPE_CHECKING

from wizard.journey.session import Step

if TYPE_CHECKING:
    from wizard.tui.screens.step import StepScreen


def step_screen(step: Step) -> "type[StepScreen]":
    """The screen of a step, imported with the first look at it: the first picture needs one of them."""
    match step:
        case Step.ADDRESS:
            from wizard.tui.screens.address import AddressScreen

            return AddressScreen
        case Step.QUESTIONS:
            from wizard.tui.screens.questions import QuestionsScreen

            return QuestionsScreen
        case Step.ADVICE:
            from wizard.tui.screens.advice import AdviceScreen

            return AdviceScreen
        case Step.SETTINGS:
            from wizard.tui.screens.settings import SettingsScreen

            return SettingsScreen
        case Step.DONE:
            from wizard.tui.screens.done import DoneScreen

            return DoneScreen
