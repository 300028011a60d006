"""The settings as a mail program asks for them: labels, values to copy, and the proof below them."""

import textwrap
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

from wizard.tui.text import ACCENT, CHOSEN_ROW, MUTED, joined, plain, rows_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field: `value` to copy, or a `remark` where only the user knows it."""

    label: str
    value: str | None
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldGroup:
    """The fields of one server, and what proves them."""

    title: str
    subtitle: str
    fields: tuple[Field, ...]
    proof: Content


class FieldList(Widget, can_focus=True):
    """Fields below each other; the arrows go from value to value."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("home", "move(-99)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("end", "page(99)", show=False),
    ]
    groups: reactive[tuple[FieldGroup, ...]] = reactive((), layout=True)
    highlighted: reactive[int] = reactive(0)

    @dataclass
    class Left(Message):
        """The user goes down beyond the last value."""

        distance: int

    def show(self, groups: Sequence[FieldGroup]) -> None:
        """Shows these groups; the highlight stays where it was, if it can."""
        self.groups = tuple(groups)
        self.highlighted = max(0, min(self.highlighted, len(self._copyable) - 1))

    @property
    def _copyable(self) -> list[Field]:
        return [field for group in self.groups for field in group.fields if field.value is not None]

    @property
    def field(self) -> Field | None:
        """The highlighted field."""
        fields = self._copyable
        return fields[self.highlighted] if fields else None

    def _label_width(self, width: int) -> int:
        """As wide as the longest label, within two fifths of the room, but no narrower than its longest word."""
        labels = [field.label for group in self.groups for field in group.fields]
        longest_label = max(map(len, labels), default=0)
        words = [word for label in labels for word in textwrap.wrap(label, 1, break_long_words=False)]
        longest_word = max(map(len, words), default=0)
        return min(longest_label, max(10, width * 2 // 5, min(longest_word, width // 2)))

    def _rows(self, width: int) -> list[tuple[Content, Field | None]]:
        """Each row with the field it belongs to."""
        rows: list[tuple[Content, Field | None]] = []
        for group in self.groups:
            if rows:
                rows.append((Content(""), None))
            rows.append((joined((group.title, "bold"), "  ", (group.subtitle, MUTED)), None))
            for field in group.fields:
                rows += [(row, field) for row in self._field_rows(field, width)]
            rows += [(plain("  ") + row, None) for row in rows_of(group.proof, max(8, width - 2))]
        return rows

    def _field_rows(self, field: Field, width: int) -> list[Content]:
        """Label and value beside each other, each wrapped in its own column."""
        column = self._label_width(width)
        chosen = field is self.field and self.has_focus
        value = plain(field.value, "bold" if chosen else "") if field.value else plain(field.remark, MUTED)
        labels = [plain(part) for part in textwrap.wrap(field.label, column)]
        values = value.wrap(max(8, width - column - 5))
        rows = []
        for place in range(max(len(labels), len(values))):
            label = labels[place] if place < len(labels) else Content("")
            mark = plain("›" if chosen and place == 0 else " ", ACCENT)
            row = joined(mark, " ", label.pad_right(column - label.cell_length), "   ")
            row += values[place].rstrip() if place < len(values) else Content("")
            rows.append(row.pad_right(max(0, width - row.cell_length)).stylize(CHOSEN_ROW) if chosen else row)
        return rows

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows as they take at this width."""
        del container, viewport
        return len(self._rows(width))

    def render(self) -> Content:
        """The rows."""
        return Content("\n").join(row for row, _field in self._rows(self.content_size.width))

    def _scroller(self) -> VerticalScroll:
        return next(node for node in self.ancestors if isinstance(node, VerticalScroll))

    def action_move(self, distance: int) -> None:
        """To the next value; beyond the last one the page scrolls."""
        target = self.highlighted + distance
        last = len(self._copyable) - 1
        if target > last:
            self.post_message(self.Left(distance))
            return
        if self._scroller().scroll_offset.y > self.virtual_region.bottom:
            self._scroller().scroll_relative(y=distance, animate=False)
            return
        self.highlighted = max(0, target)
        row = next(
            (place for place, (_row, field) in enumerate(self._rows(self.content_size.width)) if field is self.field), 0
        )
        top = 0 if self.highlighted == 0 else row - 1
        self._scroller().scroll_to_region(
            Region(0, self.virtual_region.y + top, 1, row - top + 2), animate=False, force=True
        )

    def watch_has_focus(self, has_focus: bool) -> None:
        """The highlight follows the focus."""
        super().watch_has_focus(has_focus)
        self.refresh()

    def action_page(self, pages: int) -> None:
        """Scrolls the page."""
        scroller = self._scroller()
        scroller.scroll_relative(y=pages * (scroller.size.height - 2), animate=False)

    def on_click(self, event: events.Click) -> None:
        """A click on a field highlights it."""
        rows = self._rows(self.content_size.width)
        if 0 <= event.y < len(rows):
            field = rows[event.y][1]
            if field is not None and field.value is not None:
                self.highlighted = self._copyable.index(field)
