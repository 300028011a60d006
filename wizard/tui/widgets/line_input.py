"""A field for one line that takes only what can be seen."""

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.widgets import Input

from wizard.model.text import printable


class LineInput(Input):
    """A pasted text is cut to the field's length, its control characters made visible."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "submit", show=False)]

    def __init__(self, value: str = "", *, id: str, max_length: int = 254, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(value, id=id, classes=classes, max_length=max_length, compact=True, select_on_focus=False)

    def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        start, end = sorted(self.selection)
        room = max(0, (self.max_length or 0) - len(self.value) + (end - start))
        lines = event.text[: room + 1000].strip().splitlines()
        if lines:
            self.replace(printable(lines[0].strip(), limit=room)[:room], start, end)
