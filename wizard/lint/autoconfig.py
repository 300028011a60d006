"""autoconfig (config-v1.1.xml and 1.2): the draft, and what Thunderbird for computers and for Android enforce.

draft-ietf-mailmaint-autoconfig; Thunderbird's readFromXML.sys.mjs and Android's RealAutoconfigParser.kt.
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

from wizard.discovery import autoconfig_xml
from wizard.lint import places
from wizard.lint.faults import Faults
from wizard.lint.places import Place
from wizard.lint.shapes import Shape, check
from wizard.lint.xml_lines import Element
from wizard.model import (
    AuthenticationMethod,
    Endpoint,
    FaultId,
    LookupFailed,
    Protocol,
    ServerSettings,
    Severity,
    SocketType,
)
from wizard.model.domains import ascii_domain

_SERVER = Shape(
    "hostname! port! socketType! authentication+ username? pop3? restriction? addThisServer? useGlobalPreferredServer? "
    "password?",
    ("type",),
)
SHAPES = {
    "clientConfig": Shape(
        "emailProvider! oAuth2* addressbook* addressBook* calendar* fileShare* chatServer* videoConference* "
        "setupServer* enable* documentation* instruction* webMail? clientConfigUpdate?",
        missing=Severity.BLOCKING,
    ),
    "emailProvider": Shape(
        "domain+ displayName? displayShortName? incomingServer* outgoingServer* documentation* instruction* enable* "
        "inputField* identity? addressbook* addressBook* calendar* fileShare* chatServer* videoConference* "
        "setupServer* oAuth2* webMail?",
        ("id",),
        missing=Severity.BLOCKING,
    ),
    "incomingServer": _SERVER,
    "outgoingServer": _SERVER,
    "pop3": Shape(
        "leaveMessagesOnServer? downloadOnBiff? daysToLeaveMessagesOnServer? checkInterval?", missing=Severity.NOTE
    ),
    "documentation": Shape("descr*", ("url",), missing=Severity.NOTE),
}
_WITH_URL = {"jmap", "ews", "activesync", "graph", "exchange"}
_PROTOCOLS = {
    ("incomingServer", "imap"): Protocol.IMAP,
    ("incomingServer", "pop3"): Protocol.POP3,
    ("outgoingServer", "smtp"): Protocol.SMTP,
}
_OLD_NAMES = {"plain": "password-cleartext", "secure": "password-encrypted", "oauth": "OAuth2"}
_OTHER_METHODS = {"http-basic", "http-digest", "smtp-after-pop"}
_ON_ANDROID = {"oauth2", "password-cleartext", "password-encrypted", "plain", "secure"}
_WITHOUT_LOGIN = {"none", "client-ip-address", "smtp-after-pop"}
_OAUTH2_DOMAINS = (
    *("gmail.com", "googlemail.com", "google.com", "mail.ru", "yandex.ru", "yandex.com", "seznam.cz", "yahoo.com"),
    *("att.net", "aol.com", "office365.com", "outlook.com", "fastmail.com", "comcast.net", "thundermail.com"),
)
"""The domains of Thunderbird's list of OAuth2 providers (OAuth2Providers.sys.mjs)."""
_LONGEST = {"displayName": 60, "displayShortName": 20}


def lint(
    root: Element, document: bytes, domain: str | None, faults: Faults
) -> tuple[tuple[ServerSettings, ...], tuple[str, ...]]:
    """Note the faults; returns the servers that `discover` reads in it, and the domains it is about."""
    if root.attributes.get("version", "").strip() not in {"1.1", "1.2"}:
        faults.add(FaultId.VERSION, root.line, value=root.attributes.get("version", ""))
    check(root, SHAPES, faults)
    provider = root.first("emailProvider")
    if provider is None:
        return (), ()
    domains = _domains(provider, domain, faults)
    _texts(provider, faults)
    _pages([*provider.children, *root.children], faults)
    known = domain or next(iter(domains), None)
    sections = [child for child in provider.children if child.name in {"incomingServer", "outgoingServer"}]
    found = [place for section in sections if (place := _server(section, known, faults)) is not None]
    has_imap = any(place.endpoint.protocol is Protocol.IMAP for place in found)
    places.check(found, faults, plain_drops_file=has_imap)  # without IMAP Android gets nothing out of it anyway
    _completeness(provider, sections, found, faults)
    read = autoconfig_xml.read(document, domain=known or "voorbeeld.nl")
    return (() if isinstance(read, LookupFailed) else read.servers), domains


def _domains(provider: Element, asked: str | None, faults: Faults) -> tuple[str, ...]:
    identity = provider.attributes.get("id", "").strip()
    if identity and ascii_domain(identity) is None:
        faults.add(FaultId.DOMAIN_BAD, provider.line, Severity.BLOCKING, value=identity, where="id")
    names: list[str] = []
    for element in provider.all("domain"):
        name = ascii_domain(element.text)
        if name is not None and "." in name:
            names.append(name)
        elif element.text:
            faults.add(FaultId.DOMAIN_BAD, element.line, value=element.text, where="<domain>")
    if asked is not None and names and asked not in names:
        shown = ", ".join(names[:3]) + (", …" if len(names) > 3 else "")
        faults.add(FaultId.DOMAIN_OTHER, provider.line, value=shown, domain=asked)
    return tuple(dict.fromkeys(names))


