"""What the provider's own host answers to Microsoft's Autodiscover, asked without a password.

The question carries the whole address: it is asked only where the user agreed, over https, and of nobody but the
domain itself or the company that takes in its mail. It never climbs to a shorter name (`autodiscover.nl`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from urllib.parse import urlsplit

from wizard.discovery import autodiscover_xml
from wizard.discovery.autodiscover_xml import Elsewhere
from wizard.discovery.configuration_file import candidates
from wizard.discovery.lookup import Inquiry, Lookup, dns_failure, lookup
from wizard.discovery.mail_exchanger import best_exchanger
from wizard.errors import InvalidAddress
from wizard.model import (
    EmailAddress,
    Found,
    LookupFailed,
    LookupFailure,
    LookupResult,
    NotAsked,
    NotAskedReason,
    NothingFound,
    SourceName,
    printable,
)
from wizard.model.domains import inside_domain
from wizard.network import HttpFailure

NAME = SourceName.AUTODISCOVER
MAX_REDIRECTS = 5

_PATH = "/autodiscover/autodiscover.xml"
_CONTENT_TYPE = "text/xml; charset=utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Question:
    url: str
    address: EmailAddress


def lookups(inquiry: Inquiry) -> Sequence[Lookup]:
    """Both places of Microsoft's scheme that are https, and the SRV record that names a third."""
    urls = _places(inquiry.domain)
    service = f"_autodiscover._tcp.{inquiry.domain}"
    return (
        *(lookup(NAME, url, partial(_ask, inquiry, url, authenticated=True)) for url in urls),
        lookup(NAME, service, partial(_ask_service, inquiry, service)),
    )


async def _ask_service(inquiry: Inquiry, service: str) -> LookupResult:
    answer = await inquiry.network.dns.srv(service)
    if failure := dns_failure(answer):
        return failure
    target = next((record for record in answer.records if record.target is not None and record.port == 443), None)
    if target is None or target.target is None:
        return NothingFound()
    if not answer.authenticated and not inside_domain(target.target, inquiry.domain):
        # anybody on the way can write such a record, and would be told the address
        return LookupFailed(reason=LookupFailure.BAD_REDIRECT, detail=target.target)
    url = f"https://{target.target}{_PATH}"
    return await _ask(inquiry, url, authenticated=answer.authenticated)


async def _ask(inquiry: Inquiry, url: str, *, authenticated: bool) -> LookupResult:
    """The answer at this URL, after at most five redirections; a page that wants a password is Exchange's."""
    if not inquiry.send_address:
        return NotAsked(reason=NotAskedReason.NEEDS_CONSENT)
    questions = [_Question(url=url, address=inquiry.address)]
    result: LookupResult = NothingFound()
    for _ in range(1 + MAX_REDIRECTS):
        question = questions.pop(0)
        response = await inquiry.network.http.post(
            question.url, autodiscover_xml.request(question.address), _CONTENT_TYPE
        )
        if isinstance(response, HttpFailure):
            result = LookupFailed(reason=response.reason, detail=response.detail)
        else:
            read = autodiscover_xml.read(response.body, address=inquiry.address)
            match read:
                case LookupFailed():
                    result = replace(read, page=response.page)
                case Elsewhere():
                    questions = await _next(inquiry, question, read)
                    result = LookupFailed(
                        reason=LookupFailure.BAD_REDIRECT,
                        detail=printable(read.url or read.address or "", limit=200),
                        page=response.page,
                    )
                case ():
                    return NothingFound(page=response.page)
                case servers:
                    trusted = authenticated and response.secure
                    return Found(candidates=candidates(servers, NAME, url, trusted=trusted), page=response.page)
        if not questions:
            return result
    return LookupFailed(reason=LookupFailure.TOO_MANY_REDIRECTS)


async def _next(inquiry: Inquiry, asked: _Question, elsewhere: Elsewhere) -> list[_Question]:
    """Where to ask now; nowhere, where that is no business of the address's own provider."""
    if elsewhere.url is not None:
        questions = [_Question(url=elsewhere.url, address=asked.address)]
    else:
        try:
            address = EmailAddress.parse(elsewhere.address or "")
        except InvalidAddress:
            return []
        questions = [_Question(url=url, address=address) for url in _places(address.domain)]
    exchanger = best_exchanger(await inquiry.network.dns.mx(inquiry.domain))
    homes = [inquiry.domain, *([exchanger] if exchanger is not None else [])]
    return [question for question in questions if _is_at(question.url, homes)]


def _is_at(url: str, homes: Sequence[str]) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    hostname = parts.hostname
    return parts.scheme == "https" and hostname is not None and any(inside_domain(hostname, home) for home in homes)


def _places(domain: str) -> tuple[str, str]:
    return f"https://{domain}{_PATH}", f"https://autodiscover.{domain}{_PATH}"
