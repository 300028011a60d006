"""The command line: one file per verb, stdout for the result, stderr for the rest."""


def main(arguments: list[str] | None = None) -> int:
    """Run `mailwijzer` with these arguments (default: the process's own); returns the exit code."""
    raise SystemExit(2 if arguments is None else 2)
