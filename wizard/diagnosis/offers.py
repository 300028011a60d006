"""What servers that work lack, and what a mail program must mind with them."""

from collections.abc import Iterator, Mapping, Sequence

from wizard.model import (
    Capabilities,
    Finding,
    FindingId,
    Protocol,
    RecommendedServer,
    Severity,
    SocketType,
    TestedCandidate,
)

_SUBMISSION = {(465, SocketType.SSL), (587, SocketType.STARTTLS)}

_TOLD_AFTER_SIGN_IN = {
    "QUOTA": FindingId.IMAP_NO_QUOTA,
    "SPECIAL-USE": FindingId.IMAP_NO_SPECIAL_USE,
    "IDLE": FindingId.IMAP_NO_IDLE,
}
_SIGNS_OF_A_FULL_LIST = frozenset(
    {"NAMESPACE", "UIDPLUS", "MOVE", "UNSELECT", "CHILDREN", "CONDSTORE", "LIST-EXTENDED"}
)
"""Many servers hold most of their list back until somebody has signed in; one that announces these does not."""

_IN_REV2 = frozenset({"IDLE", "SPECIAL-USE"})  # RFC 9051 appendix E


def offer_findings(
    tested: Sequence[TestedCandidate], servers: Mapping[Protocol, RecommendedServer]
) -> Iterator[Finding]:
    """About the recommended servers, and about ports without encryption or without a purpose."""
    for protocol, about in ((Protocol.POP3, _about_pop3), (Protocol.IMAP, _about_imap)):
        best = servers.get(protocol)
        if best is not None and best.connected is not None:
            yield from about(str(best.endpoint), best.connected.capabilities)
    for item in tested:
        if item.endpoint.socket_type is SocketType.PLAIN and item.connected is not None:
            yield from _about_plain(item, item.connected.capabilities)
    yield from _about_submission(tested, servers)


def _about_pop3(subject: str, capabilities: Capabilities) -> Iterator[Finding]:
    expire = (capabilities.parameter("EXPIRE") or "").split()
    if expire[:1] == ["0"] or (capabilities.names and not capabilities.has("UIDL")):
        yield Finding(id=FindingId.POP_CANNOT_LEAVE, severity=Severity.WARNING, subject=subject)
    elif expire and expire[0].isdecimal():
        yield Finding(
            id=FindingId.POP_DELETES_AFTER, severity=Severity.WARNING, subject=subject, values={"days": expire[0]}
        )
    delay = (capabilities.parameter("LOGIN-DELAY") or "").split()
    if delay and delay[0].isdecimal() and len(delay[0]) < 8 and int(delay[0]) > 0:
        values = {"seconds": str(int(delay[0])), "minutes": str(-(-int(delay[0]) // 60))}
        yield Finding(id=FindingId.POP_LOGIN_DELAY, severity=Severity.NOTE, subject=subject, values=values)


def _about_imap(subject: str, capabilities: Capabilities) -> Iterator[Finding]:
    if not any(capabilities.has(word) for word in _SIGNS_OF_A_FULL_LIST):
        return
    for word, finding_id in _TOLD_AFTER_SIGN_IN.items():
        included = word in _IN_REV2 and capabilities.has("IMAP4REV2")
        if not included and not any(name.partition("=")[0] == word for name in capabilities.names):
            yield Finding(id=finding_id, severity=Severity.NOTE, subject=subject)


def _about_plain(item: TestedCandidate, capabilities: Capabilities) -> Iterator[Finding]:
    """The server takes no password on this port until TLS has started."""
    upgrade = {Protocol.IMAP: "LOGINDISABLED", Protocol.POP3: "STLS", Protocol.SMTP: "STARTTLS"}[capabilities.protocol]
    if capabilities.has(upgrade) and not capabilities.authentication_methods:
        yield Finding(id=FindingId.LOGIN_NEEDS_TLS, severity=Severity.NOTE, subject=str(item.endpoint))


def _about_submission(
    tested: Sequence[TestedCandidate], servers: Mapping[Protocol, RecommendedServer]
) -> Iterator[Finding]:
    """Sending is published for port 25 only; or it works over a second port that nobody published."""
    smtp = [item for item in tested if item.endpoint.protocol is Protocol.SMTP]
    published = [item for item in smtp if any(source.is_published for source in item.sources)]
    best = servers.get(Protocol.SMTP)
    if published and all(item.endpoint.is_relay for item in published):
        yield Finding(
            id=FindingId.SUBMISSION_PORT_25,
            severity=Severity.NOTE if best is not None else Severity.BLOCKING,
            subject=str(published[0].endpoint),
        )
    if best is None or not best.verified or (best.endpoint.port, best.endpoint.socket_type) not in _SUBMISSION:
        return
    for item in smtp:
        endpoint = item.endpoint
        second = endpoint.hostname == best.endpoint.hostname and endpoint.port != best.endpoint.port
        if second and (endpoint.port, endpoint.socket_type) in _SUBMISSION and item.connected and item not in published:
            yield Finding(
                id=FindingId.SUBMISSION_OTHER_PORT,
                severity=Severity.NOTE,
                subject=best.endpoint.hostname,
                values={"port": str(best.endpoint.port), "other": str(endpoint.port)},
            )
