"""What a domain publishes: each document read as a file, and all of it together."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from wizard.discovery import autodiscover_xml
from wizard.exporters.pacc import digest
from wizard.lint.faults import Faults
from wizard.lint.reading import Kind, Reading, read
from wizard.model import (
    EmailAddress,
    Fault,
    FaultId,
    Found,
    LookupFailed,
    LookupFailure,
    NothingFound,
    Severity,
    SourceName,
    SourceReport,
)
from wizard.network import DnsStatus, HttpFailure, HttpResponse, Network

_READ_AGAIN = {LookupFailure.BAD_CONFIGURATION}
_BROKEN = {
    LookupFailure.TLS_HANDSHAKE,
    LookupFailure.CERTIFICATE_EXPIRED,
    LookupFailure.CERTIFICATE_NAME,
    LookupFailure.CERTIFICATE_UNTRUSTED,
    LookupFailure.SERVER_ERROR,
    LookupFailure.BUSY,
    LookupFailure.TOO_LARGE,
    LookupFailure.TOO_MANY_REDIRECTS,
    LookupFailure.BAD_REDIRECT,
}
"""Something is there, and programs get nothing out of it."""

_TYPES = {
    Kind.AUTOCONFIG: ("text/xml", "application/xml"),
    Kind.AUTODISCOVER: ("text/xml", "application/xml"),
    Kind.PACC: ("application/json",),
    Kind.MOBILECONFIG: ("application/x-apple-aspen-config",),
}
_OWN = {
    SourceName.AUTOCONFIG: "autoconfig",
    SourceName.SRV: "DNS (SRV)",
    SourceName.PACC: "PACC",
    SourceName.AUTODISCOVER: "Autodiscover",
}
_PACC_HOST = "ua-auto-config."
_AUTODISCOVER_PATH = "/autodiscover/autodiscover.xml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One document that was fetched: where from, and what it says."""

    url: str
    reading: Reading
    body: bytes
    secure: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """The documents that were there, and the faults of all of them and of the whole."""

    documents: tuple[Document, ...]
    faults: tuple[Fault, ...]


async def published_by(url: str, network: Network, *, end: float | None = None) -> Document | HttpFailure:
    """The document at this URL, checked; what is not there at `end`, on the clock of the event loop, has timed out."""
    try:
        async with asyncio.timeout_at(end):
            return await _checked(url, network)
    except TimeoutError:
        return HttpFailure(reason=LookupFailure.TIMED_OUT, hops=(url,))


async def _checked(url: str, network: Network) -> Document | HttpFailure:
    domain = domain_of(url)
    response = await _fetch(url, domain, network)
    if isinstance(response, HttpFailure):
        return response
    reading = read(response.body, url, domain=domain)
    extra = Faults(document=url)
    _content_type(response, reading, extra)
    if reading.kind is Kind.PACC and domain is not None:
        await _digest(response.body, domain, network, extra)
    return Document(
        url=url,
        reading=Reading(
            kind=reading.kind,
            faults=(*extra.in_order(), *reading.faults),
            servers=reading.servers,
            domains=reading.domains,
        ),
        body=response.body,
        secure=response.secure,
    )


async def _fetch(url: str, domain: str | None, network: Network) -> HttpResponse | HttpFailure:
    """Autodiscover answers a question about an address; every mail domain has a postmaster (RFC 5321 section 4.5.1)."""
    if domain is None or not url.lower().endswith(_AUTODISCOVER_PATH):
        return await network.http.get(url)
    question = autodiscover_xml.request(EmailAddress(local_part="postmaster", domain=domain))
    return await network.http.post(url, question, "text/xml; charset=utf-8")


async def look_at_published(
    domain: str, sources: Sequence[SourceReport], network: Network, *, end: float | None = None
) -> Published:
    """The documents that the sources of an investigation found, read again as files; see `published_by` for `end`."""
    urls = [report.origin for report in sources if _is_there(report)]
    found = await asyncio.gather(*(published_by(url, network, end=end) for url in urls))
    documents = tuple(document for document in found if isinstance(document, Document))
    whole = Faults(document=domain)
    for url, failure in zip(urls, found, strict=True):
        if isinstance(failure, HttpFailure):
            _not_fetched(url, failure.reason, whole)
    _unreachable(sources, whole)
    _copies(documents, whole)
    _mechanisms(domain, sources, whole)
    return Published(
        documents=documents,
        faults=(*whole.in_order(), *(fault for document in documents for fault in document.reading.faults)),
    )


