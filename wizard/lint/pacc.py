"""PACC (user-agent-configuration.json): draft-ietf-mailmaint-pacc-02."""

import json
import re
from collections.abc import Iterator, Mapping

from wizard.lint import places
from wizard.lint.faults import Faults
from wizard.model import AuthenticationMethod, Endpoint, FaultId, Protocol, ServerSettings, Severity, SocketType
from wizard.model.server import EMAIL_ADDRESS

_PORTS = {Protocol.IMAP: 993, Protocol.POP3: 995, Protocol.SMTP: 465}
_MEMBERS: dict[tuple[str, ...], set[str]] = {
    (): {"protocols", "authentication", "info"},
    ("protocols",): {"imap", "pop3", "smtp", "managesieve", "jmap", "caldav", "carddav", "webdav"},
    ("authentication",): {"oauth-public", "password"},
    ("info",): {"provider", "help"},
    ("info", "provider"): {"name", "shortName", "logo"},
    ("info", "help"): {"documentation", "developer", "contact"},
    **{("protocols", name): {"host"} for name in ("imap", "pop3", "smtp", "managesieve")},
}
_LONGEST = {"name": 60, "shortName": 20}

Members = Mapping[str, object]
Path = tuple[str, ...]


class _Twice(ValueError):
    """A member stands twice in one object."""


def read(text: str, faults: Faults) -> Members | None:
    """The object; None, and a fault with its line, where it is none."""
    try:
        found: object = json.loads(text, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        faults.add(FaultId.NOT_WELL_FORMED, error.lineno, detail=error.msg)
        return None
    except _Twice as error:
        faults.add(FaultId.NOT_WELL_FORMED, _line(text, (str(error),)), detail=f"“{error}”: duplicate")
        return None
    except (ValueError, RecursionError) as error:  # a number of thousands of digits, hundreds of levels
        faults.add(FaultId.NOT_WELL_FORMED, 1, detail=str(error))
        return None
    return found if isinstance(found, dict) else None


def lint(members: Members, text: str, faults: Faults) -> tuple[ServerSettings, ...]:
    """Note the faults; returns the servers that it names."""
    _strangers(members, text, (), faults)
    for path in (("protocols",), ("authentication",), ("info", "provider", "name")):
        if _at(members, path) is None:
            parent = "".join(f"{name}." for name in path[:-1]).rstrip(".") or "{ }"
            severity = Severity.BLOCKING if path[0] != "authentication" else Severity.WARNING
            faults.add(FaultId.ELEMENT_MISSING, _line(text, path[:-1]), severity, where=path[-1], parent=parent)
    for name, limit in _LONGEST.items():
        said = _at(members, ("info", "provider", name))
        if isinstance(said, str) and len(said) > limit:
            line = _line(text, ("info", "provider", name))
            faults.add(FaultId.TEXT_TOO_LONG, line, where=name, length=str(len(said)), limit=str(limit))
    servers = tuple(_servers(members, text, faults))
    protocols = {server.endpoint.protocol for server in servers}
    if not protocols & {Protocol.IMAP, Protocol.POP3} and _at(members, ("protocols", "jmap")) is None:
        faults.add(FaultId.NO_INCOMING_SERVER, _line(text, ("protocols",)))
    if Protocol.SMTP not in protocols and _at(members, ("protocols", "jmap")) is None:
        faults.add(FaultId.NO_OUTGOING_SERVER, _line(text, ("protocols",)))
    return servers


def _servers(members: Members, text: str, faults: Faults) -> Iterator[ServerSettings]:
    methods = tuple(_methods(members))
    if _at(members, ("authentication",)) is not None and not methods:
        line = _line(text, ("authentication",))
        faults.add(FaultId.VALUE_UNKNOWN, line, value="{}", where="authentication", allowed="password, oauth-public")
    for protocol, port in _PORTS.items():
        path = ("protocols", protocol.value)
        server = _at(members, path)
        if server is None:
            continue
        host = _at(members, (*path, "host"))
        if not isinstance(host, str):
            faults.add(FaultId.ELEMENT_MISSING, _line(text, path), where="host", parent=protocol.value)
            continue
        name = places.hostname(host, _line(text, (*path, "host")), faults)
        if name is not None:
            yield ServerSettings(
                endpoint=Endpoint(protocol=protocol, hostname=name, port=port, socket_type=SocketType.SSL),
                username=EMAIL_ADDRESS,
                authentication=methods,
            )


def _methods(members: Members) -> Iterator[AuthenticationMethod]:
    if _at(members, ("authentication", "password")) is True:
        yield AuthenticationMethod.PASSWORD_CLEARTEXT
    if _at(members, ("authentication", "oauth-public")) is not None:
        yield AuthenticationMethod.OAUTH2


def _strangers(members: Members, text: str, path: Path, faults: Faults) -> None:
    """Members that the draft does not have; of servers above all ports and security, which people expect to count."""
    for name, value in members.items():
        here = (*path, name)
        if path in _MEMBERS and name not in _MEMBERS[path]:
            severity = Severity.WARNING if path[:1] == ("protocols",) else Severity.NOTE
            if faults.has_room(severity):  # to find the line of each of thousands takes long
                faults.add(FaultId.MEMBER_IGNORED, _line(text, here), severity, where=name)
        elif here in _MEMBERS and not isinstance(value, dict):
            line = _line(text, here)
            faults.add(FaultId.VALUE_UNKNOWN, line, value=json.dumps(value)[:60], where=name, allowed="{ … }")
        elif isinstance(value, dict):
            _strangers(value, text, here, faults)


def _at(members: Members, path: Path) -> object:
    found: object = members
    for name in path:
        found = found.get(name) if isinstance(found, dict) else None
    return found


def _line(text: str, path: Path) -> int:
    """The line of this member: each name is looked for behind the one before it."""
    position = 0
    for name in path:
        place = re.compile(re.escape(json.dumps(name, ensure_ascii=False)) + r"\s*:").search(text, position)
        if place is None:
            break
        position = place.start()
    return text.count("\n", 0, position) + 1


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, value in pairs:
        if name in found:
            raise _Twice(name)
        found[name] = value
    return found
