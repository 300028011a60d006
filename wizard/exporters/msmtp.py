"""msmtp: sending from the command line (https://marlam.de/msmtp/)."""

from wizard.exporters.exporter import Context
from wizard.exporters.settings import (
    ANY_PASSWORD,
    is_starttls,
    lines,
    login,
    login_obstacle,
    nickname,
    outgoing_obstacle,
    password_command,
)
from wizard.model import Account, Obstacle

NAME = "msmtp"
EXTENSION = "msmtprc"
MEDIA_TYPE = "text/plain"


def obstacle(account: Account) -> Obstacle | None:
    """An outgoing server with a password."""
    return outgoing_obstacle(account, ANY_PASSWORD) or login_obstacle(account, account.outgoing)


def export(account: Account, context: Context) -> bytes:
    """The sending half of an account."""
    del context
    server = account.outgoing
    assert server is not None
    return lines(
        f"account {nickname(account)}",
        f"host {server.endpoint.hostname}",
        f"port {server.endpoint.port}",
        "auth on",
        "tls on",
        f"tls_starttls {'on' if is_starttls(server) else 'off'}",
        "tls_trust_file system",
        f"user {login(server, account)}",
        f'passwordeval "{" ".join(password_command(account))}"',
        f"from {account.address}",
        "",
        f"account default : {nickname(account)}",
    )
