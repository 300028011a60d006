"""One thing that was seen in a comparison: lengths, kinds and names of fields, never a message's own words."""

from dataclasses import dataclass

from wizard.model import GarbledCause


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """`what` is a short technical word; `said` by the server (or the message), `found` in the bytes; all printable."""

    cause: GarbledCause
    what: str
    section: str = ""
    said: str = ""
    found: str = ""
