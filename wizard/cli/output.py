"""stdout: the result, as text for people or as bytes for programs."""

import os
import shutil
import sys
from collections.abc import Mapping

from wizard.errors import UnwritableFile


def write_json(report: Mapping[str, object]) -> None:
    """One JSON object in UTF-8, whatever the locale says."""
    import json

    write_bytes(json.dumps(report, ensure_ascii=False, indent=2).encode() + b"\n")


def write_text(text: str) -> None:
    """Text for people, ended by one newline; what the terminal cannot show becomes a question mark."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    write_bytes((text.rstrip("\n") + "\n").encode(encoding, errors="replace"))


def write_bytes(data: bytes) -> None:
    """Raises BrokenPipeError where the reader has left, UnwritableFile where the result cannot be written."""
    if sys.stdout is None:
        raise UnwritableFile("stdout", os.strerror(9))
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        _abandon_stdout()
        raise
    except OSError as error:
        _abandon_stdout()
        raise UnwritableFile("stdout", error.strerror or str(error)) from error


def is_terminal() -> bool:
    """Whether somebody sits at both ends: keys come in, and the result goes to a screen."""
    return bool(sys.stdin and sys.stdout and sys.stdin.isatty() and sys.stdout.isatty())


def shows_stdout() -> bool:
    """Whether the result goes to a screen."""
    return bool(sys.stdout and sys.stdout.isatty())


def width() -> int:
    """How wide text may be: the terminal's width within reason, 80 where there is none."""
    return max(40, min(88, shutil.get_terminal_size((80, 24)).columns))


def _abandon_stdout() -> None:
    """Point stdout nowhere, so that Python's own last flush does not fail once more."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
