"""Starting is quick against what every Python program, and every Textual screen, must do.

The aims stand in README.md; these bounds are kept under load too, and broken by a rulebook read before the picture.
"""

from tests.benchmarks.start_up import first_paint, version


def test_the_version_is_said_about_as_soon_as_python_is_there() -> None:
    assert version(5).ratio < 4


def test_the_first_picture_comes_soon_after_that_of_an_empty_screen() -> None:
    assert first_paint(7).ratio < 2
