"""What happens while an address is looked into: one hook for the screen, the command line and tests."""

from collections.abc import Mapping
from dataclasses import dataclass

from wizard.model.investigation import Investigation, RecommendedServer
from wizard.model.lookup import SourceReport
from wizard.model.probe import ProbeReport
from wizard.model.server import Endpoint, Protocol, SourceName


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceStarted:
    """A source is being asked."""

    source: SourceName
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFinished:
    """A source has answered, or will not."""

    report: SourceReport


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbeStarted:
    """A server is being tested."""

    endpoint: Endpoint


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbeFinished:
    """A server was tested."""

    report: ProbeReport


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """The recommendation can no longer change by the rules of settling.

    It comes once; and once more in the rare case that an answer after the rules' patience still changes it.
    """

    servers: Mapping[Protocol, RecommendedServer]
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """Everything has ended."""

    investigation: Investigation


Event = SourceStarted | SourceFinished | ProbeStarted | ProbeFinished | Settled | Finished
