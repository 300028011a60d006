"""What a rule is: a condition over facts, and one effect."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import assert_never

from wizard.model.advice import AdviceOutcome, Strength
from wizard.model.server import Protocol
from wizard.model.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Is:
    """The fact at `path` (`devices`, `server.pop3`) is one of these words."""

    path: str
    words: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class All:
    """Every part holds."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyOf:
    """At least one part holds."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Not:
    """The part does not hold."""

    part: "Condition"


Condition = Is | All | AnyOf | Not


def facts_in(condition: Condition) -> Iterator[Is]:
    """Everything that the condition asks of the facts, from left to right."""
    match condition:
        case Is():
            yield condition
        case All(parts=parts) | AnyOf(parts=parts):
            for part in parts:
                yield from facts_in(part)
        case Not(part=part):
            yield from facts_in(part)
        case _:
            assert_never(condition)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weigh:
    """Adds its strength to the protocol it favours."""

    favours: Protocol
    strength: Strength


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclude:
    """A veto: this protocol is out."""

    protocol: Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class LastResort:
    """This protocol is chosen only when the other is out, however much speaks for it."""

    protocol: Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Vary:
    """Within its protocol, this outcome instead of the plain one."""

    outcome: AdviceOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """Something to do that makes these outcomes safe; lower `rank` stands first."""

    outcomes: frozenset[AdviceOutcome]
    rank: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DoFirst:
    """Something to do before these outcomes are set up (None: nothing is left); lower `rank` comes first."""

    outcomes: frozenset[AdviceOutcome | None]
    rank: int


Effect = Weigh | Exclude | LastResort | Vary | Measure | DoFirst


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleCases:
    """Facts (path to word) under which the rule applies, and facts under which it does not.

    Unnamed facts are unsure or unknown.
    """

    fires: Mapping[str, str]
    silent: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule of `rules/advice/`; `origin` is its file and line."""

    id: str
    when: Condition
    effect: Effect
    text: Text
    references: tuple[str, ...]
    cases: RuleCases
    origin: str
