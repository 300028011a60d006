"""aerc: reading and sending in a terminal (accounts.conf, https://aerc-mail.org/)."""

from wizard.exporters.exporter import Context
from wizard.exporters.settings import (
    PASSWORD,
    incoming_obstacle,
    is_starttls,
    lines,
    login_obstacle,
    nickname,
    outgoing_obstacle,
    password_command,
    url_login,
)
from wizard.model import Account, Obstacle, Protocol

NAME = "aerc"
EXTENSION = "conf"
MEDIA_TYPE = "text/plain"


def obstacle(account: Account) -> Obstacle | None:
    """IMAP with a password."""
    if account.protocol is not Protocol.IMAP:
        return Obstacle.ONLY_IMAP
    found = incoming_obstacle(account, PASSWORD) or outgoing_obstacle(account, PASSWORD)
    return found or login_obstacle(account, account.incoming, account.outgoing)


def export(account: Account, context: Context) -> bytes:
    """One section; aerc wants the file to be readable by its owner only."""
    del context
    incoming, outgoing = account.incoming, account.outgoing
    assert outgoing is not None
    command = " ".join(password_command(account))
    source = "imap" if is_starttls(incoming) else "imaps"
    target = "smtp+plain" if is_starttls(outgoing) else "smtps+plain"
    named = account.full_name is not None and all(part.isalnum() for part in account.full_name.split(" "))
    return lines(
        f"[{nickname(account)}]",
        f"source = {source}://{url_login(incoming, account)}@{incoming.endpoint}",
        f"source-cred-cmd = {command}",
        f"outgoing = {target}://{url_login(outgoing, account)}@{outgoing.endpoint}",
        "smtp-starttls = yes" if is_starttls(outgoing) else None,
        f"outgoing-cred-cmd = {command}",
        "default = INBOX",
        f"from = {account.full_name} <{account.address}>" if named else f"from = {account.address}",
        "copy-to = Sent",
    )
