"""What the formats for one person share: user name, sign-in, safe words, and the command that gives the password.

No format holds a password: where a program needs one it gets a command to run, https://www.passwordstore.org/.
"""

import re
from collections.abc import Sequence
from urllib.parse import quote

from wizard.model import Account, AuthenticationMethod, Obstacle, RecommendedServer, Retention, SocketType, printable

PASSWORD = (AuthenticationMethod.PASSWORD_CLEARTEXT,)
ANY_PASSWORD = (AuthenticationMethod.PASSWORD_CLEARTEXT, AuthenticationMethod.PASSWORD_ENCRYPTED)

_PLAIN_WORD = re.compile(r"[A-Za-z0-9._+=@/-]+")


def one_line(text: str) -> str:
    """One line that XML 1.0 and every text format can hold: no control characters, no non-characters."""
    return printable(text.replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd"), limit=2000)


def login(server: RecommendedServer, account: Account) -> str:
    """The user name; the whole address where nothing says its form (RFC 6186 section 4)."""
    return server.settings.username_for(account.address) or str(account.address)


def method(server: RecommendedServer, known: Sequence[AuthenticationMethod]) -> AuthenticationMethod | None:
    """The best way to sign in among those that the format knows."""
    return next((offered for offered in server.authentication if offered in known), None)


def server_obstacle(server: RecommendedServer, known: Sequence[AuthenticationMethod]) -> Obstacle | None:
    """Whether the format knows a way to sign in here."""
    if method(server, known) is not None:
        return None
    return Obstacle.OAUTH2 if AuthenticationMethod.OAUTH2 in server.authentication else Obstacle.NO_AUTHENTICATION


def incoming_obstacle(account: Account, known: Sequence[AuthenticationMethod]) -> Obstacle | None:
    """What stands in the way of the incoming server; never without encryption."""
    if account.incoming.endpoint.socket_type is SocketType.PLAIN:
        return Obstacle.NO_INCOMING
    return server_obstacle(account.incoming, known)


def outgoing_obstacle(account: Account, known: Sequence[AuthenticationMethod]) -> Obstacle | None:
    """What stands in the way of the outgoing server; never without encryption."""
    if account.outgoing is None or account.outgoing.endpoint.socket_type is SocketType.PLAIN:
        return Obstacle.NO_OUTGOING
    return server_obstacle(account.outgoing, known)


def login_obstacle(account: Account, *servers: RecommendedServer | None) -> Obstacle | None:
    """A user name or address that would need quoting is refused: every program quotes in its own way."""
    words = [str(account.address), *(login(server, account) for server in servers if server is not None)]
    return None if all(_PLAIN_WORD.fullmatch(word) for word in words) else Obstacle.USERNAME_FORM


def days_obstacle(retention: Retention | None) -> Obstacle | None:
    """For a format that can keep or remove, but cannot count days."""
    return Obstacle.RETENTION if retention is not None and retention.keep and retention.days is not None else None


def is_starttls(server: RecommendedServer) -> bool:
    return server.endpoint.socket_type is SocketType.STARTTLS


def url_login(server: RecommendedServer, account: Account) -> str:
    """The user name as it stands in a URL (RFC 3986)."""
    return quote(login(server, account), safe="")


def nickname(account: Account) -> str:
    """A name for the account that every configuration file takes: `anna-voorbeeld-nl`."""
    return re.sub(r"[^a-z0-9]+", "-", str(account.address).lower()).strip("-")


def password_command(account: Account) -> tuple[str, ...]:
    """The command that prints the password; its words need no quoting where `login_obstacle` found nothing."""
    return ("pass", "show", f"mail/{account.address}")


def lines(*texts: str | None) -> bytes:
    """The lines that are there, as UTF-8."""
    return ("\n".join(text for text in texts if text is not None) + "\n").encode()
