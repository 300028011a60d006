"""k9s: a settings file for Thunderbird for Android and K-9 Mail (settings format 1, version 99).

https://github.com/thunderbird/thunderbird-android. Without a password in it, the app asks for one after the import.
"""

import uuid
from xml.etree.ElementTree import Element, SubElement, tostring

from wizard.exporters.exporter import Context
from wizard.exporters.settings import (
    incoming_obstacle,
    is_starttls,
    login,
    method,
    one_line,
    outgoing_obstacle,
)
from wizard.model import Account, AuthenticationMethod, Obstacle, RecommendedServer

NAME = "k9s"
EXTENSION = "k9s"
MEDIA_TYPE = "application/x-k9settings"

_METHODS = {
    AuthenticationMethod.PASSWORD_CLEARTEXT: "PLAIN",
    AuthenticationMethod.PASSWORD_ENCRYPTED: "CRAM_MD5",
}


def obstacle(account: Account) -> Obstacle | None:
    """Passwords only; of copies on the server it can say only that they stay until they are deleted by hand."""
    known = tuple(_METHODS)
    if found := incoming_obstacle(account, known) or outgoing_obstacle(account, known):
        return found
    retention = account.retention
    leaves_all = retention is None or (retention.keep and retention.days is None)
    return None if leaves_all else Obstacle.RETENTION


def export(account: Account, context: Context) -> bytes:
    """The XML, UTF-8, on one line: the app takes white space inside an element as part of the value."""
    del context
    assert account.outgoing is not None
    root = Element("k9settings", version="99", format="1")
    identifier = str(uuid.uuid5(uuid.NAMESPACE_URL, f"mailto:{account.address}"))
    section = SubElement(SubElement(root, "accounts"), "account", uuid=identifier)
    _add(section, "name", account.display_name.strip() or str(account.address))
    if account.retention is not None:
        policy = SubElement(SubElement(section, "settings"), "value", key="deletePolicy")
        policy.text = "NEVER"
    _add_server(section, "incoming-server", account.incoming, account)
    _add_server(section, "outgoing-server", account.outgoing, account)
    identity = SubElement(SubElement(section, "identities"), "identity")
    _add(identity, "name", account.full_name or "")
    _add(identity, "email", str(account.address))
    document: bytes = tostring(root, encoding="UTF-8", xml_declaration=True)
    return document + b"\n"


def _add_server(section: Element, tag: str, server: RecommendedServer, account: Account) -> None:
    chosen = method(server, tuple(_METHODS))
    assert chosen is not None
    element = SubElement(section, tag, type=server.endpoint.protocol.value.upper())
    _add(element, "host", server.endpoint.hostname)
    _add(element, "port", str(server.endpoint.port))
    _add(element, "connection-security", "STARTTLS_REQUIRED" if is_starttls(server) else "SSL_TLS_REQUIRED")
    _add(element, "authentication-type", _METHODS[chosen])
    _add(element, "username", login(server, account))


def _add(parent: Element, tag: str, text: str) -> None:
    SubElement(parent, tag).text = one_line(text)
