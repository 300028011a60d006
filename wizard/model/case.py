"""One customer's case, as it is saved: no password, no message text."""

from dataclasses import dataclass

from wizard.model.address import EmailAddress
from wizard.model.advice import AdviceOutcome
from wizard.model.answers import Answers, ClientChoice
from wizard.model.investigation import RecommendedServer
from wizard.model.server import Protocol
from wizard.model.text import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """`servers` hold what may be recommended, best first; `chosen` differs from the outcome when it was overruled."""

    address: EmailAddress
    full_name: str | None
    answers: Answers
    servers: tuple[RecommendedServer, ...]
    outcome: AdviceOutcome | None
    chosen: Protocol | None
    client: ClientChoice
    language: Language
