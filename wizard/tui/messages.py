"""What screens and workers tell the app."""

from dataclasses import dataclass

from textual.message import Message

from wizard.model import Case, EmailAddress, Event
from wizard.tui.check import Check
from wizard.tui.session import Step


@dataclass
class AddressConfirmed(Message):
    """The user confirmed a valid address: the check can start."""

    address: EmailAddress


@dataclass
class CaseResumed(Message):
    """The user goes on with the case that was kept."""

    case: Case


@dataclass
class StepChosen(Message):
    """The user goes to this step."""

    step: Step


class CheckWanted(Message):
    """The user wants the check to run again."""


class NextCustomer(Message):
    """The user begins with somebody else."""


@dataclass
class CheckProgress(Message):
    """The check of this run brought something."""

    check: Check
    event: Event


@dataclass
class CheckBroke(Message):
    """The check of this run ended by our own mistake."""

    check: Check
