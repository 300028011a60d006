"""What a user is asked before she types a password, one question after the other; pure."""

from dataclasses import replace
from enum import Enum, auto

from wizard.mailbox.failed_logins import FailedLogins
from wizard.model import Consent, LoginPlan, NotTriedReason


class ConsentQuestion(Enum):
    """A question to be answered with yes or no."""

    APP_PASSWORD = auto()
    """Is what she is going to type an app password? Another cannot work."""
    AFTER_FAILURES = auto()
    """Try once more, though signing in went wrong often enough to be locked out?"""
    SERVERS = auto()
    """Send the password to these servers?"""

    @property
    def declined(self) -> NotTriedReason:
        """Why no password is sent after a no."""
        match self:
            case ConsentQuestion.APP_PASSWORD:
                return NotTriedReason.APP_PASSWORD_NEEDED
            case ConsentQuestion.AFTER_FAILURES:
                return NotTriedReason.TOO_MANY_FAILURES
            case ConsentQuestion.SERVERS:
                return NotTriedReason.DECLINED


def consent_questions(plan: LoginPlan, failed_logins: FailedLogins) -> tuple[ConsentQuestion, ...]:
    """The questions in order; none where nothing can be tried, whatever she says."""
    if not plan.needs_app_password and not plan.possible(Consent()):
        return ()
    wanted = {
        ConsentQuestion.APP_PASSWORD: plan.needs_app_password,
        ConsentQuestion.AFTER_FAILURES: failed_logins.needs_confirmation(plan.address),
        ConsentQuestion.SERVERS: True,
    }
    return tuple(question for question, is_asked in wanted.items() if is_asked)


def after_yes(question: ConsentQuestion, plan: LoginPlan, consent: Consent) -> Consent:
    """The consent with this yes added to it."""
    match question:
        case ConsentQuestion.APP_PASSWORD:
            return replace(consent, app_password=True)
        case ConsentQuestion.AFTER_FAILURES:
            return replace(consent, after_failures=True)
        case ConsentQuestion.SERVERS:
            return replace(consent, untrusted=bool(plan.untrusted(consent)))


def usual_answer(question: ConsentQuestion, plan: LoginPlan, consent: Consent) -> bool:
    """What Enter alone says: yes only where every server was named over a protected path."""
    return question is ConsentQuestion.SERVERS and not plan.untrusted(consent)
