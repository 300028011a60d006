"""The answer of Microsoft's Autodiscover ("POX") as settings; pure.

https://learn.microsoft.com/en-us/exchange/client-developer/web-service-reference/pox-autodiscover-web-service-reference-for-exchange
and MS-OXDSCLI section 2.2.4.1. A block whose security cannot be read is dropped: it never becomes plain text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, tostring

from wizard.discovery.elements import children, name, text
from wizard.discovery.xml_guard import RefusedDocument, parse
from wizard.model import (
    AuthenticationMethod,
    EmailAddress,
    Endpoint,
    LookupFailed,
    LookupFailure,
    Protocol,
    ServerSettings,
    SocketType,
    printable,
)
from wizard.model.domains import ascii_domain
from wizard.model.server import EMAIL_ADDRESS, EMAIL_LOCAL_PART

MAX_BLOCKS = 8

_REQUEST = "http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006"
_RESPONSE = "http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a"
_PROTOCOLS = {"imap": Protocol.IMAP, "pop3": Protocol.POP3, "smtp": Protocol.SMTP}
_ENCRYPTION = {"none": SocketType.PLAIN, "ssl": SocketType.SSL, "tls": SocketType.STARTTLS}
_USUAL = {
    993: SocketType.SSL,
    995: SocketType.SSL,
    465: SocketType.SSL,
    143: SocketType.STARTTLS,
    110: SocketType.STARTTLS,
    587: SocketType.STARTTLS,
}
_SWITCH = {"": True, "on": True, "true": True, "off": False, "false": False}
"""What is not said is on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """The settings are to be asked for at this URL, or under this address."""

    url: str | None = None
    address: str | None = None


def request(address: EmailAddress) -> bytes:
    """The question, which names the whole address."""
    root = Element("Autodiscover", xmlns=_REQUEST)
    question = SubElement(root, "Request")
    SubElement(question, "EMailAddress").text = str(address)
    SubElement(question, "AcceptableResponseSchema").text = _RESPONSE
    return b'<?xml version="1.0" encoding="utf-8"?>' + tostring(root)


def read(document: bytes, *, address: EmailAddress) -> tuple[ServerSettings, ...] | Elsewhere | LookupFailed:
    """What an answer says to the owner of `address`; no servers where it only tells of Exchange."""
    try:
        root = parse(document)
    except RefusedDocument as refusal:
        known = b"autodiscover" in document.replace(b"\0", b"").lower()
        reason = LookupFailure.BAD_CONFIGURATION if known else LookupFailure.NOT_A_CONFIGURATION
        return LookupFailed(reason=reason, detail=printable(str(refusal), limit=200))
    if name(root) != "Autodiscover":
        return LookupFailed(reason=LookupFailure.NOT_A_CONFIGURATION, detail=printable(name(root), limit=60))
    response = next(children(root, "Response"), root)
    error = next(children(response, "Error"), None)
    if error is not None:
        said = f"{text(error, 'ErrorCode')} {text(error, 'Message')}".strip()
        return LookupFailed(reason=LookupFailure.NOT_FOUND, detail=printable(said, limit=200))
    account = next(children(response, "Account"), None)
    if account is None:
        return LookupFailed(reason=LookupFailure.BAD_CONFIGURATION, detail="no Account")
    action = text(account, "Action").lower()
    if action == "redirecturl":
        return Elsewhere(url=text(account, "RedirectUrl"))
    if action == "redirectaddr":
        return Elsewhere(address=text(account, "RedirectAddr"))
    blocks = list(children(account, "Protocol"))[:MAX_BLOCKS]
    return tuple(dict.fromkeys(server for block in blocks for server in _servers(block, address)))


def _servers(block: Element, address: EmailAddress) -> Iterator[ServerSettings]:
    protocol = _PROTOCOLS.get(text(block, "Type").lower())
    hostname = ascii_domain(text(block, "Server"))
    port = text(block, "Port")
    if protocol is None or hostname is None or "." not in hostname:
        return
    if not re.fullmatch(r"[0-9]{1,5}", port, re.ASCII) or not 1 <= int(port) <= 65535:
        return
    for socket_type in _socket_types(block, int(port)):
        yield ServerSettings(
            endpoint=Endpoint(protocol=protocol, hostname=hostname, port=int(port), socket_type=socket_type),
            username=_username(block, address),
            authentication=_authentication(block, protocol),
        )


def _socket_types(block: Element, port: int) -> tuple[SocketType, ...]:
    """How TLS starts; two ways where the words and the port contradict each other. `Encryption` overrides `SSL`.

    `SSL` on with port 587, and `TLS` with port 465, are widely published: both mean what the port means.
    """
    encryption = text(block, "Encryption").lower()
    stated: SocketType | None
    if encryption == "auto":
        stated = _USUAL.get(port, SocketType.STARTTLS)
    elif encryption:
        stated = _ENCRYPTION.get(encryption)
    else:
        ssl = _SWITCH.get(text(block, "SSL").lower())
        stated = None if ssl is None else SocketType.SSL if ssl else SocketType.PLAIN
    if stated is None:
        return ()
    usual = _USUAL.get(port, stated)
    return (stated,) if stated in {SocketType.PLAIN, usual} else (usual, stated)


def _username(block: Element, address: EmailAddress) -> str | None:
    """The login name as a form that holds for everybody where it is the address or a part of it."""
    login = text(block, "LoginName")
    if not login or _SWITCH.get(text(block, "DomainRequired").lower() or "off"):
        return None
    if login.lower() == str(address).lower():
        return EMAIL_ADDRESS
    if login.lower() == address.local_part.lower():
        return EMAIL_LOCAL_PART
    return None if len(login) > 320 or printable(login) != login or set(login) & set(" %") else login


def _authentication(block: Element, protocol: Protocol) -> tuple[AuthenticationMethod, ...]:
    """`SPA` is NTLM. Left out it should mean on, but who leaves it out has never heard of it: nothing is said then."""
    if protocol is Protocol.SMTP and _SWITCH.get(text(block, "AuthRequired").lower()) is False:
        return (AuthenticationMethod.NONE,)
    spa = text(block, "SPA").lower()
    if not spa or spa not in _SWITCH:
        return ()
    return (AuthenticationMethod.NTLM,) if _SWITCH[spa] else (AuthenticationMethod.PASSWORD_CLEARTEXT,)
