"""Sending from here: ports 465, 587, 25 and what else the provider names of its outgoing servers, step by step.

No message is sent, no recipient tried, no relaying tested. Port 25 is looked at only here, because the user asked, and
only at hosts that her provider names as its outgoing servers.
"""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from wizard.model import (
    Connected,
    Endpoint,
    Failed,
    FailureReason,
    FindingId,
    Investigation,
    ProbeReport,
    Protocol,
    SocketType,
    Speaker,
    Stage,
)
from wizard.network import Network

Probe = Callable[[Endpoint, Network, float | None], Awaitable[ProbeReport]]
"""`wizard.probing.probe`, handed in by the caller."""

PORTS = ((465, SocketType.SSL), (587, SocketType.STARTTLS), (25, SocketType.STARTTLS))
"""In the order of advice: implicit TLS first (RFC 8314 section 3.3); 25 is looked at and never advised."""

_STANDARD = (465, 587)
_BETWEEN_SERVERS = 25
_MOST_HOSTS = 2
_MOST_OTHER_PORTS = 2
_CERTIFICATE = frozenset(
    {FailureReason.CERTIFICATE_EXPIRED, FailureReason.CERTIFICATE_NAME, FailureReason.CERTIFICATE_UNTRUSTED}
)


class Step(StrEnum):
    """What must go well, one after the other; with implicit TLS the greeting comes after the certificate."""

    NAME = "name"
    CONNECT = "connect"
    GREETING = "greeting"
    TLS = "tls"
    CERTIFICATE = "certificate"
    SIGN_IN = "sign-in"


_NOTHING = frozenset({FailureReason.TIMED_OUT, FailureReason.UNREACHABLE, FailureReason.BLOCKED})


@dataclass(frozen=True, slots=True, kw_only=True)
class PortLook:
    """One port as it was seen: `passed` in the order of the talk, `failed` the step that went wrong, if any.

    `answered_as` is the name in the server's greeting, `issuer` that of the certificate. `published` tells that
    somebody names this port for sending, `inside_tls` that the certificate was verified.
    """

    hostname: str
    port: int
    security: SocketType
    passed: tuple[Step, ...]
    failed: Step | None = None
    reason: FailureReason | None = None
    answered_as: str | None = None
    issuer: str | None = None
    mechanisms: tuple[str, ...] = ()
    published: bool = False
    seconds: float = 0.0

    @property
    def works(self) -> bool:
        """Whether everything but the password itself is proved."""
        return self.failed is None

    @property
    def advised(self) -> bool:
        """Whether a program may be set to it: the standard ports, and what the provider names itself; 25 never."""
        return self.port in _STANDARD or (self.published and self.port != _BETWEEN_SERVERS)

    @property
    def rank(self) -> int:
        """The order of advice among the ports of one host; the smaller, the better."""
        return _STANDARD.index(self.port) if self.port in _STANDARD else len(_STANDARD)

    @property
    def reached(self) -> bool:
        return Step.CONNECT in self.passed

    @property
    def silent(self) -> bool:
        """Whether nothing came back: blocked on the way, or down."""
        return self.failed is Step.CONNECT and self.reason in _NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class SendingLook:
    """Everything that was seen from one place; nothing in it tells who looked, but the mail domain.

    `made` is a day and time in UTC (ISO 8601). `portal` is where the network leads everybody first, `product` what
    reads along on encrypted connections.
    """

    domain: str
    made: str
    ports: tuple[PortLook, ...]
    portal: str | None = None
    product: str | None = None


async def look_at_sending(
    investigation: Investigation, network: Network, probe: Probe, *, made: str, end: float | None = None
) -> SendingLook:
    """Look at every port of the outgoing servers; `end` on the clock of the event loop bounds it."""
    seen = {item.endpoint: item.report for item in investigation.candidates if item.report is not None}
    published = {
        item.endpoint for item in investigation.candidates if any(source.is_published for source in item.sources)
    }
    endpoints = [
        Endpoint(protocol=Protocol.SMTP, hostname=hostname, port=port, socket_type=security)
        for hostname in outgoing_hosts(investigation)
        for port, security in (*PORTS, *_other_ports(hostname, published))
    ]
    missing = [endpoint for endpoint in endpoints if endpoint not in seen]
    seen.update(zip(missing, await asyncio.gather(*(probe(one, network, end) for one in missing)), strict=True))
    values = {finding.id: finding.values for finding in investigation.findings}
    return SendingLook(
        domain=investigation.address.domain,
        made=made,
        ports=tuple(port_look(seen[endpoint], published=endpoint in published) for endpoint in endpoints),
        portal=values.get(FindingId.CAPTIVE_PORTAL, {}).get("portal"),
        product=values.get(FindingId.INTERCEPTED, {}).get("product"),
    )


