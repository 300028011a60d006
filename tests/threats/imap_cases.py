"""The ways to play with STARTTLS over IMAP."""

from collections.abc import Iterator

from tests.servers.scripts import Script
from tests.threats.case import (
    CAPABILITY,
    ENDED,
    GARBLED,
    GREETING,
    INJECTED,
    NOT_IMAP,
    NOT_OFFERED,
    OVERWRITTEN,
    PREAUTH,
    REFUSED,
    SILENT,
    TURNED_AWAY,
    Case,
    Verdict,
    said,
)
from wizard.model import FailureReason, Protocol

IMAP_GREETING = "* OK ready"
IMAP_OFFER = "* CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED | <tag> OK done"
IMAP_GO = "<tag> OK begin"
IMAP_INSIDE = "* CAPABILITY IMAP4rev1 INSIDE AUTH=PLAIN | <tag> OK done"


def imap(
    name: str,
    verdict: Verdict = None,
    *,
    greeting: str = IMAP_GREETING,
    offer: str = IMAP_OFFER,
    go: str = IMAP_GO,
    inside: str = IMAP_INSIDE,
) -> Case:
    """An IMAP server that does all well but what is given."""
    upgrades = verdict in {None, INJECTED} or (verdict is not None and verdict[0] is CAPABILITY)
    script = Script(
        before=[said(greeting), said(offer), said(go)],
        inside=[said(inside), said("* BYE | <tag> OK")] if upgrades else None,
    )
    return Case(id=f"imap-{name}", protocol=Protocol.IMAP, script=script, verdict=verdict)


_GREETINGS = {
    "bare": "* OK ready",
    "announcing": "* OK [CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED OUTSIDE] ready",
    "not-announcing": "* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN OUTSIDE] ready",
}
_STRIPPED = {
    "left-out": "* CAPABILITY IMAP4rev1 AUTH=PLAIN AUTH=LOGIN | <tag> OK",
    "spelled-badly": "* CAPABILITY IMAP4rev1 XTARTTLS STARTTLSX START TLS | <tag> OK",
    "empty": "<tag> OK",
    "bad": "<tag> BAD what",
    "no": "<tag> NO not now",
}
_REFUSALS = {"bad": "<tag> BAD what", "no": "<tag> NO not now", "no-code": "<tag> NO [UNAVAILABLE] later"}
_UNTAGGED = {
    "list": '* LIST (\\Noselect) "/" evil',
    "lsub": '* LSUB () "." #news.evil',
    "status": "* STATUS INBOX (MESSAGES 231)",
    "status-literal": "* STATUS {4294967295}",
    "search": "* SEARCH 2 84 882",
    "flags": "* FLAGS (\\Answered \\Deleted)",
    "exists": "* 23 EXISTS",
    "recent": "* 5 RECENT",
    "expunge": "* 44 EXPUNGE",
    "fetch": "* 23 FETCH (FLAGS (\\Seen) RFC822.SIZE 44827)",
    "capability": "* CAPABILITY IMAP4rev1 OUTSIDE AUTH=CRAM-MD5",
    "enabled": "* ENABLED OUTSIDE",
    "ok": "* OK still here",
    "no": "* NO disk is nearly full",
    "continuation": "+ go ahead",
}
_CODES = ("ALERT", "BADCHARSET (UTF-8)", "PARSE", "REFERRAL imap://elders.example/", "NOTIFICATIONOVERFLOW")


