"""What the provider itself publishes: the autoconfig file on its own web servers (Mozilla's scheme)."""

from collections.abc import Sequence
from functools import partial
from urllib.parse import quote

from wizard.discovery import configuration_file
from wizard.discovery.lookup import Inquiry, Lookup, lookup
from wizard.model import SourceName

NAME = SourceName.AUTOCONFIG


def lookups(inquiry: Inquiry) -> Sequence[Lookup]:
    """All three places of draft-ietf-mailmaint-autoconfig at once; what comes over http is never trusted.

    The address goes only to `autoconfig.` over https, and only where the inquiry allows it.
    """
    domain = inquiry.domain
    query = f"?emailaddress={quote(str(inquiry.address), safe='@')}" if inquiry.send_address else ""
    places = (
        (f"https://autoconfig.{domain}/mail/config-v1.1.xml", query),
        (f"https://{domain}/.well-known/autoconfig/mail/config-v1.1.xml", ""),
        (f"http://autoconfig.{domain}/mail/config-v1.1.xml", ""),
    )
    return tuple(
        lookup(NAME, url, partial(configuration_file.ask, inquiry, NAME, url, query=with_query))
        for url, with_query in places
    )
