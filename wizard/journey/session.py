"""Everything the user has told and chosen, and what the check has brought: the state behind all screens.

It is there before the first picture, which needs none of what is concluded from it: the rulebook is read, and what
concludes is imported, when somebody asks for a conclusion.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from wizard.errors import WizardError
from wizard.i18n import Words

if TYPE_CHECKING:
    from pathlib import Path

    from wizard.advisor import Advisor
    from wizard.journey.check import Check
    from wizard.journey.typed_server import TypedServer
    from wizard.model import (
        Account,
        Advice,
        AdviceOutcome,
        Answers,
        Case,
        ClientChoice,
        EmailAddress,
        Facts,
        Investigation,
        Language,
        LoginCheck,
        Mailbox,
        Protocol,
        Question,
        RecommendedServer,
        Rulebook,
    )


class Step(StrEnum):
    """The user's journey."""

    ADDRESS = "address"
    QUESTIONS = "questions"
    ADVICE = "advice"
    SETTINGS = "settings"
    DONE = "done"


@dataclass(slots=True, kw_only=True)
class Session:
    """One customer. Screens read it and change it; nothing the user typed lives anywhere else."""

    load_rulebook: Callable[[], Rulebook]
    """Gives the same one each time; the first call may read it."""
    language: Language
    answers: Answers
    demo: bool = False
    step: Step = Step.ADDRESS
    typed_address: str = ""
    typed_name: str = ""
    address: EmailAddress | None = None
    check: Check | None = None
    may_resume: bool = False
    """Whether a case seems to be kept: it is read after the first picture."""
    last_case: Case | None = None
    """What can be resumed, once it was read."""
    typed_servers: dict[Protocol, TypedServer] = field(default_factory=dict)
    """What stands in the fields of the servers by hand."""
    agreed: set[str] = field(default_factory=set)
    """Hosts outside the mail domain whose company the user knows."""
    refused: set[str] = field(default_factory=set)
    """Hosts outside the mail domain whose company she does not know."""
    send_address: bool = False
    """Whether the user agreed that her whole address is sent to her provider."""
    login: LoginCheck | None = None
    """The latest test of the password."""
    filled_in: tuple[str, ...] = ()
    """The questions that it answered."""
    turned: tuple[Protocol, Protocol] | None = None
    """The advice before and after it, where it changed."""
    question: str | None = None
    answered: set[str] = field(default_factory=set)
    chosen: Protocol | None = None
    client: ClientChoice | None = None
    done_steps: dict[tuple[ClientChoice, Protocol], frozenset[int]] = field(default_factory=dict)
    """The places of the steps that were ticked."""
    formats: set[str] = field(default_factory=lambda: {"handout", "autoconfig"})
    folder: str = ""
    saved: tuple[Path, ...] = ()
    _advisor: Advisor | None = field(default=None, init=False)
    _latest: tuple[Facts, Advice] | None = field(default=None, init=False)

    @property
    def rulebook(self) -> Rulebook:
        """What the wizard knows. Raises RulebookError where it is invalid."""
        return self.load_rulebook()

    @property
    def advisor(self) -> Advisor:
        """Who weighs."""
        from wizard.advisor import Advisor

        if self._advisor is None:
            self._advisor = Advisor(self.rulebook)
        return self._advisor

    @property
    def words(self) -> Words:
        return Words(self.language)

    @property
    def full_name(self) -> str | None:
        return self.typed_name.strip() or None

    @property
    def known_domains(self) -> list[str]:
        """The mail domains of all providers in the rulebook."""
        return [domain for provider in self.rulebook.providers.values() for domain in provider.domains]

    @property
    def facts(self) -> Facts:
        """What the rules look at, with only those answers whose question is asked."""
        from wizard.advisor import facts, holds

        investigation = self.check.investigation if self.check is not None else None
        everything = facts(self.answers, investigation, self.rulebook, self.mailbox)
        asked = self.answers
        for question in self.rulebook.questions:
            stale = question.ask_when is not None and not holds(question.ask_when, everything)
            if stale and question.key in self.answered:
                asked = asked.with_answer(question.key, "unsure")
        return everything if asked == self.answers else facts(asked, investigation, self.rulebook, self.mailbox)

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions to ask, in order, as things stand now; the one on screen always among them."""
        from wizard.advisor import holds

        known = self.facts
        return tuple(
            question
            for question in self.rulebook.questions
            if question.ask_when is None or holds(question.ask_when, known) or question.key == self.question
        )

    @property
    def unanswered(self) -> int:
        """How many questions are still to come."""
        return sum(question.key not in self.answered for question in self.questions)

    @property
    def advice(self) -> Advice:
        """The advice on what is known now."""
        known = self.facts
        if self._latest is None or self._latest[0] != known:
            self._latest = known, self.advisor.advise(known)
        return self._latest[1]

    @property
    def advice_followed(self) -> Advice:
        """The advice; where it was overruled, with the measures for what was chosen."""
        return self.advice if self.chosen is None else self.advisor.overruled(self.facts, self.chosen)

    def advice_if(self, question: str, word: str) -> Advice:
        """The advice if this one question were answered so."""
        from wizard.advisor import facts

        investigation = self.check.investigation if self.check is not None else None
        answers = self.facts.answers.with_answer(question, word)
        return self.advisor.advise(facts(answers, investigation, self.rulebook, self.mailbox))

    @property
    def protocol(self) -> Protocol | None:
        """What will be set up: the advised protocol, unless the user chose the other one."""
        return self.chosen or self.advice.protocol

    @property
    def outcome(self) -> AdviceOutcome | None:
        """The advised outcome, where it was not overruled."""
        advice = self.advice
        return advice.outcome if self.protocol is advice.protocol else None

    @property
    def other_protocol(self) -> Protocol | None:
        """The other way to receive mail, where the servers offer it and nothing forbids it."""
        from wizard.model import Protocol

        if self.check is None or self.protocol is None:
            return None
        refused = {server.endpoint.hostname for server in self.check.servers.values()} & self.refused
        other = Protocol.POP3 if self.protocol is Protocol.IMAP else Protocol.IMAP
        server = self.check.servers.get(other)
        if server is None or server.endpoint.hostname in refused:
            return None
        return other if other not in self.advice.vetoed else None

    @property
    def can_sign_in(self) -> bool:
        """Whether there is a server that a password could go to."""
        usable = self.usable
        return usable is not None and bool(usable.servers)

    @property
    def account(self) -> Account | None:
        """The settings to hand over; None while nothing usable is known."""
        from wizard.advisor import compose_account
        from wizard.journey.login import with_settled_username

        investigation = self.check.investigation if self.check is not None else None
        if investigation is None or self.protocol is None or self.strangers:
            return None
        try:
            account = compose_account(
                self._without_refused(investigation),
                protocol=self.protocol,
                outcome=self.outcome,
                full_name=self.full_name,
                answers=self.answers,
            )
        except WizardError:
            return None
        return account if self.login is None else with_settled_username(account, self.login)

    @property
    def mailbox(self) -> Mailbox | None:
        """What was measured by signing in."""
        return self.login.mailbox if self.login is not None else None

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

    @property
    def strangers(self) -> tuple[RecommendedServer, ...]:
        """Servers outside the mail domain that only an unprotected answer names, and about which nothing was said."""
        if self.check is None:
            return ()
        said = self.agreed | self.refused
        return tuple(
            server
            for server in self.check.servers.values()
            if self._is_foreign(server) and server.endpoint.hostname not in said
        )

    def decide(self, *, agreed: bool) -> None:
        """Says of all strangers whether their company is known."""
        hosts = {server.endpoint.hostname for server in self.strangers}
        if agreed:
            self.agreed |= hosts
        else:
            self.refused |= hosts

    def _is_foreign(self, server: RecommendedServer) -> bool:
        from wizard.model.domains import inside_domain

        assert self.address is not None
        return not server.trusted and not inside_domain(server.endpoint.hostname, self.address.domain)

    @property
    def usable(self) -> Investigation | None:
        """What is known, without the servers of companies that the user does not know, or was not asked about."""
        investigation = self.check.investigation if self.check is not None else None
        return self._without_refused(investigation) if investigation is not None else None

    def _without_refused(self, found: Investigation) -> Investigation:
        """Only servers that are at home, or whose company the user knows."""

        def fine(server: RecommendedServer) -> bool:
            return not self._is_foreign(server) or server.endpoint.hostname in self.agreed

        return replace(
            found,
            servers={protocol: server for protocol, server in found.servers.items() if fine(server)},
            alternatives=tuple(server for server in found.alternatives if fine(server)),
        )

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

    @property
    def address_wanted(self) -> bool:
        """Whether somebody may know more who has to be told the whole address, while nothing else was found."""
        return self.check is not None and not self.send_address and self.check.needs_address
