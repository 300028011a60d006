"""`diagnose sending --login` and `--send-to-myself`: the outgoing server tested with a password, and a message."""

import dataclasses
from datetime import UTC, datetime

from wizard.cli import interruption
from wizard.cli.diagnostics import Diagnostics
from wizard.cli.login import Agreed, ask_password, check, with_the_other_name
from wizard.cli.network_options import open_network
from wizard.cli.options import Options
from wizard.i18n import Words
from wizard.mailbox import plan_logins, send_to_myself
from wizard.model import Investigation, LoginCheck, LoginPlan, Protocol, SendingCheck


def sign_in_to_send(
    investigation: Investigation, options: Options, words: Words, diagnostics: Diagnostics
) -> SendingCheck:
    """The test of the password at the outgoing server alone; with --send-to-myself what became of the message.

    Raises WrongUse where there is no password.
    """
    _ = words
    plan = plan_logins(investigation)
    plan = dataclasses.replace(plan, logins=tuple(one for one in plan.logins if one.endpoint.protocol is Protocol.SMTP))
    if options.send_to_myself and plan.logins:
        diagnostics.note(
            _(
                "One short message is sent from {address} to {address}, and to nobody else.",
                address=plan.address.for_people,
            )
        )
    agreed = ask_password(plan, options, words, diagnostics)
    if isinstance(agreed, LoginCheck):
        return SendingCheck(login=_of_sending(agreed))
    if options.send_to_myself:
        diagnostics.progress(_("Sending a message to yourself …"))
    tested = interruption.run(_test(agreed, options, words))
    diagnostics.clear_progress()
    again = with_the_other_name(agreed, tested.login, words, diagnostics)
    return tested if again is None else interruption.run(_test(again, options, words))


async def _test(agreed: Agreed, options: Options, words: Words) -> SendingCheck:
    if options.send_to_myself:
        return await _send(agreed, options, words)
    return SendingCheck(login=_of_sending(await check(agreed, options)))


async def _send(agreed: Agreed, options: Options, words: Words) -> SendingCheck:
    _ = words
    async with open_network(options) as network:
        return await send_to_myself(
            agreed.plan,
            agreed.password,
            network,
            agreed.failed_logins,
            agreed.consent,
            subject=_("Test message from Mailwijzer"),
            text=_text(agreed.plan, words),
        )


def _text(plan: LoginPlan, _: Words) -> str:
    server = plan.logins[0].endpoint
    return _(
        "You sent this message to yourself with Mailwijzer, on {day}, to test whether sending works.\n"
        "It went through {hostname}, port {port}.\n\n"
        "You need not answer, and you can throw it away.\n",
        day=_.date(datetime.now(UTC)),
        hostname=server.hostname,
        port=server.port,
    )


def _of_sending(check: LoginCheck) -> LoginCheck:
    """Only the report that was asked for."""
    return dataclasses.replace(check, reports={Protocol.SMTP: check.reports[Protocol.SMTP]}, mailbox=None)
