"""Investigations to ask the advisor about, put together from what a test needs."""

from collections.abc import Sequence

from wizard.model import (
    Candidate,
    Capabilities,
    Connected,
    Cost,
    EmailAddress,
    Endpoint,
    Failed,
    FailureReason,
    Investigation,
    LookupResult,
    ProbeOutcome,
    ProbeReport,
    Protocol,
    Published,
    RecommendedServer,
    ServerSettings,
    SocketType,
    SourceName,
    SourceReport,
    Stage,
    TestedCandidate,
)

IMAP = Endpoint(protocol=Protocol.IMAP, hostname="imap.voorbeeld.nl", port=993, socket_type=SocketType.SSL)
POP3 = Endpoint(protocol=Protocol.POP3, hostname="pop.voorbeeld.nl", port=995, socket_type=SocketType.SSL)
SMTP = Endpoint(protocol=Protocol.SMTP, hostname="smtp.voorbeeld.nl", port=465, socket_type=SocketType.SSL)
BOTH_SOCKETS = frozenset({(Protocol.IMAP, SocketType.SSL), (Protocol.IMAP, SocketType.STARTTLS)})


def connected(endpoint: Endpoint, *names: str) -> ProbeReport:
    capabilities = Capabilities(protocol=endpoint.protocol, greeting="ready", names=names, sasl_mechanisms=("PLAIN",))
    return ProbeReport(endpoint=endpoint, outcome=Connected(tls=None, capabilities=capabilities), seconds=0.1)


def failed(endpoint: Endpoint, reason: FailureReason) -> ProbeReport:
    outcome: ProbeOutcome = Failed(stage=Stage.CONNECT, reason=reason)
    return ProbeReport(endpoint=endpoint, outcome=outcome, seconds=0.1)


def server(report: ProbeReport, *, verified: bool = True) -> RecommendedServer:
    return RecommendedServer(
        settings=ServerSettings(endpoint=report.endpoint, username="%EMAILADDRESS%"),
        source=SourceName.AUTOCONFIG,
        origin="https://autoconfig.voorbeeld.nl/",
        trusted=True,
        verified=verified,
        report=report,
    )


def claim(
    report: ProbeReport, source: SourceName = SourceName.AUTOCONFIG, priority: int | None = None
) -> TestedCandidate:
    settings = ServerSettings(endpoint=report.endpoint)
    candidate = Candidate(settings=settings, source=source, origin="here", trusted=True, priority=priority)
    return TestedCandidate(claims=(candidate,), report=report)


def source(result: LookupResult) -> SourceReport:
    return SourceReport(source=SourceName.SRV, origin="_imaps._tcp.voorbeeld.nl", result=result, seconds=0.1)


def investigation(
    *,
    servers: Sequence[RecommendedServer] = (),
    alternatives: Sequence[RecommendedServer] = (),
    candidates: Sequence[TestedCandidate] = (),
    results: Sequence[LookupResult] = (),
    published: Published | None = None,
    address: str = "anna@voorbeeld.nl",
) -> Investigation:
    return Investigation(
        address=EmailAddress.parse(address),
        servers={entry.endpoint.protocol: entry for entry in servers},
        alternatives=tuple(alternatives),
        candidates=tuple(candidates),
        sources=tuple(source(result) for result in results),
        findings=(),
        published=published or Published(),
        cost=Cost(),
        settled_seconds=0.1,
        seconds=0.2,
    )
