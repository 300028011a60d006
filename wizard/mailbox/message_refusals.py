"""What an outgoing server means by its refusal of a message: its wording, then its code (RFC 3463); pure."""

import re
from collections.abc import Sequence

from wizard.mailbox.refusals import refusing_lines
from wizard.model import MessageRefusal, Protocol, SendingStep

_WORDINGS = (
    (MessageRefusal.LOCAL_PART_ENCODING, r"smtputf8"),
    (MessageRefusal.SENDER_NOT_OWNED, r"not owned|sendasdenied|permissions? to send as"),
    (MessageRefusal.SENDER_NOT_OWNED, r"not (allowed|permitted|authori[sz]ed) to (send|use)( mail)? (as|from)"),
    (MessageRefusal.SENDER_NOT_OWNED, r"sender (address )?(is )?(rejected|not allowed|mismatch|verify)"),
    (MessageRefusal.SENDER_NOT_OWNED, r"from (address|header) .*(match|allow)"),
    (MessageRefusal.NETWORK_BLACKLISTED, r"blocked using|black ?list|block ?list|reverse hostname|client host|dnsbl"),
    (MessageRefusal.TOO_MANY_MESSAGES, r"too many (messages|mails?|recipients|e-?mails)|rate ?limit"),
    (MessageRefusal.TOO_MANY_MESSAGES, r"(sending|send|message|submission) (limit|quota)|quota for sending"),
    (MessageRefusal.TOO_MANY_MESSAGES, r"limit exceeded|exceeded .*(limit|per (hour|day))"),
    (MessageRefusal.TAKEN_FOR_SPAM, r"spam|junk|virus|malware|unsolicited|bulk mail|content rejected|reputation"),
    (MessageRefusal.RELAY_DENIED, r"relay"),
    (MessageRefusal.AUTHENTICATION_REQUIRED, r"authentication (is )?required|not authenticated|must (log|sign) ?in"),
    (MessageRefusal.MAILBOX_FULL, r"(mail)?box (is )?full|over ?quota|quota exceeded"),
    (MessageRefusal.RECIPIENT_UNKNOWN, r"(user|recipient) unknown|no such user|does not exist"),
    (MessageRefusal.FOR_NOW, r"gr[ea]ylist"),
)
"""Best first; the words that servers use tell more than a code such as 5.7.1, which stands for all policy."""

_CODES = (
    (r"[245]\.1\.1", MessageRefusal.RECIPIENT_UNKNOWN),
    (r"[245]\.1\.[78]", MessageRefusal.SENDER_NOT_OWNED),
    (r"[245]\.2\.2", MessageRefusal.MAILBOX_FULL),
    (r"[245]\.4\.5|[245]\.7\.28|[245]\.5\.3", MessageRefusal.TOO_MANY_MESSAGES),
    (r"[245]\.6\.7", MessageRefusal.LOCAL_PART_ENCODING),
    (r"5\.7\.60", MessageRefusal.SENDER_NOT_OWNED),
    (r"5\.7\.0", MessageRefusal.AUTHENTICATION_REQUIRED),
)


def message_refusal_of(step: SendingStep, said: Sequence[bytes]) -> MessageRefusal | None:
    """The reason in the answer to one step; None where neither its words nor its codes tell."""
    lines = [line.decode("utf-8", errors="replace").lower() for line in refusing_lines(Protocol.SMTP, said)]
    text = " ".join(lines)
    for meaning, wording in _WORDINGS:
        if re.search(wording, text):
            return meaning
    for code, meaning in _CODES:
        if re.search(rf"(?<![\d.]){code}(?![\d.])", text):
            return meaning
    if text.startswith("530"):
        return MessageRefusal.AUTHENTICATION_REQUIRED
    if text.startswith("4"):
        return MessageRefusal.FOR_NOW
    return MessageRefusal.SENDER_NOT_OWNED if step is SendingStep.SENDER and text.startswith("553") else None
