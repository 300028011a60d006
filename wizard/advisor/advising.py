"""Facts and rules give advice: vetoes, then weighing, then the variant and what makes it safe."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from wizard.advisor.conditions import Test, Words, because_of, compiled, words_of
from wizard.advisor.known import client_facts
from wizard.model import (
    Advice,
    AdviceOutcome,
    Answers,
    Change,
    DoFirst,
    Exclude,
    Facts,
    LastResort,
    Measure,
    Protocol,
    Reason,
    Rule,
    Rulebook,
    Step,
    Strength,
    Vary,
    Veto,
    Weigh,
)

INCOMING = (Protocol.IMAP, Protocol.POP3)
PLAIN = {Protocol.IMAP: AdviceOutcome.IMAP, Protocol.POP3: AdviceOutcome.POP_KEEP_COPY}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Decision:
    """What the rules that apply add up to.

    `gate` is the rule that turned the balance round; `variants` are those that chose the outcome within its protocol.
    """

    applied: tuple[Rule, ...]
    balance: Mapping[Protocol, int]
    vetoes: Mapping[Protocol, Rule]
    outcome: AdviceOutcome | None
    gate: Rule | None
    variants: tuple[Rule, ...]


class Advisor:
    """The rules of one rulebook, compiled once."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook
        self._tests: tuple[tuple[Rule, Test], ...] = tuple(
            (rule, compiled(rule.when)) for rule in sorted(rulebook.rules, key=lambda rule: rule.id)
        )
        self._deciding = tuple(entry for entry in self._tests if not isinstance(entry[0].effect, Measure | DoFirst))

    def advise(self, facts: Facts) -> Advice:
        """The advice for these facts. A pure function of facts and rulebook."""
        words = words_of(facts)
        decision = _decide(self._tests, words)
        return Advice(
            outcome=decision.outcome,
            balance=decision.balance,
            do_first=_do_first(decision),
            reasons=_reasons(decision, words),
            against=_against(decision, words),
            measures=_measures(decision),
            changes_if=tuple(self._changes(facts, decision.outcome)),
            vetoed={protocol: Veto(rule=rule.id, text=rule.text) for protocol, rule in decision.vetoes.items()},
        )

    def overruled(self, facts: Facts, protocol: Protocol) -> Advice:
        """The advice, with what must come first and what makes it safe for the protocol that was chosen instead."""
        advice, words = self.advise(facts), words_of(facts)
        if protocol is advice.protocol:
            return advice
        chosen = _decide(self._tests, words, chosen=protocol)
        return replace(advice, do_first=_do_first(chosen), measures=_measures(chosen))

    def outcome(self, facts: Facts) -> AdviceOutcome | None:
        """The outcome alone."""
        return _decide(self._deciding, words_of(facts)).outcome

    def _changes(self, facts: Facts, outcome: AdviceOutcome | None) -> Iterator[Change]:
        given = facts.answers.as_words()
        for key, allowed in Answers.allowed().items():
            for word in allowed:
                if word == given[key]:
                    continue
                answers = facts.answers.with_answer(key, word)
                client = client_facts(answers.client, self._rulebook) if key == "client" else facts.client
                other = self.outcome(replace(facts, answers=answers, client=client))
                if other is not outcome:
                    yield Change(question=key, answer=word, outcome=other)


def advise(facts: Facts, rulebook: Rulebook) -> Advice:
    """The advice for these facts; to ask more than once, keep an `Advisor`."""
    return Advisor(rulebook).advise(facts)


def _decide(tests: Sequence[tuple[Rule, Test]], words: Words, *, chosen: Protocol | None = None) -> _Decision:
    """What the rules that apply decide; with `chosen` the protocol is not theirs to decide."""
    applied = tuple(rule for rule, test in tests if test(words))
    balance = dict.fromkeys(INCOMING, 0)
    for rule in applied:
        if isinstance(rule.effect, Weigh):
            balance[rule.effect.favours] += rule.effect.strength.weight
    vetoes = _vetoes(applied, words)
    protocol, gate = (chosen, None) if chosen is not None else _protocol(applied, balance, vetoes)
    outcome = None if protocol is None else PLAIN[protocol]
    variants: list[Rule] = []
    for rule in applied:
        if isinstance(rule.effect, Vary) and rule.effect.outcome.protocol is protocol:
            outcome = rule.effect.outcome
            variants.append(rule)
    return _Decision(
        applied=applied, balance=balance, vetoes=vetoes, outcome=outcome, gate=gate, variants=tuple(variants)
    )


