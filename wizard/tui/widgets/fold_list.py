"""Lines of which some can be unfolded to show what lies behind them."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Region, Size
from textual.reactive import reactive
from textual.widget import Widget

from wizard.tui.text import ACCENT, CHOSEN_ROW, MUTED, Line, plain, wrapped


@dataclass(frozen=True, slots=True, kw_only=True)
class Fold:
    """`lines` are always there; `inside` only when it is open. Without a `key` there is nothing to unfold."""

    lines: tuple[Line, ...]
    key: Hashable = None
    inside: tuple[Line, ...] = ()

    @property
    def can_open(self) -> bool:
        return bool(self.inside)


class FoldList(Widget, can_focus=True):
    """Folds below each other; Enter or the arrow to the right opens one, the arrow to the left closes it."""

    DEFAULT_CSS = "FoldList { height: auto; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("home", "move(-999)", show=False),
        Binding("end", "move(999)", show=False),
        Binding("space,enter", "turn", show=False),
        Binding("right", "open(True)", show=False),
        Binding("left", "open(False)", show=False),
    ]
    folds: reactive[tuple[Fold, ...]] = reactive((), layout=True)
    opened: reactive[frozenset[Hashable]] = reactive(frozenset(), layout=True)
    current: reactive[Hashable] = reactive(None)
    """The key of the fold under the cursor."""

    def show(self, folds: Sequence[Fold]) -> None:
        """Shows these; what was open stays open, and the cursor where it was."""
        self.folds = tuple(folds)
        keys = self._keys
        if self.current not in keys:
            self.current = keys[0] if keys else None

    @property
    def _keys(self) -> list[Hashable]:
        return [fold.key for fold in self.folds if fold.can_open]

    def _rows(self, width: int) -> list[tuple[Content, Hashable]]:
        """Each row with the key of its fold."""
        rows: list[tuple[Content, Hashable]] = []
        for fold in self.folds:
            is_open = fold.key in self.opened and fold.can_open
            mark = plain("  ") if not fold.can_open else plain("▾ " if is_open else "▸ ", ACCENT)
            is_current = fold.can_open and fold.key == self.current and self.has_focus
            for place, row in enumerate(wrapped(fold.lines, width - 2)):
                shown = (plain("  ") if place else mark) + row
                shown = shown.pad_right(max(0, width - shown.cell_length))
                rows.append((shown.stylize(CHOSEN_ROW) if is_current and not place else shown, fold.key))
            if is_open:
                rows += [(plain("  ") + row, fold.key) for row in wrapped(fold.inside, width - 2)]
        return rows

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows as all lines take at this width."""
        del container, viewport
        return len(self._rows(width))

    def render(self) -> Content:
        """The rows."""
        return Content("\n").join(row for row, _key in self._rows(self.content_size.width))

    def _scroller(self) -> VerticalScroll:
        return next(node for node in self.ancestors if isinstance(node, VerticalScroll))

    def bring_into_view(self) -> None:
        """Scrolls to the fold under the cursor; from the first one up to the very top."""
        keys = [key for _row, key in self._rows(self.content_size.width)]
        if self.current not in keys:
            return
        top, height = keys.index(self.current), keys.count(self.current)
        if self.current == self._keys[0]:
            top, height = 0, top + height
        scroller = self._scroller()
        region = Region(0, self.virtual_region.y + top, 1, min(height, scroller.size.height))
        scroller.scroll_to_region(region, animate=False, force=True)

    def action_move(self, distance: int) -> None:
        """To the next one that can be unfolded; beyond the last one the page scrolls."""
        keys = self._keys
        place = keys.index(self.current) if self.current in keys else 0
        target = max(0, min(place + distance, len(keys) - 1)) if keys else 0
        if not keys or (target == place and distance):
            self._scroller().scroll_relative(y=distance, animate=False)
            return
        self.current = keys[target]
        self.bring_into_view()

    def action_page(self, pages: int) -> None:
        """Scrolls the page."""
        scroller = self._scroller()
        scroller.scroll_relative(y=pages * (scroller.size.height - 2), animate=False)

    def action_turn(self) -> None:
        """Opens what is closed, closes what is open."""
        self._set_open(self.current, is_open=self.current not in self.opened)

    def action_open(self, is_open: bool) -> None:
        """Opens or closes."""
        self._set_open(self.current, is_open=is_open)

    def _set_open(self, key: Hashable, *, is_open: bool) -> None:
        if key in self._keys:
            self.opened = self.opened | {key} if is_open else self.opened - {key}
            self.call_after_refresh(self.bring_into_view)

    def on_click(self, event: events.Click) -> None:
        """A click turns what was clicked."""
        rows = self._rows(self.content_size.width)
        if 0 <= event.y < len(rows) and rows[event.y][1] in self._keys:
            self.current = rows[event.y][1]
            self.action_turn()

    def watch_has_focus(self, has_focus: bool) -> None:
        """The cursor follows the focus."""
        super().watch_has_focus(has_focus)
        self.refresh()


def note(text: str, *, indent: int = 2) -> Line:
    """A dimmed line of what lies inside."""
    return Line(text=plain(text, MUTED), indent=indent)
