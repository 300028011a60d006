"""neomutt: reading and sending in a terminal (NeoMutt and Mutt, https://neomutt.org/guide/)."""

import re

from wizard.exporters.exporter import Context
from wizard.exporters.settings import (
    ANY_PASSWORD,
    days_obstacle,
    incoming_obstacle,
    is_starttls,
    lines,
    login,
    login_obstacle,
    one_line,
    outgoing_obstacle,
    password_command,
    url_login,
)
from wizard.model import Account, Obstacle, Protocol

NAME = "neomutt"
EXTENSION = "neomuttrc"
MEDIA_TYPE = "text/plain"


def obstacle(account: Account) -> Obstacle | None:
    """Passwords; POP keeps or removes, without counting days."""
    found = incoming_obstacle(account, ANY_PASSWORD) or outgoing_obstacle(account, ANY_PASSWORD)
    return found or login_obstacle(account, account.incoming, account.outgoing) or days_obstacle(account.retention)


def export(account: Account, context: Context) -> bytes:
    """`set` commands; never without TLS."""
    del context
    server = account.outgoing
    assert server is not None
    command = "`" + " ".join(password_command(account)) + "`"
    scheme = "smtp" if is_starttls(server) else "smtps"
    return lines(
        f'set from="{account.address}"',
        f'set realname="{_quoted(account.full_name)}"' if account.full_name else None,
        "set use_from=yes",
        "set ssl_starttls=yes",
        "set ssl_force_tls=yes",
        *(_imap(account, command) if account.protocol is Protocol.IMAP else _pop(account, command)),
        f'set smtp_url="{scheme}://{url_login(server, account)}@{server.endpoint}/"',
        f'set smtp_pass="{command}"',
    )


def _imap(account: Account, command: str) -> list[str]:
    server = account.incoming
    scheme = "imap" if is_starttls(server) else "imaps"
    return [
        f'set imap_user="{login(server, account)}"',
        f'set imap_pass="{command}"',
        f'set folder="{scheme}://{server.endpoint}/"',
        'set spoolfile="+INBOX"',
        'set record="+Sent"',
        'set postponed="+Drafts"',
    ]


def _pop(account: Account, command: str) -> list[str]:
    server = account.incoming
    scheme = "pop" if is_starttls(server) else "pops"
    removes = account.retention is not None and not account.retention.keep
    return [
        f'set pop_host="{scheme}://{url_login(server, account)}@{server.endpoint}/"',
        f'set pop_pass="{command}"',
        f"set pop_delete={'yes' if removes else 'no'}",
    ]


def _quoted(text: str) -> str:
    r"""For inside double quotes, where `"`, `\`, `$` and a backtick have a meaning of their own."""
    return re.sub(r'(["\\$`])', r"\\\1", one_line(text))
