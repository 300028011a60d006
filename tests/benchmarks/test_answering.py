"""The check behind the questions does not hold up the keys; the bound is generous."""

from tests.benchmarks.answering import answered


def test_keys_are_answered_while_the_check_runs_about_as_soon_as_afterwards() -> None:
    assert answered(12).ratio < 5
