"""autoconfig: the config-v1.1 file that Thunderbird and others look for at a mail domain.

draft-ietf-mailmaint-autoconfig; written as version 1.1, which every program reads. It is for everybody at the domain:
user names are placeholders, never one person's address.
"""

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from wizard.exporters.exporter import Context
from wizard.exporters.settings import one_line
from wizard.model import Account, HelpPage, Obstacle, Protocol, RecommendedServer, Retention, SocketType
from wizard.model.server import EMAIL_ADDRESS, EMAIL_DOMAIN, EMAIL_LOCAL_PART

NAME = "autoconfig"
EXTENSION = "xml"
MEDIA_TYPE = "text/xml"

_DISPLAY_NAME = 60
_DISPLAY_SHORT_NAME = 20


def obstacle(account: Account) -> Obstacle | None:
    """Thunderbird refuses a file without an outgoing server, and a server without a way to sign in."""
    if account.incoming.endpoint.socket_type is SocketType.PLAIN:
        return Obstacle.NO_INCOMING
    if account.outgoing is None or account.outgoing.endpoint.socket_type is SocketType.PLAIN:
        return Obstacle.NO_OUTGOING
    if not account.incoming.authentication or not account.outgoing.authentication:
        return Obstacle.NO_AUTHENTICATION
    if username_form(account, account.incoming) is None or username_form(account, account.outgoing) is None:
        return Obstacle.USERNAME_FORM
    return None


def export(account: Account, context: Context) -> bytes:
    """The XML, indented, UTF-8; the advised server first, then every other encrypted server that works."""
    del context
    root = Element("clientConfig", version="1.1")
    provider = SubElement(root, "emailProvider", id=account.address.domain)
    name = account.display_name.strip() or account.address.domain
    _add(provider, "domain", account.address.domain)
    _add(provider, "displayName", _shortened(name, _DISPLAY_NAME))
    _add(provider, "displayShortName", _shortened(name, _DISPLAY_SHORT_NAME))
    for server in _servers(account):
        _add_server(provider, server, account)
    for page in account.help_pages:
        if page.url.startswith(("https://", "http://")):
            _add_documentation(provider, page)
    indent(root)
    document: bytes = tostring(root, encoding="UTF-8", xml_declaration=True)
    return document + b"\n"


def username_form(account: Account, server: RecommendedServer) -> str | None:
    """The user name with placeholders; None where it is one person's own and cannot be said for everybody.

    Where nothing says the form it is the whole address, which is what a program tries first (RFC 6186 section 4).
    """
    username = server.settings.username
    if username is None or username.casefold() == str(account.address).casefold():
        return EMAIL_ADDRESS
    if username == account.address.local_part:
        return EMAIL_LOCAL_PART
    named = any(placeholder in username for placeholder in (EMAIL_ADDRESS, EMAIL_LOCAL_PART, EMAIL_DOMAIN))
    return username if named else None


def _servers(account: Account) -> list[RecommendedServer]:
    """Incoming before outgoing, within each the advised one first, each endpoint once."""
    incoming = [account.incoming]
    outgoing = [account.outgoing] if account.outgoing is not None else []
    for server in account.alternatives:
        usable = server.verified and server.endpoint.socket_type is not SocketType.PLAIN and server.authentication
        if usable and username_form(account, server) is not None:
            (outgoing if server.endpoint.protocol is Protocol.SMTP else incoming).append(server)
    return list({server.endpoint: server for server in reversed(incoming + outgoing)}.values())[::-1]


def _add_server(provider: Element, server: RecommendedServer, account: Account) -> None:
    protocol = server.endpoint.protocol
    tag = "outgoingServer" if protocol is Protocol.SMTP else "incomingServer"
    section = SubElement(provider, tag, type=protocol.value)
    _add(section, "hostname", server.endpoint.hostname)
    _add(section, "port", str(server.endpoint.port))
    _add(section, "socketType", server.endpoint.socket_type.value)
    for method in server.authentication:
        _add(section, "authentication", method.value)
    _add(section, "username", username_form(account, server) or EMAIL_ADDRESS)
    if protocol is Protocol.POP3 and account.protocol is Protocol.POP3 and account.retention is not None:
        _add_retention(section, account.retention)


def _add_retention(section: Element, retention: Retention) -> None:
    pop3 = SubElement(section, "pop3")
    _add(pop3, "leaveMessagesOnServer", "true" if retention.keep else "false")
    if retention.keep and retention.days is not None:
        _add(pop3, "daysToLeaveMessagesOnServer", str(retention.days))


def _add_documentation(provider: Element, page: HelpPage) -> None:
    documentation = SubElement(provider, "documentation", url=one_line(page.url))
    if page.title:
        descr = _add(documentation, "descr", page.title)
        if page.language:
            descr.set("lang", one_line(page.language))


def _add(parent: Element, tag: str, text: str) -> Element:
    element = SubElement(parent, tag)
    element.text = one_line(text)
    return element


def _shortened(text: str, limit: int) -> str:
    """At most `limit` characters, cut between words where that leaves at least half of them."""
    text = one_line(text)
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    word_end = cut.rfind(" ")
    return (cut[:word_end] if word_end >= limit // 2 else cut).rstrip() + "…"