def _texts(provider: Element, faults: Faults) -> None:
    for name, limit in _LONGEST.items():
        for element in provider.all(name):
            if len(element.text) > limit:
                length = str(len(element.text))
                faults.add(FaultId.TEXT_TOO_LONG, element.line, where=f"<{name}>", length=length, limit=str(limit))


def _pages(elements: list[Element], faults: Faults) -> None:
    for element in elements:
        url = element.attributes.get("url", element.attributes.get("visiturl", "")).strip()
        if element.name in {"documentation", "instruction", "enable"} and url:
            try:
                protected = urlsplit(url).scheme == "https"
            except ValueError:
                protected = False
            if not protected:
                faults.add(FaultId.PAGE_NOT_HTTPS, element.line, value=url)


def _server(section: Element, domain: str | None, faults: Faults) -> Place | None:
    """The endpoint of one section, where a program can read it."""
    kind = section.attributes.get("type", "").strip()
    protocol = _PROTOCOLS.get((section.name, kind.lower()))
    if protocol is None:
        if kind and not (section.name == "incomingServer" and kind.lower() in _WITH_URL):
            allowed = "imap, pop3, jmap, ews, activeSync, graph" if section.name == "incomingServer" else "smtp"
            faults.add(FaultId.VALUE_UNKNOWN, section.line, value=kind, where="type", allowed=allowed)
        return None
    for password in section.all("password"):
        if password.text:
            faults.add(FaultId.PASSWORD_INSIDE, password.line, where="<password>")
    hostname = _first(section, "hostname")
    port = _first(section, "port")
    name = places.hostname(hostname.text, hostname.line, faults, domain=domain)
    number = places.port(port.text, port.line, faults)
    socket_type = _socket_type(section, faults)
    methods = list(_authentication(section, faults))
    _signing_in(section, protocol, methods, name, faults)
    if name is None or number is None or socket_type is None:
        return None
    endpoint = Endpoint(protocol=protocol, hostname=name, port=number, socket_type=socket_type)
    return Place(endpoint=endpoint, line=section.line)


def _first(section: Element, name: str) -> Element:
    """The element; an empty one at the section's own line where it is missing, which has been told already."""
    return section.first(name) or Element(name=name, namespace="", line=section.line, attributes={})


def _socket_type(section: Element, faults: Faults) -> SocketType | None:
    element = _first(section, "socketType")
    for socket_type in SocketType:
        if element.text == socket_type.value:
            return socket_type
    if element.text:
        allowed = ", ".join(SocketType)
        faults.add(FaultId.VALUE_UNKNOWN, element.line, value=element.text, where="<socketType>", allowed=allowed)
    return None


def _authentication(section: Element, faults: Faults) -> Iterator[str]:
    """The methods that programs know, in small letters."""
    known = {method.lower() for method in AuthenticationMethod} | _OTHER_METHODS
    for element in section.all("authentication"):
        word = element.text.lower()
        if element.attributes.get("system", "").strip():
            yield word
        elif word in _OLD_NAMES:
            faults.add(FaultId.AUTHENTICATION_OLD_NAME, element.line, value=element.text, nearest=_OLD_NAMES[word])
            yield word
        elif word in known:
            yield word
        elif word:
            allowed = ", ".join(AuthenticationMethod)
            faults.add(
                FaultId.VALUE_UNKNOWN, element.line, value=element.text, where="<authentication>", allowed=allowed
            )


def _signing_in(section: Element, protocol: Protocol, methods: list[str], hostname: str | None, faults: Faults) -> None:
    username = section.first("username")
    if username is not None:
        places.username(username.text, username.line, faults)
    elif not (protocol is Protocol.SMTP and set(methods) <= _WITHOUT_LOGIN and methods):
        faults.add(FaultId.ELEMENT_MISSING, section.line, where="<username>", parent=f"<{section.name}>")
    if not methods:
        return
    first = _first(section, "authentication").line
    if set(methods) <= _WITHOUT_LOGIN:
        faults.add(FaultId.NO_SIGN_IN, first, value=section.says("hostname"))
    elif protocol is not Protocol.POP3 and not set(methods) & _ON_ANDROID:
        faults.add(FaultId.AUTHENTICATION_ANDROID, first)
    if "oauth2" in methods and hostname is not None and not _has_oauth2(hostname):
        severity = Severity.WARNING if set(methods) == {"oauth2"} else None
        faults.add(FaultId.OAUTH2_HOST, first, severity, value=hostname)


def _has_oauth2(hostname: str) -> bool:
    return any(hostname == domain or hostname.endswith("." + domain) for domain in _OAUTH2_DOMAINS)


def _completeness(provider: Element, sections: list[Element], found: list[Place], faults: Faults) -> None:
    """Thunderbird wants one server of each direction that it can use; Android wants IMAP."""
    protocols = {place.endpoint.protocol for place in found}
    other = any(section.attributes.get("type", "").strip().lower() in _WITH_URL for section in sections)
    if not protocols & {Protocol.IMAP, Protocol.POP3} and not other:
        faults.add(FaultId.NO_INCOMING_SERVER, provider.line)
    elif Protocol.IMAP not in protocols and not other:
        faults.add(FaultId.NO_IMAP_SERVER, provider.line)
    if Protocol.SMTP not in protocols:
        faults.add(FaultId.NO_OUTGOING_SERVER, provider.line)
