"""A field for a folder or a file: behind what is typed stands, dimmed, a name that exists and fits."""

import asyncio
import os
from pathlib import Path

from textual.suggester import Suggester, SuggestionReady
from textual.widgets import Input

from wizard.tui.widgets.line_input import LineInput


class FolderSuggester(Suggester):
    """The first folder that begins with what is typed; a file too, where `files` says so."""

    def __init__(self, *, files: bool) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._files = files

    async def get_suggestion(self, value: str) -> str | None:
        """The typed path with the whole name at its end; None where nothing fits. A slow disk holds up nobody."""
        return await asyncio.to_thread(completed_path, value, files=self._files)


def completed_path(typed: str, *, files: bool) -> str | None:
    """What is typed with the name of the first folder that fits, and of the first file where `files` says so.

    A name that begins with a dot fits only where the dot is typed.
    """
    begun = os.path.basename(typed)  # noqa: PTH119 - pathlib forgets whether a slash stands at the end
    folder = typed[: len(typed) - len(begun)]
    if not typed.strip():
        return None
    try:
        inside = [
            path.name + (os.sep if path.is_dir() else "")
            for path in Path(folder or ".").expanduser().iterdir()
            if path.name.startswith(begun) and (begun or not path.name.startswith(".")) and (path.is_dir() or files)
        ]
    except (OSError, RuntimeError, ValueError):
        return None
    fitting = sorted(inside, key=lambda name: (not name.endswith(os.sep), name))
    return folder + fitting[0] if fitting else None


class FolderInput(LineInput):
    """`complete` takes over what is proposed."""

    def __init__(self, value: str, *, id: str, files: bool = False, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(value, id=id, max_length=1024, classes=classes)
        self.suggester = FolderSuggester(files=files)
        self.completion: str | None = None
        """What the whole path would be."""

    def on_suggestion_ready(self, event: SuggestionReady) -> None:
        """Something fits."""
        if event.value == self.value and self.has_focus:
            self.completion = event.suggestion
            self.screen.refresh_bindings()

    def on_input_changed(self, event: Input.Changed) -> None:
        """What was proposed for something else is forgotten."""
        del event
        if self.completion is not None and not self.completable:
            self._forget()

    def on_blur(self) -> None:
        """Nothing is proposed to who is elsewhere."""
        self._forget()

    def _forget(self) -> None:
        self.completion = None
        self.screen.refresh_bindings()

    @property
    def completable(self) -> bool:
        """Whether there is more to take over than stands there."""
        proposed = self.completion or ""
        return self.has_focus and proposed.startswith(self.value) and proposed != self.value

    def complete(self) -> None:
        """Takes over what is proposed."""
        if self.completion is not None and self.completable:
            self.value = self.completion
            self.cursor_position = len(self.value)
