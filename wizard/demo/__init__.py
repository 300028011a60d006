"""The built-in world: real small servers on loopback with named situations, for --demo, screenshots and tests."""

import importlib
from typing import TYPE_CHECKING

from wizard.demo.situation import Situation
from wizard.demo.situations import SITUATIONS

if TYPE_CHECKING:
    from wizard.demo.running_world import World, world

__all__ = ["SITUATIONS", "Situation", "World", "world"]


def __getattr__(name: str) -> object:
    """The servers come when they are to run: the wizard names the situations in its first picture."""
    if name in __all__:
        return getattr(importlib.import_module("wizard.demo.running_world"), name)
    raise AttributeError(name)
