"""Where a password comes from: a command, a prompt without echo, or stdin. Never an argument or the environment."""

import getpass
import shlex
import subprocess
import sys
import threading
import warnings
from collections.abc import Sequence

from wizard.cli.diagnostics import WrongUse
from wizard.i18n import Words
from wizard.mailbox import keep_out_of_core_files
from wizard.model import Password, printable

_MOST_OCTETS = 64 * 1024
_PATIENCE = 60


def read_password(command: str | None, words: Words) -> Password:
    """The password, with the spaces it has and without its line end. Raises WrongUse where there is none."""
    keep_out_of_core_files()
    _ = words
    if command is not None:
        return _from_command(command, _)
    if sys.stdin is not None and sys.stdin.isatty():
        return _from_prompt(_)
    line = b"" if sys.stdin is None else sys.stdin.buffer.readline(_MOST_OCTETS)
    return _first_line(line, _("There is no password on stdin."), _)


def _from_command(command: str, _: Words) -> Password:
    try:
        arguments = shlex.split(command)
    except ValueError:
        arguments = []
    if not arguments:
        raise WrongUse(_("“{command}” is not a command.", command=printable(command, limit=80)))
    program = printable(arguments[0], limit=80)
    try:
        done = _run(arguments)
    except (OSError, ValueError, subprocess.TimeoutExpired):
        done = None
    if done is None:
        raise WrongUse(_("The password command {program} could not be run, or did not end in time.", program=program))
    code, printed = done
    if code != 0:
        raise WrongUse(_("The password command {program} failed with code {code}.", program=program, code=code))
    return _first_line(printed, _("The password command printed nothing."), _)


def _run(arguments: Sequence[str]) -> tuple[int, bytes] | None:
    """The exit code of a command and the beginning of what it printed; None where it does not end in time.

    A command that prints without end meets a closed door. Raises OSError, ValueError, TimeoutExpired.
    """
    process = subprocess.Popen(  # noqa: S603 - the user's own command, without a shell
        arguments, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL
    )
    printed: list[bytes] = []

    def read() -> None:
        assert process.stdout is not None
        printed.append(process.stdout.read(_MOST_OCTETS))
        process.stdout.close()

    reader = threading.Thread(target=read, daemon=True)  # what the command leaves behind may keep the pipe open
    reader.start()
    try:
        reader.join(_PATIENCE)
        return (process.wait(_PATIENCE), printed[0]) if printed else None
    finally:
        process.kill()
        process.wait()


def _from_prompt(_: Words) -> Password:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", getpass.GetPassWarning)
            text = getpass.getpass(_("Password (it is not shown): "), stream=sys.stderr)
    except getpass.GetPassWarning:
        raise WrongUse(_("This terminal cannot hide what you type, so no password is asked.")) from None
    except EOFError:
        text = ""
    if not text:
        raise WrongUse(_("There is no password."))
    return Password(text)


def _first_line(output: bytes, nothing: str, _: Words) -> Password:
    line = output.partition(b"\n")[0].removesuffix(b"\r")
    if not line:
        raise WrongUse(nothing)
    try:
        return Password(line.decode())
    except UnicodeDecodeError:
        pass  # the error would hold the line
    raise WrongUse(_("The password is not written in UTF-8."))
