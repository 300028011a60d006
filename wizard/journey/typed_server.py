"""A server that the user types by hand: what is wrong with it, and which of the usual ports it may be."""

import re
from dataclasses import dataclass
from enum import StrEnum

from wizard.model import Candidate, Endpoint, ProbeReport, Protocol, ServerSettings, SocketType, SourceName
from wizard.model import TestedCandidate as Tested
from wizard.model.domains import ascii_domain

USUAL: dict[Protocol, dict[SocketType, int]] = {
    Protocol.IMAP: {SocketType.SSL: 993, SocketType.STARTTLS: 143},
    Protocol.POP3: {SocketType.SSL: 995, SocketType.STARTTLS: 110},
    Protocol.SMTP: {SocketType.SSL: 465, SocketType.STARTTLS: 587},
}
"""RFC 8314 section 7, RFC 6409 section 3.1; never one without encryption."""


class TypingProblem(StrEnum):
    """What makes that nothing can be tested."""

    NO_HOSTNAME = "no-hostname"
    NO_PORT = "no-port"


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedServer:
    """The fields as they were typed; an empty port is the usual one."""

    protocol: Protocol
    hostname: str = ""
    port: str = ""
    socket_type: SocketType = SocketType.SSL

    @property
    def endpoint(self) -> Endpoint | TypingProblem | None:
        """Where to connect, or what is wrong; None where nothing was typed."""
        if not self.hostname.strip():
            return None
        hostname = ascii_domain(self.hostname)
        if hostname is None or "." not in hostname:
            return TypingProblem.NO_HOSTNAME
        port = self.port.strip() or str(USUAL[self.protocol][self.socket_type])
        if not re.fullmatch("[0-9]{1,5}", port) or not 1 <= int(port) <= 65535:
            return TypingProblem.NO_PORT
        return Endpoint(protocol=self.protocol, hostname=hostname, port=int(port), socket_type=self.socket_type)


def usual_places(endpoint: Endpoint) -> tuple[Endpoint, ...]:
    """The other usual ports of the same host, best first."""
    places = tuple(
        Endpoint(protocol=endpoint.protocol, hostname=endpoint.hostname, port=port, socket_type=socket_type)
        for socket_type, port in USUAL[endpoint.protocol].items()
    )
    return tuple(place for place in places if place != endpoint)


def claim(report: ProbeReport) -> Tested:
    """The server as the user's own word, which she believes herself."""
    settings = ServerSettings(endpoint=report.endpoint)
    said = Candidate(settings=settings, source=SourceName.MANUAL, origin=report.endpoint.hostname, trusted=True)
    return Tested(claims=(said,), report=report)
