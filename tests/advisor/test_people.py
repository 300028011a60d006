"""People with a story, and the advice that one would give one's own family."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.advisor.decisions import facts_of, is_measured
from wizard import rulebook
from wizard.advisor import Advisor, client_facts
from wizard.model import Advice, ClientChoice
from wizard.rulebook import parse, plain

PEOPLE: Mapping[str, Any] = plain(parse((Path(__file__).parent / "people.yaml").read_bytes()))  # type: ignore[assignment]
RULES = rulebook.load()
ADVISOR = Advisor(RULES)


def heard(advice: Advice) -> set[str]:
    """Everything that is said, by the rule that says it."""
    said = {reason.rule for reason in (*advice.reasons, *advice.against)}
    said |= {veto.rule for veto in advice.vetoed.values()}
    return said | {step.id for step in (*advice.do_first, *advice.measures)}


@pytest.mark.parametrize("person", PEOPLE)
def test_the_advice(person: str) -> None:
    case = PEOPLE[person]
    assert set(case) <= {"story", "answers", "measured", "outcome", "heard", "not_heard"}
    assert all(is_measured(path) for path in case["measured"])
    client = client_facts(ClientChoice(case["answers"].get("client", "unsure")), RULES)
    programs = {"client.imap": client.imap.value, "client.pop3": client.pop3.value}
    advice = ADVISOR.advise(facts_of({**programs, **case["measured"], **case["answers"]}))
    assert (advice.outcome or "nothing-left") == case["outcome"]
    assert set(case["heard"]) - heard(advice) == set()
    assert set(case.get("not_heard", [])) & heard(advice) == set()


def test_there_are_people_of_every_kind() -> None:
    assert len(PEOPLE) >= 20
    assert {case["outcome"] for case in PEOPLE.values()} == {
        "imap",
        "imap-with-archive",
        "pop-keep-copy",
        "pop-empty-server",
        "nothing-left",
    }
    assert all(1 <= case["story"].count(". ") + 1 <= 3 for case in PEOPLE.values())
