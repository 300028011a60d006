"""What the command line hands to the screen."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from wizard.model.answers import Answers
from wizard.model.text import Language

if TYPE_CHECKING:
    from wizard.mailbox import FailedLogins
    from wizard.model import Rulebook
    from wizard.network import Network

OpenNetwork = Callable[[], AbstractAsyncContextManager["Network"]]


def forgetful() -> "FailedLogins":
    """A count of failed logins that ends with the wizard."""
    from wizard.mailbox import FailedLogins

    return FailedLogins(None)


@dataclass(frozen=True, slots=True, kw_only=True)
class WizardStart:
    """With what the wizard begins.

    `address` as typed, not yet checked. `rulebook` reads what the wizard knows; it is called once, after the first
    picture where there is no address yet. `open_network` gives a network for one run of the check; it is called again
    for each further run. With `demo` the built-in situations are offered to choose from. `last_case` is the file in
    which the case is kept to be resumed later; None: nothing is kept. `failed_logins` gives the count of passwords that
    were refused; it is called when the first password is about to be asked.
    """

    address: str | None
    answers: Answers
    language: Language
    rulebook: Callable[[], "Rulebook"]
    open_network: OpenNetwork
    demo: bool
    last_case: Path | None = None
    failed_logins: Callable[[], "FailedLogins"] = forgetful
