"""The advice: `advice/*.yaml` and `advice/outcomes.yaml`."""

import re
from collections.abc import Collection, Mapping

from wizard.model import (
    AdviceOutcome,
    All,
    DoFirst,
    Effect,
    Exclude,
    LastResort,
    Measure,
    OutcomeText,
    Protocol,
    Rule,
    RuleCases,
    Strength,
    Vary,
    Weigh,
)
from wizard.rulebook.conditions import check_path, check_word, read_condition
from wizard.rulebook.reading import Reader
from wizard.rulebook.tree import Node, Word

NOTHING_LEFT = "nothing-left"
EFFECTS = ("favours", "exclude", "last_resort", "variant", "measure", "do_first")
PLAIN = frozenset({AdviceOutcome.IMAP, AdviceOutcome.POP_KEEP_COPY})
REFERENCE = re.compile(r"S([1-9]|[12][0-9]|30)|RFC [1-9][0-9]{2,4}( section [0-9]+(\.[0-9]+)*)?|https://\S+")


def read_rules(reader: Reader, node: Node | None, providers: Collection[str]) -> dict[str, Rule]:
    """The rules of one file, by id."""
    return {name: _rule(reader, name, entry, providers) for name, entry in reader.entries(node).items()}


def _rule(reader: Reader, name: str, node: Node, providers: Collection[str]) -> Rule:
    fields = reader.fields(node, required=("when", "text", "references", "cases"), optional=(*EFFECTS, "strength"))
    if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", name):
        reader.wrong(node, "an id is made of small letters, digits and single hyphens")
    condition = read_condition(reader, fields.get("when"), providers)
    always = condition == All(parts=()) and "when" in fields
    references = reader.placed_strings(fields.get("references"), at_least_one=True)
    for item, reference in references:
        if not REFERENCE.fullmatch(reference):
            reader.wrong(
                item, f'"{reference}" is neither S1 to S30, an RFC ("RFC 9051 section 2.3.2") nor an https address'
            )
    return Rule(
        id=name,
        when=condition,
        effect=_effect(reader, node, fields),
        text=reader.text(fields.get("text"), placeholders=()),
        references=tuple(reference for _, reference in references),
        cases=_cases(reader, fields.get("cases"), providers, always=always),
        origin=f"{reader.file}:{node.line}",
    )


def _effect(reader: Reader, node: Node, fields: Mapping[str, Node]) -> Effect:
    given = [name for name in EFFECTS if name in fields]
    if len(given) != 1:
        reader.wrong(node, f"needs exactly one of {', '.join(EFFECTS)}; has {' and '.join(given) or 'none'}")
    effect = given[0] if given else "favours"
    if "strength" in fields and "favours" not in fields:
        reader.wrong(fields["strength"], 'belongs beside "favours" only')
    value = fields.get(effect)
    match effect:
        case "exclude":
            return Exclude(protocol=_incoming(reader, value))
        case "last_resort":
            return LastResort(protocol=_incoming(reader, value))
        case "variant":
            return Vary(outcome=_variant(reader, value))
        case "measure":
            outcomes, rank = _outcomes_and_rank(reader, value)
            if value is not None and None in outcomes:
                reader.wrong(value, f'"{NOTHING_LEFT}" belongs in "do_first" only')
            return Measure(outcomes=frozenset(outcome for outcome in outcomes if outcome is not None), rank=rank)
        case "do_first":
            outcomes, rank = _outcomes_and_rank(reader, value)
            return DoFirst(outcomes=outcomes, rank=rank)
        case _:
            if value is not None and "strength" not in fields:
                reader.wrong(node, '"strength" is missing')
            return Weigh(favours=_incoming(reader, value), strength=reader.word(fields.get("strength"), Strength))


def _incoming(reader: Reader, node: Node | None) -> Protocol:
    protocol = reader.word(node, Protocol)
    if node is not None and protocol is Protocol.SMTP:
        reader.wrong(node, "the advice is about imap and pop3")
    return protocol


def _variant(reader: Reader, node: Node | None) -> AdviceOutcome:
    outcome = reader.word(node, AdviceOutcome)
    if isinstance(node, Word) and node.value == outcome and outcome in PLAIN:
        reader.wrong(node, f'"{outcome}" is what stands without a variant')
    return outcome


def _outcomes_and_rank(reader: Reader, node: Node | None) -> tuple[frozenset[AdviceOutcome | None], int]:
    fields = reader.fields(node, required=("for", "rank"))
    allowed = [*(outcome.value for outcome in AdviceOutcome), NOTHING_LEFT]
    outcomes: set[AdviceOutcome | None] = set()
    for item, word in reader.placed_strings(fields.get("for"), at_least_one=True):
        if word == NOTHING_LEFT:
            outcomes.add(None)
        elif reader.known(item, word, allowed):
            outcomes.add(AdviceOutcome(word))
    return frozenset(outcomes), reader.number(fields.get("rank"), lowest=1, highest=999)


def _cases(reader: Reader, node: Node | None, providers: Collection[str], *, always: bool) -> RuleCases:
    """A rule that always applies has no case in which it is silent."""
    required, optional = (("fires",), ("silent",)) if always else (("fires", "silent"), ())
    fields = reader.fields(node, required=required, optional=optional)
    return RuleCases(
        fires=_case(reader, fields.get("fires"), providers),
        silent=_case(reader, fields.get("silent"), providers),
    )


def _case(reader: Reader, node: Node | None, providers: Collection[str]) -> dict[str, str]:
    case: dict[str, str] = {}
    for path, entry in reader.entries(node).items():
        word = reader.string(entry)
        if check_path(reader, path, entry):
            check_word(reader, path, entry, word, providers)
        case[path] = word
    return case


def read_outcomes(reader: Reader, node: Node | None) -> dict[AdviceOutcome, OutcomeText]:
    """The words for each outcome."""
    outcomes: dict[AdviceOutcome, OutcomeText] = {}
    for outcome, entry in reader.by_word(node, AdviceOutcome):
        fields = reader.fields(entry, required=("name", "verdict", "meaning"))
        outcomes[outcome] = OutcomeText(
            name=reader.text(fields.get("name"), placeholders=()),
            verdict=reader.text(fields.get("verdict"), placeholders=()),
            meaning=reader.text(fields.get("meaning"), placeholders=()),
        )
    return outcomes
