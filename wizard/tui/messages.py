"""What screens and workers tell the app."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from wizard.journey.check import Check
    from wizard.journey.session import Step
    from wizard.model import EmailAddress, Event, ProbeReport


class ScreenFilled(Message):
    """A screen shows what there is, and its first widget has the focus: it can take keys."""


@dataclass
class AddressComplete(Message):
    """The user went on from a valid address, if only to the next field: the check can start."""

    address: EmailAddress


class AddressConfirmed(Message):
    """The user is ready with a valid address."""


class CaseWanted(Message):
    """The user goes on with the case that was kept."""


@dataclass
class StepChosen(Message):
    """The user goes to this step."""

    step: Step


class SettingsOutdated(Message):
    """Another screen than this one may belong to the settings: somebody has to be asked first, or was asked."""


@dataclass
class ConsentDecided(Message):
    """The user does or does not know the company that the servers belong to."""

    agreed: bool


class ConsentWanted(Message):
    """The user wants to be asked again whether she knows the company."""


@dataclass
class TypedServerTested(Message):
    """A typed server was tested; where it works, it is used from now on."""

    report: ProbeReport


class LoginTested(Message):
    """The password was tested at the servers: the session knows more."""


@dataclass
class CopyWanted(Message):
    """This text is to be put on the clipboard; `what` it is, for the notice."""

    text: str
    what: str


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
