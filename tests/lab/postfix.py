"""Postfix: submission with STARTTLS (587) and submissions (465), signing in through Dovecot."""

import pwd
import shutil
from collections.abc import Sequence
from pathlib import Path

from tests.lab.hosts import Machine
from tests.lab.namespace import INSIDE

PORTS = (587, 465)
MAIL = pwd.getpwnam("mail")
KEPT = "dora@lab.example"
"""Whose mail is delivered; all other is thrown away."""

NOT_OWNED = "not-owned@lab.example"
"""An address that belongs to somebody else, so that nobody may send with it."""


def configure(machines: tuple[Machine, ...], state: Path) -> Sequence[str]:
    """Write the configuration; returns the command that serves it in the foreground."""
    configuration = state / "postfix"
    for directory in ("postfix", "postfix.spool", "postfix.data"):
        (state / directory).mkdir()
    shutil.chown(state / "postfix.data", user="postfix")
    (configuration / "main.cf").write_text(
        f"""
compatibility_level = 3.6
queue_directory = {INSIDE}/postfix.spool
data_directory = {INSIDE}/postfix.data
maillog_file = {INSIDE}/postfix.log
maillog_file_prefixes = {INSIDE}
myhostname = mail.lab.example
mydestination =
alias_maps =
mynetworks =
inet_protocols = ipv4
default_transport = discard
transport_maps = inline:{{ {KEPT}=virtual: }}
virtual_mailbox_base = {INSIDE}/homes
virtual_mailbox_maps = inline:{{ {KEPT}={KEPT}/Maildir/ }}
virtual_minimum_uid = 1
virtual_uid_maps = static:{MAIL.pw_uid}
virtual_gid_maps = static:{MAIL.pw_gid}
smtpd_sender_login_maps = inline:{{ {NOT_OWNED}=somebody.else@lab.example }}
smtpd_sender_restrictions = reject_known_sender_login_mismatch
smtpd_peername_lookup = no
smtpd_tls_auth_only = yes
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = {INSIDE}/sasl
smtpd_client_restrictions = permit_sasl_authenticated, reject
smtpd_delay_reject = yes
"""
    )
    services = [
        "postlog unix-dgram n - n - 1 postlogd",
        "tlsmgr unix - - n 1000? 1 tlsmgr",
        "anvil unix - - n - 1 anvil",
        "rewrite unix - - n - - trivial-rewrite",
        "proxymap unix - - n - - proxymap",
        "cleanup unix n - n - 0 cleanup",
        "qmgr unix n - n 300 1 qmgr",
        "discard unix - - n - - discard",
        "virtual unix - n n - - virtual",
    ]
    for machine in machines:
        services += [_service(machine, port) for port in PORTS if port in machine.host.ports]
    (configuration / "master.cf").write_text("\n".join(services) + "\n")
    return ("postfix", "-c", f"{INSIDE}/postfix", "start-fg")


def _service(machine: Machine, port: int) -> str:
    level = "encrypt" if machine.host.tls else "none"
    auth_only = "yes" if machine.host.tls else "no"
    return (
        f"{machine.address}:{port} inet n - n - - smtpd -o smtpd_tls_wrappermode={'yes' if port == 465 else 'no'}"
        f" -o smtpd_tls_security_level={level} -o smtpd_tls_auth_only={auth_only}"
        f" -o smtpd_tls_chain_files={machine.pem} -o myhostname={machine.names[0]}"
    )
