"""The settings as they are handed over. Never a password."""

from dataclasses import dataclass
from enum import StrEnum

from wizard.model.address import EmailAddress
from wizard.model.investigation import RecommendedServer
from wizard.model.lookup import HelpPage, Hint
from wizard.model.server import Protocol


class Obstacle(StrEnum):
    """Why an export format cannot say the settings."""

    NO_INCOMING = "no-incoming"
    NO_OUTGOING = "no-outgoing"
    NO_USERNAME = "no-username"
    NO_AUTHENTICATION = "no-authentication"
    ONLY_IMAP = "only-imap"
    ONLY_POP3 = "only-pop3"
    OAUTH2 = "oauth2"
    STARTTLS = "starttls"
    PORT = "port"
    RETENTION = "retention"
    USERNAME_FORM = "username-form"


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """What POP does with messages it has fetched.

    `keep` False: removed at once. `keep` True: they stay for `days`, or until removed by hand where that is None.
    """

    keep: bool
    days: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What a mail program needs. `incoming` is the advised server; `alternatives` are the other servers that work.

    `retention` is None for IMAP.
    """

    address: EmailAddress
    full_name: str | None
    display_name: str
    protocol: Protocol
    incoming: RecommendedServer
    outgoing: RecommendedServer | None
    alternatives: tuple[RecommendedServer, ...] = ()
    retention: Retention | None = None
    help_pages: tuple[HelpPage, ...] = ()
    hints: tuple[Hint, ...] = ()
