"""pacc: the JSON that a mail domain serves as /.well-known/user-agent-configuration.json.

draft-ietf-mailmaint-pacc-02. It implies TLS from the start, the ports 993, 995 and 465, and the whole address as the
user name. It is for everybody at the domain: what POP does with one person's copies has no place in it.
"""

import base64
import hashlib
import json

from wizard.exporters.exporter import Context
from wizard.exporters.settings import PASSWORD, incoming_obstacle, one_line, outgoing_obstacle, server_obstacle
from wizard.model import Account, Obstacle, Protocol, RecommendedServer, SocketType
from wizard.model.server import EMAIL_ADDRESS

NAME = "pacc"
EXTENSION = "json"
MEDIA_TYPE = "application/json"

_PORTS = {Protocol.IMAP: 993, Protocol.POP3: 995, Protocol.SMTP: 465}


def obstacle(account: Account) -> Obstacle | None:
    """Only what the draft implies, and passwords: an issuer of OAuth2 tokens is not known here."""
    if found := incoming_obstacle(account, PASSWORD) or outgoing_obstacle(account, PASSWORD):
        return found
    for server in (account.incoming, account.outgoing):
        if server is not None and (found := _server_obstacle(server, account)):
            return found
    return None


def export(account: Account, context: Context) -> bytes:
    """The JSON, UTF-8. To be served byte for byte: the digest in DNS is over these bytes (see `digest`)."""
    del context
    assert account.outgoing is not None
    protocols = {account.incoming.endpoint.protocol: account.incoming.endpoint.hostname}
    for server in account.alternatives:
        fits = server.verified and _server_obstacle(server, account) is None
        if fits and server_obstacle(server, PASSWORD) is None:
            protocols.setdefault(server.endpoint.protocol, server.endpoint.hostname)
    protocols[Protocol.SMTP] = account.outgoing.endpoint.hostname
    name = one_line(account.display_name.strip() or account.address.domain)
    info: dict[str, object] = {"provider": {"name": _cut(name, 60), "shortName": _cut(name, 20)}}
    documentation = next((page.url for page in account.help_pages if page.url.startswith("https://")), None)
    if documentation is not None:
        info["help"] = {"documentation": one_line(documentation)}
    configuration = {
        "protocols": {protocol.value: {"host": protocols[protocol]} for protocol in _PORTS if protocol in protocols},
        "authentication": {"password": True},
        "info": info,
    }
    return (json.dumps(configuration, ensure_ascii=False, indent=2) + "\n").encode()


def digest(document: bytes) -> str:
    """What the TXT record at `_ua-auto-config.` must say of these bytes."""
    return "v=UAAC1; a=sha256; d=" + base64.b64encode(hashlib.sha256(document).digest()).decode()


def _server_obstacle(server: RecommendedServer, account: Account) -> Obstacle | None:
    endpoint = server.endpoint
    if endpoint.socket_type is not SocketType.SSL:
        return Obstacle.STARTTLS
    if endpoint.port != _PORTS[endpoint.protocol]:
        return Obstacle.PORT
    whole_address = server.settings.username in {None, EMAIL_ADDRESS, str(account.address)}
    return None if whole_address else Obstacle.USERNAME_FORM


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
