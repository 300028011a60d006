"""The guide for one mail program, filled in for one account."""

from dataclasses import dataclass
from datetime import date

from wizard.model.answers import ClientChoice
from wizard.model.client import Confidence, FieldValue
from wizard.model.facts import Known
from wizard.model.investigation import RecommendedServer
from wizard.model.server import Protocol
from wizard.model.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledField:
    """A field under its label on the screen; `value` is None where only the user knows it (name, password)."""

    label: Text
    field: FieldValue
    value: Text | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideSection:
    """What the program's screen asks about one server, in the screen's own order."""

    server: RecommendedServer
    fields: tuple[FilledField, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """How to set up one account in one mail program.

    `can_do` says whether the program can do `protocol` at all: look at it first. Where it is NO there are no steps,
    the sections have no fields, and `instead` names the protocol that the program can do, if any.
    `username_assumed`: nothing says how to sign in, and the whole address was filled in (RFC 6186 section 4).
    `outgoing` is None where no server to send with was found; values that nobody knows stand as `…` in the steps.
    `retention` says what POP must do with its copies on the server, and is the last step too; None for IMAP.
    Steps and texts may hold `**labels**` in bold.
    """

    can_do: Known
    instead: Protocol | None
    client: ClientChoice
    name: Text
    protocol: Protocol
    incoming: GuideSection
    outgoing: GuideSection | None
    username_assumed: bool
    steps: tuple[Text, ...]
    retention: Text | None
    backup: Text
    offline: Text
    send_elsewhere: Text
    when_guessed_wrong: Text
    notes: tuple[Text, ...]
    references: tuple[str, ...]
    confidence: Confidence
    last_checked: date
