"""Everything the user has told and chosen, and what the check has brought.

It is there before the first picture, which needs none of what is concluded from it: the rulebook is read, and what
concludes is imported, when somebody asks for a conclusion.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from wizard.i18n import Words
from wizard.journey.suggestion import suggested_domain

if TYPE_CHECKING:
    from pathlib import Path

    from wizard.journey.check import Check
    from wizard.journey.typed_server import TypedServer
    from wizard.model import (
        Answers,
        Case,
        ClientChoice,
        EmailAddress,
        Language,
        LoginCheck,
        Mailbox,
        Protocol,
        Rulebook,
    )


class Step(StrEnum):
    """The user's journey."""

    ADDRESS = "address"
    QUESTIONS = "questions"
    ADVICE = "advice"
    SETTINGS = "settings"
    DONE = "done"


@dataclass(slots=True, kw_only=True)
class Told:
    """What there is about one customer, before anything is concluded from it."""

    load_rulebook: Callable[[], Rulebook]
    """Gives the same one each time; the first call may read it."""
    language: Language
    answers: Answers
    demo: bool = False
    step: Step = Step.ADDRESS
    typed_address: str = ""
    typed_name: str = ""
    address: EmailAddress | None = None
    check: Check | None = None
    may_resume: bool = False
    """Whether a case seems to be kept: it is read after the first picture."""
    last_case: Case | None = None
    """What can be resumed, once it was read."""
    typed_servers: dict[Protocol, TypedServer] = field(default_factory=dict)
    """What stands in the fields of the servers by hand."""
    agreed: set[str] = field(default_factory=set)
    """Hosts outside the mail domain whose company the user knows."""
    refused: set[str] = field(default_factory=set)
    """Hosts outside the mail domain whose company she does not know."""
    send_address: bool = False
    """Whether the user agreed that her whole address is sent to her provider."""
    login: LoginCheck | None = None
    """The latest test of the password."""
    filled_in: tuple[str, ...] = ()
    """The questions that it answered."""
    turned: tuple[Protocol, Protocol] | None = None
    """The advice before and after it, where it changed."""
    question: str | None = None
    answered: set[str] = field(default_factory=set)
    chosen: Protocol | None = None
    client: ClientChoice | None = None
    done_steps: dict[tuple[ClientChoice, Protocol], frozenset[int]] = field(default_factory=dict)
    """The places of the steps that were ticked."""
    formats: set[str] = field(default_factory=lambda: {"handout", "autoconfig"})
    folder: str = ""
    saved: tuple[Path, ...] = ()
    _meant: tuple[str, str | None] | None = field(default=None, init=False)

    @property
    def rulebook(self) -> Rulebook:
        """What the wizard knows. Raises RulebookError where it is invalid."""
        return self.load_rulebook()

    @property
    def words(self) -> Words:
        return Words(self.language)

    @property
    def full_name(self) -> str | None:
        return self.typed_name.strip() or None

    @property
    def known_domains(self) -> list[str]:
        """The mail domains of all providers in the rulebook."""
        return [domain for provider in self.rulebook.providers.values() for domain in provider.domains]

    def meant_domain(self, typed: str) -> str | None:
        """The well-known domain that may have been meant; looked for once, for it is asked for at every key."""
        if self._meant is None or self._meant[0] != typed:
            self._meant = typed, suggested_domain(typed, self.known_domains)
        return self._meant[1]

    @property
    def mailbox(self) -> Mailbox | None:
        """What was measured by signing in."""
        return self.login.mailbox if self.login is not None else None

    @property
    def address_wanted(self) -> bool:
        """Whether somebody may know more who has to be told the whole address, while nothing else was found."""
        return self.check is not None and not self.send_address and self.check.needs_address
