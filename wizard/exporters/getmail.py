"""getmail: fetching with POP into Maildir (getmail 6, https://getmail6.org/)."""

from wizard.exporters.exporter import Context
from wizard.exporters.settings import (
    PASSWORD,
    incoming_obstacle,
    is_starttls,
    lines,
    login,
    login_obstacle,
    nickname,
    password_command,
)
from wizard.model import Account, Obstacle, Protocol

NAME = "getmail"
EXTENSION = "getmailrc"
MEDIA_TYPE = "text/plain"


def obstacle(account: Account) -> Obstacle | None:
    """POP with TLS from the start and a password."""
    if account.protocol is not Protocol.POP3:
        return Obstacle.ONLY_POP3
    if found := incoming_obstacle(account, PASSWORD):
        return found
    if is_starttls(account.incoming):
        return Obstacle.STARTTLS
    return login_obstacle(account, account.incoming)


def export(account: Account, context: Context) -> bytes:
    """The receiving half of an account. Without `ca_certs` getmail would verify no certificate.

    getmail makes no Maildir: the command for that stands at the top.
    """
    del context
    endpoint, retention = account.incoming.endpoint, account.retention
    command = ", ".join(f'"{word}"' for word in password_command(account))
    removes = retention is not None and not retention.keep
    counts = retention is not None and retention.keep and retention.days is not None
    maildir = f"~/Mail/{nickname(account)}"
    return lines(
        "# mkdir -p " + " ".join(f"{maildir}/{part}" for part in ("cur", "new", "tmp")),
        "[retriever]",
        "type = SimplePOP3SSLRetriever",
        f"server = {endpoint.hostname}",
        f"port = {endpoint.port}",
        f"username = {login(account.incoming, account)}",
        f"password_command = ({command})",
        "ca_certs = /etc/ssl/certs/ca-certificates.crt",
        "",
        "[destination]",
        "type = Maildir",
        f"path = {maildir}/",
        "",
        "[options]",
        "read_all = false",
        f"delete = {'true' if removes else 'false'}",
        f"delete_after = {retention.days}" if counts and retention is not None else None,
    )
