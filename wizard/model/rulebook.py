"""The rulebook in memory."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from wizard.model.advice import AdviceOutcome
from wizard.model.answers import ClientChoice
from wizard.model.client import MailClient
from wizard.model.diagnosis import Diagnosis
from wizard.model.fault import FaultId
from wizard.model.finding import FindingId
from wizard.model.provider import Provider
from wizard.model.rule import Condition, Rule
from wizard.model.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerChoice:
    """One answer to a question: its word in an answers file, and how it reads on screen."""

    word: str
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question; `key` is its key in an answers file. `choices` end with "unsure". `ask_when` None: always.

    `origin` is its file and line.
    """

    key: str
    text: Text
    why: Text
    choices: tuple[AnswerChoice, ...]
    ask_when: Condition | None = None
    origin: str = ""

    def choice(self, word: str) -> AnswerChoice:
        """The choice of this word. Raises KeyError."""
        for choice in self.choices:
            if choice.word == word:
                return choice
        raise KeyError(word)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeText:
    """An outcome in words: a name ("IMAP with an archive"), one sentence of advice, and what it means."""

    name: Text
    verdict: Text
    meaning: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingText:
    """A finding in words: what was seen, and what to do next. `{subject}` and the finding's values are filled in."""

    seen: Text
    next_step: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """Everything below `rules/`, checked. Questions stand in the order of asking; rules are sorted by id."""

    questions: tuple[Question, ...]
    rules: tuple[Rule, ...]
    outcomes: Mapping[AdviceOutcome, OutcomeText]
    providers: Mapping[str, Provider]
    clients: Mapping[ClientChoice, MailClient]
    findings: Mapping[FindingId, FindingText]
    faults: Mapping[FaultId, FindingText] = field(default_factory=dict)
    diagnoses: Mapping[str, Diagnosis] = field(default_factory=lambda: MappingProxyType({}))

    def provider_for(self, domain: str) -> Provider | None:
        """The provider that has this mail domain."""
        for provider in self.providers.values():
            if domain in provider.domains:
                return provider
        return None

    def provider_for_mx(self, exchanger: str) -> Provider | None:
        """The provider whose mail exchanger this host name is."""
        for provider in self.providers.values():
            if any(exchanger == name or exchanger.endswith("." + name) for name in provider.mx):
                return provider
        return None
