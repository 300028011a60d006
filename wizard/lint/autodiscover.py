"""Autodiscover (POX): what classic Outlook makes of an answer; what is left out counts as "on" there.

https://learn.microsoft.com/exchange/client-developer/web-service-reference/pox-autodiscover-response-for-exchange
"""

import contextlib
from collections.abc import Iterator

from wizard.discovery import autodiscover_xml
from wizard.errors import InvalidAddress
from wizard.lint import places
from wizard.lint.faults import Faults
from wizard.lint.places import Place
from wizard.lint.shapes import Shape, check
from wizard.lint.xml_lines import Element
from wizard.model import (
    EmailAddress,
    Endpoint,
    FaultId,
    Protocol,
    ServerSettings,
    Severity,
    SocketType,
)

_NAMESPACES = {
    "Autodiscover": "http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006",
    "Response": "http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a",
}
SHAPES = {
    "Autodiscover": Shape("Response!", missing=Severity.BLOCKING),
    "Response": Shape("User? Account!", missing=Severity.BLOCKING),
    "Account": Shape(
        "AccountType! Action! MicrosoftOnline? ConsumerMailbox? RedirectUrl? RedirectAddr? Image? ServiceHome? "
        "Protocol* AlternativeMailbox* PublicFolderInformation?"
    ),
    "Protocol": Shape(
        "Type? TTL? ExpirationDate? Server? ServerDN? ServerVersion? Port? DirectoryPort? ReferralPort? LoginName? "
        "DomainRequired? DomainName? SPA? SSL? Encryption? AuthPackage? AuthRequired? UsePOPAuth? SMTPLast? "
        "CertPrincipalName? MdbDN? PublicFolderServer? AD? ASUrl? EwsUrl? EmwsUrl? EcpUrl? OOFUrl? UMUrl? OABUrl? "
        "Internal? External? NetworkRequirements? AddressBook? MailStore? GroupingInformation? ServerExclusiveConnect?",
        missing=Severity.NOTE,
    ),
}
_PROTOCOLS = {"IMAP": Protocol.IMAP, "POP3": Protocol.POP3, "SMTP": Protocol.SMTP}
_OTHER_TYPES = {"EXCH", "EXPR", "EXHTTP", "WEB", "CALDAV", "CARDDAV", "MOBILESYNC"}
_SWITCHES = ("DomainRequired", "SPA", "SSL", "AuthRequired", "UsePOPAuth", "SMTPLast")
_ENCRYPTION = {"none", "ssl", "tls", "auto"}
_STARTTLS_PORTS = {143, 110, 587, 25}


def lint(root: Element, document: bytes, domain: str | None, faults: Faults) -> tuple[ServerSettings, ...]:
    """Note the faults; returns the servers that `discover` reads in it."""
    response = root.first("Response")
    for element in (root, response):
        if element is not None and element.namespace != _NAMESPACES[element.name]:
            allowed = _NAMESPACES[element.name]
            faults.add(
                FaultId.NAMESPACE, element.line, where=f"<{element.name}>", value=element.namespace, allowed=allowed
            )
    error = response.first("Error") if response is not None else None
    if error is not None:
        said = f"{error.says('ErrorCode')} {error.says('Message')}".strip()
        faults.add(FaultId.SAYS_ERROR, error.line, value=said)
        return ()
    check(root, SHAPES, faults)
    account = response.first("Account") if response is not None else None
    if account is None:
        return ()
    action = account.says("Action").lower()
    if action in {"redirecturl", "redirectaddr"}:
        target = account.says("RedirectUrl") or account.says("RedirectAddr")
        faults.add(FaultId.POINTS_ELSEWHERE, account.line, value=target or "…")
        return ()
    blocks = list(account.all("Protocol"))
    found = list(_places(blocks, faults))
    places.check(found, faults, plain_drops_file=False)
    _together(account, blocks, found, faults)
    read = autodiscover_xml.read(document, address=_addressee(blocks, domain))
    return read if isinstance(read, tuple) else ()


def _addressee(blocks: list[Element], domain: str | None) -> EmailAddress:
    """Whom the answer is for, so that her user name is read as what holds for everybody."""
    for block in blocks:
        with contextlib.suppress(InvalidAddress):
            return EmailAddress.parse(block.says("LoginName"))
    return EmailAddress(local_part="postmaster", domain=domain or "voorbeeld.nl")


