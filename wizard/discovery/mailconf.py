"""Where the domain's own TXT record says that its autoconfig file is (`mailconf=https://...`)."""

from collections.abc import Sequence
from functools import partial
from urllib.parse import urlsplit

from wizard.discovery import configuration_file
from wizard.discovery.lookup import Inquiry, Lookup, dns_failure, lookup
from wizard.model import LookupFailed, LookupFailure, LookupResult, NothingFound, SourceName

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
    if not _is_https(urls[0]):
        return LookupFailed(reason=LookupFailure.BAD_CONFIGURATION, detail=urls[0])
    return await configuration_file.ask(inquiry, NAME, urls[0], authenticated=answer.authenticated)


def _is_https(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme == "https" and bool(parts.hostname) and parts.username is None
    except ValueError:
        return False
