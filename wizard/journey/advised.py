"""What follows from all that is known: the questions that are left, the advice, and the settings."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from wizard.errors import WizardError
from wizard.journey.trusting import Trusting

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from wizard.advisor import Advisor, Number
    from wizard.model import Account, Advice, AdviceOutcome, Facts, Protocol, Question


@dataclass(slots=True, kw_only=True)
class Advised(Trusting):
    """Conclusions, drawn when somebody asks for them."""

    _advisor: Advisor | None = field(default=None, init=False)
    _latest: tuple[Facts, Advice] | None = field(default=None, init=False)
    _numbered: tuple[object, Number] | None = field(default=None, init=False)

    @property
    def advisor(self) -> Advisor:
        """Who weighs."""
        from wizard.advisor import Advisor

        if self._advisor is None:
            self._advisor = Advisor(self.rulebook)
        return self._advisor

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
    def next_question(self) -> Question | None:
        """The one after that on screen; after the last one a question that came up behind her."""
        questions = self.questions
        place = [question.key for question in questions].index(self.question) + 1 if self.question else 0
        if place < len(questions):
            return questions[place]
        return next((question for question in questions if question.key not in self.answered), None)

    def number_of_questions(self, given: AbstractSet[str] = frozenset()) -> Number:
        """How many there will be in all, but for those that were given before: what may still come counts as well."""
        from wizard.advisor import number_of_questions

        answered, running = frozenset(self.answered), self.check is None or self.check.running
        asked = self.facts, answered, self.question, running, given
        if self._numbered is None or self._numbered[0] != asked:
            number = number_of_questions(
                self.facts,
                self.rulebook,
                answered=answered,
                servers_known=not running,
                given=given,
                shown=self.question,
            )
            self._numbered = asked, number
        return self._numbered[1]

    @property
    def unanswered(self) -> Number:
        """How many questions are still to come."""
        done = sum(question.key in self.answered for question in self.questions)
        number = self.number_of_questions()
        return replace(number, least=max(0, number.least - done), most=max(0, number.most - done))

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
    def account(self) -> Account | None:
        """The settings to hand over; None while nothing usable is known."""
        from wizard.advisor import compose_account
        from wizard.journey.login import with_settled_username

        investigation = self.check.investigation if self.check is not None else None
        if investigation is None or self.protocol is None or self.strangers:
            return None
        try:
            account = compose_account(
                self.without_refused(investigation),
                protocol=self.protocol,
                outcome=self.outcome,
                full_name=self.full_name,
                answers=self.answers,
            )
        except WizardError:
            return None
        return account if self.login is None else with_settled_username(account, self.login)
