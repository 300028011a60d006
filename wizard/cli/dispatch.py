"""From the words on the command line to the task that does them, and from every error to an exit code."""

import importlib
from collections.abc import Sequence
from typing import Protocol, cast

from wizard import __version__
from wizard.cli import interruption, output
from wizard.cli.diagnostics import Diagnostics, ExitCode, exit_code_for, report_crash, sentence_for
from wizard.cli.options import Options, language_of, parse
from wizard.cli.verbs import parser_for
from wizard.errors import WizardError
from wizard.i18n import Words


class Task(Protocol):
    """What each module named after a verb offers."""

    def run(self, options: Options, words: Words, diagnostics: Diagnostics) -> int:
        """Do the task; returns the exit code. Raises WizardError for what the user can mend."""


def run(arguments: Sequence[str]) -> int:
    """Do what these words ask. Raises nothing but KeyboardInterrupt."""
    words = Words(language_of(arguments))
    diagnostics = Diagnostics(quiet="--quiet" in arguments)
    try:
        options = parse(arguments, words)
        if options.help:
            output.write_text(parser_for(options.verb, words).format_help())
            return ExitCode.DONE
        if options.version:
            output.write_text(f"mailwijzer {__version__}")
            return ExitCode.DONE
        return _do(options, words, diagnostics)
    except WizardError as error:
        _stop_where_asked()
        diagnostics.error(sentence_for(error, words))
        return exit_code_for(error)
    except BrokenPipeError:
        return ExitCode.BROKEN_PIPE
    except Exception as error:  # noqa: BLE001 - the last boundary: the user gets one line and we get the trace
        _stop_where_asked()
        diagnostics.error(report_crash(error, words))
        return ExitCode.INTERNAL_ERROR
    finally:
        diagnostics.clear_progress()


def _stop_where_asked() -> None:
    """A signal in the middle of foreign code may surface as any error at all."""
    if interruption.is_asked_for():
        raise KeyboardInterrupt


def _do(options: Options, words: Words, diagnostics: Diagnostics) -> int:
    """Only the task that was asked for is imported."""
    task = cast(Task, importlib.import_module(f"wizard.cli.{options.verb}"))
    return task.run(options, words, diagnostics)
