"""Names side by side, one of them chosen; the line slides where not all of them fit."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from wizard.tui.text import MUTED, joined, plain


class TabStrip(Widget):
    """One line of tabs."""

    DEFAULT_CSS = "TabStrip { height: 1; }"

    names: reactive[tuple[str, ...]] = reactive(())
    chosen: reactive[int] = reactive(0)

    @dataclass
    class Clicked(Message):
        """A tab was chosen with the mouse."""

        index: int

    def show(self, names: Sequence[str], chosen: int) -> None:
        """Shows these names with one of them chosen."""
        self.names = tuple(names)
        self.chosen = chosen

    def _visible(self) -> tuple[int, int]:
        """The first tab on the line, and the one after the last."""
        room = self.content_size.width - 4
        first, end = self.chosen, min(self.chosen + 1, len(self.names))
        used = len(self.names[self.chosen]) + 2 if self.names else 0
        while True:
            if end < len(self.names) and used + len(self.names[end]) + 2 <= room:
                used += len(self.names[end]) + 2
                end += 1
            elif first > 0 and used + len(self.names[first - 1]) + 2 <= room:
                first -= 1
                used += len(self.names[first]) + 2
            else:
                return first, end

    def render(self) -> Content:
        """The tabs that fit, with arrows where there are more."""
        first, end = self._visible()
        tabs = [
            plain(f" {name} ", "bold $background on $foreground" if index == self.chosen else MUTED)
            for index, name in enumerate(self.names)
            if first <= index < end
        ]
        left = "◂ " if first > 0 else ""
        right = " ▸" if end < len(self.names) else ""
        return joined((left, MUTED), *tabs, (right, MUTED))

    def on_click(self, event: events.Click) -> None:
        """A click on a tab chooses it."""
        first, end = self._visible()
        start = 2 if first > 0 else 0
        for index in range(first, end):
            width = len(self.names[index]) + 2
            if start <= event.x < start + width:
                self.post_message(self.Clicked(index))
            start += width
