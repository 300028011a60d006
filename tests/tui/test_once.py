"""What is made with the first look at it is made once, whoever looks."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from wizard.errors import RulebookError
from wizard.tui.once import Once


def test_it_is_made_with_the_first_look_and_never_again() -> None:
    made: list[str] = []
    once = Once(lambda: made.append("made"))
    assert made == []

    once()
    once()

    assert made == ["made"]


def test_what_is_nothing_is_made_once_too() -> None:
    calls = iter([None])

    once = Once(lambda: next(calls))

    assert once() is None
    assert once() is None


def test_who_looks_meanwhile_waits_for_it() -> None:
    looking = threading.Barrier(4)

    def made() -> object:
        time.sleep(0.05)
        return object()

    def look() -> object:
        looking.wait()
        return once()

    once = Once(made)
    with ThreadPoolExecutor(4) as pool:
        seen = [task.result() for task in [pool.submit(look) for _ in range(4)]]

    assert len({id(one) for one in seen}) == 1


def test_what_goes_wrong_goes_wrong_for_everybody() -> None:
    def broken() -> object:
        raise RulebookError(["rules/questions.yaml:1: no question"])

    once = Once(broken)
    for _ in range(2):
        with pytest.raises(RulebookError):
            once()
