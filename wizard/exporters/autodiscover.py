"""autodiscover: Microsoft's POX response, for classic Outlook and eM Client; best effort.

https://learn.microsoft.com/exchange/client-developer/web-service-reference/pox-autodiscover-response-for-exchange.
What is absent counts as "on" there, so everything is said. It is an answer to one person: it names her user name.
"""

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from wizard.exporters.exporter import Context
from wizard.exporters.settings import (
    PASSWORD,
    incoming_obstacle,
    is_starttls,
    login,
    one_line,
    outgoing_obstacle,
)
from wizard.model import Account, Obstacle, Protocol, RecommendedServer

NAME = "autodiscover"
EXTENSION = "xml"
MEDIA_TYPE = "text/xml"

_RESPONSE = "http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006"
_OUTLOOK = "http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a"


def obstacle(account: Account) -> Obstacle | None:
    """Passwords only, and nothing about copies on the server."""
    if found := incoming_obstacle(account, PASSWORD) or outgoing_obstacle(account, PASSWORD):
        return found
    return Obstacle.RETENTION if account.retention is not None else None


def export(account: Account, context: Context) -> bytes:
    """The XML, indented, UTF-8; one incoming server and the outgoing one."""
    del context
    assert account.outgoing is not None
    root = Element("Autodiscover", xmlns=_RESPONSE)
    response = SubElement(root, "Response", xmlns=_OUTLOOK)
    if account.full_name:
        _add(SubElement(response, "User"), "DisplayName", account.full_name)
    section = SubElement(response, "Account")
    _add(section, "AccountType", "email")
    _add(section, "Action", "settings")
    _add_server(section, account.incoming, account)
    _add_server(section, account.outgoing, account)
    indent(root)
    document: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return document + b"\n"


def _add_server(section: Element, server: RecommendedServer, account: Account) -> None:
    protocol = SubElement(section, "Protocol")
    _add(protocol, "Type", server.endpoint.protocol.value.upper())
    _add(protocol, "Server", server.endpoint.hostname)
    _add(protocol, "Port", str(server.endpoint.port))
    _add(protocol, "LoginName", login(server, account))
    _add(protocol, "DomainRequired", "off")
    _add(protocol, "SPA", "off")
    _add(protocol, "SSL", "on")
    _add(protocol, "Encryption", "TLS" if is_starttls(server) else "SSL")
    _add(protocol, "AuthRequired", "on")
    if server.endpoint.protocol is Protocol.SMTP:
        same = login(server, account) == login(account.incoming, account)
        _add(protocol, "UsePOPAuth", "on" if same else "off")
        _add(protocol, "SMTPLast", "off")


def _add(parent: Element, tag: str, text: str) -> None:
    SubElement(parent, tag).text = one_line(text)
