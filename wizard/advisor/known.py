"""What is known: answers, measurements and the rulebook become facts."""

from collections.abc import Iterable

from wizard.advisor.measured import mailbox_facts
from wizard.model import (
    Answers,
    Capabilities,
    ClientChoice,
    ClientFacts,
    Facts,
    Failed,
    FailureReason,
    Investigation,
    Known,
    LookupFailed,
    LookupFailure,
    Mailbox,
    NothingFound,
    Preference,
    ProbeReport,
    Protocol,
    Rulebook,
    ServerFacts,
    SocketType,
    SourceName,
    TestedCandidate,
)

ABSENT = frozenset(
    {FailureReason.NO_SUCH_NAME, FailureReason.NO_ADDRESS, FailureReason.REFUSED, FailureReason.WRONG_PROTOCOL}
)
"""What a probe sees where this protocol is not served. A bad certificate is no such thing: the service is there."""

INCONCLUSIVE = frozenset(
    {
        LookupFailure.TIMED_OUT,
        LookupFailure.UNREACHABLE,
        LookupFailure.RESET,
        LookupFailure.NAME_SERVER,
        LookupFailure.SERVER_ERROR,
        LookupFailure.INTERNAL_ERROR,
    }
)
"""Why a source may still know more than it said."""


def facts(
    answers: Answers, investigation: Investigation | None, rulebook: Rulebook, mailbox: Mailbox | None = None
) -> Facts:
    """Everything that rules may ask; without an investigation the servers are unknown, without a login the mailbox."""
    inside = mailbox_facts(mailbox)
    if investigation is None:
        return Facts(answers=answers, client=client_facts(answers.client, rulebook), mailbox=inside)
    provider = investigation.published.provider
    if provider is None:
        entry = rulebook.provider_for(investigation.address.domain)
        provider = None if entry is None else entry.id
    return Facts(
        answers=answers,
        server=server_facts(investigation),
        client=client_facts(answers.client, rulebook),
        mailbox=inside,
        provider=provider,
    )


def client_facts(choice: ClientChoice, rulebook: Rulebook) -> ClientFacts:
    """What this mail program can do; unknown where the rulebook does not have it."""
    client = rulebook.clients.get(choice)
    if client is None:
        return ClientFacts()
    return ClientFacts(
        imap=client.supports.get(Protocol.IMAP, Known.UNKNOWN), pop3=client.supports.get(Protocol.POP3, Known.UNKNOWN)
    )


def server_facts(investigation: Investigation) -> ServerFacts:
    """What the provider's servers offer, as far as it was decided."""
    imap, pop3 = (_offered(investigation, protocol) for protocol in (Protocol.IMAP, Protocol.POP3))
    imap_offer, pop3_offer = (_capabilities(investigation, protocol) for protocol in (Protocol.IMAP, Protocol.POP3))
    return ServerFacts(
        imap=imap,
        pop3=pop3,
        smtp=_offered(investigation, Protocol.SMTP),
        pop3_can_leave=Known.UNKNOWN if pop3_offer is None else can_leave(pop3_offer),
        imap_idle=Known.UNKNOWN if imap_offer is None else _known(imap_offer.has("IDLE")),
        prefers=_preference(investigation.candidates),
    )


def can_leave(capabilities: Capabilities) -> Known:
    """Whether POP may leave messages on the server (RFC 2449 sections 6.7 EXPIRE and 6.8 UIDL).

    `EXPIRE 0` means that what was fetched may be gone at once; without UIDL a program cannot tell what it has fetched.
    A server that announces nothing leaves it open.
    """
    if not capabilities.names:
        return Known.UNKNOWN
    expire = capabilities.parameter("EXPIRE")
    if expire is not None and expire.split()[:1] == ["0"]:
        return Known.NO
    return _known(capabilities.has("UIDL"))


def _offered(investigation: Investigation, protocol: Protocol) -> Known:
    others = {server.endpoint.protocol for server in investigation.alternatives}
    if protocol in investigation.servers or protocol in others:
        return Known.YES
    if protocol in investigation.published.lacks or _declined(investigation, protocol):
        return Known.NO
    claims = [candidate for candidate in investigation.candidates if candidate.endpoint.protocol is protocol]
    if not all(_is_absent(claim.report) for claim in claims):
        return Known.UNKNOWN
    published = any(source.is_published for claim in claims for source in claim.sources)
    return Known.NO if published or _search_is_complete(investigation) else Known.UNKNOWN


def _declined(investigation: Investigation, protocol: Protocol) -> bool:
    """Whether sources say decidedly that the protocol is not served, with TLS from the start or later."""
    not_offered: set[tuple[Protocol, SocketType]] = set()
    for source in investigation.sources:
        if isinstance(source.result, NothingFound):
            not_offered |= source.result.not_offered
    return {(protocol, SocketType.SSL), (protocol, SocketType.STARTTLS)} <= not_offered


def _is_absent(report: ProbeReport | None) -> bool:
    return report is not None and isinstance(report.outcome, Failed) and report.outcome.reason in ABSENT


def _search_is_complete(investigation: Investigation) -> bool:
    results = [source.result for source in investigation.sources]
    inconclusive = any(isinstance(result, LookupFailed) and result.reason in INCONCLUSIVE for result in results)
    return bool(results) and not inconclusive


def _capabilities(investigation: Investigation, protocol: Protocol) -> Capabilities | None:
    """What the recommended server announced; else the first of the others that answered."""
    servers = [investigation.servers[protocol]] if protocol in investigation.servers else []
    servers += [server for server in investigation.alternatives if server.endpoint.protocol is protocol]
    return next((server.connected.capabilities for server in servers if server.connected is not None), None)


def _preference(candidates: Iterable[TestedCandidate]) -> Preference:
    """Which protocol the domain's SRV records put first: the lower priority number wins (RFC 6186 section 3.4)."""
    best: dict[Protocol, int] = {}
    for candidate in candidates:
        for claim in candidate.claims:
            if claim.source is SourceName.SRV and claim.priority is not None:
                protocol = claim.endpoint.protocol
                best[protocol] = min(claim.priority, best.get(protocol, claim.priority))
    imap, pop3 = best.get(Protocol.IMAP), best.get(Protocol.POP3)
    if imap is None or pop3 is None or imap == pop3:
        return Preference.NONE
    return Preference.IMAP if imap < pop3 else Preference.POP3


def _known(answer: bool) -> Known:
    return Known.YES if answer else Known.NO
