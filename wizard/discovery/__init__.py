"""Where are the servers? One file for each source that may know."""

from collections.abc import Sequence

from wizard.discovery import autoconfig, guess, ispdb, mx, provider_table, srv
from wizard.discovery.lookup import Inquiry, Lookup, Source
from wizard.discovery.summary import published

SOURCES: Sequence[Source] = (provider_table, autoconfig, ispdb, mx, srv, guess)


def lookups(inquiry: Inquiry) -> tuple[Lookup, ...]:
    """Every question to every source, to be asked all at once."""
    return tuple(lookup for source in SOURCES for lookup in source.lookups(inquiry))


__all__ = ["SOURCES", "Inquiry", "Lookup", "Source", "lookups", "published"]
