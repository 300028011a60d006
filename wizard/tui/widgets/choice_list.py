"""A list to choose from with arrows, numbers or the mouse."""

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

from wizard.tui.text import ACCENT, CHOSEN, MEASURE, joined, rows_of

KEYS = "123456789abcdefghijklmnopqrstuvwxyz"
COLUMNS_FROM = 8
"""From this many choices on they stand in two columns where there is room."""


class ChoiceList(Widget, can_focus=True):
    """Choices below each other, numbered; many choices stand in two columns."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("left", "cross(-1)", show=False),
        Binding("right", "cross(1)", show=False),
        Binding("home", "move(-99)", show=False),
        Binding("end", "move(99)", show=False),
    ]

    choices: reactive[tuple[Content, ...]] = reactive((), layout=True)
    highlighted: reactive[int] = reactive(0)

    @dataclass
    class Chosen(Message):
        """A choice was made by its number or with the mouse."""

        index: int

    def show(self, choices: Sequence[Content], highlighted: int) -> None:
        """Shows these choices with one of them highlighted."""
        self.choices = tuple(choices)
        self.highlighted = max(0, min(highlighted, len(self.choices) - 1))

    def _rows_and_columns(self, width: int) -> tuple[int, int]:
        number = len(self.choices)
        widest = max((choice.cell_length for choice in self.choices), default=0) + 6
        if number >= COLUMNS_FROM and 2 * widest <= width:
            return (number + 1) // 2, 2
        return number, 1

    def _wrapped(self, width: int) -> list[list[Content]]:
        return [rows_of(choice, max(8, min(width, MEASURE) - 5)) for choice in self.choices]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """One row for each choice, more for a long one; half of them in two columns."""
        del container, viewport
        rows, columns = self._rows_and_columns(width)
        return rows if columns == 2 else sum(len(lines) for lines in self._wrapped(width))

    def _line(self, index: int, text: Content, *, first: bool, width: int) -> Content:
        chosen = index == self.highlighted and self.has_focus
        key = KEYS[index] if first and index < len(KEYS) else " "
        mark = "›" if chosen and first else " "
        line = joined((mark, ACCENT), " ", (key, ACCENT), "  ", text)
        line = line.pad_right(max(0, width - line.cell_length))
        return line.stylize(CHOSEN) if chosen else line

    def render(self) -> Content:
        """The choices; the highlighted one on a ground of its own."""
        width = self.content_size.width
        rows, columns = self._rows_and_columns(width)
        lines = []
        if columns == 2:
            half = width // 2
            for row in range(rows):
                cells = [
                    self._line(index, self.choices[index], first=True, width=half)
                    for index in (row, row + rows)
                    if index < len(self.choices)
                ]
                lines.append(Content("").join(cells))
        else:
            for index, texts in enumerate(self._wrapped(width)):
                lines += [self._line(index, text, first=text is texts[0], width=width) for text in texts]
        return Content("\n").join(lines)

    def action_move(self, distance: int) -> None:
        """Highlights the choice that many places further on, and brings it into view."""
        self.highlighted = max(0, min(self.highlighted + distance, len(self.choices) - 1))
        width = self.content_size.width
        if self._rows_and_columns(width)[1] == 1 and isinstance(self.parent, Widget):
            heights = [len(lines) for lines in self._wrapped(width)]
            top, height = sum(heights[: self.highlighted]), sum(heights[self.highlighted : self.highlighted + 1])
            self.parent.scroll_to_region(Region(0, self.virtual_region.y + top, 1, height), animate=False)

    def action_cross(self, columns: int) -> None:
        """Highlights the choice beside this one, where there are two columns."""
        rows, number = self._rows_and_columns(self.content_size.width)
        target = self.highlighted + rows * columns
        if number == 2 and 0 <= target < len(self.choices):
            self.highlighted = target

    def on_key(self, event: events.Key) -> None:
        """A choice's number chooses it."""
        if event.character and event.character in KEYS[: len(self.choices)]:
            event.stop()
            self.highlighted = KEYS.index(event.character)
            self.post_message(self.Chosen(self.highlighted))

    def watch_has_focus(self, has_focus: bool) -> None:
        """The highlight follows the focus."""
        super().watch_has_focus(has_focus)
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """A click on a choice chooses it."""
        width = self.content_size.width
        rows, columns = self._rows_and_columns(width)
        if columns == 2:
            index = event.y + (rows if event.x >= width // 2 else 0)
        else:
            heights = [len(lines) for lines in self._wrapped(width)]
            index = next((place for place in range(len(heights)) if event.y < sum(heights[: place + 1])), len(heights))
        if index < len(self.choices):
            self.highlighted = index
            self.post_message(self.Chosen(index))
