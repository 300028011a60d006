"""`probe --login`: what is going to happen, the user's consent, the password, and the test of it."""

import sys
from dataclasses import dataclass, replace

from wizard.cli import interruption
from wizard.cli.diagnostics import Diagnostics
from wizard.cli.layout import text_of
from wizard.cli.network_options import open_network
from wizard.cli.options import Options
from wizard.cli.password import read_password
from wizard.cli.plain import terminal
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
from wizard.pages import Page
from wizard.pages.login import (
    consent_explanation,
    consent_page,
    consent_sentence,
    hints_page,
    other_name_explanation,
)

_LONGEST_LINE = 4096


def sign_in(investigation: Investigation, options: Options, words: Words, diagnostics: Diagnostics) -> LoginCheck:
    """Test the user's password at the servers that were found. Raises WrongUse where there is no password.

    Whoever is not at a terminal cannot be asked: what needs her consent is then left alone.
    """
    agreed = ask_password(plan_logins(investigation), options, words, diagnostics)
    if isinstance(agreed, LoginCheck):
        return agreed
    checked = interruption.run(check(agreed, options))
    again = with_the_other_name(agreed, checked, options, words, diagnostics)
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
    consent = _Talk(plan, options, words, diagnostics).consent(failed_logins)
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


def with_the_other_name(
    agreed: Agreed, checked: LoginCheck, options: Options, words: Words, diagnostics: Diagnostics
) -> Agreed | None:
    """What to try once more, after a refusal and the user's yes: the same password with the other user name.

    None where that cannot be it, where she says no, or where she cannot be asked.
    """
    plan = with_other_username(agreed.plan, checked)
    if plan is None:
        return None
    talk = _Talk(plan, options, words, diagnostics)
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
    """What is asked on stderr before a password is.

    In the conversation of `--plain` one can go back from each question, and leave; that raises GoBack or Leave.
    """

    def __init__(self, plan: LoginPlan, options: Options, words: Words, diagnostics: Diagnostics) -> None:
        self._plan = plan
        self._in_conversation = options.plain
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
            explained = consent_explanation(question, self._words)
            if not self._agrees(asked, explained, default=usual_answer(question, self._plan, consent)):
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
        return self._agrees(question, other_name_explanation(_), default=False)

    def _without_asking(self, consent: Consent) -> Consent | NotTriedReason:
        """Servers that were named over an unprotected path are left alone; where there are no others, all are."""
        none_left = len(self._plan.untrusted(consent)) == len(self._plan.possible(consent))
        return NotTriedReason.UNTRUSTED_SOURCE if none_left else consent

    def _agrees(self, question: str, explained: str, *, default: bool) -> bool:
        """The user's yes or no; the default for an empty line, and where nobody can be asked."""
        if not self._can_ask:
            return default
        _ = self._words
        choices = _("[Y/n]") if default else _("[y/N]")
        while True:
            self._diagnostics.ask(f"{question} {choices} ")
            answer = sys.stdin.readline(_LONGEST_LINE).strip().casefold()
            if answer in {"y", "yes", "j", "ja"}:
                return True
            if answer in {"n", "no", "nee"}:
                return False
            if not answer:
                return default
            if terminal.command(answer) is terminal.Command.HELP:
                self._say(explained)
            elif self._in_conversation:
                self._go_where_asked(answer)
            self._say(self._accepted)

    def _say(self, sentence: str) -> None:
        page = Page()
        page.paragraph(sentence)
        self._diagnostics.error(text_of(page))

    def _go_where_asked(self, answer: str) -> None:
        """Back, or away, where that was typed."""
        from wizard.cli.plain.talk import GoBack, Leave  # loaded with the conversation

        command = terminal.command(answer)
        if command is terminal.Command.BACK:
            raise GoBack
        if command is terminal.Command.LEAVE:
            raise Leave

    @property
    def _accepted(self) -> str:
        """What may be typed."""
        _ = self._words
        if self._in_conversation:
            return _("Type y for yes or n for no; also ? for help, b to go back, q to stop.")
        return _("Type y for yes or n for no; also ? for help.")
