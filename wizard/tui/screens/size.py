"""How much room there is, as the classes by which the styles know it."""

from collections.abc import Iterator
from typing import Any

from textual.app import App


def size_classes(app: App[Any]) -> Iterator[str]:
    """What Textual gives a screen with its first resize: one that has them before is laid out and painted once."""
    width, height = app.size
    for room, steps in ((width, app.HORIZONTAL_BREAKPOINTS), (height, app.VERTICAL_BREAKPOINTS)):
        yield max((least, name) for least, name in steps or () if least <= room)[1]
