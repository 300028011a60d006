"""What one way to play with STARTTLS is, and how it may end."""

from dataclasses import dataclass

from tests.servers.scripts import Script, Segment
from wizard.model import FailureReason, Protocol, Stage

Verdict = tuple[Stage, FailureReason] | None
"""Where and why the talk breaks down; None: it goes well, inside TLS."""

GREETING, STARTTLS, CAPABILITY = Stage.GREETING, Stage.STARTTLS, Stage.CAPABILITY
NOT_OFFERED = (STARTTLS, FailureReason.STARTTLS_NOT_OFFERED)
OVERWRITTEN = (STARTTLS, FailureReason.STARTTLS_OVERWRITTEN)
REFUSED = (STARTTLS, FailureReason.STARTTLS_REFUSED)
INJECTED = (STARTTLS, FailureReason.DATA_BEFORE_TLS)
PREAUTH = (GREETING, FailureReason.PREAUTH)
TURNED_AWAY = (GREETING, FailureReason.REJECTED)
NOT_IMAP = (GREETING, FailureReason.WRONG_PROTOCOL)
GARBLED = (STARTTLS, FailureReason.WRONG_PROTOCOL)
ENDED = (STARTTLS, FailureReason.REJECTED)
SILENT = (STARTTLS, FailureReason.TIMED_OUT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What the server says, and what must be made of it. `OUTSIDE` and `CRAM-MD5` are said before TLS only."""

    id: str
    protocol: Protocol
    script: Script
    verdict: Verdict


def said(text: str) -> Segment:
    """`one | two` as lines; nothing as no line at all."""
    return tuple(line.strip().encode("latin-1") for line in text.split("|")) if text else ()
