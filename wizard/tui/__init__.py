"""The wizard on screen: one screen for each step, and the server check behind them."""

import asyncio
import os
import sys
from typing import TYPE_CHECKING

from wizard.tui.start import WizardStart

if TYPE_CHECKING:
    from wizard.tui.app import WizardApp

__all__ = ["WizardStart", "run"]

_SIGNALLED = 128


def run(start: WizardStart) -> int:
    """Show the wizard until the user leaves it; returns the exit code. Raises WizardError where it could not go on.

    After Ctrl-C (130) or a signal (128 + n) the process ends here, as soon as the terminal is its own again: what
    threads are still doing may take longer than somebody who presses Ctrl-C waits.
    """
    from wizard.tui.app import WizardApp

    app = WizardApp(start)
    asyncio.run(_shown(app))
    if app.failure is not None:
        raise app.failure
    return app.return_code or 0


async def _shown(app: "WizardApp") -> None:
    await app.run_async()
    if (app.return_code or 0) > _SIGNALLED:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(app.return_code or 0)
