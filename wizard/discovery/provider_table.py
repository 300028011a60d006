"""What the rulebook knows of the provider: at once for its own domains, by its mail exchanger for others."""

from collections.abc import Sequence
from functools import partial

from wizard.discovery.configuration_file import candidates
from wizard.discovery.lookup import Inquiry, Lookup, dns_failure, lookup
from wizard.discovery.mail_exchanger import best_exchanger
from wizard.model import Found, LookupResult, NothingFound, Provider, SocketType, SourceName

NAME = SourceName.PROVIDER_TABLE


def lookups(inquiry: Inquiry) -> Sequence[Lookup]:
    """By the domain, without a network; where that is not known, also by the host that takes in its mail."""
    provider = inquiry.rulebook.provider_for(inquiry.domain)
    if provider is not None:
        return (lookup(NAME, _origin(provider), partial(_known, provider)),)
    return (lookup(NAME, f"MX {inquiry.domain}", partial(_ask, inquiry)),)


async def _known(provider: Provider) -> LookupResult:
    return _answer(provider, trusted=True)


async def _ask(inquiry: Inquiry) -> LookupResult:
    answer = await inquiry.network.dns.mx(inquiry.domain)
    if failure := dns_failure(answer):
        return failure
    exchanger = best_exchanger(answer)
    provider = None if exchanger is None else inquiry.rulebook.provider_for_mx(exchanger)
    return NothingFound() if provider is None else _answer(provider, trusted=answer.authenticated)


def _answer(provider: Provider, *, trusted: bool) -> LookupResult:
    if provider.servers:
        found = candidates(provider.servers, NAME, _origin(provider), trusted=trusted)
        return Found(candidates=found, published=provider.published)
    declined = frozenset(
        (protocol, socket_type)
        for protocol in provider.published.lacks
        for socket_type in (SocketType.SSL, SocketType.STARTTLS)
    )
    return NothingFound(not_offered=declined, published=provider.published)


def _origin(provider: Provider) -> str:
    return f"providers/{provider.id}.yaml"
