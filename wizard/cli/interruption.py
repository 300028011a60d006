"""Ctrl-C and the other signals that end a process: in time, whatever it is doing."""

import os
import signal
import sys
from collections.abc import Coroutine
from types import FrameType
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

if TYPE_CHECKING:
    import asyncio

Result = TypeVar("Result")

GRACE_SECONDS = 0.3
"""How long a stopped program may tidy up before it is ended; Ctrl-C promises half a second."""


GIVE_BACK = b"\x1b[<u\x1b[?2004l\x1b[?1004l\x1b[?1003l\x1b[?1006l\x1b[?1015l\x1b[?1000l\x1b[?1049l\x1b[?25h"
"""Undoes what a screen switches on: keys, paste, focus and mouse reports, the second page, the hidden cursor."""


class _State:
    """What the signal handler needs to know of the program it interrupts."""

    signal_number: int | None = None
    task: "asyncio.Task[Any] | None" = None
    leaving: bool = False
    terminal: "list[Any] | None" = None
    spoken: bool = False


_state = _State()


def install() -> None:
    """Take over SIGINT, SIGTERM and SIGHUP for the rest of the process's life."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _stop)
    if hasattr(signal, "SIGALRM"):
        signal.signal(signal.SIGALRM, _end)


def leave() -> None:
    """The result is out: from here on a signal ends the process at once; one that came before does so now."""
    _state.leaving = True
    if _state.signal_number is not None:
        _end(_state.signal_number, None)


def guard_terminal() -> None:
    """From here on a screen may hold the terminal: whoever ends the process at once gives it back as it is now."""
    if os.name == "posix":
        import termios

        _state.terminal = termios.tcgetattr(0)


def keep_what_was_said() -> None:
    """From here on there is no progress line but a conversation: whoever ends the process at once wipes nothing out."""
    _state.spoken = True


def is_asked_for() -> bool:
    """Whether a signal has come: what goes wrong after that is its doing."""
    return _state.signal_number is not None


def exit_code() -> int:
    """128 plus the signal that ended the run: 130 for Ctrl-C."""
    return 128 + (_state.signal_number or signal.SIGINT)


def run(work: Coroutine[Any, Any, Result]) -> Result:
    """Run asynchronous work to its end. A signal cancels it and gives KeyboardInterrupt here."""
    import asyncio

    async def remembered() -> Result:
        _state.task = asyncio.current_task()
        return await work

    whole = remembered()
    try:
        return asyncio.run(whole)
    except asyncio.CancelledError:
        raise KeyboardInterrupt from None
    finally:
        _state.task = None
        whole.close()
        work.close()


def _stop(number: int, _frame: FrameType | None) -> None:
    """Ask the work to end and set the clock; asked twice, or with only the clearing up left, end at once."""
    task = _state.task
    asked_before = _state.signal_number is not None
    if not asked_before:
        _state.signal_number = number
        sys.unraisablehook = _say_nothing
    if asked_before or _state.leaving or (task is not None and task.done()):
        _end(number, None)
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, GRACE_SECONDS)
    if task is None:
        raise KeyboardInterrupt
    task.get_loop().call_soon_threadsafe(task.cancel)


def _say_nothing(_unraisable: "sys.UnraisableHookArgs") -> None:
    """Python tells on stderr of a KeyboardInterrupt that it cannot raise: the clock ends the program all the same."""


def _end(_number: int, _frame: FrameType | None) -> NoReturn:
    """End here and now: threads that hang and tasks that will not be cancelled get no say."""
    if _state.terminal is not None:
        import termios

        os.write(1, GIVE_BACK)
        termios.tcsetattr(0, termios.TCSANOW, _state.terminal)
    elif sys.stderr is not None and sys.stderr.isatty():
        os.write(2, b"\n" if _state.spoken else b"\r\x1b[K")
    os._exit(exit_code())
