"""fetchmail: fetching mail for local delivery (https://www.fetchmail.info/)."""

from wizard.exporters.exporter import Context
from wizard.exporters.settings import (
    ANY_PASSWORD,
    days_obstacle,
    incoming_obstacle,
    is_starttls,
    lines,
    login,
    login_obstacle,
)
from wizard.model import Account, Obstacle

NAME = "fetchmail"
EXTENSION = "fetchmailrc"
MEDIA_TYPE = "text/plain"


def obstacle(account: Account) -> Obstacle | None:
    """A password; copies stay or go, without counting days."""
    found = incoming_obstacle(account, ANY_PASSWORD) or login_obstacle(account, account.incoming)
    return found or days_obstacle(account.retention)


def export(account: Account, context: Context) -> bytes:
    """The receiving half of an account; fetchmail asks for the password itself.

    `sslproto` without `ssl` makes STARTTLS obligatory; without either it would only be tried.
    """
    del context
    endpoint, retention = account.incoming.endpoint, account.retention
    removes = retention is not None and not retention.keep
    return lines(
        f"poll {endpoint.hostname} with protocol {endpoint.protocol.value.upper()} service {endpoint.port}",
        f'  user "{login(account.incoming, account)}"',
        None if is_starttls(account.incoming) else "  ssl",
        '  sslproto "TLS1.2+"',
        "  sslcertck",
        "  no keep" if removes else "  keep",
    )
