"""`diagnose sending --login` and `--send-to-myself`: the outgoing server tested with a password, and a message."""

import dataclasses

from wizard.cli import interruption
from wizard.cli.diagnostics import Diagnostics
from wizard.cli.login import Agreed, ask_password, check, with_the_other_name
from wizard.cli.network_options import open_network
from wizard.cli.options import Options
from wizard.i18n import Words
from wizard.mailbox import plan_logins, send_to_myself
from wizard.model import Investigation, LoginCheck, Protocol, SendingCheck
from wizard.pages.sending_check import self_message_note, self_message_subject, self_message_text


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
        diagnostics.note(self_message_note(plan, words))
    agreed = ask_password(plan, options, words, diagnostics)
    if isinstance(agreed, LoginCheck):
        return SendingCheck(login=_of_sending(agreed))
    if options.send_to_myself:
        diagnostics.progress(_("Sending a message to yourself …"))
    tested = interruption.run(_test(agreed, options, words))
    diagnostics.clear_progress()
    again = with_the_other_name(agreed, tested.login, options, words, diagnostics)
    return tested if again is None else interruption.run(_test(again, options, words))


async def _test(agreed: Agreed, options: Options, words: Words) -> SendingCheck:
    if options.send_to_myself:
        return await _send(agreed, options, words)
    return SendingCheck(login=_of_sending(await check(agreed, options)))


async def _send(agreed: Agreed, options: Options, words: Words) -> SendingCheck:
    async with open_network(options) as network:
        return await send_to_myself(
            agreed.plan,
            agreed.password,
            network,
            agreed.failed_logins,
            agreed.consent,
            subject=self_message_subject(words),
            text=self_message_text(agreed.plan, words),
        )


def _of_sending(check: LoginCheck) -> LoginCheck:
    """Only the report that was asked for."""
    return dataclasses.replace(check, reports={Protocol.SMTP: check.reports[Protocol.SMTP]}, mailbox=None)
