"""What the rules look at: the answers, what the servers offer, what the mail program can do."""

from dataclasses import dataclass, field
from enum import StrEnum

from wizard.model.answers import Answers


class Known(StrEnum):
    """A measurement that may not have been made."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Preference(StrEnum):
    """Which protocol the domain itself prefers by its SRV priorities (RFC 6186 section 3.4)."""

    IMAP = "imap"
    POP3 = "pop3"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerFacts:
    """What was measured at the provider's servers.

    `pop3_can_leave`: POP may leave messages on the server. `pop3_deletes_soon`: the server itself removes what POP
    fetched before the copy's days are over. `pop3_login_delay`: POP may not look as often as programs do.
    `imap_idle`: new mail is announced at once. `imap_quota`: a program can see how full the mailbox is.
    `oauth2_only`: a mail program has to sign in through a window of the provider's own. `app_password`: a mail program
    needs a password of its own.
    """

    imap: Known = Known.UNKNOWN
    pop3: Known = Known.UNKNOWN
    smtp: Known = Known.UNKNOWN
    pop3_can_leave: Known = Known.UNKNOWN
    pop3_deletes_soon: Known = Known.UNKNOWN
    pop3_login_delay: Known = Known.UNKNOWN
    imap_idle: Known = Known.UNKNOWN
    imap_quota: Known = Known.UNKNOWN
    oauth2_only: Known = Known.UNKNOWN
    app_password: Known = Known.UNKNOWN
    prefers: Preference = Preference.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientFacts:
    """What the chosen mail program can do."""

    imap: Known = Known.UNKNOWN
    pop3: Known = Known.UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class MailboxFacts:
    """What was measured in the mailbox by a user who signed in.

    `nearly_full`: nine tenths of its space or more are in use. `own_folders`: there are folders beyond the standard
    ones. `pop_sees_less`: POP shows fewer messages than IMAP. `emptied`: nearly all messages that ever came in are
    gone, as where a POP device removes them. `uidl_stable`: POP names messages the same each time.
    """

    nearly_full: Known = Known.UNKNOWN
    own_folders: Known = Known.UNKNOWN
    pop_sees_less: Known = Known.UNKNOWN
    emptied: Known = Known.UNKNOWN
    uidl_stable: Known = Known.UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything a rule may ask.

    In rules an answer is named by its key (`devices`), the rest by a dotted path (`server.pop3`, `client.imap`,
    `mailbox.nearly_full`, `provider`).
    """

    answers: Answers = field(default_factory=Answers)
    server: ServerFacts = field(default_factory=ServerFacts)
    client: ClientFacts = field(default_factory=ClientFacts)
    mailbox: MailboxFacts = field(default_factory=MailboxFacts)
    provider: str | None = None
