"""dns-zone: the SRV records that say where a domain's mail servers are, and the digest of its PACC file.

RFC 6186 and RFC 8314 section 5.1; a lower priority is the preferred protocol (RFC 6186 section 3.4). DNS says where the
servers are and no more: programs try the whole address as the user name, then its local part (section 4), and what POP
does with one person's copies has no place in it. For the digest see draft-ietf-mailmaint-pacc-02.
"""

from wizard.exporters import pacc
from wizard.exporters.exporter import Context
from wizard.exporters.settings import lines
from wizard.model import Account, Obstacle, Protocol, RecommendedServer, SocketType
from wizard.model.server import EMAIL_ADDRESS, EMAIL_LOCAL_PART

NAME = "dns-zone"
EXTENSION = "zone"
MEDIA_TYPE = "text/dns"

_TIME_TO_LIVE = 3600
_SERVICES = {
    (Protocol.IMAP, SocketType.SSL): "_imaps",
    (Protocol.IMAP, SocketType.STARTTLS): "_imap",
    (Protocol.POP3, SocketType.SSL): "_pop3s",
    (Protocol.POP3, SocketType.STARTTLS): "_pop3",
    (Protocol.SMTP, SocketType.SSL): "_submissions",
    (Protocol.SMTP, SocketType.STARTTLS): "_submission",
}


def obstacle(account: Account) -> Obstacle | None:
    """Encrypted servers only, with user names that programs will try."""
    if account.incoming.endpoint.socket_type is SocketType.PLAIN:
        return Obstacle.NO_INCOMING
    if account.outgoing is None or account.outgoing.endpoint.socket_type is SocketType.PLAIN:
        return Obstacle.NO_OUTGOING
    tried = _tried(account)
    if account.incoming.settings.username not in tried or account.outgoing.settings.username not in tried:
        return Obstacle.USERNAME_FORM
    return None


def export(account: Account, context: Context) -> bytes:
    """Lines of a zone file (RFC 1035 section 5) with absolute names."""
    assert account.outgoing is not None
    others = [server for server in account.alternatives if _publishable(server, account)]
    incoming = [account.incoming, *(server for server in others if server.endpoint.protocol is not Protocol.SMTP)]
    outgoing = [account.outgoing, *(server for server in others if server.endpoint.protocol is Protocol.SMTP)]
    digest = None
    if pacc.obstacle(account) is None:
        digest = f'_ua-auto-config.{_end(account)} IN TXT "{pacc.digest(pacc.export(account, context))}"'
    return lines(*_records(incoming, account), *_records(outgoing, account), digest)


def _records(servers: list[RecommendedServer], account: Account) -> list[str]:
    endpoints = dict.fromkeys(server.endpoint for server in servers)
    return [
        f"{_SERVICES[endpoint.protocol, endpoint.socket_type]}._tcp.{_end(account)}"
        f" IN SRV {10 * order} 1 {endpoint.port} {endpoint.hostname}."
        for order, endpoint in enumerate(endpoints)
    ]


def _end(account: Account) -> str:
    return f"{account.address.domain}. {_TIME_TO_LIVE}"


def _publishable(server: RecommendedServer, account: Account) -> bool:
    encrypted = server.endpoint.socket_type is not SocketType.PLAIN
    return server.verified and encrypted and server.settings.username in _tried(account)


def _tried(account: Account) -> set[str | None]:
    return {None, EMAIL_ADDRESS, EMAIL_LOCAL_PART, str(account.address), account.address.local_part}
