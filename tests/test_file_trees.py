"""A tree of files is written whole into a new or empty folder, and never through a link."""

import stat
from pathlib import Path

import pytest

from wizard.errors import UnwritableFile
from wizard.files import save_tree

TREE = {"README.txt": b"read me", ".well-known/a/b.xml": b"<a/>", "x/y.json": b"{}"}


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("exists", [False, True])
def test_into_a_new_or_empty_folder(tmp_path: Path, exists: bool) -> None:
    folder = tmp_path / "deep" / "site"
    if exists:
        folder.mkdir(parents=True)
    save_tree(folder, TREE)

    assert tree(folder) == TREE
    assert stat.S_IMODE((folder / "README.txt").stat().st_mode) == 0o600


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_bytes(b"mine")
    with pytest.raises(UnwritableFile) as caught:
        save_tree(tmp_path, TREE)

    assert caught.value.exists
    assert tree(tmp_path) == {"mine.txt": b"mine"}


def test_overwriting_when_asked_keeps_what_is_not_ours(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_bytes(b"mine")
    (tmp_path / "README.txt").write_bytes(b"old")
    save_tree(tmp_path, TREE, overwrite=True)

    assert tree(tmp_path) == TREE | {"mine.txt": b"mine"}


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "site").write_bytes(b"")
    with pytest.raises(UnwritableFile) as caught:
        save_tree(tmp_path / "site", TREE, overwrite=True)
    assert not caught.value.exists


def test_no_link_is_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / ".well-known").symlink_to(elsewhere)
    with pytest.raises(UnwritableFile):
        save_tree(folder, TREE, overwrite=True)

    assert tree(elsewhere) == {}


def test_a_folder_that_may_not_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(UnwritableFile):
        save_tree(tmp_path / "file" / "site", TREE)
