"""The investigation and the choice become the account that is handed over."""

from wizard.advisor.known import KEEP_DAYS, KEEP_DAYS_NEARLY_FULL, can_leave
from wizard.errors import WizardError
from wizard.model import (
    Account,
    AdviceOutcome,
    Answers,
    Investigation,
    Known,
    Protocol,
    RecommendedServer,
    Retention,
    ServerSpace,
)
from wizard.model.domains import unicode_domain


class NoIncomingServer(WizardError):
    """No server for `protocol` may be recommended, so there is nothing to hand over."""

    def __init__(self, protocol: Protocol) -> None:
        super().__init__(f"no server for {protocol}")
        self.protocol = protocol


def compose_account(
    investigation: Investigation,
    *,
    protocol: Protocol,
    outcome: AdviceOutcome | None,
    full_name: str | None,
    answers: Answers | None = None,
) -> Account:
    """The settings for this protocol, with every other incoming server that works as an alternative.

    `outcome` decides what POP leaves on the server; where it is about the other protocol (the advice was overruled) or
    None, POP keeps a copy. `answers` shorten the days of that copy where space is nearly full.
    Raises NoIncomingServer.
    """
    incoming = investigation.servers.get(protocol)
    if incoming is None:
        raise NoIncomingServer(protocol)
    published = investigation.published
    others = [
        server
        for other in (Protocol.IMAP, Protocol.POP3)
        if other is not protocol and (server := investigation.servers.get(other)) is not None
    ]
    return Account(
        address=investigation.address,
        full_name=full_name,
        display_name=published.display_name or unicode_domain(investigation.address.domain),
        protocol=protocol,
        incoming=incoming,
        outgoing=investigation.servers.get(Protocol.SMTP),
        alternatives=(*others, *investigation.alternatives),
        retention=_retention(incoming, outcome, answers) if protocol is Protocol.POP3 else None,
        help_pages=published.help_pages,
        hints=published.hints,
    )


def _retention(incoming: RecommendedServer, outcome: AdviceOutcome | None, answers: Answers | None) -> Retention:
    connected = incoming.connected
    if outcome is AdviceOutcome.POP_EMPTY_SERVER:
        return Retention(keep=False)
    if connected is not None and can_leave(connected.capabilities) is Known.NO:
        return Retention(keep=False)
    nearly_full = answers is not None and answers.server_space is ServerSpace.NEARLY_FULL
    return Retention(keep=True, days=KEEP_DAYS_NEARLY_FULL if nearly_full else KEEP_DAYS)
