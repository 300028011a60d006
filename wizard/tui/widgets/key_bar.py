"""The bottom line: the keys that do something here, in the order of use."""

import string
from typing import Any

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.reactive import reactive
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input

from wizard.i18n import Words
from wizard.tui.text import joined, plain

KEY_NAMES = {
    "enter": "Enter",
    "escape": "Esc",
    "f1": "F1",
    "f2": "F2",
    "f3": "F3",
    "f4": "F4",
    "ctrl+q": "^Q",
    "left": "←",
    "right": "→",
    "tab": "Tab",
}
TYPED_KEYS = frozenset((*string.printable, "space", "backspace", "left", "right"))
GIVES_WAY = ("m", "ctrl+q", "tab", "f4", "f2", "right", "t", "q", "c", "s", "n", "r", "d", "w", "o", "a", "u")
"""What is left out first where the line is too short; help, which always stands there, names every key."""


def shown_keys(screen: Screen[Any], words: Words) -> list[tuple[str, str, str]]:
    """Key, its name and what it does, for every binding that is meant to be seen and does something now.

    In the order in which the screen, then the app, names them; letters are left out while the user types.
    """
    typing = isinstance(screen.focused, Input)
    keys: dict[str, tuple[str, str, str]] = {}
    for place in (screen,) if screen.is_modal else (screen, screen.app):
        for binding in type(place).BINDINGS:
            if not isinstance(binding, Binding) or not binding.show:
                continue
            key = binding.key.partition(",")[0]
            works = place.check_action(binding.action.partition("(")[0], ())
            if works and key not in keys and not (typing and key in TYPED_KEYS):
                keys[key] = (key, binding.key_display or _key_name(key, words), words(binding.description))
    return list(keys.values())


def _key_name(key: str, _: Words) -> str:
    """What stands on the key; the space bar is the only one that has another name in each language."""
    return _("Space") if key == "space" else KEY_NAMES.get(key, key)


class KeyBar(Widget):
    """One line of keys, which can be clicked as well."""

    DEFAULT_CSS = """
    KeyBar {
        dock: bottom;
        height: 1;
        padding: 0 2;
        background: $panel;
        color: $foreground;
    }
    """

    keys: reactive[tuple[tuple[str, str, str], ...]] = reactive(())

    def show(self, words: Words) -> None:
        """Shows the keys of the screen as it is now."""
        self.keys = tuple(shown_keys(self.screen, words))

    def _fitting(self) -> list[tuple[str, str, str]]:
        room = self.content_size.width
        keys = list(self.keys)
        for victim in GIVES_WAY:
            if sum(len(name) + len(word) + 3 for _key, name, word in keys) - 2 <= room:
                break
            keys = [key for key in keys if key[0] != victim]
        return keys

    def render(self) -> Content:
        """The keys with what they do."""
        return plain("  ").join(joined((name, "$text-accent bold"), " ", word) for _key, name, word in self._fitting())

    def on_click(self, event: events.Click) -> None:
        """A click on a key presses it."""
        start = self.styles.padding.left
        for key, name, word in self._fitting():
            end = start + len(name) + 1 + len(word)
            if start <= event.x < end:
                self.app.simulate_key(key)
            start = end + 2
