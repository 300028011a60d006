"""Mail programs: what each can do, and how its screens name things."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from wizard.model.answers import ClientChoice
from wizard.model.facts import Known
from wizard.model.server import AuthenticationMethod, Protocol, SocketType
from wizard.model.text import Text


class Confidence(StrEnum):
    """How sure the facts of a file are: read at the source, agreed by several, or one weak source."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class FieldValue(StrEnum):
    """What goes into a field of a mail program's screen."""

    FULL_NAME = "full-name"
    ADDRESS = "address"
    ACCOUNT_TYPE = "account-type"
    HOSTNAME = "hostname"
    PORT = "port"
    SECURITY = "security"
    AUTHENTICATION = "authentication"
    USERNAME = "username"
    PASSWORD = "password"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenField:
    """A field with the label it has on the program's screen."""

    label: Text
    value: FieldValue


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientGuide:
    """How to set up one protocol: the fields in the order of the program's own screen, and numbered steps.

    Steps may use `{address}`, `{full_name}`, `{hostname}`, `{port}`, `{security}`, `{username}`,
    `{authentication}`, the same with `outgoing_` before them, and `{days}`; `**label**` is shown in bold.
    """

    incoming: tuple[ScreenField, ...]
    outgoing: tuple[ScreenField, ...]
    steps: tuple[Text, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MailClient:
    """One file of `rules/clients/`; `security_words` and `authentication_words` are the program's own.

    For POP one of three texts applies: `leave_on_server` (a copy for `{days}` days), `leave_until_removed` (a copy
    without an end) or `empty_server` (removed at once); None where the program's own way is not known.
    """

    id: ClientChoice
    name: Text
    supports: Mapping[Protocol, Known]
    security_words: Mapping[SocketType, Text]
    authentication_words: Mapping[AuthenticationMethod, Text]
    guides: Mapping[Protocol, ClientGuide]
    backup: Text
    offline: Text
    leave_on_server: Text
    send_elsewhere: Text
    when_guessed_wrong: Text
    references: tuple[str, ...]
    confidence: Confidence
    last_checked: date
    notes: tuple[Text, ...] = ()
    leave_until_removed: Text | None = None
    empty_server: Text | None = None