def _other_ports(hostname: str, published: Collection[Endpoint]) -> Sequence[tuple[int, SocketType]]:
    """What the provider names besides the usual ports, with encryption."""
    usual = {port for port, _security in PORTS}
    return sorted(
        (one.port, one.socket_type)
        for one in published
        if (one.protocol, one.hostname) == (Protocol.SMTP, hostname)
        and one.port not in usual
        and one.socket_type is not SocketType.PLAIN
    )[:_MOST_OTHER_PORTS]


def outgoing_hosts(investigation: Investigation) -> tuple[str, ...]:
    """The hosts that send for this account, best first: those that may be recommended, then the published."""
    best = investigation.servers.get(Protocol.SMTP)
    hosts = [best.endpoint.hostname] if best is not None else []
    hosts += [one.endpoint.hostname for one in investigation.alternatives if one.endpoint.protocol is Protocol.SMTP]
    hosts += [
        item.endpoint.hostname
        for item in investigation.candidates
        if item.endpoint.protocol is Protocol.SMTP and any(source.is_published for source in item.sources)
    ]
    return tuple(dict.fromkeys(hosts))[:_MOST_HOSTS]


def port_look(report: ProbeReport, *, published: bool = False) -> PortLook:
    """What a probe means, step by step."""
    order = tuple(_order(report.endpoint.socket_type))
    failed, reason = _failure(report)
    tls = report.outcome.tls
    mechanisms = report.outcome.capabilities.sasl_mechanisms if isinstance(report.outcome, Connected) else ()
    return PortLook(
        hostname=report.endpoint.hostname,
        port=report.endpoint.port,
        security=report.endpoint.socket_type,
        passed=order if failed is None else order[: order.index(failed)],
        failed=failed,
        reason=reason,
        answered_as=_greeted_as(report),
        issuer=tls.issuer if tls is not None else None,
        mechanisms=mechanisms,
        published=published,
        seconds=round(report.seconds, 3),
    )


def _order(security: SocketType) -> Iterator[Step]:
    yield from (Step.NAME, Step.CONNECT)
    if security is SocketType.SSL:
        yield from (Step.TLS, Step.CERTIFICATE, Step.GREETING)
    else:
        yield from (Step.GREETING, Step.TLS, Step.CERTIFICATE)
    yield Step.SIGN_IN


def _failure(report: ProbeReport) -> tuple[Step | None, FailureReason | None]:
    match report.outcome:
        case Connected(capabilities=capabilities):
            return (None, None) if capabilities.sasl_mechanisms else (Step.SIGN_IN, None)
        case Failed(stage=stage, reason=reason):
            return _step(stage, reason), reason


def _step(stage: Stage, reason: FailureReason) -> Step:
    if reason in {FailureReason.NO_SUCH_NAME, FailureReason.NO_ADDRESS}:
        return Step.NAME
    match stage:
        case Stage.RESOLVE:
            return Step.NAME
        case Stage.CONNECT:
            return Step.CONNECT
        case Stage.TLS:
            return Step.CERTIFICATE if reason in _CERTIFICATE else Step.TLS
        case Stage.STARTTLS:
            return Step.TLS
        case Stage.GREETING:
            return Step.GREETING
        case Stage.CAPABILITY | Stage.SIGN_IN:
            return Step.SIGN_IN


def _greeted_as(report: ProbeReport) -> str | None:
    """The name that the server gives itself in its greeting (RFC 5321 section 4.2: it comes first)."""
    said: Sequence[str] = [line.text for line in report.transcript if line.speaker is Speaker.SERVER]
    words = said[0].replace("220-", "220 ", 1).split() if said else []
    if words[:1] != ["220"] or len(words) < 2:
        return None
    name = words[1].strip("[]<>,;").lower()
    return name if "." in name else None
