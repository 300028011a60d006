"""NSD: one name server that is authoritative for everything there is, a signed root zone (RFC 4034)."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import dns.dnssec
import dns.name
import dns.rdatatype
import dns.zone
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key

from tests.lab.hosts import Machine, Situation
from tests.lab.namespace import INSIDE

ADDRESS = "10.20.0.53"
OTHER_ADDRESS = "10.20.0.56"
"""For a second one, which serves the same world after a domain has published more."""

ALGORITHM = "ECDSAP256SHA256"


def configure(situations: tuple[Situation, ...], machines: tuple[Machine, ...], state: Path) -> Sequence[str]:
    """Write the zone, its trust anchor and the configuration; returns the command that serves it in the foreground."""
    zone = dns.zone.from_text(records(situations, machines), origin=".", relativize=False)
    (state / "root.anchor").write_text(_sign(zone))
    for situation in situations:
        if situation.forged:
            _take_signatures_away(zone, dns.name.from_text(situation.domain))
    (state / "root.zone").write_text(zone.to_text(relativize=False))
    _write_configuration("nsd", ADDRESS, "root.zone", state)
    (state / "resolv.conf").write_text(f"nameserver {ADDRESS}\noptions timeout:2 attempts:2\n")
    return ("nsd", "-d", "-c", f"{INSIDE}/nsd.conf")


def configure_other(zone: str, state: Path) -> Sequence[str]:
    """Write a configuration for the text of another root zone; returns the command that serves it in the foreground."""
    (state / "other.zone").write_text(zone)
    _write_configuration("other-nsd", OTHER_ADDRESS, "other.zone", state)
    return ("nsd", "-d", "-c", f"{INSIDE}/other-nsd.conf")


def _write_configuration(name: str, address: str, zone_file: str, state: Path) -> None:
    (state / f"{name}.conf").write_text(
        f"""
server:
  ip-address: {address}
  username: ""
  chroot: ""
  server-count: 1
  zonesdir: "{INSIDE}"
  database: ""
  logfile: "{INSIDE}/{name}.log"
  pidfile: "{INSIDE}/{name}.pid"
  xfrdfile: "{INSIDE}/{name}.xfrd"
  xfrdir: "{INSIDE}"
  zonelistfile: "{INSIDE}/{name}.zones"
  cookie-secret-file: ""
remote-control:
  control-enable: no
zone:
  name: "."
  zonefile: "{zone_file}"
"""
    )


def records(situations: tuple[Situation, ...], machines: tuple[Machine, ...]) -> str:
    """All records there are, as lines of a zone file without signatures."""
    lines = ["$TTL 60", ". SOA ns.lab.example. admin.lab.example. 1 3600 600 86400 60", ". NS ns.lab.example."]
    lines.append(f"ns.lab.example. A {ADDRESS}")
    for situation in situations:
        if not situation.exists:
            continue
        lines.append(f"$ORIGIN {situation.domain}.")
        lines.append('@ TXT "v=spf1 mx -all"')
        if situation.mx is not None:
            lines.append(f"@ MX 10 {situation.mx}")
        lines += situation.records.strip().splitlines()
    for machine in machines:
        for name in machine.names:
            lines.append(f"{name}. A {machine.address}")
            if machine.address6 is not None:
                lines.append(f"{name}. AAAA {machine.address6}")
    return "\n".join(line.strip() for line in lines) + "\n"


def _sign(zone: dns.zone.Zone) -> str:
    """Sign the zone with a new key; its trust anchor, as a DS record."""
    private_key = generate_private_key(SECP256R1())
    dnskey = dns.dnssec.make_dnskey(private_key.public_key(), ALGORITHM, flags=257)
    yesterday = dt.datetime.now(dt.UTC) - dt.timedelta(days=1)
    dns.dnssec.sign_zone(zone, keys=[(private_key, dnskey)], inception=yesterday, lifetime=30 * 86400)
    return f". DS {dns.dnssec.make_ds('.', dnskey, 'SHA256')}\n"


def _take_signatures_away(zone: dns.zone.Zone, domain: dns.name.Name) -> None:
    for name, node in zone.nodes.items():
        if name.is_subdomain(domain):
            node.rdatasets = [one for one in node.rdatasets if one.rdtype != dns.rdatatype.RRSIG]
