"""What an export format is, and what it is given besides the account."""

import typing
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from wizard.i18n import Words
from wizard.model import Account, Advice, Guide, Language, Obstacle, OutcomeText


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What only the formats for people need; the formats for programs look at the account alone.

    `outcome` is the advice's outcome in words. `day` is printed where it is given; without it an export says nothing
    about when it was made, so that the same account always gives the same bytes.
    """

    words: Words = field(default_factory=lambda: Words(Language.EN))
    advice: Advice | None = None
    outcome: OutcomeText | None = None
    guide: Guide | None = None
    day: datetime | None = None


class Exporter(typing.Protocol):
    """A module that writes one format. `EXTENSION` stands without its dot."""

    NAME: str
    EXTENSION: str
    MEDIA_TYPE: str

    def obstacle(self, account: Account) -> Obstacle | None:
        """Why the format cannot say this account's settings; None where it can."""

    def export(self, account: Account, context: Context) -> bytes:
        """The file, without any password; deterministic. Only where there is no obstacle."""


class SiteExporter(typing.Protocol):
    """A module that writes a tree of files."""

    NAME: str

    def obstacle(self, account: Account) -> Obstacle | None:
        """Why there is nothing to write for this account; None where there is."""

    def export(self, account: Account, context: Context) -> Mapping[str, bytes]:
        """The files by relative path (`/` between its parts); deterministic. Only where there is no obstacle."""
