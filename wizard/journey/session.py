"""The state behind all screens, and how it changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wizard.journey.advised import Advised
from wizard.journey.told import Step

if TYPE_CHECKING:
    from wizard.model import Case, EmailAddress, LoginCheck

__all__ = ["Session", "Step"]


@dataclass(slots=True, kw_only=True)
class Session(Advised):
    """One customer. Screens read it and change it; nothing the user typed lives anywhere else."""

    def answer(self, key: str, word: str) -> None:
        """Takes one answer."""
        self.answers = self.answers.with_answer(key, word)
        self.answered.add(key)
        if key == "client":
            self.client = None

    def set_address(self, address: EmailAddress) -> None:
        """Begins anew with this address; the answers stay."""
        from wizard.journey.check import Check

        self.address = address
        self.check = Check(address=address)
        self.chosen = None
        self.done_steps = {}
        self.send_address = False
        self.typed_servers = {}
        self.agreed, self.refused = set(), set()
        self.login, self.filled_in, self.turned = None, (), None
        self.saved = ()

    def resume(self, case: Case) -> None:
        """Goes on with a case that was kept; what was answered stands, the servers are tested anew."""
        self.typed_address, self.typed_name = str(case.address), case.full_name or ""
        self.set_address(case.address)
        self.answers = case.answers
        self.answered = {key for key, word in case.answers.as_words().items() if word != "unsure"}
        self.client = case.client if case.client in self.rulebook.clients else None
        self.question = next((each.key for each in self.questions if each.key not in self.answered), None)
        if case.outcome is not None and case.chosen is not case.outcome.protocol:
            self.chosen = case.chosen

    def take_login(self, login: LoginCheck) -> None:
        """Takes in a test of the password; questions that the mailbox answers are filled in."""
        from wizard.advisor import answers_from

        before_it = self.advice.protocol
        self.login, self.filled_in, self.turned = login, (), None
        if login.mailbox is not None:
            before, self.answers = self.answers.as_words(), answers_from(login.mailbox, self.answers)
            self.filled_in = tuple(key for key, word in self.answers.as_words().items() if word != before[key])
            self.answered |= set(self.filled_in)
            after_it = self.advice.protocol
            if before_it is not None and after_it is not None and before_it is not after_it:
                self.turned = before_it, after_it
