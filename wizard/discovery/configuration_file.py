"""Fetching an autoconfig file, wherever it is published, and turning it into an answer."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import count
from urllib.parse import urlsplit

from wizard.discovery import autoconfig_xml
from wizard.discovery.autoconfig_xml import Configuration
from wizard.discovery.lookup import Inquiry
from wizard.model import (
    Candidate,
    FindingId,
    Found,
    Hint,
    HintId,
    LookupFailed,
    LookupResult,
    NothingFound,
    Protocol,
    Published,
    ServerSettings,
    SourceName,
)
from wizard.model.domains import same_registrable_domain
from wizard.network import HttpFailure


async def ask(
    inquiry: Inquiry, source: SourceName, url: str, *, query: str = "", authenticated: bool = True
) -> LookupResult:
    """What the file at `url` says. `authenticated` tells whether the way that led to this URL was."""
    response = await inquiry.network.http.get(url + query)
    if isinstance(response, HttpFailure):
        return LookupFailed(reason=response.reason, detail=response.detail)
    configuration = autoconfig_xml.read(response.body, domain=inquiry.domain)
    if isinstance(configuration, LookupFailed):
        return replace(configuration, page=response.page)
    published = _published(configuration, inquiry)
    if not configuration.servers:
        return NothingFound(published=published, page=response.page)
    trusted = authenticated and response.secure
    return Found(
        candidates=candidates(configuration.servers, source, _origin(url, response.url), trusted=trusted),
        published=published,
        page=response.page,
    )


def _origin(asked: str, answered: str) -> str:
    """What was asked, and whose answer it is where that is another domain."""
    here, there = urlsplit(asked), urlsplit(answered)
    if here.hostname == there.hostname or same_registrable_domain(here.hostname or "", there.hostname or ""):
        return asked
    return f"{asked} > {there.scheme}://{there.netloc}"


def candidates(
    servers: Iterable[ServerSettings], source: SourceName, origin: str, *, trusted: bool
) -> tuple[Candidate, ...]:
    """One claim for each server, numbered within its protocol in the given order."""
    orders = {protocol: count() for protocol in Protocol}
    return tuple(
        Candidate(
            settings=server, source=source, origin=origin, trusted=trusted, order=next(orders[server.endpoint.protocol])
        )
        for server in servers
    )


def _published(configuration: Configuration, inquiry: Inquiry) -> Published:
    """What the file says, with the hint that follows from its servers in the rulebook's words."""
    said = configuration.published
    words = inquiry.rulebook.findings.get(FindingId.OAUTH2_ONLY)
    if not configuration.oauth2_only or words is None:
        return said
    subject = said.display_name or inquiry.domain
    hint = Hint(id=HintId.OAUTH2_ONLY, text=words.seen.filled(subject=subject))
    return Published(display_name=said.display_name, help_pages=said.help_pages, hints=(hint, *said.hints))
