"""NSD: one name server that is authoritative for everything there is (the root zone)."""

from collections.abc import Sequence
from pathlib import Path

from tests.lab.hosts import Machine, Situation
from tests.lab.namespace import INSIDE

ADDRESS = "10.20.0.53"


def configure(situations: tuple[Situation, ...], machines: tuple[Machine, ...], state: Path) -> Sequence[str]:
    """Write the zone and the configuration; returns the command that serves them in the foreground."""
    (state / "root.zone").write_text(zone(situations, machines))
    (state / "nsd.conf").write_text(
        f"""
server:
  ip-address: {ADDRESS}
  username: ""
  chroot: ""
  server-count: 1
  zonesdir: "{INSIDE}"
  database: ""
  logfile: "{INSIDE}/nsd.log"
  pidfile: "{INSIDE}/nsd.pid"
  xfrdfile: "{INSIDE}/nsd.xfrd"
  xfrdir: "{INSIDE}"
  zonelistfile: "{INSIDE}/nsd.zones"
  cookie-secret-file: ""
remote-control:
  control-enable: no
zone:
  name: "."
  zonefile: "root.zone"
"""
    )
    (state / "resolv.conf").write_text(f"nameserver {ADDRESS}\noptions timeout:2 attempts:2\n")
    return ("nsd", "-d", "-c", f"{INSIDE}/nsd.conf")


def zone(situations: tuple[Situation, ...], machines: tuple[Machine, ...]) -> str:
    """The zone file: every record of the laboratory."""
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
