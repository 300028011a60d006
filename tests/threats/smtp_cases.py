"""The ways to play with STARTTLS over SMTP."""

from collections.abc import Iterator

from tests.servers.scripts import Script
from tests.threats.case import (
    CAPABILITY,
    ENDED,
    GARBLED,
    GREETING,
    INJECTED,
    NOT_OFFERED,
    OVERWRITTEN,
    REFUSED,
    SILENT,
    TURNED_AWAY,
    Case,
    Verdict,
    said,
)
from wizard.model import FailureReason, Protocol

SMTP_GREETING = "220 smtp.voorbeeld.nl ESMTP"
SMTP_OFFER = "250-smtp.voorbeeld.nl | 250-OUTSIDE | 250-STARTTLS | 250 AUTH CRAM-MD5"
SMTP_INSIDE = "250-smtp.voorbeeld.nl | 250-INSIDE | 250 AUTH PLAIN"
_SMTP_CODES = (211, 220, 221, 250, 251, 334, 354, 421, 432, 450, 451, 454, 500, 501, 502, 503, 504, 521, 530, 535, 550)


def smtp(
    name: str,
    verdict: Verdict = None,
    *,
    greeting: str = SMTP_GREETING,
    offer: str = SMTP_OFFER,
    go: str = "220 go",
    inside: str = SMTP_INSIDE,
    goodbye: str = "221 bye",
) -> Case:
    """An SMTP server that does all well but what is given."""
    upgrades = verdict in {None, INJECTED} or (verdict is not None and verdict[0] is CAPABILITY)
    script = Script(
        before=[said(greeting), said(offer), said(go)], inside=[said(inside), said(goodbye)] if upgrades else None
    )
    return Case(id=f"smtp-{name}", protocol=Protocol.SMTP, script=script, verdict=verdict)


def smtp_cases() -> Iterator[Case]:
    yield smtp("X-all-well")
    for code in _SMTP_CODES:
        yield smtp(f"X-greeting-{code}", None if code == 220 else TURNED_AWAY, greeting=f"{code} x")
        offer = SMTP_OFFER.replace("250", str(code))
        yield smtp(f"X-ehlo-{code}", None if code == 250 else ENDED, offer=offer)
        yield smtp(f"O-starttls-{code}", None if code == 220 else REFUSED, go=f"{code} x")
        yield smtp(f"X-quit-{code}", goodbye=f"{code} x")
        # nothing but EHLO is tried: what HELO or RSET would say is never heard
        yield smtp(f"X-ehlo-500-then-{code}", ENDED, offer="500 what", go=f"{code} x")
    for name, line in {
        "left-out": "250-x | 250 AUTH PLAIN LOGIN",
        "alone": "250 x",
        "spelled-badly": "250-x | 250 XTARTTLS",
        "within-a-line": "250-x | 250 AUTH STARTTLS",
        "in-the-name": "250 STARTTLS",
    }.items():
        yield smtp(f"O-{name}", NOT_OFFERED, offer=line)
    for name, line in {"fixed-up": "XXXXXXXA", "fixed-up-8": "XXXXXXXX", "starred": "********"}.items():
        yield smtp(f"O-{name}", OVERWRITTEN, offer=f"250-x | 250-SIZE 1000 | 250-{line} | 250 AUTH PLAIN")
    masked = "220 " + "*" * 40
    yield smtp("O-masked-ehlo-unknown", OVERWRITTEN, greeting=masked, offer="500 5.5.1 what")
    yield smtp("O-masked-left-out", OVERWRITTEN, greeting=masked, offer="250 x")
    yield smtp("O-masked-busy", ENDED, greeting=masked, offer="421 busy")
    yield smtp("O-masked-all-well", greeting=masked)
    yield smtp("O-only-in-greeting", NOT_OFFERED, greeting="220-STARTTLS | 220 ready", offer="250 x")

    yield smtp("D-no-greeting", (GREETING, FailureReason.TIMED_OUT), greeting="")
    yield smtp("D-greeting-without-end", (GREETING, FailureReason.TIMED_OUT), greeting="220-wait | 220-wait")
    yield smtp("D-ehlo-hidden", SILENT, offer="")
    yield smtp("D-starttls-hidden", SILENT, go="")
    yield smtp("D-ehlo-hidden-inside", (CAPABILITY, FailureReason.TIMED_OUT), inside="")

    for name, line in {
        "whole-answer": "250-smtp.voorbeeld.nl | 250 OUTSIDE",
        "one-line": "250 ok",
        "sign-in-wanted": "530 5.7.0 sign in first",
        "goodbye": "421 closing",
        "go-again": "220 go",
        "empty-line": " ",
    }.items():
        yield smtp(f"B-{name}", INJECTED, go=f"220 go | {line}")
    yield smtp("B-agreed-before-asked", offer=f"{SMTP_OFFER} | 220 go", go="")
    yield smtp("T-early-answer", ENDED, greeting=f"{SMTP_GREETING} | 421 too busy")
    yield smtp("T-second-greeting", ENDED, greeting=f"{SMTP_GREETING} | {SMTP_GREETING}")
    yield smtp("T-broken-list", GARBLED, offer="250-x | STARTTLS | 250 x")
    yield smtp("U-escape", TURNED_AWAY, greeting="554 \x1b]52;c;ZXZpbA==\x07\x9b2J pay here")
    yield smtp("X-refused-inside", (CAPABILITY, FailureReason.REJECTED), inside="554 no")
