"""Numbered steps with a box to tick, so that nobody loses the place."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from wizard.tui.text import ACCENT, CHOSEN_ROW, GOOD, MEASURE, MUTED, joined, plain, rows_of


class StepList(Widget, can_focus=True):
    """Steps below each other, each as long as it needs to be; space ticks one and goes on to the next."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("end", "page(99)", show=False),
        Binding("space", "tick", show=False),
    ]
    steps: reactive[tuple[Content, ...]] = reactive((), layout=True)
    ticked: reactive[frozenset[int]] = reactive(frozenset())
    highlighted: reactive[int] = reactive(0)

    @dataclass
    class Ticked(Message):
        """The step at this place was done, or no longer is."""

        index: int

    class Left(Message):
        """The user goes up beyond the first step."""

    def show(self, steps: Sequence[Content], ticked: frozenset[int]) -> None:
        """Shows these steps; the highlight stays where it was, if it can."""
        self.steps, self.ticked = tuple(steps), ticked
        self.highlighted = max(0, min(self.highlighted, len(self.steps) - 1))

    def _rows(self, width: int) -> list[tuple[Content, int]]:
        """Each row with the place of its step."""
        rows: list[tuple[Content, int]] = []
        digits = len(str(len(self.steps)))
        for index, step in enumerate(self.steps):
            done, chosen = index in self.ticked, index == self.highlighted and self.has_focus
            lead = joined(
                ("›" if chosen else " ", ACCENT),
                " ",
                ("[x]" if done else "[ ]", GOOD if done else MUTED),
                (f" {index + 1:>{digits}}  ", ACCENT),
            )
            text = step.stylize(MUTED) if done else step
            room = max(8, min(width, MEASURE) - lead.cell_length)
            for place, part in enumerate(rows_of(text, room)):
                row = (plain(" " * lead.cell_length) if place else lead) + part.rstrip()
                row = row.pad_right(max(0, width - row.cell_length))
                rows.append((row.stylize(CHOSEN_ROW) if chosen else row, index))
        return rows

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows as the steps take at this width."""
        del container, viewport
        return len(self._rows(width))

    def render(self) -> Content:
        """The rows."""
        return Content("\n").join(row for row, _index in self._rows(self.content_size.width))

    def _scroller(self) -> VerticalScroll:
        return next(node for node in self.ancestors if isinstance(node, VerticalScroll))

    def bring_into_view(self) -> None:
        """Scrolls to the highlighted step."""
        places = [index for _row, index in self._rows(self.content_size.width)]
        top, height = places.index(self.highlighted), places.count(self.highlighted)
        self._scroller().scroll_to_region(Region(0, self.virtual_region.y + top, 1, height), animate=False, force=True)

    def action_move(self, distance: int) -> None:
        """To the next step; below the last one the page scrolls, above the first one the values are."""
        target = self.highlighted + distance
        if target < 0:
            self.post_message(self.Left())
        elif target >= len(self.steps):
            self._scroller().scroll_relative(y=distance, animate=False)
        else:
            self.highlighted = target
            self.bring_into_view()

    def action_page(self, pages: int) -> None:
        """Scrolls the page."""
        scroller = self._scroller()
        scroller.scroll_relative(y=pages * (scroller.size.height - 2), animate=False)

    def action_tick(self) -> None:
        """Ticks the highlighted step, or takes its tick away."""
        if self.steps:
            ticking = self.highlighted not in self.ticked
            self.post_message(self.Ticked(self.highlighted))
            if ticking and self.highlighted + 1 < len(self.steps):
                self.action_move(1)

    def on_click(self, event: events.Click) -> None:
        """A click ticks."""
        rows = self._rows(self.content_size.width)
        if 0 <= event.y < len(rows):
            self.highlighted = rows[event.y][1]
            self.post_message(self.Ticked(self.highlighted))

    def watch_has_focus(self, has_focus: bool) -> None:
        """The highlight follows the focus."""
        super().watch_has_focus(has_focus)
        self.refresh()
