"""The command line: one file per verb, stdout for the result, stderr for the rest."""

import gc
import sys

from wizard import __version__


def main(arguments: list[str] | None = None) -> int:
    """Run `mailwijzer` with these arguments (default: the process's own); returns the exit code of the contract.

    Only when it runs with the process's own arguments does it take over the signals that end a process.
    """
    typed = sys.argv[1:] if arguments is None else arguments
    if typed == ["--version"] and _say_version():
        return 0
    if arguments is None:
        gc.set_threshold(_OBJECTS)
    from wizard.cli import interruption

    if arguments is None:
        interruption.install()
    try:
        from wizard.cli.dispatch import run

        return run(typed)
    except KeyboardInterrupt:
        return interruption.exit_code()
    finally:
        interruption.leave()


_OBJECTS = 10_000
"""New objects between two searches for garbage. Starting makes five times as many and keeps them all: to look for
garbage at every 700, as Python does by itself, takes a tenth of a second."""


def _say_version() -> bool:
    """What every script asks first needs nothing to be loaded; False where stdout fails: the usual way tells why."""
    if sys.stdout is None:
        return False
    try:
        print(f"mailwijzer {__version__}", flush=True)
    except OSError:
        return False
    return True
