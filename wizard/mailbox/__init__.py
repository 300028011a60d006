"""Signed in: does the password work, and what is in the mailbox? The only package that meets a password."""

from wizard.mailbox.failed_logins import FailedLogins
from wizard.mailbox.login import check_login, without_password
from wizard.mailbox.messages import fetch_messages
from wizard.mailbox.plan import other_username, plan_logins

__all__ = ["FailedLogins", "check_login", "fetch_messages", "other_username", "plan_logins", "without_password"]
