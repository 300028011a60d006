"""Where are the servers? One file for each source that may know."""

from collections.abc import Sequence

from wizard.discovery import autoconfig, autodiscover, guess, ispdb, mailconf, mx, pacc, provider_table, srv
from wizard.discovery.certificate_names import CertificateNames
from wizard.discovery.lookup import Inquiry, Lookup, Source, answer
from wizard.discovery.summary import published

SOURCES: Sequence[Source] = (provider_table, autoconfig, mailconf, ispdb, mx, srv, pacc, autodiscover, guess)


def lookups(inquiry: Inquiry) -> tuple[Lookup, ...]:
    """Every question to every source, to be asked all at once."""
    return tuple(lookup for source in SOURCES for lookup in source.lookups(inquiry))


__all__ = ["SOURCES", "CertificateNames", "Inquiry", "Lookup", "Source", "answer", "lookups", "published"]
