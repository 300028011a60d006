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
from wizard.mailbox import FailedLogins, check_login, plan_logins, without_password
from wizard.model import Consent, Investigation, LoginCheck, LoginPlan, NotTriedReason, Password
from wizard.pages.login import consent_page, hints_page


def sign_in(investigation: Investigation, options: Options, words: Words, diagnostics: Diagnostics) -> LoginCheck:
    """Test the user's password at the servers that were found. Raises WrongUse where there is no password.

    Whoever is not at a terminal cannot be asked: what needs her consent is then left alone.
    """
    agreed = ask_password(plan_logins(investigation), options, words, diagnostics)
    return agreed if isinstance(agreed, LoginCheck) else interruption.run(_check(agreed, options))


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


async def _check(agreed: Agreed, options: Options) -> LoginCheck:
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
        _ = self._words
        consent = Consent()
        if self._plan.needs_app_password:
            self._diagnostics.error(text_of(hints_page(self._plan, _)))
            question = _("Are you going to type an app password?")
            if not self._agrees(question, default=False):
                return NotTriedReason.APP_PASSWORD_NEEDED
            consent = replace(consent, app_password=True)
        elif not self._plan.possible(consent):
            return NotTriedReason.NO_SERVER
        if failed_logins.needs_confirmation(self._plan.address):
            question = _(
                "Signing in with this address went wrong {number} times in the last ten minutes. Providers lock out "
                "whoever keeps trying. Try again all the same?",
                number=failed_logins.recent(self._plan.address),
            )
            if not self._agrees(question, default=False):
                return NotTriedReason.TOO_MANY_FAILURES
            consent = replace(consent, after_failures=True)
        return self._to_these_servers(consent)

    def _to_these_servers(self, consent: Consent) -> Consent | NotTriedReason:
        _ = self._words
        text = text_of(consent_page(self._plan, consent, _))
        untrusted = self._plan.untrusted(consent)
        if not self._can_ask:
            self._diagnostics.note(text)
            none_left = len(untrusted) == len(self._plan.possible(consent))
            return NotTriedReason.UNTRUSTED_SOURCE if none_left else consent
        self._diagnostics.error(text)
        if not self._agrees(_("Send your password to these servers?"), default=not untrusted):
            return NotTriedReason.DECLINED
        return replace(consent, untrusted=bool(untrusted))

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
