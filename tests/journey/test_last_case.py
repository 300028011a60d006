"""Where the last case is kept."""

import pytest

from tests.homeless import without_a_home
from wizard.journey.last_case import last_case_path


def test_the_demo_keeps_its_own() -> None:
    assert last_case_path(demo=True) != last_case_path(demo=False)


def test_a_user_without_a_folder_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    without_a_home(monkeypatch)

    assert last_case_path(demo=False) is None
