"""The screens: one for each step of the user's journey, and what lies over them."""

from collections.abc import Mapping

from wizard.journey.session import Step
from wizard.tui.screens.address import AddressScreen
from wizard.tui.screens.advice import AdviceScreen
from wizard.tui.screens.done import DoneScreen
from wizard.tui.screens.questions import QuestionsScreen
from wizard.tui.screens.settings import SettingsScreen
from wizard.tui.screens.step import StepScreen

STEPS: Mapping[Step, type[StepScreen]] = {
    Step.ADDRESS: AddressScreen,
    Step.QUESTIONS: QuestionsScreen,
    Step.ADVICE: AdviceScreen,
    Step.SETTINGS: SettingsScreen,
    Step.DONE: DoneScreen,
}
