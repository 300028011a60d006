"""mbsync: a copy of the IMAP mailbox in Maildir (isync 1.4 and newer, https://isync.sourceforge.io/)."""

from wizard.exporters.exporter import Context
from wizard.exporters.settings import (
    ANY_PASSWORD,
    incoming_obstacle,
    is_starttls,
    lines,
    login,
    login_obstacle,
    nickname,
    password_command,
)
from wizard.model import Account, Obstacle, Protocol

NAME = "mbsync"
EXTENSION = "mbsyncrc"
MEDIA_TYPE = "text/plain"


def obstacle(account: Account) -> Obstacle | None:
    """IMAP with a password."""
    if account.protocol is not Protocol.IMAP:
        return Obstacle.ONLY_IMAP
    return incoming_obstacle(account, ANY_PASSWORD) or login_obstacle(account, account.incoming)


def export(account: Account, context: Context) -> bytes:
    """The receiving half of an account; nothing is deleted on either side. `SSLType` is understood by 1.4 and 1.5.

    mbsync makes the mailboxes, but not the folder they are in: the command for that stands at the top.
    """
    del context
    name, endpoint = nickname(account), account.incoming.endpoint
    return lines(
        f"# mkdir -p ~/Mail/{name}",
        f"IMAPAccount {name}",
        f"Host {endpoint.hostname}",
        f"Port {endpoint.port}",
        f'User "{login(account.incoming, account)}"',
        f'PassCmd "{" ".join(password_command(account))}"',
        f"SSLType {'STARTTLS' if is_starttls(account.incoming) else 'IMAPS'}",
        "",
        f"IMAPStore {name}-remote",
        f"Account {name}",
        "",
        f"MaildirStore {name}-local",
        "SubFolders Verbatim",
        f"Path ~/Mail/{name}/",
        f"Inbox ~/Mail/{name}/INBOX",
        "",
        f"Channel {name}",
        f"Far :{name}-remote:",
        f"Near :{name}-local:",
        "Patterns *",
        "Create Near",
        "Expunge None",
        "SyncState *",
    )
