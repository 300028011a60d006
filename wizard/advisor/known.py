"""What is known: answers, measurements and the rulebook become facts."""

import re
from collections.abc import Iterable

from wizard.advisor.measured import mailbox_facts
from wizard.model import (
    Answers,
    AuthenticationMethod,
    Capabilities,
    ClientChoice,
    ClientFacts,
    Facts,
    Failed,
    FailureReason,
    HintId,
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
        LookupFailure.BUSY,
        LookupFailure.INTERNAL_ERROR,
    }
)
"""Why a source may still know more than it said."""

KEEP_DAYS = 14
KEEP_DAYS_NEARLY_FULL = 7
"""How long POP leaves a copy on the server, and where the space there is nearly full."""

USUAL_INTERVAL = 60
"""Seconds: a delay up to this is one that no mail program notices."""


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
        server=server_facts(investigation, mailbox),
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


def server_facts(investigation: Investigation, mailbox: Mailbox | None = None) -> ServerFacts:
    """What the provider's servers offer, as far as it was decided; more of it by one who signed in."""
    imap, pop3 = (_offered(investigation, protocol) for protocol in (Protocol.IMAP, Protocol.POP3))
    imap_offer, pop3_offer = (_capabilities(investigation, protocol) for protocol in (Protocol.IMAP, Protocol.POP3))
    return ServerFacts(
        imap=imap,
        pop3=pop3,
        smtp=_offered(investigation, Protocol.SMTP),
        pop3_can_leave=Known.UNKNOWN if pop3_offer is None else can_leave(pop3_offer),
        pop3_deletes_soon=Known.UNKNOWN if pop3_offer is None else _deletes_soon(pop3_offer),
        pop3_login_delay=Known.UNKNOWN if pop3_offer is None else _login_delay(pop3_offer),
        imap_idle=_announced(imap_offer, "IDLE", Known.UNKNOWN if mailbox is None else mailbox.idle),
        imap_quota=_announced(imap_offer, "QUOTA", _quota(mailbox)),
        oauth2_only=_oauth2_only(investigation),
        app_password=_hinted(investigation, HintId.APP_PASSWORD_NEEDED),
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


def _deletes_soon(capabilities: Capabilities) -> Known:
    """Whether the server removes what was fetched sooner than a mail program would (RFC 2449 section 6.7)."""
    if not capabilities.names:
        return Known.UNKNOWN
    days = _number(capabilities.parameter("EXPIRE"))
    return _known(days is not None and 0 < days < KEEP_DAYS)


def _login_delay(capabilities: Capabilities) -> Known:
    """Whether the server wants more time between two visits than programs leave (RFC 2449 section 6.5)."""
    if not capabilities.names:
        return Known.UNKNOWN
    seconds = _number(capabilities.parameter("LOGIN-DELAY"))
    return _known(seconds is not None and seconds > USUAL_INTERVAL)


def _number(parameter: str | None) -> int | None:
    """The number that a parameter begins with (`EXPIRE 5 USER`, `EXPIRE NEVER`)."""
    word = (parameter or "").partition(" ")[0]
    return int(word) if re.fullmatch(r"[0-9]{1,9}", word, re.ASCII) else None


def _announced(capabilities: Capabilities | None, keyword: str, signed_in: Known) -> Known:
    """Before signing in silence says nothing: servers announce more afterwards (RFC 9051 section 6.1.1)."""
    if signed_in is not Known.UNKNOWN:
        return signed_in
    return Known.YES if capabilities is not None and capabilities.has(keyword) else Known.UNKNOWN


def _quota(mailbox: Mailbox | None) -> Known:
    """Whether the space could be measured by one who signed in with IMAP."""
    if mailbox is None or mailbox.messages is None:
        return Known.UNKNOWN
    return _known(mailbox.quota is not None)


def _hinted(investigation: Investigation, wanted: HintId) -> Known:
    """Whether the provider says so; that it does not say so proves nothing."""
    return Known.YES if any(hint.id is wanted for hint in investigation.published.hints) else Known.UNKNOWN


def _oauth2_only(investigation: Investigation) -> Known:
    """Whether a password alone does not do: the provider says so, or its servers take nothing else."""
    if _hinted(investigation, HintId.OAUTH2_ONLY) is Known.YES:
        return Known.YES
    incoming = [server for protocol, server in investigation.servers.items() if protocol is not Protocol.SMTP]
    methods = {method for server in incoming for method in server.authentication}
    if not methods:
        return Known.UNKNOWN
    return _known(methods == {AuthenticationMethod.OAUTH2})


def _offered(investigation: Investigation, protocol: Protocol) -> Known:
    others = {server.endpoint.protocol for server in investigation.alternatives}
    if protocol in investigation.servers or protocol in others:
        return Known.YES
    if protocol in investigation.published.lacks or _declined(investigation, protocol):
        return Known.NO
    claims = [candidate for candidate in investigation.candidates if candidate.endpoint.protocol is protocol]
    # what the user typed may be a slip of the pen, which proves nothing
    claims = [claim for claim in claims if set(claim.sources) != {SourceName.MANUAL}]
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
