"""The messages that helpdesks hear most, in either language: each leads to its own diagnosis, first of all."""

from pathlib import Path

import pytest
import yaml

from wizard import rulebook
from wizard.diagnosis.messages import MessageIndex

INDEX = MessageIndex(rulebook.load().diagnoses.values())
HEARD: dict[str, list[str]] = yaml.safe_load(
    (Path(__file__).parent.parent / "data" / "heard_most.yaml").read_text(encoding="utf-8")
)


def test_there_are_enough_of_them() -> None:
    assert len(HEARD) >= 39


@pytest.mark.parametrize(("wanted", "text"), [(wanted, text) for wanted, texts in HEARD.items() for text in texts])
def test_it_comes_first_however_it_is_typed(wanted: str, text: str) -> None:
    swapped = text.replace("rv", "vr", 1) if len(text) > 40 else text
    for typed in (text, text.lower(), text.upper(), f"Melding: {text}", text.rstrip(".").replace(" ", "  "), swapped):
        found = INDEX.look_up(typed)
        assert found, typed
        assert found[0].diagnosis.id == wanted, (typed, [(match.diagnosis.id, match.likeness) for match in found])
