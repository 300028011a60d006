"""Whether every rule does what its own cases say."""

from collections.abc import Iterator

from wizard.advisor.conditions import compiled, words_of
from wizard.model import All, Facts, Rulebook

ALWAYS = All(parts=())
"""The condition `{}`: such a rule has no case in which it is silent."""


def failing_cases(rulebook: Rulebook) -> Iterator[str]:
    """A line for every case that does not come out, as `file:line: id: what is wrong`."""
    unknown = words_of(Facts())
    for rule in rulebook.rules:
        test = compiled(rule.when)
        if not test({**unknown, **rule.cases.fires}):
            yield f'{rule.origin}: {rule.id}: does not apply in its own case "fires"'
        if rule.when != ALWAYS and test({**unknown, **rule.cases.silent}):
            yield f'{rule.origin}: {rule.id}: applies in its own case "silent"'
