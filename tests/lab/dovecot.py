"""Dovecot: IMAP and POP3, with a listener for exactly the addresses and ports that the hosts have."""

import shutil
from collections.abc import Sequence
from pathlib import Path

from tests.lab.hosts import Machine, addresses_of
from tests.lab.namespace import INSIDE

PORTS = (143, 993, 110, 995)
PASSWORD = "correct-horse-battery"


def configure(machines: tuple[Machine, ...], state: Path) -> Sequence[str]:
    """Write the configuration; returns the command that serves it in the foreground."""
    for directory in ("dovecot", "homes"):
        (state / directory).mkdir()
    shutil.chown(state / "homes", user="mail")
    (state / "dovecot.conf").write_text(
        f"""
protocols = imap pop3
base_dir = {INSIDE}/dovecot
state_dir = {INSIDE}/dovecot
log_path = {INSIDE}/dovecot.log
auth_verbose = yes
auth_debug = yes
auth_mechanisms = plain login
disable_plaintext_auth = yes
protocol imap {{
  mail_plugins = imap_zlib
}}
first_valid_uid = 1
mail_location = maildir:~/Maildir
passdb {{
  driver = static
  args = password={PASSWORD}
}}
userdb {{
  driver = static
  args = uid=mail gid=mail home={INSIDE}/homes/%u
}}
ssl = yes
ssl_cert = <{machines[0].pem}
ssl_key = <{machines[0].pem}
service imap-login {{
{_listener("imap", addresses_of(machines, 143), 143)}
{_listener("imaps", addresses_of(machines, 993), 993, ssl=True)}
}}
service pop3-login {{
{_listener("pop3", addresses_of(machines, 110), 110)}
{_listener("pop3s", addresses_of(machines, 995), 995, ssl=True)}
}}
service auth {{
  unix_listener {INSIDE}/sasl {{
    mode = 0600
    user = postfix
  }}
}}
"""
        + "".join(_presence(machine) for machine in machines if set(machine.host.ports) & set(PORTS))
        + "".join(
            f"local {machine.address6} {{\n  ssl_cert = <{machines[0].pem}\n  ssl_key = <{machines[0].pem}\n}}\n"
            for machine in machines
            if machine.host.other_over_ipv6
        )
    )
    return ("dovecot", "-F", "-c", f"{INSIDE}/dovecot.conf")


def _listener(name: str, addresses: Sequence[str], port: int, *, ssl: bool = False) -> str:
    return f"""  inet_listener {name} {{
    address = {" ".join(addresses)}
    port = {port}
    ssl = {"yes" if ssl else "no"}
  }}"""


def _presence(machine: Machine) -> str:
    if not machine.host.tls:
        return f"local {machine.address} {{\n  ssl = no\n  disable_plaintext_auth = no\n}}\n"
    return f"local {machine.address} {{\n  ssl_cert = <{machine.pem}\n  ssl_key = <{machine.pem}\n}}\n"
