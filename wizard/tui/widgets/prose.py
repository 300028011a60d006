"""Paragraphs with hanging indents, wrapped to the room there is."""

from collections.abc import Iterable

from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from wizard.tui.text import Line, wrapped


class Prose(Widget):
    """Shows lines; as high as they need to be."""

    DEFAULT_CSS = """
    Prose { height: auto; }
    """

    lines: reactive[tuple[Line, ...]] = reactive((), layout=True)

    def __init__(self, lines: Iterable[Line] = (), *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self.set_reactive(Prose.lines, tuple(lines))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows as the lines take at this width."""
        del container, viewport
        return len(wrapped(self.lines, width))

    def render(self) -> Content:
        """The wrapped lines."""
        return Content("\n").join(wrapped(self.lines, self.content_size.width))
