"""Short ways to say what was claimed and what was seen, for tests."""

from datetime import UTC, datetime

from wizard.model import (
    Candidate,
    Capabilities,
    Connected,
    Endpoint,
    Failed,
    FailureReason,
    Found,
    ProbeReport,
    Protocol,
    ServerSettings,
    SocketType,
    SourceName,
    SourceReport,
    Stage,
    TlsFacts,
)

PORTS = {
    993: (Protocol.IMAP, SocketType.SSL),
    143: (Protocol.IMAP, SocketType.STARTTLS),
    995: (Protocol.POP3, SocketType.SSL),
    110: (Protocol.POP3, SocketType.STARTTLS),
    465: (Protocol.SMTP, SocketType.SSL),
    587: (Protocol.SMTP, SocketType.STARTTLS),
    1143: (Protocol.IMAP, SocketType.PLAIN),
    1110: (Protocol.POP3, SocketType.PLAIN),
}
"""The ports of these tests tell the protocol and the security."""


def endpoint(server: str) -> Endpoint:
    """`imap.voorbeeld.nl:993` as an endpoint."""
    hostname, _, port = server.partition(":")
    protocol, socket_type = PORTS[int(port)]
    return Endpoint(protocol=protocol, hostname=hostname, port=int(port), socket_type=socket_type)


def claim(
    server: str,
    source: SourceName = SourceName.AUTOCONFIG,
    *,
    trusted: bool = True,
    order: int = 0,
    username: str | None = "%EMAILADDRESS%",
    origin: str = "https://autoconfig.voorbeeld.nl/mail/config-v1.1.xml",
) -> Candidate:
    """One claim about this server."""
    return Candidate(
        settings=ServerSettings(endpoint=endpoint(server), username=username),
        source=source,
        origin=origin,
        trusted=trusted,
        order=order,
    )


def found(*claims: Candidate, wildcard: bool = False) -> SourceReport:
    """A source that named these servers."""
    result = Found(candidates=claims, wildcard=wildcard)
    return SourceReport(source=claims[0].source, origin=claims[0].origin, result=result, seconds=0.1)


def tls(version: str = "TLSv1.3", *, self_signed: bool = False) -> TlsFacts:
    """A session whose certificate runs from 2026 to 2027."""
    return TlsFacts(
        version=version,
        hostname_matches=True,
        trusted=True,
        issuer="Voorbeeld CA",
        names=("*.voorbeeld.nl",),
        not_before=datetime(2026, 1, 1, tzinfo=UTC),
        not_after=datetime(2027, 1, 31, tzinfo=UTC),
        self_signed=self_signed,
    )


def works(server: str, *names: str, mechanisms: tuple[str, ...] = ("PLAIN",)) -> ProbeReport:
    """This server answered well and announced these capabilities."""
    place = endpoint(server)
    capabilities = Capabilities(
        protocol=place.protocol, greeting="ready", names=tuple(sorted(names)), sasl_mechanisms=mechanisms
    )
    secure = None if place.socket_type is SocketType.PLAIN else tls()
    outcome = Connected(tls=secure, capabilities=capabilities)
    return ProbeReport(endpoint=place, outcome=outcome, seconds=0.2, address="192.0.2.1")


def fails(
    server: str, reason: FailureReason, stage: Stage = Stage.CONNECT, session: TlsFacts | None = None
) -> ProbeReport:
    """The test of this server ended so."""
    outcome = Failed(stage=stage, reason=reason, detail="detail", tls=session)
    return ProbeReport(endpoint=endpoint(server), outcome=outcome, seconds=0.2)
