"""What the domain's SRV records say (RFC 6186, RFC 8314 section 5.1)."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from types import MappingProxyType

from wizard.discovery.configuration_file import candidates
from wizard.discovery.lookup import Inquiry, Lookup, dns_failure, lookup
from wizard.model import (
    Endpoint,
    Found,
    LookupFailed,
    LookupFailure,
    LookupResult,
    NothingFound,
    Protocol,
    ServerSettings,
    SocketType,
    SourceName,
)
from wizard.network import DnsAnswer, SrvRecord

NAME = SourceName.SRV

SERVICES = MappingProxyType(
    {
        "_imaps": (Protocol.IMAP, SocketType.SSL),
        "_imap": (Protocol.IMAP, SocketType.STARTTLS),
        "_pop3s": (Protocol.POP3, SocketType.SSL),
        "_pop3": (Protocol.POP3, SocketType.STARTTLS),
        "_submissions": (Protocol.SMTP, SocketType.SSL),
        "_submission": (Protocol.SMTP, SocketType.STARTTLS),
    }
)


def lookups(inquiry: Inquiry) -> Sequence[Lookup]:
    """One question for each service."""
    return tuple(lookup(NAME, _name(service, inquiry.domain), partial(_ask, inquiry, service)) for service in SERVICES)


async def not_offered(inquiry: Inquiry) -> frozenset[tuple[Protocol, SocketType]]:
    """The services that the domain decidedly does not offer: their only target is "." (RFC 6186 section 3.4)."""
    answers = await asyncio.gather(*(inquiry.network.dns.srv(_name(service, inquiry.domain)) for service in SERVICES))
    return frozenset(
        service for service, answer in zip(SERVICES.values(), answers, strict=True) if _is_declined(answer)
    )


async def _ask(inquiry: Inquiry, service: str) -> LookupResult:
    answer = await inquiry.network.dns.srv(_name(service, inquiry.domain))
    if failure := dns_failure(answer):
        return failure
    protocol, socket_type = SERVICES[service]
    if _is_declined(answer):
        return NothingFound(not_offered=frozenset({(protocol, socket_type)}))
    if not answer.records:
        return (
            LookupFailed(reason=LookupFailure.BAD_CONFIGURATION, detail=answer.detail)
            if answer.detail
            else NothingFound()
        )
    priorities: dict[Endpoint, int] = {}
    for endpoint, priority in _endpoints(answer, protocol, socket_type):
        priorities.setdefault(endpoint, priority)
    settings = [ServerSettings(endpoint=endpoint) for endpoint in priorities]
    claims = candidates(settings, NAME, _name(service, inquiry.domain), trusted=answer.authenticated)
    return Found(candidates=tuple(replace(claim, priority=priorities[claim.endpoint]) for claim in claims))


def _endpoints(
    answer: DnsAnswer[SrvRecord], protocol: Protocol, socket_type: SocketType
) -> Iterator[tuple[Endpoint, int]]:
    """With their priority, in the order of the answer: lowest priority first, among equals the heaviest.

    RFC 2782 draws lots by weight to spread the load of many visits; a person sets up one server, once.
    Half of the domains that publish `_submission` on port 465 mean implicit TLS there: that is offered first.
    """
    for record in answer.records:
        if record.target is None:
            continue
        if (protocol, socket_type, record.port) == (Protocol.SMTP, SocketType.STARTTLS, 465):
            implicit = Endpoint(protocol=protocol, hostname=record.target, port=record.port, socket_type=SocketType.SSL)
            yield implicit, record.priority
        stated = Endpoint(protocol=protocol, hostname=record.target, port=record.port, socket_type=socket_type)
        yield stated, record.priority


def _is_declined(answer: DnsAnswer[SrvRecord]) -> bool:
    return bool(answer.records) and all(record.target is None for record in answer.records)


def _name(service: str, domain: str) -> str:
    return f"{service}._tcp.{domain}"
