"""What Thunderbird's database of providers says."""

from collections.abc import Sequence
from functools import partial

from wizard.discovery import configuration_file
from wizard.discovery.lookup import Inquiry, Lookup, lookup
from wizard.model import LookupResult, NotAsked, NotAskedReason, SourceName

NAME = SourceName.ISPDB


def lookups(inquiry: Inquiry) -> Sequence[Lookup]:
    """One question, which tells the database the domain and nothing else."""
    url = entry(inquiry, inquiry.domain)
    if url is None:
        return (lookup(NAME, "ISPDB", _switched_off),)
    return (lookup(NAME, url, partial(configuration_file.ask, inquiry, NAME, url)),)


def entry(inquiry: Inquiry, domain: str) -> str | None:
    """Where the database has its file for this domain; None where it is not to be asked."""
    base = inquiry.network.settings.ispdb_url
    return None if base is None else f"{base.rstrip('/')}/{domain}"


async def _switched_off() -> LookupResult:
    return NotAsked(reason=NotAskedReason.SWITCHED_OFF)
