"""A password shows itself nowhere."""

import copy
import json
import pickle
from dataclasses import dataclass

import pytest

from wizard.model import Password

TEXT = "CANARY-0123456789"


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    password: Password


@pytest.mark.parametrize(
    "shown",
    [
        str(Password(TEXT)),
        repr(Password(TEXT)),
        f"{Password(TEXT)}",
        f"{Password(TEXT)!r:>10}",
        "%s" % Password(TEXT),  # noqa: UP031 - one of the ways
        repr(Holder(password=Password(TEXT))),
        repr([Password(TEXT)]),
    ],
)
def test_it_is_shown_as_stars(shown: str) -> None:
    assert "***" in shown
    assert TEXT not in shown


def test_one_method_gives_the_text() -> None:
    assert Password(TEXT).reveal() == TEXT


def test_it_is_equal_to_itself_alone() -> None:
    password = Password(TEXT)
    assert password == password
    assert password != Password(TEXT)


@pytest.mark.parametrize("write", [pickle.dumps, copy.copy, copy.deepcopy, json.dumps])
def test_it_is_not_written_down(write: object) -> None:
    with pytest.raises(TypeError):
        write(Password(TEXT))  # type: ignore[operator]


@pytest.mark.parametrize(("text", "padded"), [(" x", True), ("x\t", True), ("x y", False)])
def test_space_around_it_is_noticed(text: str, padded: bool) -> None:
    assert Password(text).padded is padded
