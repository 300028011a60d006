"""mobileconfig: a configuration profile of Apple; what is left out of it is often unsafe.

https://developer.apple.com/documentation/devicemanagement/mail
"""

from collections.abc import Iterator, Mapping

from wizard.lint import places
from wizard.lint.faults import Faults
from wizard.lint.places import Place
from wizard.lint.xml_lines import Element
from wizard.model import (
    AuthenticationMethod,
    Endpoint,
    FaultId,
    Protocol,
    ServerSettings,
    Severity,
    SocketType,
)
from wizard.model.server import EMAIL_ADDRESS, EMAIL_LOCAL_PART

MAX_SERVERS = 16
"""Servers read, of eight accounts: whoever writes a file decides how many connections we make."""

_MAIL = "com.apple.mail.managed"
_ENVELOPE = ("PayloadType", "PayloadVersion", "PayloadIdentifier", "PayloadUUID")
_TYPES = {"EmailTypeIMAP": Protocol.IMAP, "EmailTypePOP": Protocol.POP3}
_METHODS = {
    "EmailAuthPassword": AuthenticationMethod.PASSWORD_CLEARTEXT,
    "EmailAuthCRAMMD5": AuthenticationMethod.PASSWORD_ENCRYPTED,
    "EmailAuthHTTPMD5": AuthenticationMethod.PASSWORD_ENCRYPTED,
    "EmailAuthNTLM": AuthenticationMethod.NTLM,
    "EmailAuthNone": AuthenticationMethod.NONE,
}
_PASSWORDS = ("IncomingPassword", "OutgoingPassword")
_USUAL = {Protocol.IMAP: 993, Protocol.POP3: 995, Protocol.SMTP: 465}
_STARTTLS_PORTS = {143, 110, 587, 25}

Dictionary = Mapping[str, Element]


def plist_inside(document: bytes) -> bytes:
    """The property list; that of a signed profile (CMS, DER) lies in it unchanged."""
    if document.startswith(b"0"):
        begin, end = document.find(b"<?xml"), document.rfind(b"</plist>")
        if 0 <= begin < end:
            return document[begin : end + len(b"</plist>")]
    return document


def lint(root: Element, faults: Faults) -> tuple[ServerSettings, ...]:
    """Note the faults of a plist; returns the servers of its mail accounts."""
    top = root.first("dict")
    if top is None:
        faults.add(FaultId.ELEMENT_MISSING, root.line, Severity.BLOCKING, where="<dict>", parent="<plist>")
        return ()
    profile = _dictionary(top, faults)
    _envelope(profile, top, faults)
    content = profile.get("PayloadContent")
    payloads = [(_dictionary(item, faults), item) for item in content.all("dict")] if content is not None else []
    mails = [(keys, item) for keys, item in payloads if _says(keys, "PayloadType") == _MAIL]
    if not mails:
        line = content.line if content is not None else top.line
        faults.add(FaultId.ELEMENT_MISSING, line, Severity.BLOCKING, where=_MAIL, parent="PayloadContent")
    servers: list[ServerSettings] = []
    for keys, item in mails:
        _envelope(keys, item, faults)
        servers += _account(keys, item, faults)
    return tuple(servers[:MAX_SERVERS])


def _envelope(keys: Dictionary, element: Element, faults: Faults) -> None:
    for key in _ENVELOPE:
        if key not in keys:
            faults.add(FaultId.ELEMENT_MISSING, element.line, Severity.BLOCKING, where=key, parent="<dict>")


def _account(keys: Dictionary, element: Element, faults: Faults) -> Iterator[ServerSettings]:
    for key in _PASSWORDS:
        if _says(keys, key):
            faults.add(FaultId.PASSWORD_INSIDE, keys[key].line, where=key)
    kind = _says(keys, "EmailAccountType")
    if kind not in _TYPES:
        _missing_or_unknown(keys, "EmailAccountType", element, ", ".join(_TYPES), faults)
    incoming = _TYPES.get(kind, Protocol.IMAP)
    found: list[Place] = []
    for prefix, protocol in (("Incoming", incoming), ("Outgoing", Protocol.SMTP)):
        place = _server(keys, f"{prefix}MailServer", protocol, element, faults)
        if place is not None:
            found.append(place)
            yield ServerSettings(
                endpoint=place.endpoint,
                username=_username(keys, f"{prefix}MailServer"),
                authentication=tuple(_methods(keys, f"{prefix}MailServer")),
            )
    # "Use SSL" leads to STARTTLS on its usual ports, so only what stands without any protection is told.
    places.check(found, faults, plain_drops_file=False)


