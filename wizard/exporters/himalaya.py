"""himalaya: mail on the command line (config.toml of version 2, https://github.com/pimalaya/himalaya)."""

import json

from wizard.exporters.exporter import Context
from wizard.exporters.settings import (
    PASSWORD,
    incoming_obstacle,
    is_starttls,
    lines,
    login,
    login_obstacle,
    nickname,
    outgoing_obstacle,
    password_command,
)
from wizard.model import Account, Obstacle, Protocol, RecommendedServer

NAME = "himalaya"
EXTENSION = "toml"
MEDIA_TYPE = "application/toml"


def obstacle(account: Account) -> Obstacle | None:
    """IMAP with a password."""
    if account.protocol is not Protocol.IMAP:
        return Obstacle.ONLY_IMAP
    found = incoming_obstacle(account, PASSWORD) or outgoing_obstacle(account, PASSWORD)
    return found or login_obstacle(account, account.incoming, account.outgoing)


def export(account: Account, context: Context) -> bytes:
    """One TOML table."""
    del context
    assert account.outgoing is not None
    return lines(
        f"[accounts.{nickname(account)}]",
        f"email = {_string(str(account.address))}",
        "default = true",
        *_server(account.incoming, account),
        *_server(account.outgoing, account),
    )


def _server(server: RecommendedServer, account: Account) -> list[str]:
    name = server.endpoint.protocol.value
    command = ", ".join(_string(word) for word in password_command(account))
    starttls = [f"{name}.starttls = true"] if is_starttls(server) else []
    scheme = name if is_starttls(server) else f"{name}s"
    return [
        f"{name}.server = {_string(f'{scheme}://{server.endpoint}')}",
        *starttls,
        f"{name}.sasl.plain.username = {_string(login(server, account))}",
        f"{name}.sasl.plain.password.command = [{command}]",
    ]


def _string(text: str) -> str:
    """A basic string of TOML; for words without control characters JSON writes the same."""
    return json.dumps(text, ensure_ascii=False)