def _vetoes(applied: Sequence[Rule], words: Words) -> dict[Protocol, Rule]:
    """For each protocol that is out the rule that says so; one that names the provider says most."""
    vetoes: dict[Protocol, Rule] = {}
    excluding = [rule for rule in applied if isinstance(rule.effect, Exclude)]
    for rule in sorted(excluding, key=lambda rule: "provider" not in because_of(rule.when, words)):
        if isinstance(rule.effect, Exclude):
            vetoes.setdefault(rule.effect.protocol, rule)
    return dict(sorted(vetoes.items()))


def _protocol(
    applied: Sequence[Rule], balance: Mapping[Protocol, int], vetoes: Mapping[Protocol, Rule]
) -> tuple[Protocol | None, Rule | None]:
    """What is left and weighs most, IMAP where both weigh the same; and the last-resort rule if that decided it."""
    left = [protocol for protocol in INCOMING if protocol not in vetoes]
    if not left:
        return None, None
    heaviest = max(left, key=lambda protocol: balance[protocol])  # the first of equals
    last_resorts = {rule.effect.protocol: rule for rule in applied if isinstance(rule.effect, LastResort)}
    others = [protocol for protocol in left if protocol not in last_resorts]
    if heaviest in last_resorts and others:
        return others[0], last_resorts[heaviest]
    return heaviest, None


def _reasons(decision: _Decision, words: Words) -> tuple[Reason, ...]:
    """The rules that favour the outcome's protocol.

    Before them the gate, where that decided against the balance; the veto of the other protocol where nothing else
    speaks for this one.
    """
    if decision.outcome is None:
        return ()
    protocol = decision.outcome.protocol
    weighed = _weighed(decision.applied, protocol, words)
    if decision.gate is not None:
        return (_decisive(decision.gate, protocol, words), *weighed)
    if not weighed:
        return tuple(_decisive(rule, protocol, words) for rule in decision.vetoes.values())
    return weighed


def _against(decision: _Decision, words: Words) -> tuple[Reason, ...]:
    if decision.outcome is None:
        return ()
    other = Protocol.POP3 if decision.outcome.protocol is Protocol.IMAP else Protocol.IMAP
    return _weighed(decision.applied, other, words)


def _weighed(applied: Sequence[Rule], protocol: Protocol, words: Words) -> tuple[Reason, ...]:
    """Strongest first, then by id."""
    reasons = [
        Reason(
            rule=rule.id,
            favours=protocol,
            strength=rule.effect.strength,
            because_of=because_of(rule.when, words),
            text=rule.text,
            references=rule.references,
        )
        for rule in applied
        if isinstance(rule.effect, Weigh) and rule.effect.favours is protocol
    ]
    return tuple(sorted(reasons, key=lambda reason: (-reason.strength.weight, reason.rule)))


def _decisive(rule: Rule, protocol: Protocol, words: Words) -> Reason:
    return Reason(
        rule=rule.id,
        favours=protocol,
        strength=Strength.DECISIVE,
        because_of=because_of(rule.when, words),
        text=rule.text,
        references=rule.references,
    )


def _do_first(decision: _Decision) -> tuple[Step, ...]:
    return _steps(
        (rule.effect.rank, rule)
        for rule in decision.applied
        if isinstance(rule.effect, DoFirst) and decision.outcome in rule.effect.outcomes
    )


def _measures(decision: _Decision) -> tuple[Step, ...]:
    """Why this variant, and then the measures."""
    measures = _steps(
        (rule.effect.rank, rule)
        for rule in decision.applied
        if isinstance(rule.effect, Measure) and decision.outcome in rule.effect.outcomes
    )
    return (*_steps((0, rule) for rule in decision.variants), *measures)


def _steps(ranked: Iterable[tuple[int, Rule]]) -> tuple[Step, ...]:
    """By rank, then by id."""
    ordered = sorted(ranked, key=lambda entry: (entry[0], entry[1].id))
    return tuple(Step(id=rule.id, text=rule.text) for _, rule in ordered)
