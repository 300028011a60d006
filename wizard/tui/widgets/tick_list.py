"""A list of things that can each be ticked."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from wizard.tui.text import ACCENT, CHOSEN, joined, plain


class TickList(Widget, can_focus=True):
    """Rows with a box before them; space ticks."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("home", "move(-99)", show=False),
        Binding("end", "move(99)", show=False),
        Binding("space", "tick", show=False),
    ]
    titles: reactive[tuple[str, ...]] = reactive((), layout=True)
    ticked: reactive[frozenset[int]] = reactive(frozenset())
    highlighted: reactive[int] = reactive(0)

    @dataclass
    class Ticked(Message):
        """The row at this place was ticked, or no longer is."""

        index: int

    def show(self, titles: Sequence[str], ticked: frozenset[int]) -> None:
        """Shows these rows; the highlight stays where it was, if it can."""
        self.titles = tuple(titles)
        self.ticked = ticked
        self.highlighted = max(0, min(self.highlighted, len(self.titles) - 1))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """One row for each."""
        del container, viewport, width
        return len(self.titles)

    def render(self) -> Content:
        """The rows; the highlighted one on a ground of its own where the list has the focus."""
        width = self.content_size.width
        rows = []
        for index, title in enumerate(self.titles):
            ticked = index in self.ticked
            chosen = index == self.highlighted and self.has_focus
            row = joined(
                ("›" if chosen else " ", ACCENT),
                " ",
                ("[x]" if ticked else "[ ]", ACCENT if ticked else ""),
                " ",
                plain(title),
            )
            row = row.truncate(max(1, width), ellipsis=True)
            if chosen:
                row = row.pad_right(max(0, width - row.cell_length))
                row = row.stylize(CHOSEN)
            rows.append(row)
        return Content("\n").join(rows)

    def action_move(self, distance: int) -> None:
        """Highlights the row that many places further on, and brings it into view."""
        self.highlighted = max(0, min(self.highlighted + distance, len(self.titles) - 1))
        if isinstance(self.parent, Widget):
            row = Region(0, self.virtual_region.y + self.highlighted, 1, 1)
            self.parent.scroll_to_region(row, animate=False)

    def action_tick(self) -> None:
        """Ticks the highlighted row, or takes its tick away."""
        if self.titles:
            self.post_message(self.Ticked(self.highlighted))

    def on_click(self, event: events.Click) -> None:
        """A click ticks."""
        if event.y < len(self.titles):
            self.highlighted = event.y
            self.action_tick()

    def watch_has_focus(self, has_focus: bool) -> None:
        """The highlight follows the focus."""
        super().watch_has_focus(has_focus)
        self.refresh()
