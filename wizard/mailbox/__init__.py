"""Signed in: does the password work, and what is in the mailbox? The only package that meets a password."""

from wizard.mailbox.consent import ConsentQuestion, after_yes, consent_questions, usual_answer
from wizard.mailbox.core_files import keep_out_of_core_files
from wizard.mailbox.failed_logins import FailedLogins
from wizard.mailbox.login import check_login, without_password
from wizard.mailbox.messages import fetch_messages
from wizard.mailbox.plan import other_username, plan_logins, with_other_username
from wizard.mailbox.self_message import send_to_myself

__all__ = [
    "ConsentQuestion",
    "FailedLogins",
    "after_yes",
    "check_login",
    "consent_questions",
    "fetch_messages",
    "keep_out_of_core_files",
    "other_username",
    "plan_logins",
    "send_to_myself",
    "usual_answer",
    "with_other_username",
    "without_password",
]
