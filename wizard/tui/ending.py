"""How the wizard ends when something goes wrong: the terminal clean, one sentence, no values of variables."""

import asyncio
import contextlib
import os
import signal
import tempfile
import traceback
from abc import abstractmethod
from collections.abc import Callable
from typing import ClassVar

from rich.text import Text as RichText
from textual.app import App
from textual.binding import Binding, BindingType

from wizard.errors import WizardError
from wizard.i18n import Words
from wizard.tui.aside import Aside

CRASHED = 70
"""The exit code of our own mistake."""
INTERRUPTED = 130
"""The exit code after Ctrl-C."""
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


class EndingApp(App[None]):
    """An application that leaves the terminal clean and its work kept, whatever ends it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+c", "interrupt", show=False, priority=True)]
    _leaving = False
    failure: WizardError | None = None
    """Why it could not go on, where that is not our own mistake: whoever started it tells."""

    def __init__(self) -> None:
        super().__init__()
        self.aside = Aside()

    def on_unmount(self) -> None:
        """What runs beside the screen ends with it."""
        self.aside.close()

    @property
    @abstractmethod
    def words(self) -> Words:
        """The interface in the language of the moment."""

    @abstractmethod
    def keep_work(self) -> None:
        """Keeps what would be lost; called right before the end."""

    def leave(self, code: int) -> None:
        """Ends with this exit code."""
        self._leaving = True
        self.keep_work()
        self.workers.cancel_all()
        self.exit(return_code=code)

    async def action_quit(self) -> None:
        """Ends well."""
        self._leaving = True
        self.keep_work()
        await super().action_quit()

    def action_interrupt(self) -> None:
        """Ctrl-C."""
        self.leave(INTERRUPTED)

    def _handle_exception(self, error: Exception) -> None:
        """Our own mistake: one sentence instead of Textual's trace, which prints the values of variables.

        What goes wrong after the end was asked for is its doing: screens that are still being built lose their ground.
        """
        if self._leaving:
            self._close_messages_no_wait()
            return
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self._return_code = CRASHED
        if isinstance(error, WizardError):
            self.failure = error
        elif not self._exit_renderables:
            self._exit_renderables.append(RichText(crash_sentence(error, self.words)))
        self._close_messages_no_wait()
