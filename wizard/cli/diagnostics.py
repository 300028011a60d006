"""Everything that goes to stderr, and the exit codes. stdout is the result, and nothing else."""

import os
import shutil
import sys
import tempfile
import traceback
from enum import IntEnum

from wizard.errors import (
    CannotExpress,
    InvalidAddress,
    RulebookError,
    UnknownWord,
    UnreadableFile,
    UnwritableFile,
    WizardError,
)
from wizard.i18n import Words
from wizard.model.text import printable


class ExitCode(IntEnum):
    """How the process ends."""

    DONE = 0
    """The result is complete."""
    NOTHING_USABLE = 1
    """Done, but nothing usable was found, or a check failed."""
    WRONG_USE = 2
    """A bad address, option, answer or format; a file that cannot be read or written."""
    NO_NETWORK = 3
    """No resolver answers, or there is no route."""
    BAD_RULEBOOK = 4
    """The rulebook is invalid."""
    INTERNAL_ERROR = 70
    """Our own mistake; the details are in a file."""
    BROKEN_PIPE = 141
    """Whoever read the result has left (128 + SIGPIPE)."""


class WrongUse(WizardError):
    """The command line asks for something that does not exist; `sentence` says what, in the user's language."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class NothingUsable(WizardError):
    """The work went well and brought nothing to hand over; `sentence` says what, in the user's language."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class NoNetwork(WizardError):
    """Nothing of the network answers; `sentence` says what to check, in the user's language."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Diagnostics:
    """Notes, errors and progress on stderr. With `quiet` only errors remain; progress needs a line to rewrite."""

    def __init__(self, *, quiet: bool, rewrites: bool = True) -> None:
        self._quiet = quiet
        self._rewrites = rewrites and _is_rewritable_terminal() and not quiet
        self._shown = False

    def progress(self, line: str) -> None:
        """Show how far the work is, in place of the line before; on a terminal only."""
        if self._rewrites:
            width = shutil.get_terminal_size().columns
            _write(f"\r\x1b[K{line[: width - 1]}")
            self._shown = True

    def clear_progress(self) -> None:
        """Remove the progress line, so that what follows starts on a clean one."""
        if self._shown:
            _write("\r\x1b[K")
            self._shown = False

    def note(self, line: str) -> None:
        """Something worth knowing beside the result."""
        if not self._quiet:
            self.error(line)

    def error(self, line: str) -> None:
        """One line that is shown whatever was asked."""
        self.clear_progress()
        _write(f"{line}\n")

    def ask(self, question: str) -> None:
        """A question whose answer is typed behind it."""
        self.clear_progress()
        _write(question)


def exit_code_for(error: WizardError) -> ExitCode:
    """The one place that says how an error ends the process."""
    match error:
        case RulebookError():
            return ExitCode.BAD_RULEBOOK
        case CannotExpress() | NothingUsable():
            return ExitCode.NOTHING_USABLE
        case NoNetwork():
            return ExitCode.NO_NETWORK
        case _:
            return ExitCode.WRONG_USE


def sentence_for(error: WizardError, _: Words) -> str:
    """What a person reads about an error: what is wrong and, where we know it, what to do."""
    match error:
        case WrongUse() | NothingUsable() | NoNetwork():
            return error.sentence
        case InvalidAddress():
            from wizard.i18n.address_words import address_sentence

            return address_sentence(error.problem, error.text, _)
        case UnknownWord():
            return unknown_word_sentence(error, _)
        case UnreadableFile():
            from wizard.i18n.file_words import file_problem_word

            return _(
                "{path} cannot be used: {reason}.",
                path=printable(error.path),
                reason=file_problem_word(error, _),
            )
        case UnwritableFile(exists=True):
            return _("{path} already exists. Use --force to overwrite it.", path=printable(error.path))
        case UnwritableFile():
            from wizard.i18n.file_words import file_problem_word

            return _(
                "{path} cannot be written: {reason}.",
                path=printable(error.path),
                reason=file_problem_word(error, _),
            )
        case CannotExpress():
            from wizard.i18n.export_words import obstacle_sentence
            from wizard.model import Obstacle

            sentence = obstacle_sentence(Obstacle(error.reason), error.file_format, _)
            return sentence + " " + _("Use {format} instead.", format=error.instead) if error.instead else sentence
        case RulebookError():
            return "\n".join(
                [_("The rulebook is invalid:"), *(printable(problem, limit=1000) for problem in error.problems)]
            )
        case _:
            return printable(str(error))


def unknown_word_sentence(error: UnknownWord, _: Words) -> str:
    """An unknown word, with what was probably meant, or with everything there is."""
    sentence = _unknown(error.kind, printable(error.word, limit=80), _)
    if error.nearest is not None:
        return sentence + " " + _("Did you mean “{nearest}”?", nearest=error.nearest)
    if error.allowed:
        return sentence + " " + _("Choose from: {allowed}.", allowed=", ".join(error.allowed))
    return sentence


def report_crash(error: Exception, _: Words) -> str:
    """Write the details of our own mistake to a file that only the user can read; returns the line to show.

    The file holds the trace of calls without the values of variables.
    """
    cause = printable(f"{type(error).__name__}: {error}", limit=200)
    try:
        descriptor, path = tempfile.mkstemp(prefix="mailwijzer-", suffix=".txt")
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.writelines(traceback.format_exception(error))
    except OSError:
        return _("Something went wrong inside Mailwijzer ({cause}).", cause=cause)
    return _("Something went wrong inside Mailwijzer ({cause}). The details are in {path}.", cause=cause, path=path)


def _unknown(kind: str, word: str, _: Words) -> str:
    match kind:
        case "verb":
            return _("mailwijzer has no task “{word}”.", word=word)
        case "action":
            return _("“mailwijzer rules {word}” does not exist.", word=word)
        case "language":
            return _("Mailwijzer does not speak “{word}”.", word=word)
        case "protocol":
            return _("“{word}” is not a way to receive mail.", word=word)
        case "question":
            return _("There is no question “{word}”.", word=word)
        case "answer":
            return _("“{word}” is not one of the answers.", word=word)
        case "format":
            return _("There is no format “{word}”.", word=word)
        case "client":
            return _("There is no mail program “{word}” in the rulebook.", word=word)
        case "rule":
            return _("There is no rule “{word}”.", word=word)
        case _:
            return _("“{word}” is not possible here.", word=word)


def _is_rewritable_terminal() -> bool:
    return sys.stderr is not None and sys.stderr.isatty() and os.environ.get("TERM", "dumb") != "dumb"


def _write(text: str) -> None:
    """Write to stderr; where nobody listens there, nobody misses it."""
    if sys.stderr is None:
        return
    try:
        encoding = sys.stderr.encoding or "utf-8"
        sys.stderr.write(text.encode(encoding, errors="replace").decode(encoding))
        sys.stderr.flush()
    except (OSError, ValueError):
        return
