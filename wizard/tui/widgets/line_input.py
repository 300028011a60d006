"""A field for one line that takes only what can be seen."""

import re
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.widgets import Input

from wizard.model.text import printable

_BREAK = re.compile(r"\s*[\t\n\v\f\r\x85\u2028\u2029]\s*")
"""The end of a line, or the step to the next column of a table."""


def on_one_line(text: str) -> str:
    """The text without space around it, with a space for each end of a line and each tab."""
    return _BREAK.sub(" ", text.strip())


class LineInput(Input):
    """A pasted text is put on one line and cut to the field's length, its control characters made visible."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "submit", show=False)]

    def __init__(self, value: str = "", *, id: str, max_length: int = 254, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(value, id=id, classes=classes, max_length=max_length, compact=True, select_on_focus=False)

    def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        self.take_pasted(event.text)

    def take_pasted(self, text: str) -> None:
        """Puts a pasted text in the place of what is selected."""
        start, end = sorted(self.selection)
        room = max(0, (self.max_length or 0) - len(self.value) + (end - start))
        pasted = on_one_line(text[: room + 1000])
        if pasted:
            self.replace(printable(pasted, limit=room)[:room], start, end)
