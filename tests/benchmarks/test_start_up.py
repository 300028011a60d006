"""Starting is quick against what every Python program, and every Textual screen, must do; the bounds are generous."""

from tests.benchmarks.start_up import first_paint, version


def test_the_version_is_said_about_as_soon_as_python_is_there() -> None:
    assert version(5).ratio < 4


def test_the_first_picture_comes_soon_after_that_of_an_empty_screen() -> None:
    assert first_paint(3).ratio < 4
