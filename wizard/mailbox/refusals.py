"""What servers mean by their refusals: response codes first, well-known wordings of providers besides; pure."""

import re
from collections.abc import Sequence
from typing import assert_never

from wizard.model import LoginRefusal, Protocol

_WORDINGS = (
    (LoginRefusal.APP_PASSWORD_NEEDED, r"app(lication)?[- ](specific[- ])?password"),
    (LoginRefusal.WEB_LOGIN_NEEDED, r"\[webalert|via (your|the) web|web login required"),
    (LoginRefusal.TOO_MANY_CONNECTIONS, r"too many[a-z ]* connections|number of connections|thread limit exceeded"),
    (
        LoginRefusal.SWITCHED_OFF,
        r"not enabled for (imap|pop|smtp)|(imap|pop3?|clientauthentication)( access)? (is )?(disabled|not enabled)",
    ),
    (LoginRefusal.OAUTH2_ONLY, r"basic auth(entication)? is (disabled|blocked)|oauth|modern authentication"),
    (
        LoginRefusal.BLOCKED,
        r"too many (failed|login|auth|invalid|wrong)|(account (is )?|temporarily )(locked|blocked)|blacklist",
    ),
    (LoginRefusal.WRONG_PASSWORD, r"5\.7\.139 .*credentials were incorrect"),
)
"""Wordings that tell more than the code beside them. None of them makes "wrong password" of a text alone."""

_IMAP_CODES = {
    "AUTHENTICATIONFAILED": LoginRefusal.WRONG_PASSWORD,
    "EXPIRED": LoginRefusal.PASSWORD_EXPIRED,
    "UNAVAILABLE": LoginRefusal.TEMPORARY,
    "SERVERBUG": LoginRefusal.TEMPORARY,
    "INUSE": LoginRefusal.IN_USE,
    "LIMIT": LoginRefusal.TOO_MANY_CONNECTIONS,
}
"""RFC 5530 section 3."""

_POP3_CODES = {
    "AUTH": LoginRefusal.WRONG_PASSWORD,
    "SYS/TEMP": LoginRefusal.TEMPORARY,
    "LOGIN-DELAY": LoginRefusal.TEMPORARY,
    "IN-USE": LoginRefusal.IN_USE,
}
"""RFC 2449 section 8, RFC 3206."""

_SMTP_CODES = (
    (r"\d{3}[ -]5\.7\.139\b", LoginRefusal.OAUTH2_ONLY),  # Microsoft: basic authentication is over
    (r"\d{3}[ -]5\.7\.9\b", LoginRefusal.APP_PASSWORD_NEEDED),  # Google; RFC 4954: too weak a mechanism for this user
    (r"\d{3}[ -]5\.7\.14\b", LoginRefusal.WEB_LOGIN_NEEDED),  # Google
    (r"432[ -]4\.7\.12\b", LoginRefusal.PASSWORD_EXPIRED),
    (r"535[ -](5\.7\.[38]\b|(?!\d\.\d))", LoginRefusal.WRONG_PASSWORD),
    (r"4\d\d[ -]", LoginRefusal.TEMPORARY),
)
"""RFC 4954 section 6, best first."""


def refusing_lines(protocol: Protocol, said: Sequence[bytes]) -> list[bytes]:
    """The lines of an answer that refuse; what else a server remarks meanwhile is left out."""
    match protocol:
        case Protocol.IMAP:
            return [line for line in said if re.match(rb"\S+ (NO|BAD|BYE)\b", line, re.IGNORECASE)]
        case Protocol.POP3:
            return [line for line in said if line[:4].upper() == b"-ERR"]
        case Protocol.SMTP:
            return [line for line in said if line[:1] in {b"4", b"5"}]
        case _:
            assert_never(protocol)


def words_of(protocol: Protocol, refusing: Sequence[bytes]) -> bytes:
    """What the refusing lines say, for people: without IMAP's tags."""
    return b" ".join(line.partition(b" ")[2] if protocol is Protocol.IMAP else line for line in refusing)


def refusal_of(protocol: Protocol, said: Sequence[bytes]) -> LoginRefusal:
    """The reason in what a server said to a name and a password; UNKNOWN where its words do not tell."""
    lines = [line.decode("utf-8", errors="replace").lower() for line in refusing_lines(protocol, said)]
    match protocol:
        case Protocol.IMAP:
            by_code = _by_bracket(lines, _IMAP_CODES)
        case Protocol.POP3:
            by_code = _by_bracket(lines, _POP3_CODES)
        case Protocol.SMTP:
            matching = (meaning for code, meaning in _SMTP_CODES if any(re.match(code, line) for line in lines))
            by_code = next(matching, None)
        case _:
            assert_never(protocol)
    text = " ".join(lines)
    by_wording = next((meaning for meaning, wording in _WORDINGS if re.search(wording, text)), None)
    return by_wording or by_code or LoginRefusal.UNKNOWN


def minutes_in(said: Sequence[bytes]) -> int | None:
    """How long the server says that it stays so, in minutes."""
    text = b" ".join(said).decode("utf-8", errors="replace").lower()
    found = re.search(r"\b(\d{1,4}) ?(second|minute|hour)", text)
    if found is None:
        return None
    number = int(found[1])
    match found[2]:
        case "second":
            return -(-number // 60)
        case "minute":
            return number
        case _:
            return number * 60


def _by_bracket(lines: Sequence[str], codes: dict[str, LoginRefusal]) -> LoginRefusal | None:
    """By the last code in brackets that is in the table: the answer itself stands behind remarks."""
    for line in reversed(lines):
        for code in re.findall(r"\[([a-z/-]+)", line):
            if code.upper() in codes:
                return codes[code.upper()]
    return None
