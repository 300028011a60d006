"""Unbound: a resolver that validates DNSSEC, on the user's own machine and elsewhere, and the one of a hotel."""

import shutil
from collections.abc import Sequence
from pathlib import Path

from tests.lab import nsd
from tests.lab.namespace import INSIDE, SYSTEM_PATH

OWN_ADDRESS = "127.0.0.1"
REMOTE_ADDRESS = "10.20.0.54"
HOTEL_ADDRESS = "10.20.0.55"
"""Where every name leads to the captive portal; on one machine, a question comes from the address it goes to."""


def configure(portal: str, state: Path) -> Sequence[str]:
    """Write the configuration; returns the command that serves it in the foreground. `portal` is an IP address."""
    program = shutil.which("unbound", path=SYSTEM_PATH)
    assert program is not None
    # AppArmor lets the one below /usr read its files below /etc only
    shutil.copy(program, state / "unbound")
    (state / "unbound.conf").write_text(
        f"""
server:
  interface: {OWN_ADDRESS}
  interface: {REMOTE_ADDRESS}
  interface: {HOTEL_ADDRESS}
  access-control: 10.20.0.0/16 allow
  access-control-view: {HOTEL_ADDRESS}/32 hotel
  do-daemonize: no
  username: ""
  chroot: ""
  directory: "{INSIDE}"
  pidfile: "{INSIDE}/unbound.pid"
  use-syslog: no
  logfile: "{INSIDE}/unbound.log"
  log-servfail: yes
  module-config: "validator iterator"
  trust-anchor-file: "{INSIDE}/root.anchor"
  trust-anchor-signaling: no
remote-control:
  control-enable: no
view:
  name: hotel
  local-zone: "." redirect
  local-data: ". A {portal}"
stub-zone:
  name: "."
  stub-addr: {nsd.ADDRESS}
"""
    )
    return (f"{INSIDE}/unbound", "-d", "-c", f"{INSIDE}/unbound.conf")