def domain_of(url: str) -> str | None:
    """The mail domain that a well-known URL is about."""
    host, _, path = url.partition("://")[2].partition("/")
    host = host.partition(":")[0].lower()
    for prefix in ("autoconfig.", _PACC_HOST, "autodiscover."):
        if host.startswith(prefix):
            return host.removeprefix(prefix)
    at_the_domain = path.startswith(".well-known/autoconfig/") or f"/{path}".lower() == _AUTODISCOVER_PATH
    return host if at_the_domain else None


def _is_there(report: SourceReport) -> bool:
    if report.source not in _OWN or not report.origin.startswith(("https://", "http://")):
        return False
    match report.result:
        case Found() | NothingFound():
            return True
        case LookupFailed(reason=reason):
            return reason in _READ_AGAIN
        case _:
            return False


def _unreachable(sources: Sequence[SourceReport], faults: Faults) -> None:
    for report in sources:
        reason = report.result.reason if isinstance(report.result, LookupFailed) else None
        if report.source in {SourceName.AUTOCONFIG, SourceName.PACC} and reason in _BROKEN:
            _not_fetched(report.origin, reason, faults)


def _not_fetched(url: str, reason: LookupFailure, faults: Faults) -> None:
    apart = Faults(document=url)
    apart.add(FaultId.NOT_FETCHED, severity=Severity.WARNING, why=reason.value)
    faults.found.extend(apart.found)


def _copies(documents: Sequence[Document], faults: Faults) -> None:
    """All copies of the autoconfig file should be one file."""
    copies = [document for document in documents if document.reading.kind is Kind.AUTOCONFIG]
    for copy in copies[1:]:
        if copy.body.split() != copies[0].body.split():
            apart = Faults(document=copy.url)
            apart.add(FaultId.COPIES_DIFFER, value=copies[0].url)
            faults.found.extend(apart.found)


def _mechanisms(domain: str, sources: Sequence[SourceReport], faults: Faults) -> None:
    there = {report.source for report in sources if isinstance(report.result, Found) or _declines(report)}
    if not there & _OWN.keys():
        faults.add(FaultId.NOTHING_PUBLISHED, domain=domain)
        return
    for source, name in _OWN.items():
        if source not in there:
            faults.add(FaultId.NOT_PUBLISHED, domain=domain, value=name)


def _declines(report: SourceReport) -> bool:
    return isinstance(report.result, NothingFound) and bool(report.result.not_offered)


def _content_type(response: HttpResponse, reading: Reading, faults: Faults) -> None:
    said = (response.content_type or "").partition(";")[0].strip().lower()
    if reading.kind is not None and said not in _TYPES[reading.kind]:
        faults.add(FaultId.CONTENT_TYPE, value=said or "…", allowed=_TYPES[reading.kind][0])


async def _digest(body: bytes, domain: str, network: Network, faults: Faults) -> None:
    """Whether a record in the DNS has the digest of these very bytes (draft-ietf-mailmaint-pacc-02)."""
    name = f"_{_PACC_HOST}{domain}"
    answer = await network.dns.txt(name)
    if answer.status in {DnsStatus.TIMED_OUT, DnsStatus.SERVER_FAILURE, DnsStatus.NO_NETWORK}:
        return
    wanted = digest(body)
    records = [_tags(record) for record in answer.records if "uaac1" in record.lower()]
    if not records:
        faults.add(FaultId.DIGEST_MISSING, where=name, allowed=wanted)
    elif _tags(wanted) not in records:
        faults.add(FaultId.DIGEST_OTHER, where=name, allowed=wanted)


def _tags(record: str) -> dict[str, str]:
    """The tags of a record; `a` and `v` count in any case, and so do the names of tags."""
    tags = {}
    for part in record.split(";"):
        name, _, value = part.partition("=")
        if name.strip():
            tags[name.strip().lower()] = value.strip() if name.strip().lower() == "d" else value.strip().lower()
    return tags
