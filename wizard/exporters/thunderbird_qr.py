"""thunderbird-qr: the text of the QR code that Thunderbird for Android scans, format 1.

https://github.com/thunderbird/thunderbird-android, feature/migration/qrcode/qr-code-format.md. The optional fields
(account name, password) are not written at all; the app asks for the password.
"""

import json

from wizard.exporters.exporter import Context
from wizard.exporters.settings import ANY_PASSWORD, incoming_obstacle, login, method, one_line, outgoing_obstacle
from wizard.model import (
    Account,
    AuthenticationMethod,
    Obstacle,
    Protocol,
    RecommendedServer,
    SocketType,
)

NAME = "thunderbird-qr"
EXTENSION = "txt"
MEDIA_TYPE = "text/plain"

_PROTOCOLS = {Protocol.IMAP: 0, Protocol.POP3: 1, Protocol.SMTP: 0}
_SECURITY = {SocketType.PLAIN: 0, SocketType.STARTTLS: 2, SocketType.SSL: 3}
_METHODS = {
    AuthenticationMethod.PASSWORD_CLEARTEXT: 1,
    AuthenticationMethod.PASSWORD_ENCRYPTED: 2,
    AuthenticationMethod.OAUTH2: 6,
}
_OAUTH2_HOSTS = frozenset(
    {
        "imap.aol.com",
        "smtp.aol.com",
        "imap.fastmail.com",
        "smtp.fastmail.com",
        "imap.gmail.com",
        "smtp.gmail.com",
        "imap.googlemail.com",
        "smtp.googlemail.com",
        "outlook.office365.com",
        "smtp.office365.com",
        "smtp-mail.outlook.com",
        "imap.mail.yahoo.com",
        "smtp.mail.yahoo.com",
    }
)


def obstacle(account: Account) -> Obstacle | None:
    """OAuth2 where the app knows the host, ASCII addresses only, and no number of days for copies on the server."""
    found = incoming_obstacle(account, _known(account.incoming)) or (
        outgoing_obstacle(account, _known(account.outgoing) if account.outgoing is not None else ())
    )
    if found is not None:
        return found
    if not all(text.isascii() and text.isprintable() for text in _texts(account)):
        return Obstacle.USERNAME_FORM
    retention = account.retention
    leaves_all = retention is None or (retention.keep and retention.days is None)
    return None if leaves_all else Obstacle.RETENTION


def export(account: Account, context: Context) -> bytes:
    """JSON without spaces or a line end, UTF-8: every character makes the code harder to scan."""
    del context
    assert account.outgoing is not None
    identity = [str(account.address), one_line(account.full_name or "")]
    groups = [[_server(account.outgoing, account), identity]]
    payload = [1, [1, 1], _server(account.incoming, account), groups]
    return json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode()


def _known(server: RecommendedServer) -> tuple[AuthenticationMethod, ...]:
    known_host = server.endpoint.hostname in _OAUTH2_HOSTS and server.endpoint.protocol is not Protocol.POP3
    return (*ANY_PASSWORD, AuthenticationMethod.OAUTH2) if known_host else ANY_PASSWORD


def _server(server: RecommendedServer, account: Account) -> list[str | int]:
    endpoint = server.endpoint
    chosen = method(server, _known(server))
    assert chosen is not None
    return [
        _PROTOCOLS[endpoint.protocol],
        endpoint.hostname,
        endpoint.port,
        _SECURITY[endpoint.socket_type],
        _METHODS[chosen],
        login(server, account),
    ]


def _texts(account: Account) -> list[str]:
    servers = [server for server in (account.incoming, account.outgoing) if server is not None]
    return [str(account.address), *(login(server, account) for server in servers)]
