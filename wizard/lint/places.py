"""What holds for a server in every format: its name, its port, its protection, and its place in the order."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from wizard.lint.faults import Faults
from wizard.model import Endpoint, FaultId, Protocol, SocketType
from wizard.model.domains import ascii_domain

PLACEHOLDERS = ("%EMAILADDRESS%", "%EMAILLOCALPART%", "%EMAILDOMAIN%")
_PLACEHOLDER = re.compile(r"%[^%\s]*%|%[A-Za-z]+")
_USUAL = {
    (Protocol.IMAP, 993): SocketType.SSL,
    (Protocol.IMAP, 143): SocketType.STARTTLS,
    (Protocol.POP3, 995): SocketType.SSL,
    (Protocol.POP3, 110): SocketType.STARTTLS,
    (Protocol.SMTP, 465): SocketType.SSL,
    (Protocol.SMTP, 587): SocketType.STARTTLS,
    (Protocol.SMTP, 25): SocketType.STARTTLS,
}
_BEST = {Protocol.IMAP: "993", Protocol.POP3: "995", Protocol.SMTP: "465"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An endpoint and the line that names it."""

    endpoint: Endpoint
    line: int


def hostname(text: str, line: int, faults: Faults, *, domain: str | None = None) -> str | None:
    """The host name in A-labels, with `%EMAILDOMAIN%` filled in where the domain is known; None where it is none."""
    name = text
    if "%" in text:
        faults.add(FaultId.HOSTNAME_PLACEHOLDER, line, value=text)
        name = text.replace("%EMAILDOMAIN%", domain or "voorbeeld.nl", 1)
    found = ascii_domain(name)
    if found is None or "." not in found:
        if text and "%" not in text:
            faults.add(FaultId.HOSTNAME_BAD, line, value=text)
        return None
    return None if domain is None and "%" in text else found


def port(text: str, line: int, faults: Faults) -> int | None:
    """The port number; None where it is none."""
    if re.fullmatch(r"[0-9]{1,5}", text, re.ASCII) and 1 <= int(text) <= 65535:
        return int(text)
    if text:
        faults.add(FaultId.PORT_BAD, line, value=text)
    return None


def username(text: str, line: int, faults: Faults) -> None:
    """Whether a user name for everybody says how to make each person's own."""
    unknown = [found for found in _PLACEHOLDER.findall(text) if found not in PLACEHOLDERS]
    if unknown:
        faults.add(FaultId.PLACEHOLDER_UNKNOWN, line, value=unknown[0], allowed=", ".join(PLACEHOLDERS))
    elif text and not any(placeholder in text for placeholder in PLACEHOLDERS):
        faults.add(FaultId.USERNAME_OF_ONE, line, value=text)


def check(places: Iterable[Place], faults: Faults, *, plain_drops_file: bool) -> None:
    """The ports, the protection and the order of all servers of a file."""
    seen: list[Place] = []
    for place in places:
        endpoint, line = place.endpoint, place.line
        _port_and_security(endpoint, line, faults)
        if endpoint.socket_type is SocketType.PLAIN:
            drops = plain_drops_file and endpoint.protocol is not Protocol.POP3
            fault = FaultId.PLAIN_DROPS_FILE if drops else FaultId.PLAIN_SERVER
            faults.add(fault, line, value=str(endpoint))
        if any(other.endpoint == endpoint for other in seen):
            faults.add(FaultId.SERVER_TWICE, line, value=str(endpoint))
        seen.append(place)
    for index, place in enumerate(seen):
        later = [other.endpoint for other in seen[index + 1 :] if other.endpoint.protocol is place.endpoint.protocol]
        if place.endpoint.socket_type is SocketType.PLAIN and any(
            endpoint.socket_type is not SocketType.PLAIN for endpoint in later
        ):
            faults.add(FaultId.PLAIN_FIRST, place.line, value=str(place.endpoint))


def _port_and_security(endpoint: Endpoint, line: int, faults: Faults) -> None:
    usual = _USUAL.get((endpoint.protocol, endpoint.port))
    if endpoint.is_relay:
        faults.add(FaultId.PORT_RELAY, line)
    if usual is None:
        faults.add(
            FaultId.PORT_UNUSUAL,
            line,
            port=str(endpoint.port),
            protocol=endpoint.protocol.value.upper(),
            usual=_BEST[endpoint.protocol],
        )
    elif endpoint.socket_type is not usual and (
        endpoint.socket_type is not SocketType.PLAIN or usual is SocketType.SSL
    ):
        faults.add(
            FaultId.PORT_SECURITY,
            line,
            port=str(endpoint.port),
            security=endpoint.socket_type.value,
            usual=usual.value,
        )