def _server(keys: Dictionary, prefix: str, protocol: Protocol, element: Element, faults: Faults) -> Place | None:
    method = _says(keys, f"{prefix}Authentication")
    if method not in _METHODS:
        _missing_or_unknown(keys, f"{prefix}Authentication", element, ", ".join(_METHODS), faults)
    elif method == "EmailAuthNone":
        line = keys[f"{prefix}Authentication"].line
        faults.add(FaultId.NO_SIGN_IN, line, value=_says(keys, f"{prefix}HostName") or prefix)
    if not _says(keys, f"{prefix}Username"):
        faults.add(FaultId.USERNAME_LEFT_OUT, element.line, where=f"{prefix}Username")
    host, port, ssl = (keys.get(f"{prefix}{key}") for key in ("HostName", "PortNumber", "UseSSL"))
    encrypted = ssl is not None and ssl.name == "true"
    if not encrypted:
        faults.add(FaultId.SSL_DEFAULT_OFF, (ssl or element).line, where=f"{prefix}UseSSL")
    if port is None:
        faults.add(FaultId.PORT_LEFT_OUT, element.line, where=f"{prefix}PortNumber")
    elif port.name != "integer":
        faults.add(
            FaultId.VALUE_UNKNOWN, port.line, value=f"<{port.name}>", where=f"{prefix}PortNumber", allowed="<integer>"
        )
    if host is None:
        severity = Severity.BLOCKING
        faults.add(FaultId.ELEMENT_MISSING, element.line, severity, where=f"{prefix}HostName", parent="<dict>")
        return None
    name = places.hostname(host.text, host.line, faults)
    number = places.port(port.text, port.line, faults) if port is not None else _USUAL[protocol]
    if name is None or number is None:
        return None
    secure = SocketType.STARTTLS if number in _STARTTLS_PORTS else SocketType.SSL
    socket_type = secure if encrypted else SocketType.PLAIN
    endpoint = Endpoint(protocol=protocol, hostname=name, port=number, socket_type=socket_type)
    return Place(endpoint=endpoint, line=host.line)


def _missing_or_unknown(keys: Dictionary, key: str, element: Element, allowed: str, faults: Faults) -> None:
    if key in keys:
        faults.add(FaultId.VALUE_UNKNOWN, keys[key].line, value=keys[key].text, where=key, allowed=allowed)
    else:
        faults.add(FaultId.ELEMENT_MISSING, element.line, Severity.BLOCKING, where=key, parent="<dict>")


def _username(keys: Dictionary, prefix: str) -> str | None:
    """As a form that holds for everybody, where it is the address of the profile or a part of it."""
    login, address = _says(keys, f"{prefix}Username"), _says(keys, "EmailAddress")
    if not login:
        return None
    if address and login.casefold() == address.casefold():
        return EMAIL_ADDRESS
    return EMAIL_LOCAL_PART if address and login == address.rpartition("@")[0] else login


def _methods(keys: Dictionary, prefix: str) -> Iterator[AuthenticationMethod]:
    method = _METHODS.get(_says(keys, f"{prefix}Authentication"))
    if method is not None:
        yield method


def _says(keys: Dictionary, key: str) -> str:
    return keys[key].text if key in keys else ""


def _dictionary(element: Element, faults: Faults) -> dict[str, Element]:
    """The values of a `<dict>` by their keys."""
    found: dict[str, Element] = {}
    key: Element | None = None
    for child in element.children:
        if child.name == "key":
            key = child
        elif key is not None:
            if key.text in found:
                faults.add(FaultId.ELEMENT_TWICE, key.line, where=key.text, parent="<dict>")
            found.setdefault(key.text, child)
            key = None
        else:
            faults.add(FaultId.ELEMENT_UNKNOWN, child.line, where=f"<{child.name}>", parent="<dict>")
    return found
