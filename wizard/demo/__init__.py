"""The built-in world: real small servers on loopback with named situations, for --demo, screenshots and tests."""

from wizard.demo.situation import Situation
from wizard.demo.situations import SITUATIONS
from wizard.demo.world import World, world

__all__ = ["SITUATIONS", "Situation", "World", "world"]
