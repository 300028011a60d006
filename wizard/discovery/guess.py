"""Names that mail servers often have, where nobody says better."""

import asyncio
import secrets
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from wizard.discovery import srv
from wizard.discovery.configuration_file import candidates
from wizard.discovery.lookup import Inquiry, Lookup, dns_failure, lookup
from wizard.model import (
    Endpoint,
    Found,
    LookupResult,
    NotAsked,
    NotAskedReason,
    NothingFound,
    Protocol,
    ServerSettings,
    SocketType,
    SourceName,
)
from wizard.network import DnsAnswer

NAME = SourceName.GUESS

_NAMES = ("imap", "pop", "pop3", "smtp", "mail", "")
_NAMES_FOR = {
    Protocol.IMAP: ("imap", "mail", ""),
    Protocol.POP3: ("pop", "pop3", "mail", ""),
    Protocol.SMTP: ("smtp", "mail", ""),
}
_PORTS = {
    (Protocol.IMAP, SocketType.SSL): 993,
    (Protocol.IMAP, SocketType.STARTTLS): 143,
    (Protocol.POP3, SocketType.SSL): 995,
    (Protocol.POP3, SocketType.STARTTLS): 110,
    (Protocol.SMTP, SocketType.SSL): 465,
    (Protocol.SMTP, SocketType.STARTTLS): 587,
}


def lookups(inquiry: Inquiry) -> Sequence[Lookup]:
    """One question; not asked where the provider table knows the servers, or that there are none."""
    return (lookup(NAME, inquiry.domain, partial(_ask, inquiry)),)


async def _ask(inquiry: Inquiry) -> LookupResult:
    """The usual names that exist, for the services that the domain does not decline in its SRV records.

    A name made up on the spot is asked as well: where that exists too, the others say nothing.
    """
    provider = inquiry.rulebook.provider_for(inquiry.domain)
    if provider is not None and (provider.servers or provider.published.lacks):
        return NotAsked(reason=NotAskedReason.NOT_NEEDED)
    hostnames = {name: f"{name}.{inquiry.domain}" if name else inquiry.domain for name in _NAMES}
    made_up = f"{secrets.token_hex(8)}.{inquiry.domain}"
    declined, answers = await asyncio.gather(
        srv.not_offered(inquiry), _addresses(inquiry, (made_up, *hostnames.values()))
    )
    existing = {name: hostname for name, hostname in hostnames.items() if answers[hostname].records}
    if not existing:
        return next(filter(None, map(dns_failure, answers.values())), NothingFound())
    anything = set(answers[made_up].records)
    wildcard = any(name and set(answers[hostname].records) == anything for name, hostname in existing.items())
    services = [service for service in _PORTS if service not in declined]
    found = candidates(_settings(existing, services), NAME, inquiry.domain, trusted=False)
    return Found(candidates=found, wildcard=wildcard) if found else NothingFound(not_offered=declined)


async def _addresses(inquiry: Inquiry, hostnames: Sequence[str]) -> Mapping[str, DnsAnswer[str]]:
    answers = await asyncio.gather(*(inquiry.network.dns.addresses(hostname) for hostname in hostnames))
    return dict(zip(hostnames, answers, strict=True))


def _settings(existing: Mapping[str, str], services: Sequence[tuple[Protocol, SocketType]]) -> Iterator[ServerSettings]:
    for protocol, socket_type in services:
        for name in _NAMES_FOR[protocol]:
            if hostname := existing.get(name):
                yield ServerSettings(
                    endpoint=Endpoint(
                        protocol=protocol,
                        hostname=hostname,
                        port=_PORTS[protocol, socket_type],
                        socket_type=socket_type,
                    )
                )
