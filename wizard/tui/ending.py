"""How the wizard ends when something goes wrong: the terminal clean, one sentence, no values of variables."""

import asyncio
import contextlib
import os
import signal
import tempfile
import traceback
from collections.abc import Callable

from wizard.i18n import Words

CRASHED = 70
"""The exit code of our own mistake."""
SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")


def crash_sentence(error: BaseException, _: Words) -> str:
    """Writes the trace of calls, without locals, to a file only the user can read; returns what to show."""
    try:
        descriptor, path = tempfile.mkstemp(prefix="mailwijzer-", suffix=".txt")
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.writelines(traceback.format_exception(error))
    except OSError:
        return _("Something went wrong inside Mailwijzer.")
    return _("Something went wrong inside Mailwijzer. The details are in {path}.", path=path)


def on_signals(leave: Callable[[int], None]) -> None:
    """Calls `leave` with 128 + n when signal n asks the process to end, for as long as this loop runs."""
    loop = asyncio.get_running_loop()
    for name in SIGNALS:
        number = getattr(signal, name, None)
        if number is not None:
            with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):  # Windows; not the main thread
                loop.add_signal_handler(number, leave, 128 + number)
