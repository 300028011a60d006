"""The mailbox that everybody has in the built-in world, and the password that opens it."""

import base64
import binascii

PASSWORD = "demo"
"""Opens every mailbox of the built-in world; any other is wrong."""

_FOLDERS = {
    "INBOX": ("\\HasNoChildren", 1204, 912_000_000),
    "Concepten": ("\\HasNoChildren \\Drafts", 3, 40_000),
    "Verzonden items": ("\\HasNoChildren \\Sent", 310, 61_000_000),
    "Prullenbak": ("\\HasNoChildren \\Trash", 12, 900_000),
    "Vakantie": ("\\HasNoChildren", 48, 9_500_000),
}
"""Name: flags, messages, octets. With this the mailbox is nearly full."""

_QUOTA = (961_000, 1_000_000)  # used and total in units of 1024 octets
_UIDNEXT = 1310


def opens(credentials: str) -> bool:
    """Whether this is SASL PLAIN, in base64, with the right password (RFC 4616)."""
    try:
        parts = base64.b64decode(credentials, validate=True).split(b"\0")
    except (binascii.Error, ValueError):
        return False
    return len(parts) == 3 and parts[2] == PASSWORD.encode()


def imap_answer(tag: str, command: str) -> list[str] | None:
    """What IMAP answers to a command that only reads; None for any other (RFC 9051)."""
    word, _, rest = command.partition(" ")
    messages, octets = _FOLDERS["INBOX"][1:]
    match word.upper():
        case "LIST":
            lines = [f'* LIST ({flags}) "/" "{name}"' for name, (flags, _messages, _octets) in _FOLDERS.items()]
        case "STATUS":
            name = rest.rpartition(" (")[0].strip('"')
            if name not in _FOLDERS:
                return [f"{tag} NO [NONEXISTENT] No such folder"]
            _flags, messages, octets = _FOLDERS[name]
            lines = [f'* STATUS "{name}" (MESSAGES {messages} UIDNEXT {_UIDNEXT} SIZE {octets})']
        case "EXAMINE":
            lines = [f"* {messages} EXISTS", "* FLAGS (\\Seen)", f"* OK [UIDNEXT {_UIDNEXT}] Next"]
        case "FETCH":
            lines = ['* 1 FETCH (INTERNALDATE "05-Mar-2019 10:11:12 +0100")']
        case "GETQUOTAROOT":
            used, total = _QUOTA
            lines = ['* QUOTAROOT "INBOX" ""', f'* QUOTA "" (STORAGE {used} {total})']
        case _:
            return None
    return [*lines, f"{tag} OK {word.upper()} completed"]


def pop3_answer(command: str) -> list[str] | None:
    """What POP answers to a command that only reads; None for any other (RFC 1939)."""
    messages, octets = _FOLDERS["INBOX"][1:]
    match command.upper().split():
        case ["STAT"]:
            return [f"+OK {messages} {octets}"]
        case ["UIDL"]:
            return ["+OK", *(f"{number} demo-{number}" for number in range(1, messages + 1)), "."]
        case _:
            return None
