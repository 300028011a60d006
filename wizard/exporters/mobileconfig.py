"""mobileconfig: a configuration profile for iPhone, iPad and Mac.

https://developer.apple.com/documentation/devicemanagement/mail (com.apple.mail.managed). It has no word for STARTTLS:
on the usual ports "use SSL" leads to it. It has none for what POP does with copies on the server either.
"""

import plistlib
import uuid

from wizard.exporters.exporter import Context
from wizard.exporters.settings import (
    ANY_PASSWORD,
    incoming_obstacle,
    is_starttls,
    login,
    method,
    nickname,
    one_line,
    outgoing_obstacle,
)
from wizard.model import Account, AuthenticationMethod, Obstacle, Protocol, RecommendedServer

NAME = "mobileconfig"
EXTENSION = "mobileconfig"
MEDIA_TYPE = "application/x-apple-aspen-config"

_STARTTLS_PORTS = {Protocol.IMAP: 143, Protocol.POP3: 110, Protocol.SMTP: 587}


def obstacle(account: Account) -> Obstacle | None:
    """Passwords only, STARTTLS on its usual ports only, and nothing about copies on the server."""
    if found := incoming_obstacle(account, ANY_PASSWORD) or outgoing_obstacle(account, ANY_PASSWORD):
        return found
    for server in (account.incoming, account.outgoing):
        if server is not None and is_starttls(server):
            endpoint = server.endpoint
            if endpoint.port != _STARTTLS_PORTS[endpoint.protocol]:
                return Obstacle.STARTTLS
    return Obstacle.RETENTION if account.retention is not None else None


def export(account: Account, context: Context) -> bytes:
    """An unsigned XML property list; its identifiers come from the address, so that a newer profile replaces it."""
    del context
    assert account.outgoing is not None
    domain = ".".join(reversed(account.address.domain.split(".")))
    identifier = f"{domain}.mail.{nickname(account)}"
    mail = {
        "PayloadType": "com.apple.mail.managed",
        "PayloadVersion": 1,
        "PayloadIdentifier": f"{identifier}.account",
        "PayloadUUID": _uuid(f"{identifier}.account"),
        "PayloadDisplayName": one_line(account.display_name),
        "EmailAccountDescription": one_line(account.display_name),
        "EmailAccountType": "EmailTypeIMAP" if account.protocol is Protocol.IMAP else "EmailTypePOP",
        "EmailAddress": str(account.address),
        **({"EmailAccountName": one_line(account.full_name)} if account.full_name else {}),
        **_server("Incoming", account.incoming, account),
        **_server("Outgoing", account.outgoing, account),
    }
    profile = {
        "PayloadType": "Configuration",
        "PayloadVersion": 1,
        "PayloadIdentifier": identifier,
        "PayloadUUID": _uuid(identifier),
        "PayloadDisplayName": one_line(f"{account.display_name} ({account.address})"),
        "PayloadContent": [mail],
    }
    return plistlib.dumps(profile, sort_keys=True)


def _server(direction: str, server: RecommendedServer, account: Account) -> dict[str, str | int | bool]:
    prefix = f"{direction}MailServer"
    encrypted = method(server, ANY_PASSWORD) is AuthenticationMethod.PASSWORD_ENCRYPTED
    return {
        f"{prefix}Authentication": "EmailAuthCRAMMD5" if encrypted else "EmailAuthPassword",
        f"{prefix}HostName": server.endpoint.hostname,
        f"{prefix}PortNumber": server.endpoint.port,
        f"{prefix}UseSSL": True,
        f"{prefix}Username": one_line(login(server, account)),
    }


def _uuid(identifier: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_DNS, identifier)).upper()
