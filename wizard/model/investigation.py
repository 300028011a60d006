"""Everything that one look at an address brought: what was said, what was seen, what may be recommended."""

from collections.abc import Mapping
from dataclasses import dataclass

from wizard.model.address import EmailAddress
from wizard.model.finding import Finding
from wizard.model.lookup import Published, SourceReport
from wizard.model.probe import Connected, ProbeReport
from wizard.model.server import AuthenticationMethod, Candidate, Endpoint, Protocol, ServerSettings, SourceName


@dataclass(frozen=True, slots=True, kw_only=True)
class TestedCandidate:
    """One endpoint with all claims about it (best first) and what the probe saw (None: not probed).

    `other_family` is what a second probe saw over IPv4 where the first one went over IPv6, or the reverse (None: there
    was nothing to compare).
    """

    __test__ = False  # pytest: a value, not a test class

    claims: tuple[Candidate, ...]
    report: ProbeReport | None
    other_family: ProbeReport | None = None

    @property
    def best(self) -> Candidate:
        return self.claims[0]

    @property
    def endpoint(self) -> Endpoint:
        return self.best.endpoint

    @property
    def sources(self) -> tuple[SourceName, ...]:
        """The sources that name this endpoint, without repeats, best first."""
        return tuple(dict.fromkeys(claim.source for claim in self.claims))

    @property
    def trusted(self) -> bool:
        return any(claim.trusted for claim in self.claims)

    @property
    def other_family_name(self) -> str:
        """The kind of addresses that `other_family` is about."""
        address = self.report.address if self.report is not None else None
        return "ipv4" if address is not None and ":" in address else "ipv6"

    @property
    def connected(self) -> Connected | None:
        """What the server offered, where the whole dialogue went well."""
        if self.report is not None and isinstance(self.report.outcome, Connected):
            return self.report.outcome
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendedServer:
    """A server that may be recommended. `verified` is False only where the test could not decide."""

    settings: ServerSettings
    source: SourceName
    origin: str
    trusted: bool
    verified: bool
    report: ProbeReport | None = None

    @property
    def endpoint(self) -> Endpoint:
        return self.settings.endpoint

    @property
    def connected(self) -> Connected | None:
        """What the server offered, where the whole dialogue went well."""
        if self.report is not None and isinstance(self.report.outcome, Connected):
            return self.report.outcome
        return None

    @property
    def authentication(self) -> tuple[AuthenticationMethod, ...]:
        """How to sign in, best first: as published, else as the server announced; empty where nothing says it."""
        if self.settings.authentication or self.connected is None:
            return self.settings.authentication
        return self.connected.capabilities.authentication_methods


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What was asked of the network."""

    dns_queries: int = 0
    tcp_connections: int = 0
    http_requests: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Investigation:
    """The result of `pipeline.investigate`.

    `servers` has the best server for each protocol, or no entry; `alternatives` all other servers that may be
    recommended, best first. `candidates` is everything that was claimed, by protocol and in order of rank.
    `published` joins what all sources say of the provider, best source first.
    """

    address: EmailAddress
    servers: Mapping[Protocol, RecommendedServer]
    alternatives: tuple[RecommendedServer, ...]
    candidates: tuple[TestedCandidate, ...]
    sources: tuple[SourceReport, ...]
    findings: tuple[Finding, ...]
    published: Published
    cost: Cost
    settled_seconds: float
    seconds: float
