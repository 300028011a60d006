"""`probe --login`: what is going to happen, the user's consent, the password, and the test of it."""

import sys
from dataclasses import dataclass, replace

from wizard.cli import interruption
from wizard.cli.diagnostics import Diagnostics
from wizard.cli.layout import text_of
from wizard.cli.network_options import open_network
from wizard.cli.options import Options
from wizard.cli.password import read_password
from wizard.i18n import Words
from wizard.mailbox import (
    ConsentQuestion,
    FailedLogins,
    after_yes,
    check_login,
    consent_questions,
    plan_logins,
    usual_answer,
    with_other_username,
    without_password,
)
from wizard.model import Consent, Investigation, LoginCheck, LoginPlan, NotTriedReason, Password
from wizard.pages.login import consent_page, consent_sentence, hints_page


def sign_in(investigation: Investigation, options: Options, words: Words, diagnostics: Diagnostics) -> LoginCheck:
    """Test the user's password at the servers that were found. Raises WrongUse where there is no password.

    Whoever is not at a terminal cannot be asked: what needs her consent is then left alone.
    """
    agreed = ask_password(plan_logins(investigation), options, words, diagnostics)
    if isinstance(agreed, LoginCheck):
        return agreed
    checked = interruption.run(check(agreed, options))
    again = with_the_other_name(agreed, checked, words, diagnostics)
    return checked if again is None else interruption.run(check(again, options))


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """What the user agreed to and typed, and where it may go."""

    plan: LoginPlan
    password: Password
    failed_logins: FailedLogins
    consent: Consent


def ask_password(plan: LoginPlan, options: Options, words: Words, diagnostics: Diagnostics) -> Agreed | LoginCheck:
    """The password for these servers; a check without any login where she does not agree, or nothing can be tried."""
    failed_logins = FailedLogins(None) if options.demo else FailedLogins.of_user()
    consent = _Talk(plan, words, diagnostics).consent(failed_logins)
    if isinstance(consent, NotTriedReason):
        return without_password(plan, failed_logins, consent)
    if options.demo:
        from wizard.demo.account import PASSWORD

        _ = words
        diagnostics.note(_("In the built-in world the password is “{password}”.", password=PASSWORD))
    password = read_password(options.password_command, words)
    if password.padded:
        _ = words
        diagnostics.note(_("The password begins or ends with a space; it is sent as it is."))
    return Agreed(plan=plan, password=password, failed_logins=failed_logins, consent=consent)


def with_the_other_name(agreed: Agreed, checked: LoginCheck, words: Words, diagnostics: Diagnostics) -> Agreed | None:
    """What to try once more, after a refusal and the user's yes: the same password with the other user name.

    None where that cannot be it, where she says no, or where she cannot be asked.
    """
    plan = with_other_username(agreed.plan, checked)
    if plan is None:
        return None
    talk = _Talk(plan, words, diagnostics)
    before = {login.endpoint: login.username for login in agreed.plan.logins}
    changed = next(login for login in plan.logins if login.username != before[login.endpoint])
    if not talk.tries_as(changed.username, before[changed.endpoint], agreed.failed_logins.recent(plan.address)):
        return None
    return replace(agreed, plan=plan, consent=replace(agreed.consent, after_failures=True))


async def check(agreed: Agreed, options: Options) -> LoginCheck:
    """The test of what was typed."""
    async with open_network(options) as network:
        return await check_login(agreed.plan, agreed.password, network, agreed.failed_logins, agreed.consent)


class _Talk:
    """What is asked on stderr before a password is."""

    def __init__(self, plan: LoginPlan, words: Words, diagnostics: Diagnostics) -> None:
        self._plan = plan
        self._words = words
        self._diagnostics = diagnostics
        self._can_ask = sys.stdin is not None and sys.stdin.isatty()

    def consent(self, failed_logins: FailedLogins) -> Consent | NotTriedReason:
        """What the user agrees to, or why there is nothing to type a password for."""
        questions = consent_questions(self._plan, failed_logins)
        consent = Consent()
        for question in questions:
            match question:
                case ConsentQuestion.APP_PASSWORD:
                    self._diagnostics.error(text_of(hints_page(self._plan, self._words)))
                case ConsentQuestion.SERVERS:
                    where = text_of(consent_page(self._plan, consent, self._words))
                    if not self._can_ask:
                        self._diagnostics.note(where)
                        return self._without_asking(consent)
                    self._diagnostics.error(where)
                case ConsentQuestion.AFTER_FAILURES:
                    pass
            asked = consent_sentence(question, failed_logins.recent(self._plan.address), self._words)
            if not self._agrees(asked, default=usual_answer(question, self._plan, consent)):
                return question.declined
            consent = after_yes(question, self._plan, consent)
        return consent if questions else NotTriedReason.NO_SERVER

    def tries_as(self, username: str, refused: str, failures: int) -> bool:
        """Whether to try this user name after another was refused."""
        _ = self._words
        question = _(
            "The server refused {refused}. Perhaps the user name is {username} here. Try that, with the same password? "
            "(Failed logins with this address in the last ten minutes: {number}.)",
            refused=refused,
            username=username,
            number=failures,
        )
        return self._agrees(question, default=False)

    def _without_asking(self, consent: Consent) -> Consent | NotTriedReason:
        """Servers that were named over an unprotected path are left alone; where there are no others, all are."""
        none_left = len(self._plan.untrusted(consent)) == len(self._plan.possible(consent))
        return NotTriedReason.UNTRUSTED_SOURCE if none_left else consent

    def _agrees(self, question: str, *, default: bool) -> bool:
        """The user's yes or no; the default for an empty line, for anything else, and where nobody can be asked."""
        if not self._can_ask:
            return default
        _ = self._words
        choices = _("[Y/n]") if default else _("[y/N]")
        self._diagnostics.ask(f"{question} {choices} ")
        answer = sys.stdin.readline(100).strip().lower()
        if answer in {"y", "yes", "j", "ja"}:
            return True
        return False if answer in {"n", "no", "nee"} else default
