"""What the company that takes in the domain's mail publishes, for people with a domain of their own."""

import asyncio
from collections.abc import Sequence
from functools import partial

from wizard.discovery import configuration_file, ispdb
from wizard.discovery.lookup import Inquiry, Lookup, dns_failure, lookup
from wizard.discovery.mail_exchanger import best_exchanger, provider_domains
from wizard.model import (
    Found,
    LookupFailed,
    LookupFailure,
    LookupResult,
    NotAsked,
    NotAskedReason,
    NothingFound,
    SourceName,
)

NAME = SourceName.MX


def lookups(inquiry: Inquiry) -> Sequence[Lookup]:
    """One question with several steps; the claims carry the URL that made them."""
    return (lookup(NAME, f"MX {inquiry.domain}", partial(_ask, inquiry)),)


async def _ask(inquiry: Inquiry) -> LookupResult:
    answer = await inquiry.network.dns.mx(inquiry.domain)
    if failure := dns_failure(answer):
        return failure
    exchanger = best_exchanger(answer)
    if exchanger is None:
        return NothingFound()
    urls = _urls(inquiry, provider_domains(exchanger, domain=inquiry.domain))
    if not urls:
        return NotAsked(reason=NotAskedReason.NOT_NEEDED)
    return await _first_found(inquiry, urls, authenticated=answer.authenticated)


def _urls(inquiry: Inquiry, domains: Sequence[str]) -> tuple[str, ...]:
    """In the order of draft-ietf-mailmaint-autoconfig: the provider's own files, then the database's; https only."""
    own = [f"https://autoconfig.{domain}/mail/config-v1.1.xml" for domain in domains]
    listed = [entry for domain in domains if (entry := ispdb.entry(inquiry, domain)) is not None]
    return (*own, *listed)


async def _first_found(inquiry: Inquiry, urls: Sequence[str], *, authenticated: bool) -> LookupResult:
    """All at once, but the best place that has a file wins, not the quickest.

    A file for `mail.provider.example` is about these mailboxes, one for `provider.example` perhaps about others: so
    the rest is not added to it.
    """
    results: list[LookupResult] = []
    async with asyncio.TaskGroup() as group:
        tasks = [
            group.create_task(configuration_file.ask(inquiry, NAME, url, authenticated=authenticated)) for url in urls
        ]
        for task in tasks:
            results.append(await task)
            if isinstance(results[-1], Found):
                break
        for task in tasks:
            task.cancel()
    return results[-1] if isinstance(results[-1], Found) else _most_telling(results, urls)


def _most_telling(results: Sequence[LookupResult], urls: Sequence[str]) -> LookupResult:
    """A file without servers, else what went wrong, else that nothing is published."""
    for result in results:
        if isinstance(result, NothingFound):
            return result
    failures = [(url, result) for url, result in zip(urls, results, strict=True) if isinstance(result, LookupFailed)]
    absent = {LookupFailure.NOT_FOUND, LookupFailure.NO_SUCH_NAME}
    url, failure = min(failures, key=lambda pair: pair[1].reason in absent)
    return LookupFailed(reason=failure.reason, detail=f"{url} {failure.detail}".rstrip())