def _together(account: Element, blocks: list[Element], found: list[Place], faults: Faults) -> None:
    exchange = [block for block in blocks if block.says("Type").upper() in {"EXCH", "EXPR", "EXHTTP"}]
    if exchange and found:
        faults.add(FaultId.EXCHANGE_MIXED, exchange[0].line)
    if exchange:
        return
    protocols = {place.endpoint.protocol for place in found}
    if not protocols & {Protocol.IMAP, Protocol.POP3}:
        faults.add(FaultId.NO_INCOMING_SERVER, account.line)
    if Protocol.SMTP not in protocols:
        faults.add(FaultId.NO_OUTGOING_SERVER, account.line)


def _places(blocks: list[Element], faults: Faults) -> Iterator[Place]:
    for block in blocks:
        kind = block.first("Type")
        word = (kind.text if kind is not None else block.attributes.get("Type", "")).upper()
        if word in _PROTOCOLS:
            place = _server(block, _PROTOCOLS[word], faults)
            if place is not None:
                yield place
        elif word not in _OTHER_TYPES:
            line = kind.line if kind is not None else block.line
            if word:
                faults.add(FaultId.VALUE_UNKNOWN, line, value=word, where="<Type>", allowed=", ".join(_PROTOCOLS))
            else:
                faults.add(FaultId.ELEMENT_MISSING, line, where="<Type>", parent="<Protocol>")


def _server(block: Element, protocol: Protocol, faults: Faults) -> Place | None:
    for tag in ("Server", "Port"):
        if not block.says(tag):
            faults.add(FaultId.ELEMENT_MISSING, block.line, where=f"<{tag}>", parent="<Protocol>")
    for tag in _SWITCHES:
        element = block.first(tag)
        if element is not None and element.text.lower() not in {"on", "off", "true", "false"}:
            faults.add(FaultId.VALUE_UNKNOWN, element.line, value=element.text, where=f"<{tag}>", allowed="on, off")
    server, port = block.first("Server") or block, block.first("Port") or block
    name = places.hostname(block.says("Server"), server.line, faults)
    number = places.port(block.says("Port"), port.line, faults)
    _signing_in(block, protocol, faults)
    if name is None or number is None:
        return None
    socket_type = _socket_type(block, number, f"{name}:{number}", faults)
    endpoint = Endpoint(protocol=protocol, hostname=name, port=number, socket_type=socket_type)
    return Place(endpoint=endpoint, line=block.line)


def _signing_in(block: Element, protocol: Protocol, faults: Faults) -> None:
    spa = block.first("SPA")
    if spa is None:
        faults.add(FaultId.SPA_LEFT_OUT, block.line)
    elif spa.text.lower() in {"on", "true"}:
        faults.add(FaultId.SPA_ON, spa.line)
    login = block.first("LoginName")
    if login is None:
        faults.add(FaultId.USERNAME_LEFT_OUT, block.line, where="<LoginName>")
    elif "%" in login.text or "{" in login.text:
        faults.add(FaultId.PLACEHOLDER_UNKNOWN, login.line, value=login.text, allowed="anna@voorbeeld.nl, anna")
    required = block.first("AuthRequired")
    if protocol is Protocol.SMTP and required is not None and required.text.lower() in {"off", "false"}:
        faults.add(FaultId.NO_SIGN_IN, required.line, value=block.says("Server"))


def _socket_type(block: Element, port: int, server: str, faults: Faults) -> SocketType:
    encryption, ssl = block.first("Encryption"), block.first("SSL")
    if encryption is not None:
        word = encryption.text.lower()
        if word not in _ENCRYPTION:
            allowed = "SSL, TLS, Auto, None"
            faults.add(
                FaultId.VALUE_UNKNOWN, encryption.line, value=encryption.text, where="<Encryption>", allowed=allowed
            )
        if word in {"none", "ssl", "tls"}:
            return {"none": SocketType.PLAIN, "ssl": SocketType.SSL, "tls": SocketType.STARTTLS}[word]
        return SocketType.STARTTLS if port in _STARTTLS_PORTS else SocketType.SSL
    if ssl is None:
        faults.add(FaultId.SSL_LEFT_OUT, block.line, value=server)
        return SocketType.SSL
    return SocketType.PLAIN if ssl.text.lower() in {"off", "false"} else SocketType.SSL
