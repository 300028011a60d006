"""Everything said and seen so far about one address, and whether the recommendation can still change."""

import dataclasses
import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from wizard.model import (
    Candidate,
    Endpoint,
    Failed,
    FailureReason,
    Found,
    ProbeReport,
    Protocol,
    RecommendedServer,
    SocketType,
    SourceName,
    SourceReport,
    TestedCandidate,
)
from wizard.probing.recommendation import Home, Standing, gather, rank, recommend

SILENCE = 2.0
"""Seconds after which a source or server that has not answered holds up the recommendation no longer."""

_DEFAULT_PORT = {Protocol.IMAP: 993, Protocol.POP3: 995, Protocol.SMTP: 465}


@dataclass(slots=True, kw_only=True)
class Evidence:
    """Collects reports; times are seconds on any one clock that the caller keeps to."""

    home: Home
    sources: list[SourceReport] = field(default_factory=list)
    reports: dict[Endpoint, ProbeReport] = field(default_factory=dict)
    other_family: dict[Endpoint, ProbeReport] = field(default_factory=dict)
    _claims: list[Candidate] = field(default_factory=list)
    _asked: dict[tuple[SourceName, str], float] = field(default_factory=dict)
    _probing: dict[Endpoint, float] = field(default_factory=dict)

    def ask(self, source: SourceName, origin: str, now: float) -> None:
        """A source is being asked."""
        self._asked[source, origin] = now

    def hear(self, report: SourceReport) -> None:
        """A source has answered."""
        self._asked.pop((report.source, report.origin), None)
        self.sources.append(report)
        if isinstance(report.result, Found):
            for claim in report.result.candidates:
                self._claims += [claim, *_encrypted_variants(claim)]

    @property
    def untested(self) -> tuple[Endpoint, ...]:
        """What was named and not yet looked at, TLS first; a server for relaying is nobody's way to send."""
        new = dict.fromkeys(claim.endpoint for claim in self._claims if not claim.endpoint.is_relay)
        waiting = [endpoint for endpoint in new if endpoint not in self._probing and endpoint not in self.reports]
        return tuple(sorted(waiting, key=lambda endpoint: endpoint.socket_type is not SocketType.SSL))

    def probe(self, endpoint: Endpoint, now: float) -> None:
        """A server is being tested."""
        self._probing[endpoint] = now

    def see(self, report: ProbeReport) -> None:
        """A server was tested; where it turns out to have another kind of security, that is one more to test."""
        self._probing.pop(report.endpoint, None)
        self.reports[report.endpoint] = report
        outcome = report.outcome
        if isinstance(outcome, Failed) and outcome.reason is FailureReason.WRONG_SOCKET_TYPE:
            port = report.endpoint.port
            seen = SocketType.STARTTLS if report.endpoint.socket_type is SocketType.SSL else SocketType.SSL
            said = [claim for claim in self._claims if claim.endpoint == report.endpoint]
            self._claims += [_variant(claim, seen, port) for claim in said]

    @property
    def finished(self) -> bool:
        """Whether nothing is under way."""
        return not self._asked and not self._probing

    def tested(self) -> tuple[TestedCandidate, ...]:
        """Every endpoint with its claims and report, in order of rank."""
        return tuple(
            TestedCandidate(
                claims=claims,
                report=self.reports.get(claims[0].endpoint),
                other_family=self.other_family.get(claims[0].endpoint),
            )
            for claims in gather(self._claims, self.home)
        )

    def recommended(self) -> tuple[RecommendedServer, ...]:
        """What may be recommended on what is known now, best first within each protocol."""
        return recommend(self.tested())

    def is_settled(self, now: float) -> bool:
        """Whether the recommendation can change no more, or only by those who were silent for too long."""
        return self.blocked_until(now) is None

    def patience(self, now: float) -> float | None:
        """The seconds after which silence alone may settle it; None: wait for an answer, however long."""
        release = self.blocked_until(now)
        return None if release in {None, math.inf} else max(0.0, release - now)

    def blocked_until(self, now: float) -> float | None:
        """When silence will next release the recommendation; None where nothing can change it any more.

        A protocol waits for each source that could still name a better server, and for each better server under
        test; where it has no verified server yet, for everything. Nobody is waited for longer than `SILENCE`, but
        tests of its only servers are.
        """
        best = best_servers(tuple(server for server in self.recommended() if server.verified))
        ranks = {item.endpoint: rank(item.best, self.home) for item in self.tested()}
        ends: list[float] = []
        for protocol in Protocol:
            chosen = best.get(protocol)
            limit = ranks[chosen.endpoint] if chosen is not None else None
            ends += [
                start + SILENCE
                for (source, _origin), start in self._asked.items()
                if limit is None or _best_rank(source) < limit[:3]
            ]
            for endpoint, start in self._probing.items():
                if endpoint.protocol is protocol and limit is None:
                    ends.append(math.inf)
                elif endpoint.protocol is protocol and limit is not None and ranks[endpoint] < limit:
                    ends.append(start + SILENCE)
        waiting = [end for end in ends if end > now]
        return min(waiting) if waiting else None


def _best_rank(source: SourceName) -> tuple[int, int, int]:
    """The best place that an answer of this source could have."""
    standing = Standing.AT_HOME if source is SourceName.GUESS else Standing.AUTHENTICATED
    return (standing, 0, source.priority)


def best_servers(servers: tuple[RecommendedServer, ...]) -> Mapping[Protocol, RecommendedServer]:
    """The first server of each protocol, in the order of the protocols."""
    best: dict[Protocol, RecommendedServer] = {}
    for server in servers:
        best.setdefault(server.endpoint.protocol, server)
    return best


def _encrypted_variants(claim: Candidate) -> tuple[Candidate, ...]:
    """What to try besides a server published without encryption: the same host with TLS, as a guess of ours."""
    endpoint = claim.endpoint
    if endpoint.socket_type is not SocketType.PLAIN:
        return ()
    ways = ((SocketType.STARTTLS, endpoint.port), (SocketType.SSL, _DEFAULT_PORT[endpoint.protocol]))
    return tuple(_variant(claim, socket_type, port) for socket_type, port in ways)


def _variant(claim: Candidate, socket_type: SocketType, port: int) -> Candidate:
    """The same host with another kind of security, as a guess of ours."""
    endpoint = dataclasses.replace(claim.endpoint, socket_type=socket_type, port=port)
    return dataclasses.replace(
        claim,
        settings=dataclasses.replace(claim.settings, endpoint=endpoint),
        source=SourceName.GUESS,
        trusted=False,
    )
