"""The command line: one file per verb, stdout for the result, stderr for the rest."""

import sys


def main(arguments: list[str] | None = None) -> int:
    """Run `mailwijzer` with these arguments (default: the process's own); returns the exit code of the contract.

    Only when it runs with the process's own arguments does it take over the signals that end a process.
    """
    from wizard.cli import interruption

    if arguments is None:
        interruption.install()
    try:
        from wizard.cli.dispatch import run

        return run(sys.argv[1:] if arguments is None else arguments)
    except KeyboardInterrupt:
        return interruption.exit_code()
    finally:
        interruption.leave()
