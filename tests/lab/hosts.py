"""What stands in the laboratory: hosts, and the situations they make up together."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Any


class Certificate(StrEnum):
    """What a host shows in TLS."""

    VALID = "valid"
    EXPIRED = "expired"
    OTHER_NAME = "other-name"
    UNKNOWN_ISSUER = "unknown-issuer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """A machine with an IP address of its own.

    `name` is relative to the situation's domain, unless it ends with a dot; `aliases` are further names of it.
    Only `ports` are served; packets to `dropped` ports vanish (None: to every port). `pages` are what the web server
    gives at 80 and 443: path to body; `redirects` sends what begins with a path to a URL. `tls` False: the mail ports
    know no TLS at all.
    `lost_over_ipv6`: the name has an AAAA record too, and every packet sent there vanishes. `other_over_ipv6`: the mail
    ports of Dovecot are served there too, with a certificate for another name.
    """

    name: str
    ports: tuple[int, ...] = ()
    aliases: tuple[str, ...] = ()
    dropped: tuple[int, ...] | None = ()
    certificate: Certificate = Certificate.VALID
    tls: bool = True
    pages: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    redirects: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    lost_over_ipv6: bool = False
    other_over_ipv6: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """One mail domain, `{id}.example`, as it is published and served, and what `probe` has to make of it.

    `records` are lines of a zone file below the domain; `mx` is the exchanger (None: no MX record); `ispdb` holds the
    database's files by domain. `imap`, `pop3` and `smtp` read `hostname port socket-type source`, then perhaps
    `untrusted`, `unverified` and `named` (a guess with the published user name); `origins` says by protocol where they
    come from. `findings` are all pairs of finding and subject. `failed_sources`: origins that gave no usable answer,
    and why. `forged`: what DNS says is not signed, as it should be.
    """

    id: str
    hosts: tuple[Host, ...] = ()
    records: str = ""
    mx: str | None = "mx"
    exists: bool = True
    imap: str | None = None
    pop3: str | None = None
    smtp: str | None = None
    findings: frozenset[tuple[str, str]] = frozenset()
    origins: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    failed_sources: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    ispdb: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    exit_code: int = 0
    settled_within: float = 30.0
    forged: bool = False

    @property
    def domain(self) -> str:
        return f"{self.id}.example"

    @property
    def address(self) -> str:
        return f"anna@{self.domain}"

    def full_name(self, name: str) -> str:
        """The absolute name, without the last dot, of a name as zone files write it."""
        return name.removesuffix(".") if name.endswith(".") else f"{name}.{self.domain}".removeprefix("@.")

    @property
    def servers(self) -> dict[str, dict[str, Any] | None]:
        return {"imap": _server(self.imap), "pop3": _server(self.pop3), "smtp": _server(self.smtp)}


def _server(line: str | None) -> dict[str, Any] | None:
    if line is None:
        return None
    hostname, port, socket_type, source, *reserves = line.split()
    return {
        "hostname": hostname,
        "port": int(port),
        "socket_type": socket_type,
        "username": None if source in {"srv", "guess"} and "named" not in reserves else "%EMAILADDRESS%",
        "source": source,
        "trusted": "untrusted" not in reserves,
        "verified": "unverified" not in reserves,
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """A host as it stands in the laboratory; `pem` holds its key and certificates, as the servers see the path."""

    host: Host
    names: tuple[str, ...]
    address: str
    address6: str | None
    pem: PurePosixPath


def machines(situations: tuple[Situation, ...], pem_directory: PurePosixPath) -> tuple[Machine, ...]:
    """Every host of every situation, with its addresses: 10.20.<situation>.<host>."""
    return tuple(
        Machine(
            host=host,
            names=tuple(situation.full_name(name) for name in (host.name, *host.aliases)),
            address=f"10.20.{row}.{column}",
            address6=f"fd20::{row}:{column}" if host.lost_over_ipv6 or host.other_over_ipv6 else None,
            pem=pem_directory / f"{situation.full_name(host.name)}.pem",
        )
        for row, situation in enumerate(situations, start=1)
        for column, host in enumerate(situation.hosts, start=1)
    )


def addresses_of(machines: tuple[Machine, ...], port: int) -> tuple[str, ...]:
    """The addresses at which this port is served."""
    here = [machine for machine in machines if port in machine.host.ports]
    over_ipv6 = (machine.address6 for machine in here if machine.host.other_over_ipv6 and machine.address6)
    return (*(machine.address for machine in here), *over_ipv6)
