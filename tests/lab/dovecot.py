"""Dovecot: IMAP and POP3, with a listener for exactly the addresses and ports that the hosts have."""

import shutil
from collections.abc import Sequence
from pathlib import Path

from tests.lab.hosts import Machine, addresses_of
from tests.lab.namespace import INSIDE

PORTS = (143, 993, 110, 995)
PASSWORD = "correct-horse-battery"
APP_PASSWORD = "abcd-efgh-ijkl-mnop"
WITH_APP_PASSWORD = "app@lab.example"
"""Who gets in with the app password alone, and is told so."""

NEARLY_FULL = "full@lab.example"
"""Who has room for one megabyte."""


def configure(machines: tuple[Machine, ...], state: Path) -> Sequence[str]:
    """Write the configuration; returns the command that serves it in the foreground."""
    for directory in ("dovecot", "homes"):
        (state / directory).mkdir()
    shutil.chown(state / "homes", user="mail")
    (state / "app-passwords").write_text(f"{WITH_APP_PASSWORD}:{APP_PASSWORD}\n")
    reason = "Application-specific-password-required"
    (state / "refused").write_text(f"{WITH_APP_PASSWORD}:{PASSWORD}::::::nologin=y reason={reason}\n")
    (state / "users").write_text(f"{NEARLY_FULL}:::::::userdb_quota_rule=*:storage=1M\n")
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
mail_plugins = quota
protocol imap {{
  mail_plugins = quota imap_quota imap_zlib
}}
plugin {{
  quota = count:User quota
  quota_rule = *:storage=100M
  quota_vsizes = yes
}}
namespace inbox {{
  inbox = yes
  mailbox Sent {{
    special_use = \\Sent
  }}
  mailbox Weg {{
    special_use = \\Trash
  }}
  mailbox Half {{
    special_use = \\Drafts
  }}
}}
first_valid_uid = 1
mail_location = maildir:~/Maildir
passdb {{
  driver = passwd-file
  args = scheme=PLAIN {INSIDE}/app-passwords
  result_failure = continue
}}
passdb {{
  driver = passwd-file
  args = scheme=PLAIN {INSIDE}/refused
  result_failure = continue
}}
passdb {{
  driver = static
  args = password={PASSWORD}
}}
userdb {{
  driver = passwd-file
  args = {INSIDE}/users
  default_fields = uid=mail gid=mail home={INSIDE}/homes/%u
  result_failure = continue
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