def imap_cases() -> Iterator[Case]:
    yield imap("X-all-well")
    for greeting, line in _GREETINGS.items():
        for way, answer in _STRIPPED.items():
            yield imap(f"O-{greeting}-{way}", NOT_OFFERED, greeting=line, offer=answer)
        for way, answer in _REFUSALS.items():
            yield imap(f"O-{greeting}-refused-{way}", REFUSED, greeting=line, go=answer)
        yield imap(f"O-{greeting}-and-well", greeting=line)
    for name, word in {"crossed-out": "XXXXXXXX", "fixed-up": "XXXXXXXA", "starred": "********"}.items():
        offer = f"* CAPABILITY IMAP4rev1 {word} LOGINDISABLED | <tag> OK"
        yield imap(f"O-{name}", OVERWRITTEN, offer=offer)
    yield imap("O-goodbye-instead", ENDED, go="* BYE no TLS today")
    yield imap("O-goodbye-with-agreement", ENDED, go="* BYE | <tag> OK begin")

    for name, line in {
        "bare": "* PREAUTH welcome anna",
        "announcing": "* PREAUTH [CAPABILITY IMAP4rev1 STARTTLS] welcome",
        "not-announcing": "* PREAUTH [CAPABILITY IMAP4rev1] welcome",
        "lower-case": "* preauth welcome",
        "and-ok": "* PREAUTH welcome | * OK ready",
        "L-login-referral": "* PREAUTH [REFERRAL imap://elders.example/] welcome",
        "M-mailbox-referral": "* PREAUTH [CAPABILITY IMAP4rev1 MAILBOX-REFERRALS] welcome",
    }.items():
        yield imap(f"P-{name}", PREAUTH, greeting=line)

    yield imap("D-no-greeting", (GREETING, FailureReason.TIMED_OUT), greeting="")
    yield imap("D-capability-hidden", SILENT, offer="")
    yield imap("D-starttls-hidden", SILENT, go="")
    yield imap("D-untagged-only", SILENT, offer="* CAPABILITY IMAP4rev1 STARTTLS")
    yield imap("D-continuation-only", SILENT, go="+ idling")
    yield imap("D-capability-hidden-inside", (CAPABILITY, FailureReason.TIMED_OUT), inside="")

    referral = "[REFERRAL imap://;AUTH=*@elders.example/]"
    yield imap("L-greeting", greeting=f"* OK {referral} over there")
    yield imap("L-goodbye", TURNED_AWAY, greeting=f"* BYE {referral} over there")
    yield imap("L-capability", NOT_OFFERED, offer=f"<tag> NO {referral} over there")
    yield imap("L-starttls", REFUSED, go=f"<tag> NO {referral} over there")
    yield imap("L-agreed", go=f"<tag> OK {referral} begin")
    yield imap("L-inside", (CAPABILITY, FailureReason.REJECTED), inside=f"<tag> NO {referral} over there")
    yield imap("M-announced", offer="* CAPABILITY IMAP4rev1 STARTTLS LOGIN-REFERRALS MAILBOX-REFERRALS | <tag> OK")

    for name, line in {
        "whole-answer": "* CAPABILITY IMAP4rev1 OUTSIDE | A3 OK done",
        "two-whole-answers": "* CAPABILITY IMAP4rev1 OUTSIDE | A3 OK done | * BYE | A4 OK",
        "tagged-only": "A3 OK done",
        "untagged-only": "* CAPABILITY IMAP4rev1 OUTSIDE",
        "goodbye": "* BYE close the connection please",
        "preauth": "* PREAUTH welcome",
        "alert": "* OK [ALERT] call 0900-0000",
        "its-own-answer-again": "<tag> OK begin",
        "empty-line": " ",
        "space": "  x",
    }.items():
        yield imap(f"B-{name}", INJECTED, go=f"{IMAP_GO} | {line}")
    yield imap("B-agreed-before-asked", offer=f"{IMAP_OFFER} | A2 OK begin", go="")
    yield imap("B-refused-before-asked", REFUSED, offer=f"{IMAP_OFFER} | A2 NO", go="")
    yield imap("B-all-before-asked", INJECTED, offer=f"{IMAP_OFFER} | A2 OK | * CAPABILITY OUTSIDE | A3 OK", go="x")

    for name, line in _UNTAGGED.items():
        yield imap(f"T-{name}-after-greeting", greeting=f"{IMAP_GREETING} | {line}")
        yield imap(f"T-{name}-before-agreement", go=f"{line} | {IMAP_GO}")
        inside = line.replace("OUTSIDE AUTH=CRAM-MD5", "INSIDE")
        yield imap(f"T-{name}-inside", inside=f"{inside} | {IMAP_INSIDE}")

    for code in _CODES:
        word = code.partition(" ")[0].lower()
        hostile = f"[{code}] \x1b]0;evil\x07 your password has expired"
        yield imap(f"U-{word}-greeting-ok", greeting=f"* OK {hostile}")
        yield imap(f"U-{word}-greeting-no", TURNED_AWAY, greeting=f"* NO {hostile}")
        yield imap(f"U-{word}-agreed", go=f"<tag> OK {hostile}")
        yield imap(f"U-{word}-refused", REFUSED, go=f"<tag> NO {hostile}")

    for name, (line, verdict) in {
        "bad": ("* BAD what", TURNED_AWAY),
        "goodbye": ("* BYE too many connections", TURNED_AWAY),
        "tagged": ("A1 OK ready", NOT_IMAP),
        "garbage": ("Ac3cXIo1 rJzgnVlo", NOT_IMAP),
        "garbage-then-ok": ("Ac3cXIo1 | * OK ready", NOT_IMAP),
        "untagged-data": ("* CAPABILITY IMAP4rev1", NOT_IMAP),
        "empty-line": (" ", NOT_IMAP),
        "no-space": ("*OK ready", NOT_IMAP),
        "nul": ("* OK\0 ready", NOT_IMAP),
        "glued": ("* OKAY ready", NOT_IMAP),
    }.items():
        yield imap(f"X-greeting-{name}", verdict, greeting=line)
    yield imap("X-other-tag", GARBLED, offer="* CAPABILITY STARTTLS | A9 OK")
    yield imap("X-answers-reordered", NOT_OFFERED, offer="<tag> OK | * CAPABILITY IMAP4rev1 STARTTLS")
    yield imap("X-goodbye-inside", (CAPABILITY, FailureReason.REJECTED), inside="* BYE")
    yield imap("X-refused-inside", (CAPABILITY, FailureReason.REJECTED), inside="<tag> BAD")
    yield imap("X-utf8-only", inside="* CAPABILITY IMAP4rev1 INSIDE UTF8=ONLY | <tag> OK")
    yield imap("X-compress", offer="* CAPABILITY STARTTLS COMPRESS=DEFLATE | <tag> OK")
    yield imap("X-sieve", inside="* CAPABILITY INSIDE IMAPSIEVE=sieve://elders.example | <tag> OK")
