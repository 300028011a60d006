"""Which server may be recommended: a pure ranking over what was claimed and what was seen. Speed plays no part."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from wizard.model import Candidate, Failed, Protocol, RecommendedServer, SocketType, TestedCandidate
from wizard.model.domains import inside_domain


class Standing(IntEnum):
    """How far a claim can be believed; lower is better."""

    AUTHENTICATED = 0
    AT_HOME = 1
    """Unauthenticated, but inside the mail domain or at the provider of its mail exchanger."""
    FOREIGN = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """The domains where a mail server is at home: the mail domain, and the domains of its mail exchangers."""

    mail_domain: str
    exchanger_domains: frozenset[str] = frozenset()

    def holds(self, hostname: str) -> bool:
        """Whether this host is inside the mail domain or at the mail exchanger's provider."""
        return inside_domain(hostname, self.mail_domain) or any(
            inside_domain(hostname, domain) for domain in self.exchanger_domains
        )

    def standing(self, claim: Candidate) -> Standing:
        """How far this claim can be believed."""
        if claim.trusted:
            return Standing.AUTHENTICATED
        return Standing.AT_HOME if self.holds(claim.endpoint.hostname) else Standing.FOREIGN


Rank = tuple[int, int, int, int, str, int]
"""Standing, security, priority of the source, the source's own order; name and port only make it total."""


def rank(claim: Candidate, home: Home) -> Rank:
    """The place of a claim; lower is better.

    Authenticated before unauthenticated, implicit TLS before STARTTLS, then the source, then its own order: the
    second choice of the provider itself stands before the first choice of somebody else.
    """
    security = [SocketType.SSL, SocketType.STARTTLS, SocketType.PLAIN].index(claim.endpoint.socket_type)
    endpoint = claim.endpoint
    return (home.standing(claim), security, claim.source.priority, claim.order, endpoint.hostname, endpoint.port)


def gather(claims: Iterable[Candidate], home: Home) -> tuple[tuple[Candidate, ...], ...]:
    """Claims about the same endpoint together, best first; the endpoints by protocol, then by their best claim."""
    protocols = list(Protocol)
    ranked = sorted(claims, key=lambda claim: (protocols.index(claim.endpoint.protocol), rank(claim, home)))
    by_endpoint: dict[object, list[Candidate]] = {}
    for claim in ranked:
        by_endpoint.setdefault(claim.endpoint, []).append(claim)
    return tuple(tuple(group) for group in by_endpoint.values())


def recommend(tested: Sequence[TestedCandidate]) -> tuple[RecommendedServer, ...]:
    """The servers that may be recommended, best first within each protocol.

    `tested` stands in order of rank. Encrypted and proved by a real connection; where a protocol has none of these,
    the published servers about which the test could not decide. Never a refuted one, never one without encryption.
    """
    servers: list[RecommendedServer] = []
    for protocol in Protocol:
        own = [item for item in tested if item.endpoint.protocol is protocol and _encrypted(item)]
        proved = [item for item in own if item.connected is not None]
        servers += [_server(item, verified=True) for item in proved]
        if not proved:
            servers += [_server(item, verified=False) for item in own if _undecided(item)]
    return tuple(servers)


def _encrypted(item: TestedCandidate) -> bool:
    return item.endpoint.socket_type is not SocketType.PLAIN


def _undecided(item: TestedCandidate) -> bool:
    return (
        any(source.is_published for source in item.sources)
        and item.report is not None
        and isinstance(item.report.outcome, Failed)
        and item.report.outcome.undecided
    )


def _server(item: TestedCandidate, *, verified: bool) -> RecommendedServer:
    said_username = next((claim.settings.username for claim in item.claims if claim.settings.username), None)
    said_methods = next((claim.settings.authentication for claim in item.claims if claim.settings.authentication), ())
    seen_methods = item.connected.capabilities.authentication_methods if item.connected is not None else ()
    return RecommendedServer(
        settings=type(item.best.settings)(
            endpoint=item.endpoint,
            username=said_username,
            authentication=said_methods or seen_methods,
        ),
        source=item.best.source,
        origin=item.best.origin,
        trusted=item.trusted,
        verified=verified,
        report=item.report,
    )
