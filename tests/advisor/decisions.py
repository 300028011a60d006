"""Product rules written down a second time, over sets of combinations: vetoes, weighing, gate, variant."""

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, assert_never, get_type_hints

from tests.advisor.answer_space import Combinations, Space, Tally, Words, union
from wizard.advisor.conditions import words_of
from wizard.model import (
    AdviceOutcome,
    All,
    Answers,
    AnyOf,
    Condition,
    DoFirst,
    Exclude,
    Facts,
    Is,
    LastResort,
    Measure,
    Not,
    Protocol,
    Rule,
    Vary,
    Weigh,
)
from wizard.rulebook import paths_of_facts

QUESTIONS = Answers.allowed()
ALONE = {"devices": "one-computer", "people": "just-me", "webmail": "never", "backups": "regularly"}
"""What must hold before POP may be advised to somebody who has the choice."""


def answer_space() -> Space:
    """Every combination of answers, apart from the mail program: 2,099,520 of them."""
    asked = {key: words for key, words in QUESTIONS.items() if key != "client"}
    return Space(asked, {path: word for path, word in words_of(Facts()).items() if path not in asked})


def facts_of(words: Words) -> Facts:
    """Facts with these words, path to word; what is unnamed is unsure or unknown."""
    facts = Facts(provider=words.get("provider"))
    for path, word in words.items():
        part, _, name = path.partition(".")
        if path in QUESTIONS:
            facts = replace(facts, answers=facts.answers.with_answer(path, word))
        elif name:
            measured = getattr(facts, part)
            changed: dict[str, Any] = {part: replace(measured, **{name: get_type_hints(type(measured))[name](word)})}
            facts = replace(facts, **changed)
    return facts


def atoms(condition: Condition) -> Iterator[Is]:
    """Every question that the condition asks of the facts."""
    match condition:
        case Is():
            yield condition
        case All(parts=parts) | AnyOf(parts=parts):
            for part in parts:
                yield from atoms(part)
        case Not(part=part):
            yield from atoms(part)
        case _:
            assert_never(condition)


def paths(rule: Rule) -> set[str]:
    return {atom.path for atom in atoms(rule.when)}


def kinds(rules: Iterable[Rule], path: str) -> dict[str, list[str]]:
    """The words of a path that some rule tells apart: each with the words that stand beside it in every condition."""
    asked = [atom.words for rule in rules for atom in atoms(rule.when) if atom.path == path]
    words = paths_of_facts()[path] or (*sorted(frozenset[str]().union(*asked)), "another")
    found: dict[tuple[bool, ...], list[str]] = {}
    for word in words:
        found.setdefault(tuple(word in atom for atom in asked), []).append(word)
    return {alike[0]: alike for alike in found.values()}


def is_measured(path: str) -> bool:
    """Whether it is no answer; the mail program counts as measured, for what it can do is looked up."""
    return path not in QUESTIONS or path == "client"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """The outcome of every combination in one situation; `vetoed` and `gated` are where a protocol is held back."""

    outcomes: Mapping[AdviceOutcome | None, Combinations]
    vetoed: Mapping[Protocol, Combinations]
    gated: Combinations
    sums: Mapping[Protocol, Tally]

    def of(self, protocol: Protocol) -> Combinations:
        return union(where for outcome, where in self.outcomes.items() if outcome and outcome.protocol is protocol)

    def outcome(self, number: int) -> AdviceOutcome | None:
        """The outcome of one combination."""
        return next(outcome for outcome, where in self.outcomes.items() if where >> number & 1)


