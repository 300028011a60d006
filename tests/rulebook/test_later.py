"""What few runs need is read when somebody looks into it, and is faulty only then."""

from pathlib import Path

import pytest

from wizard import rulebook
from wizard.errors import RulebookError
from wizard.rulebook.later import Later


def test_nothing_is_read_before_the_first_look_and_nothing_twice() -> None:
    looks: list[str] = []

    def read(_: list[str]) -> dict[str, int]:
        looks.append("read")
        return {"one": 1, "two": 2}

    part = Later(read)
    assert looks == []
    assert (part["two"], list(part), len(part), dict(part)) == (2, ["one", "two"], 2, {"one": 1, "two": 2})
    assert looks == ["read"]


def test_what_is_wrong_is_told_at_the_first_look() -> None:
    def read(problems: list[str]) -> dict[str, int]:
        problems.append("clients/mine.yaml:1: nonsense")
        return {}

    with pytest.raises(RulebookError, match="nonsense"):
        len(Later(read))


def test_the_whole_and_the_later_parts_are_the_same() -> None:
    at_once, later = rulebook.load(everything=True), rulebook.load()

    assert not any(isinstance(part, Later) for part in (at_once.clients, at_once.diagnoses, at_once.faults))
    assert isinstance(later.clients, Later)
    assert (later.clients, later.diagnoses, later.faults) == (at_once.clients, at_once.diagnoses, at_once.faults)


def test_a_rulebook_of_ones_own_is_read_at_once(tmp_path: Path) -> None:
    (tmp_path / "clients").mkdir()
    (tmp_path / "clients" / "outlook-new.yaml").write_text("nonsense: 1\n")

    with pytest.raises(RulebookError, match="nonsense"):
        rulebook.load(tmp_path)
