"""Records of name servers as we use them: only what can be a host on the internet, in the order to try them."""

from dataclasses import dataclass

import dns.name
import dns.rdata
from dns.rdtypes.ANY.MX import MX
from dns.rdtypes.ANY.TXT import TXT
from dns.rdtypes.IN.SRV import SRV

from wizard.model import printable
from wizard.model.domains import ascii_domain


@dataclass(frozen=True, slots=True, kw_only=True)
class MxRecord:
    """A mail exchanger; `exchanger` None: this domain takes no mail (RFC 7505)."""

    preference: int
    exchanger: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SrvRecord:
    """A server of a service (RFC 2782); `target` None: the service is decidedly not offered."""

    priority: int
    weight: int
    port: int
    target: str | None


def _host(name: dns.name.Name) -> str | None:
    """A host name that can be served; None for an address, a single label, or bytes that no host name has."""
    host = ascii_domain(name.to_text(omit_final_dot=True))
    return host if host is not None and "." in host else None


def mx_record(rdata: dns.rdata.Rdata) -> MxRecord | None:
    """A mail exchanger; None where it is no host."""
    if not isinstance(rdata, MX):
        return None
    if rdata.exchange == dns.name.root:
        return MxRecord(preference=rdata.preference, exchanger=None)
    host = _host(rdata.exchange)
    return MxRecord(preference=rdata.preference, exchanger=host) if host is not None else None


def mx_order(record: MxRecord) -> tuple[object, ...]:
    """Best first."""
    return record.preference, record.exchanger or ""


def srv_record(rdata: dns.rdata.Rdata) -> SrvRecord | None:
    """A server of a service; None where it is no host, or at port 0."""
    if not isinstance(rdata, SRV):
        return None
    if rdata.target == dns.name.root:
        return SrvRecord(priority=rdata.priority, weight=rdata.weight, port=rdata.port, target=None)
    host = _host(rdata.target)
    if host is None or rdata.port == 0:
        return None
    return SrvRecord(priority=rdata.priority, weight=rdata.weight, port=rdata.port, target=host)


def srv_order(record: SrvRecord) -> tuple[object, ...]:
    """By priority, then the heaviest first."""
    return record.priority, -record.weight, record.target or "", record.port


def txt_record(rdata: dns.rdata.Rdata) -> str | None:
    """A text, its strings joined."""
    return printable(b"".join(rdata.strings), limit=2000) if isinstance(rdata, TXT) else None
