"""Which folders are the user's own."""

import pytest

from wizard.mailbox.folders import Folder, own_folders, special_folders
from wizard.model import SpecialUse


def folder(name: str, *flags: bytes, mark: object = b"/") -> Folder:
    return Folder.read(flags, mark, name)


@pytest.mark.parametrize(
    ("one", "own"),
    [
        (folder("INBOX"), False),
        (folder("Werk"), True),
        (folder("INBOX.Werk", mark=b"."), True),
        (folder("INBOX.Verzonden items", mark=b"."), False),
        (folder("Sent_Items"), False),
        (folder("Post", b"\\Sent"), False),
        (folder("[Gmail]/Alle berichten", b"\\All"), False),
        (folder("[Gmail]/Prullenbak"), False),
        (folder("[Gmail]", b"\\Noselect"), False),
        (folder("Archief/2019"), True),
        (folder("Gone", b"\\NonExistent"), False),
        (folder("Werk", b"\\HasNoChildren"), True),
        (folder("Flat", mark=None), True),
        (folder("spam", mark=None), False),
    ],
    ids=lambda value: value.name if isinstance(value, Folder) else str(value),
)
def test_own(one: Folder, own: bool) -> None:
    assert bool(own_folders([one])) is own


def test_special_use_is_what_the_server_says() -> None:
    folders = [
        folder("Post", b"\\Sent"),
        folder("Sent"),
        folder("Weg", b"\\Trash", b"\\Junk"),
        folder("Old", b"\\SENT"),
    ]
    assert special_folders(folders) == {SpecialUse.SENT: "Post", SpecialUse.TRASH: "Weg", SpecialUse.JUNK: "Weg"}


def test_names_are_printable() -> None:
    assert own_folders([folder("We\x1b[2Jrk")]) == ("We\\x1b[2Jrk",)
