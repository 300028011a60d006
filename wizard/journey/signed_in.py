"""What can be done with a password: test it, compare messages, send one to oneself. All end as a page."""

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar, Protocol

from wizard.diagnosis.comparison import part_sections
from wizard.i18n import Words
from wizard.journey.session import Session
from wizard.mailbox import FailedLogins, check_login, fetch_messages, plan_logins, send_to_myself
from wizard.model import (
    ClientChoice,
    Consent,
    FetchedMessages,
    Investigation,
    LoginCheck,
    LoginPlan,
    MessageChoice,
    Password,
)
from wizard.model import Protocol as MailProtocol
from wizard.network import Network
from wizard.pages import Page
from wizard.pages.garbled import Comparison, garbled_page, report_for_administrators
from wizard.pages.login import login_page
from wizard.pages.sending_check import (
    self_message_note,
    self_message_subject,
    self_message_text,
    sending_check_page,
)


def _(message: str) -> str:
    """Marks a message for the catalogue."""
    return message


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedInResult:
    """`page` says it in the language of the moment; `report` is a file for the provider, where there is one."""

    login: LoginCheck
    page: Callable[[Words], Page]
    report: Callable[[Words], bytes] | None = None


class PasswordTask(Protocol):
    """Something that needs a password."""

    title: ClassVar[str]
    """One message."""

    def note(self, plan: LoginPlan, words: Words) -> str | None:
        """What happens besides signing in, if anything: told before a password is asked."""

    def plan(self) -> LoginPlan:
        """Where the password would go."""

    async def run(
        self, plan: LoginPlan, password: Password, network: Network, failed_logins: FailedLogins, consent: Consent
    ) -> SignedInResult:
        """Does it. Never raises for what a remote does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginTest:
    """Whether the password works, and what is in the mailbox."""

    title: ClassVar[str] = _("Testing the password")
    investigation: Investigation

    def note(self, plan: LoginPlan, words: Words) -> str | None:
        """Nothing besides."""

    def plan(self) -> LoginPlan:
        """All three servers."""
        return plan_logins(self.investigation)

    async def run(
        self, plan: LoginPlan, password: Password, network: Network, failed_logins: FailedLogins, consent: Consent
    ) -> SignedInResult:
        """Signs in at each, and looks."""
        check = await check_login(plan, password, network, failed_logins, consent)
        return SignedInResult(login=check, page=lambda words: login_page(check, self.investigation, words))


@dataclass(frozen=True, slots=True, kw_only=True)
class GarbledTest:
    """Who is to blame for messages that look garbled."""

    title: ClassVar[str] = _("Comparing messages")
    session: Session
    investigation: Investigation
    choice: MessageChoice
    client: ClientChoice
    how_to_report: str
    """One message: how the report for administrators is made here."""

    def note(self, plan: LoginPlan, words: Words) -> str | None:
        """Nothing besides."""

    def plan(self) -> LoginPlan:
        """IMAP and POP; sending has nothing to do with it."""
        plan = plan_logins(self.investigation)
        incoming = tuple(one for one in plan.logins if one.endpoint.protocol is not MailProtocol.SMTP)
        return dataclasses.replace(plan, logins=incoming)

    async def run(
        self, plan: LoginPlan, password: Password, network: Network, failed_logins: FailedLogins, consent: Consent
    ) -> SignedInResult:
        """Fetches in every way, compares, forgets the messages."""
        fetched = await fetch_messages(
            plan, password, network, failed_logins, consent, choice=self.choice, sections=part_sections
        )
        comparison = Comparison.of(fetched, address=plan.address, client=self.client)
        rules = self.session.rulebook
        if comparison.verdict is None:
            return SignedInResult(login=fetched.login, page=self._nothing_compared(fetched))
        return SignedInResult(
            login=fetched.login,
            page=lambda words: garbled_page(comparison, rules, words, how_to_report=words(self.how_to_report)),
            report=lambda words: report_for_administrators(comparison, rules, words),
        )

    def _nothing_compared(self, fetched: FetchedMessages) -> Callable[[Words], Page]:
        login, found = fetched.login, fetched.found

        def page(words: Words) -> Page:
            if not login.works:
                return login_page(login, self.investigation, words)
            nothing = Page()
            nothing.item("!", nothing_compared(found, words))
            return nothing

        return page


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfMessageTest:
    """Whether the outgoing server takes a message from the address to itself."""

    title: ClassVar[str] = _("Sending a message to yourself")
    session: Session
    investigation: Investigation

    def note(self, plan: LoginPlan, words: Words) -> str | None:
        """That a message is sent."""
        return self_message_note(plan, words)

    def plan(self) -> LoginPlan:
        """The outgoing server alone."""
        plan = plan_logins(self.investigation)
        outgoing = tuple(one for one in plan.logins if one.endpoint.protocol is MailProtocol.SMTP)
        return dataclasses.replace(plan, logins=outgoing)

    async def run(
        self, plan: LoginPlan, password: Password, network: Network, failed_logins: FailedLogins, consent: Consent
    ) -> SignedInResult:
        """Signs in, and hands the message over."""
        words, rules = self.session.words, self.session.rulebook
        subject, text = self_message_subject(words), self_message_text(plan, words)
        sent = await send_to_myself(plan, password, network, failed_logins, consent, subject=subject, text=text)
        return SignedInResult(
            login=sent.login,
            page=lambda words: sending_check_page(sent, self.investigation, rules, words),
        )


def nothing_compared(found: int, _: Words) -> str:
    """Why there is no verdict, though signing in went well; `found` messages fitted the choice."""
    if found:
        return _("The messages could not be fetched, or are too large to compare (more than 8 MB).")
    return _("No message fits: choose other words of the subject, another day, or the newest.")
