"""What works on every screen: help, the other language, copying, and the palette of commands."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from typing import ClassVar

from textual import on
from textual.app import SystemCommand
from textual.command import CommandPalette, Provider
from textual.screen import Screen

from wizard.i18n import Words
from wizard.model.text import Language
from wizard.tui.checking import CheckingApp, Investigate
from wizard.tui.clipboard import takes_copies
from wizard.tui.messages import CopyWanted
from wizard.tui.screens.overlay import OverlayScreen
from wizard.tui.screens.step import StepScreen
from wizard.tui.start import WizardStart
from wizard.tui.themes import DARK, LIGHT


def _few_commands() -> type[Provider]:
    from wizard.tui.commands import FewCommands

    return FewCommands


class EverywhereApp(CheckingApp):
    """An application whose screens can be explained, and switched to the other language."""

    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_few_commands}

    def __init__(self, start: WizardStart, load: Callable[[], Investigate] | None) -> None:
        """`load` brings the check; the pipeline's own where None."""
        super().__init__(start, load)
        self.register_theme(LIGHT)

    @property
    def words(self) -> Words:
        """The interface in the language of the session."""
        return self.session.words

    async def action_explain(self) -> None:
        """Help for this screen."""
        from wizard.tui.screens.dialogue import HelpDialogue

        screen = self.screen
        if isinstance(screen, StepScreen | OverlayScreen):
            await self.push_screen(HelpDialogue(self.session, screen, screen.PURPOSE))

    def action_other_language(self) -> None:
        """The other language, at once and everywhere."""
        from wizard.tui.screens.dialogue import Dialogue

        self.session.language = Language.EN if self.session.language is Language.NL else Language.NL
        for screen in self.shown_screens:
            if isinstance(screen, StepScreen | OverlayScreen | Dialogue):
                screen.show_all()

    @on(CopyWanted)
    def _copy(self, message: CopyWanted) -> None:
        """Puts a text on the clipboard (OSC 52) and says so quietly, or says that this terminal does not take it."""
        _ = self.session.words
        if takes_copies(os.environ):
            self.copy_to_clipboard(message.text)
            self.notify(_("{what} copied", what=message.what), markup=False, timeout=2)
        else:
            sentence = _("This terminal takes no copies. Select the text with Shift and the mouse instead.")
            self.notify(sentence, markup=False, timeout=6)

    def action_other_colours(self) -> None:
        """From dark to light, or back."""
        self.theme = LIGHT.name if self.current_theme.dark else DARK

    def action_command_palette(self) -> None:
        """The commands, with the colours among them."""
        if self.use_command_palette and not isinstance(self.screen, CommandPalette):
            _ = self.session.words
            placeholder = _("Search …")
            self.call_next(self.push_screen, CommandPalette(id="--command-palette", placeholder=placeholder))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The commands of the palette, in the user's language."""
        del screen
        _ = self.session.words
        if self.current_theme.dark:
            yield SystemCommand(_("Light colours"), _("Dark letters on a light ground"), self.action_other_colours)
        else:
            yield SystemCommand(_("Dark colours"), _("Light letters on a dark ground"), self.action_other_colours)
        yield SystemCommand(_("Nederlands"), _("Switch to the other language"), self.action_other_language)
        yield SystemCommand(_("Quit"), _("Leave the wizard"), self.action_quit)
