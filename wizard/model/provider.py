"""Mail providers: what is known of them without asking anybody."""

from dataclasses import dataclass
from datetime import date

from wizard.model.client import Confidence
from wizard.model.lookup import Published
from wizard.model.server import ServerSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """One file of `rules/providers/`.

    `domains` are its mail domains; `mx` names whose sub-domains its mail exchangers have (`protection.outlook.com`),
    for customers with a domain of their own. `servers` in the provider's own order, possibly none.
    """

    id: str
    domains: tuple[str, ...]
    mx: tuple[str, ...]
    servers: tuple[ServerSettings, ...]
    published: Published
    references: tuple[str, ...]
    confidence: Confidence
    last_checked: date
