"""A saved case that stands where an address belongs."""

from pathlib import Path

from wizard.errors import UnreadableFile


def is_case_file(word: str) -> bool:
    """Whether this is the path of a case file; a damaged one is none."""
    try:
        if not Path(word).is_file():
            return False
    except (OSError, ValueError):
        return False
    from wizard.files import read_case

    try:
        read_case(Path(word))
    except UnreadableFile:
        return False
    return True
