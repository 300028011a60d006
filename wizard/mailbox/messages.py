"""The same messages fetched in every way that mail programs know; EXAMINE and PEEK only, nothing is changed."""

import dataclasses
from functools import partial

from wizard.mailbox.failed_logins import FailedLogins
from wizard.mailbox.imap_messages import ImapReading
from wizard.mailbox.login import check_login
from wizard.mailbox.pop3_messages import Pop3Reading
from wizard.mailbox.reading import ALL_SECONDS, Reading, Sections
from wizard.model import Consent, FetchedMessages, LoginPlan, MessageChoice, Password, Protocol
from wizard.network import Network


async def fetch_messages(
    plan: LoginPlan,
    password: Password,
    network: Network,
    failed_logins: FailedLogins,
    consent: Consent,
    *,
    choice: MessageChoice,
    sections: Sections,
) -> FetchedMessages:
    """Sign in to IMAP, then POP, once each, and fetch. Never raises for what a remote does; at most four minutes."""
    reading = Reading(choice=choice, sections=sections)
    incoming = tuple(one for one in plan.logins if one.endpoint.protocol is not Protocol.SMTP)
    check = await check_login(
        dataclasses.replace(plan, logins=incoming),
        password,
        network,
        failed_logins,
        consent,
        sessions={Protocol.IMAP: partial(ImapReading, reading), Protocol.POP3: partial(Pop3Reading, reading)},
        seconds=ALL_SECONDS,
    )
    places = {one.endpoint.protocol: str(one.endpoint) for one in incoming}
    return FetchedMessages(
        login=check,
        messages=tuple(reading.messages),
        issuers=tuple((places[protocol], issuer) for protocol, issuer in reading.issuers.items()),
        found=reading.found,
    )
