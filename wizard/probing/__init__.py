"""What do they really offer? Dialogues as pure generators, one driver, and what may be recommended of it."""

from wizard.probing.driver import probe
from wizard.probing.evidence import SILENCE, Evidence, best_servers
from wizard.probing.families import other_family
from wizard.probing.recommendation import Home, recommend

__all__ = ["SILENCE", "Evidence", "Home", "best_servers", "other_family", "probe", "recommend"]
