"""One document, whatever it is: its kind by its content, its faults, its servers."""

from dataclasses import dataclass
from enum import StrEnum

from wizard.lint import autoconfig, autodiscover, mobileconfig, pacc
from wizard.lint.faults import Faults
from wizard.lint.xml_lines import parse
from wizard.model import Fault, FaultId, ServerSettings, SourceName

_BOM = b"\xef\xbb\xbf"


class Kind(StrEnum):
    """The formats that are known."""

    AUTOCONFIG = "autoconfig"
    AUTODISCOVER = "autodiscover"
    PACC = "pacc"
    MOBILECONFIG = "mobileconfig"

    @property
    def source(self) -> SourceName:
        """The source of settings that publishes this."""
        match self:
            case Kind.AUTOCONFIG:
                return SourceName.AUTOCONFIG
            case Kind.AUTODISCOVER:
                return SourceName.AUTODISCOVER
            case Kind.PACC:
                return SourceName.PACC
            case Kind.MOBILECONFIG:
                return SourceName.MANUAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a document says; `kind` None where it is none of the known formats. Servers in the file's order."""

    kind: Kind | None
    faults: tuple[Fault, ...]
    servers: tuple[ServerSettings, ...] = ()
    domains: tuple[str, ...] = ()


def read(document: bytes, name: str, *, domain: str | None = None) -> Reading:
    """Everything that can be said of a document without a network. `domain`: it should be about this one (A-labels)."""
    faults = Faults(document=name)
    if document.startswith(_BOM):
        faults.add(FaultId.BYTE_ORDER_MARK, 1)
    start = document.removeprefix(_BOM).lstrip()
    if start.startswith(b"{"):
        return _json(document.removeprefix(_BOM), faults)
    return _xml(mobileconfig.plist_inside(document), domain, faults)


def _json(document: bytes, faults: Faults) -> Reading:
    try:
        text = document.decode()
    except UnicodeDecodeError as error:
        line = document.count(b"\n", 0, error.start) + 1
        faults.add(FaultId.NOT_WELL_FORMED, line, detail=f"UTF-8: {error.reason}")
        return Reading(kind=Kind.PACC, faults=faults.in_order())
    members = pacc.read(text, faults)
    servers = pacc.lint(members, text, faults) if members is not None else ()
    return Reading(kind=Kind.PACC, faults=faults.in_order(), servers=servers)


def _xml(document: bytes, domain: str | None, faults: Faults) -> Reading:
    known = _named(document)
    if known is None:
        faults.add(FaultId.UNKNOWN_FORMAT)
        return Reading(kind=None, faults=faults.in_order())
    root = parse(document, faults, with_doctype=known is Kind.MOBILECONFIG)
    if root is None:
        return Reading(kind=known, faults=faults.in_order())
    match root.name:
        case "clientConfig":
            servers, domains = autoconfig.lint(root, document, domain, faults)
            return Reading(kind=Kind.AUTOCONFIG, faults=faults.in_order(), servers=servers, domains=domains)
        case "Autodiscover":
            servers = autodiscover.lint(root, document, domain, faults)
            return Reading(kind=Kind.AUTODISCOVER, faults=faults.in_order(), servers=servers)
        case "plist":
            return Reading(kind=Kind.MOBILECONFIG, servers=mobileconfig.lint(root, faults), faults=faults.in_order())
        case _:
            faults.add(FaultId.UNKNOWN_FORMAT, root.line)
            return Reading(kind=None, faults=faults.in_order())


def _named(document: bytes) -> Kind | None:
    """Which format the document means to be, also where it is broken."""
    plain = document.replace(b"\0", b"").lower()
    names = {b"<clientconfig": Kind.AUTOCONFIG, b"<autodiscover": Kind.AUTODISCOVER, b"<plist": Kind.MOBILECONFIG}
    places = {plain.find(name): kind for name, kind in names.items() if name in plain}
    return places[min(places)] if places else None
