"""Where the domain's own TXT record says that its autoconfig file is (`mailconf=https://...`)."""

from collections.abc import Sequence
from functools import partial
from urllib.parse import urlsplit

from wizard.discovery import configuration_file
from wizard.discovery.lookup import Inquiry, Lookup, dns_failure, lookup
from wizard.model import LookupFailed, LookupFailure, LookupResult, NothingFound, SourceName
from wizard.model.domains import ascii_domain

NAME = SourceName.AUTOCONFIG

_TAG = "mailconf="


def lookups(inquiry: Inquiry) -> Sequence[Lookup]:
    """One question with two steps; the claims carry the URL of the file."""
    return (lookup(NAME, f"TXT {inquiry.domain}", partial(_ask, inquiry)),)


async def _ask(inquiry: Inquiry) -> LookupResult:
    """What the file of the first record says; trusted only where the record itself was authenticated."""
    answer = await inquiry.network.dns.txt(inquiry.domain)
    if failure := dns_failure(answer):
        return failure
    urls = [record[len(_TAG) :].strip() for record in answer.records if record.lower().startswith(_TAG)]
    if not urls:
        return NothingFound()
    if not _may_be_followed(urls[0]):
        return LookupFailed(reason=LookupFailure.BAD_CONFIGURATION, detail=urls[0])
    return await configuration_file.ask(inquiry, NAME, urls[0], authenticated=answer.authenticated)


def _may_be_followed(url: str) -> bool:
    """A stranger's word counts for no more than in a redirect: https, to a host by its name, at the usual port."""
    try:
        parts = urlsplit(url)
        named = ascii_domain(parts.hostname or "") is not None and parts.port in {None, 443}
    except ValueError:
        return False
    return parts.scheme == "https" and named and parts.username is None
