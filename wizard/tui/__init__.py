"""The wizard on screen: one screen for each step, and the server check behind them."""

from wizard.tui.start import WizardStart

__all__ = ["WizardStart", "run"]


def run(start: WizardStart) -> int:
    """Show the wizard until the user leaves it; returns the exit code (130 after Ctrl-C, 128 + n after a signal)."""
    from wizard.tui.app import WizardApp

    app = WizardApp(start)
    app.run()
    return app.return_code or 0
