"""READ FIRST: address + answers -> candidates -> reports -> facts -> advice -> account."""

from dataclasses import dataclass

from wizard.model import Endpoint, Investigation, ProbeReport, Protocol, RecommendedServer, SourceName, SourceReport


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
    """The recommendation can no longer change; `servers` has the best server of each protocol that has one."""

    servers: dict[Protocol, RecommendedServer]
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """Everything has ended."""

    investigation: Investigation


Event = SourceStarted | SourceFinished | ProbeStarted | ProbeFinished | Settled | Finished
