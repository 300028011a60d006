"""The count of failed logins: it outlives the run, names nobody, and never stands in the way."""

import json
import os
import time
from pathlib import Path

import pytest

from tests.homeless import without_a_home
from wizard.mailbox import FailedLogins
from wizard.model import EmailAddress

ANNA = EmailAddress.parse("anna@voorbeeld.nl")
BART = EmailAddress.parse("bart@voorbeeld.nl")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "failed-logins.json"


def test_the_third_try_needs_confirmation_even_after_a_restart(path: Path) -> None:
    for count in (1, 2):
        logins = FailedLogins(path)
        assert not logins.needs_confirmation(ANNA)
        logins.add(ANNA)
        assert FailedLogins(path).recent(ANNA) == count
    assert FailedLogins(path).needs_confirmation(ANNA)
    assert FailedLogins(path).recent(BART) == 0


def test_upper_and_lower_case_are_one_address(path: Path) -> None:
    FailedLogins(path).add(EmailAddress.parse("Anna@voorbeeld.nl"))
    assert FailedLogins(path).recent(ANNA) == 1


def test_only_the_user_can_read_the_file_and_it_names_nobody(path: Path) -> None:
    FailedLogins(path).add(ANNA)

    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]
    assert "anna" not in path.read_text()
    assert "voorbeeld" not in path.read_text()


def test_two_files_hide_the_same_address_differently(tmp_path: Path) -> None:
    keys = set()
    for name in ("one", "two"):
        FailedLogins(tmp_path / name).add(ANNA)
        keys |= set(json.loads((tmp_path / name).read_text())["failures"])
    assert len(keys) == 2


def test_old_failures_are_forgotten(path: Path) -> None:
    FailedLogins(path).add(ANNA)
    kept = json.loads(path.read_text())
    kept["failures"] = {key: [time.time() - 601] for key in kept["failures"]}
    path.write_text(json.dumps(kept))

    logins = FailedLogins(path)
    assert logins.recent(ANNA) == 0
    logins.add(BART)
    assert len(json.loads(path.read_text())["failures"]) == 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "null",
        "{",
        '{"salt": "zz", "failures": {}}',
        '{"salt": "00", "failures": {}}',
        '{"salt": 7, "failures": 7}',
        '{"salt": "00112233445566778899aabbccddeeff", "failures": [1]}',
        '{"salt": "00112233445566778899aabbccddeeff", "failures": {"x": "y"}}',
        '{"salt": "00112233445566778899aabbccddeeff", "failures": {"x": [1' + "0" * 400 + "]}}",
        "[" * 60_000,
        "\xff",
    ],
    ids=lambda text: text[:60],
)
def test_a_damaged_file_counts_for_nothing_and_is_replaced(path: Path, text: str) -> None:
    path.parent.mkdir()
    path.write_text(text, encoding="latin-1")

    logins = FailedLogins(path)
    assert logins.recent(ANNA) == 0
    logins.add(ANNA)
    assert FailedLogins(path).recent(ANNA) == 1


def test_a_link_is_not_followed(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    FailedLogins(other).add(ANNA)
    before = other.read_bytes()
    path.parent.mkdir()
    path.symlink_to(other)

    logins = FailedLogins(path)
    assert logins.recent(ANNA) == 0
    logins.add(ANNA)
    assert other.read_bytes() == before
    assert not path.is_symlink()


@pytest.mark.parametrize("where", [None, Path(os.devnull) / "nowhere" / "x"], ids=["none", "not-writable"])
def test_without_a_file_the_count_lives_as_long_as_the_object(where: Path | None) -> None:
    logins = FailedLogins(where)
    logins.add(ANNA)
    assert logins.recent(ANNA) == 1


def test_a_user_without_a_folder_has_a_count_all_the_same(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    without_a_home(monkeypatch)
    monkeypatch.chdir(tmp_path)

    logins = FailedLogins.of_user()
    logins.add(ANNA)
    assert logins.recent(ANNA) == 1
    assert list(tmp_path.iterdir()) == []