class Deciding:
    """The rules on which an outcome depends. What speaks of answers alone is worked out once."""

    def __init__(self, space: Space, rules: Sequence[Rule]) -> None:
        self.space = space
        self.rules = [rule for rule in rules if not isinstance(rule.effect, Measure | DoFirst)]
        self.paths = set[str]().union(*(paths(rule) for rule in self.rules))
        self._of_answers = [rule for rule in self.rules if not any(map(is_measured, paths(rule)))]
        self._measured = [rule for rule in self.rules if rule not in self._of_answers]
        self._start = _added(space, self._of_answers, {}, {Protocol.IMAP: Tally(), Protocol.POP3: Tally()})

    def decide(self, measured: Words) -> Decisions:
        """Every combination of answers, in this situation."""
        space, everything = self.space, self.space.everything
        sums = _added(space, self._measured, measured, self._start)
        vetoed = {protocol: self._where(Exclude(protocol=protocol), measured) for protocol in sums}
        gated = self._where(LastResort(protocol=Protocol.POP3), measured)
        outweighs = sums[Protocol.POP3].above(sums[Protocol.IMAP])
        pop = (vetoed[Protocol.IMAP] | (outweighs & ~gated)) & ~vetoed[Protocol.POP3]
        imap = everything & ~vetoed[Protocol.IMAP] & ~pop
        archive = self._where(Vary(outcome=AdviceOutcome.IMAP_WITH_ARCHIVE), measured)
        empty = self._where(Vary(outcome=AdviceOutcome.POP_EMPTY_SERVER), measured)
        return Decisions(
            outcomes={
                AdviceOutcome.IMAP: imap & ~archive,
                AdviceOutcome.IMAP_WITH_ARCHIVE: imap & archive,
                AdviceOutcome.POP_KEEP_COPY: pop & ~empty,
                AdviceOutcome.POP_EMPTY_SERVER: pop & empty,
                None: everything & ~imap & ~pop,
            },
            vetoed=vetoed,
            gated=gated,
            sums=sums,
        )

    def situations(self) -> list[dict[str, str]]:
        """Every situation that can make a difference, one for each group that cannot be told apart.

        Rules that speak of no answer add the same to every combination. So situations in which they add up to the same
        sums, vetoes and variants differ for a combination only by the measured words in rules that speak of both.
        """
        measured = sorted(path for path in self.paths if is_measured(path))
        alone = [rule for rule in self._measured if all(map(is_measured, paths(rule)))]
        shared = sorted(set().union(*(paths(rule) for rule in self._measured if rule not in alone)) & set(measured))
        found: dict[object, dict[str, str]] = {}
        one = Space({"devices": ["unsure"]})
        for words in itertools.product(*(kinds(self.rules, path) for path in measured)):
            situation = dict(zip(measured, words, strict=True))
            applied = [rule.effect for rule in alone if one.holds(rule.when, situation)]
            weights = [
                sum(
                    effect.strength.weight for effect in applied if isinstance(effect, Weigh) and effect.favours is side
                )
                for side in (Protocol.IMAP, Protocol.POP3)
            ]
            others = frozenset(effect for effect in applied if not isinstance(effect, Weigh))
            found.setdefault((*weights, others, *(situation[path] for path in shared)), situation)
        return list(found.values())

    def _where(self, effect: Exclude | LastResort | Vary, measured: Words) -> Combinations:
        return union(self.space.holds(rule.when, measured) for rule in self.rules if rule.effect == effect)


def _added(
    space: Space, rules: Iterable[Rule], measured: Words, start: Mapping[Protocol, Tally]
) -> dict[Protocol, Tally]:
    sums = dict(start)
    for rule in rules:
        if isinstance(rule.effect, Weigh):
            applies = space.holds(rule.when, measured)
            sums[rule.effect.favours] = sums[rule.effect.favours].plus(rule.effect.strength.weight, applies)
    return sums


def steps(space: Space, rules: Iterable[Rule], decisions: Decisions, measured: Words) -> dict[str, Combinations]:
    """Where each measure and each step that comes first is given."""
    return {
        rule.id: space.holds(rule.when, measured) & union(decisions.outcomes[to] for to in rule.effect.outcomes)
        for rule in rules
        if isinstance(rule.effect, Measure | DoFirst)
    }
