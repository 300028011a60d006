"""The advice and everything that makes it arguable."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from wizard.model.server import Protocol
from wizard.model.text import Text


class AdviceOutcome(StrEnum):
    """The four answers to "IMAP or POP?"."""

    IMAP = "imap"
    IMAP_WITH_ARCHIVE = "imap-with-archive"
    POP_KEEP_COPY = "pop-keep-copy"
    POP_EMPTY_SERVER = "pop-empty-server"

    @property
    def protocol(self) -> Protocol:
        match self:
            case AdviceOutcome.IMAP | AdviceOutcome.IMAP_WITH_ARCHIVE:
                return Protocol.IMAP
            case AdviceOutcome.POP_KEEP_COPY | AdviceOutcome.POP_EMPTY_SERVER:
                return Protocol.POP3


class Strength(StrEnum):
    """How much a reason weighs."""

    DECISIVE = "decisive"
    STRONG = "strong"
    MODERATE = "moderate"
    MILD = "mild"
    SLIGHT = "slight"

    @property
    def weight(self) -> int:
        """5 for decisive, down to 1 for slight."""
        return 5 - list(Strength).index(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One rule that applied. `because_of` holds the answers and measurements behind it."""

    rule: str
    favours: Protocol
    strength: Strength
    because_of: Mapping[str, str]
    text: Text
    references: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Something to do: a measure, or what must come first. `text` may hold `**labels**` in bold."""

    id: str
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The outcome would be another if this one question were answered so (outcome None: nothing would be left)."""

    question: str
    answer: str
    outcome: AdviceOutcome | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Veto:
    """Why a protocol is out."""

    rule: str
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """`outcome` is None where nothing is left; then `do_first` says what to do.

    `reasons` speak for the outcome's protocol, `against` for the other one, both strongest first. `balance` holds
    the sum for IMAP (which starts with 2) and for POP3.
    """

    outcome: AdviceOutcome | None
    balance: Mapping[Protocol, int]
    do_first: tuple[Step, ...]
    reasons: tuple[Reason, ...]
    against: tuple[Reason, ...]
    measures: tuple[Step, ...]
    changes_if: tuple[Change, ...]
    vetoed: Mapping[Protocol, Veto]

    @property
    def protocol(self) -> Protocol | None:
        return self.outcome.protocol if self.outcome is not None else None

    @property
    def alternative(self) -> Protocol | None:
        """The other way to receive mail, where it is possible as well."""
        if self.protocol is None:
            return None
        other = Protocol.POP3 if self.protocol is Protocol.IMAP else Protocol.IMAP
        return other if other not in self.vetoed else None
