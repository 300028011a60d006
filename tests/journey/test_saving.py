"""Where the files of a case go."""

from pathlib import Path

import pytest

from wizard.journey.saving import chosen_folder, existing


def test_a_folder_is_taken_from_where_she_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))

    assert chosen_folder("") == tmp_path
    assert chosen_folder(" desk ") == tmp_path / "desk"
    assert chosen_folder("~/desk") == tmp_path / "home" / "desk"
    assert chosen_folder("~nobody-has-this-name/x") == tmp_path / "~nobody-has-this-name" / "x"


def test_a_folder_that_is_gone_is_no_end_of_the_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()

    assert chosen_folder("desk") == Path("desk")
    assert existing([chosen_folder("") / "settings.xml"]) == []
