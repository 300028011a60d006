"""A second event loop beside that of the screen: the network lives there, so that no key has to wait for it."""

import asyncio
import threading
from collections.abc import Coroutine
from typing import Any, TypeVar

PATIENCE = 1.0
"""Seconds that the end of the wizard waits at most for what runs aside."""

Result = TypeVar("Result")


class Aside:
    """Runs coroutines in a thread of its own, which starts with the first one."""

    def __init__(self) -> None:
        self._runner = asyncio.Runner(loop_factory=asyncio.new_event_loop)
        self._closing = asyncio.Event()
        self._thread: threading.Thread | None = None

    async def run(self, work: Coroutine[Any, Any, Result]) -> Result:
        """What `work` returns or raises; who is cancelled while waiting for it cancels it."""
        if self._thread is None:
            self._runner.get_loop()
            self._thread = threading.Thread(target=self._serve, name="aside", daemon=True)
            self._thread.start()
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work, self._runner.get_loop()))

    def _serve(self) -> None:
        with self._runner as runner:
            runner.run(self._closing.wait())

    def close(self) -> None:
        """Cancels what still runs, and waits a moment until it has ended well."""
        if self._thread is not None and self._thread.is_alive():
            self._runner.get_loop().call_soon_threadsafe(self._closing.set)
            self._thread.join(PATIENCE)
