"""The check of the servers behind the questions: in a thread of its own, heard only when somebody listens."""

import asyncio
import contextlib
import queue
import threading
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import TYPE_CHECKING

from wizard.journey.check import Check
from wizard.model import Event, Rulebook

if TYPE_CHECKING:
    from wizard.network import Network

_PATIENCE = 0.3
"""Seconds for which a check that is no longer wanted may tidy up."""


class CheckBehind:
    """Runs one check at a time. What that brings waits until `take_in` or `wait` hands it over, in their own thread."""

    def __init__(self, open_network: Callable[[], AbstractAsyncContextManager["Network"]], rulebook: Rulebook) -> None:
        self._open_network = open_network
        self._rulebook = rulebook
        self._run: _Run | None = None

    @property
    def error(self) -> Exception | None:
        """What ended the check before its time: a WizardError where the user can mend it."""
        return self._run.error if self._run is not None else None

    def start(self, check: Check, *, send_address: bool) -> None:
        """Begin this check; the one before it, if it still runs, is given up."""
        self.stop()
        self._run = _Run(check, self._open_network, self._rulebook, send_address=send_address)
        self._run.thread.start()

    def take_in(self) -> None:
        """Hand over what has come by now."""
        if self._run is not None:
            with contextlib.suppress(queue.Empty):
                while True:
                    self._run.hand_over(self._run.events.get_nowait())

    def wait(self) -> None:
        """Hand over everything until the check has ended."""
        while self._run is not None and self._run.check.running:
            self._run.hand_over(self._run.events.get())

    def stop(self) -> None:
        """Give up the check that runs."""
        if self._run is not None:
            self._run.stop()
            self._run = None


class _Run:
    """One check in its thread; `events` ends with None."""

    def __init__(
        self,
        check: Check,
        open_network: Callable[[], AbstractAsyncContextManager["Network"]],
        rulebook: Rulebook,
        *,
        send_address: bool,
    ) -> None:
        self.check = check
        self.events: queue.SimpleQueue[Event | None] = queue.SimpleQueue()
        self.thread = threading.Thread(target=self._work, name="check", daemon=True)
        self._open_network = open_network
        self._rulebook = rulebook
        self._send_address = send_address
        self.error: Exception | None = None
        self._unwanted = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._task: asyncio.Task[None] | None = None

    def hand_over(self, event: Event | None) -> None:
        if event is not None:
            self.check.receive(event)
        elif self.check.finished is None:
            self.check.broken = True

    def stop(self) -> None:
        self._unwanted = True
        if self._loop is not None and self._task is not None:
            with contextlib.suppress(RuntimeError):  # the loop has ended by itself
                self._loop.call_soon_threadsafe(self._task.cancel)
        self.thread.join(_PATIENCE)

    def _work(self) -> None:
        try:
            asyncio.run(self._investigate())
        except asyncio.CancelledError:
            return
        except Exception as error:  # noqa: BLE001 - a worker's boundary: whoever listens decides
            self.error = error
        finally:
            self.events.put(None)

    async def _investigate(self) -> None:
        from wizard.pipeline import investigate

        self._loop, self._task = asyncio.get_running_loop(), asyncio.current_task()
        if self._unwanted:
            return
        async with self._open_network() as network:
            events = investigate(self.check.address, network, self._rulebook, send_address=self._send_address)
            async with contextlib.aclosing(events):
                async for event in events:
                    self.events.put(event)
