"""The test of a password: at each server in order until one refuses; and a look at the mailbox, left as it was."""

import asyncio
import time
from collections.abc import Mapping
from types import MappingProxyType

from wizard.mailbox.attempt import SESSIONS, Attempt, OpenSession
from wizard.mailbox.credentials import Credentials
from wizard.mailbox.failed_logins import FailedLogins
from wizard.mailbox.plan import hindered
from wizard.model import (
    Consent,
    LoginCheck,
    LoginFailed,
    LoginNotTried,
    LoginOutcome,
    LoginPlan,
    LoginRefused,
    LoginReport,
    Mailbox,
    NotTriedReason,
    Password,
    PlannedLogin,
    Protocol,
    SignedIn,
)
from wizard.network import Network


async def check_login(
    plan: LoginPlan,
    password: Password,
    network: Network,
    failed_logins: FailedLogins,
    consent: Consent | None = None,
    *,
    sessions: Mapping[Protocol, OpenSession] = SESSIONS,
    seconds: float | None = None,
) -> LoginCheck:
    """Sign in at each server of the plan, one after the other, and look into the mailbox. Never raises for a remote.

    Whatever is not a plain yes to the password is the last try: the other servers are left alone, so that at most one
    failed login comes of it. Without the user's consent nothing is sent where it is needed. Ends within `seconds`
    (None: `Limits.login`). Other `sessions` may look at something else; a protocol that they lack is seen as usual.
    """
    agreed = consent or Consent()
    end = asyncio.get_running_loop().time() + (network.limits.login if seconds is None else seconds)
    reports = {protocol: _no_server(protocol) for protocol in Protocol}
    mailbox: Mailbox | None = None
    stopped: NotTriedReason | None = None
    if failed_logins.needs_confirmation(plan.address) and not agreed.after_failures:
        stopped = NotTriedReason.TOO_MANY_FAILURES
    for login in plan.logins:
        credentials = Credentials(username=login.username, password=password)
        unsendable = None if credentials.sendable else NotTriedReason.UNSENDABLE
        if reason := stopped or hindered(login, plan, agreed) or unsendable:
            report = _not_tried(login, reason)
        else:
            started = time.monotonic()
            attempt = Attempt(
                endpoint=login.endpoint,
                credentials=credentials,
                open_session={**SESSIONS, **sessions}[login.endpoint.protocol],
                mailbox=mailbox or Mailbox(),
            )
            await attempt.run(network, end)
            report = _report(login, attempt.outcome, seconds=time.monotonic() - started)
            if isinstance(attempt.outcome, SignedIn):
                mailbox = attempt.mailbox
        reports[login.endpoint.protocol] = report
        if _counts(report):
            failed_logins.add(plan.address)
        if _ends_the_test(report):
            stopped = NotTriedReason.LOCK_OUT
    return LoginCheck(
        reports=MappingProxyType(reports),
        failures=sum(_counts(report) for report in reports.values()),
        recent_failures=failed_logins.recent(plan.address),
        mailbox=mailbox,
    )


def without_password(plan: LoginPlan, failed_logins: FailedLogins, reason: NotTriedReason) -> LoginCheck:
    """The result where nobody typed a password: what stands in the way of each login, else the `reason` given."""
    reports = {protocol: _no_server(protocol) for protocol in Protocol}
    reports |= {login.endpoint.protocol: _not_tried(login, login.hindrance or reason) for login in plan.logins}
    return LoginCheck(reports=MappingProxyType(reports), failures=0, recent_failures=failed_logins.recent(plan.address))


def _no_server(protocol: Protocol) -> LoginReport:
    return LoginReport(protocol=protocol, outcome=LoginNotTried(reason=NotTriedReason.NO_SERVER))


def _not_tried(login: PlannedLogin, reason: NotTriedReason) -> LoginReport:
    return _report(login, LoginNotTried(reason=reason))


def _report(login: PlannedLogin, outcome: LoginOutcome, *, seconds: float = 0.0) -> LoginReport:
    return LoginReport(
        protocol=login.endpoint.protocol,
        outcome=outcome,
        endpoint=login.endpoint,
        username=login.username,
        seconds=seconds,
    )


def _counts(report: LoginReport) -> bool:
    """Whether the provider may count it as a failed login."""
    return isinstance(report.outcome, LoginRefused) and report.outcome.reason.may_count


def _ends_the_test(report: LoginReport) -> bool:
    """Whether the password went out and was not plainly accepted."""
    match report.outcome:
        case LoginRefused() | LoginFailed(password_sent=True):
            return True
        case _:
            return False
