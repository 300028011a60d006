"""How servers, and whoever sits between, have been seen to play with STARTTLS: one case for each way.

The groups are those of "Why TLS is better without STARTTLS" (USENIX Security 2021, https://nostarttls.secvuln.info):
O strips the upgrade, P says that the client is signed in already, D keeps silent, L and M refer to other servers, B
slips words in behind the upgrade, T slips words in before it, U wants them shown; X are all the answers besides.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from tests.servers.scripts import Script, Segment
from wizard.model import FailureReason, Protocol, Stage

Verdict = tuple[Stage, FailureReason] | None
"""Where and why the talk breaks down; None: it goes well, inside TLS."""

GREETING, STARTTLS, CAPABILITY = Stage.GREETING, Stage.STARTTLS, Stage.CAPABILITY
NOT_OFFERED = (STARTTLS, FailureReason.STARTTLS_NOT_OFFERED)
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


POP3_GREETING = "+OK ready"
POP3_OFFER = "+OK list | STLS | UIDL | OUTSIDE | ."
POP3_INSIDE = "+OK list | UIDL | INSIDE | SASL PLAIN | ."


def pop3(
    name: str,
    verdict: Verdict = None,
    *,
    greeting: str = POP3_GREETING,
    offer: str = POP3_OFFER,
    go: str = "+OK begin",
    inside: str = POP3_INSIDE,
) -> Case:
    """A POP3 server that does all well but what is given."""
    upgrades = verdict in {None, INJECTED} or (verdict is not None and verdict[0] is CAPABILITY)
    script = Script(
        before=[said(greeting), said(offer), said(go)], inside=[said(inside), said("+OK bye")] if upgrades else None
    )
    return Case(id=f"pop3-{name}", protocol=Protocol.POP3, script=script, verdict=verdict)


def pop3_cases() -> Iterator[Case]:
    yield pop3("X-all-well")
    for name, line in {
        "plain": "+OK",
        "escape": "+OK \x1b[31mready\x1b]0;evil\x07",
        "permanent": "+OK [SYS/PERM] ready",
        "temporary": "+OK [SYS/TEMP] ready",
        "timestamp": "+OK <1896.697170952@dbc.mtview.ca.us>",
        "lower-case": "+ok ready",
    }.items():
        yield pop3(f"X-greeting-ok-{name}", greeting=line)
    for name, line in {
        "plain": "-ERR",
        "escape": "-ERR \x1b[31mgone\x9b31m",
        "permanent": "-ERR [SYS/PERM] gone",
        "temporary": "-ERR [SYS/TEMP] busy",
        "timestamp": "-ERR <1896.697170952@dbc.mtview.ca.us>",
        "in-use": "-ERR [IN-USE] somebody else",
    }.items():
        yield pop3(f"X-greeting-err-{name}", TURNED_AWAY, greeting=line)
    for name, line in {"imap": "* OK ready", "smtp": "220 ready", "empty": " ", "bare": "OK ready"}.items():
        yield pop3(f"X-greeting-{name}", NOT_IMAP, greeting=line)

    offers = {
        "known": POP3_OFFER,
        "stls-in-lower-case": "+OK | stls | uidl | .",
        "empty": "+OK | .",
        "unknown": "-ERR what",
        "unknown-for-ever": "-ERR [SYS/PERM] what",
    }
    for name, line in offers.items():
        not_there = REFUSED if "stls" in line.lower() else NOT_OFFERED
        yield pop3(f"X-capa-{name}-stls-ok", offer=line)
        yield pop3(f"X-capa-{name}-stls-ok-code", offer=line, go="+OK [SYS/PERM] begin")
        yield pop3(f"O-capa-{name}-stls-err", not_there, offer=line, go="-ERR no")
        yield pop3(f"O-capa-{name}-stls-err-code", not_there, offer=line, go="-ERR [SYS/PERM] no")
        yield pop3(f"O-capa-{name}-stls-garbage", not_there, offer=line, go="what?")
    yield pop3("O-sasl-without-stls", NOT_OFFERED, offer="+OK | SASL PLAIN LOGIN | USER | .")
    yield pop3("O-user-without-stls", NOT_OFFERED, offer="+OK | USER | .")
    yield pop3("O-spelled-badly", NOT_OFFERED, offer="+OK | XTLS | STLSX | STARTTLS | .")
    yield pop3("O-within-a-line", NOT_OFFERED, offer="+OK | IMPLEMENTATION with STLS | .")
    yield pop3("X-capa-garbage", GARBLED, offer="* OK")

    yield pop3("D-no-greeting", (GREETING, FailureReason.TIMED_OUT), greeting="")
    yield pop3("D-capa-hidden", SILENT, offer="")
    yield pop3("D-stls-hidden", SILENT, go="")
    yield pop3("D-list-without-end", SILENT, offer="+OK | STLS")
    yield pop3("D-capa-hidden-inside", (CAPABILITY, FailureReason.TIMED_OUT), inside="")

    for name, line in {
        "whole-answer": "+OK list | UIDL | OUTSIDE | .",
        "err": "-ERR what",
        "one-ok": "+OK",
        "sign-in-wanted": "-ERR [AUTH] USER first",
        "line-of-a-list": "UIDL",
        "empty-line": " ",
    }.items():
        yield pop3(f"B-{name}", INJECTED, go=f"+OK begin | {line}")
    yield pop3("B-agreed-before-asked", offer=f"{POP3_OFFER} | +OK begin", go="")

    yield pop3("T-listing-after-greeting", GARBLED, greeting="+OK 2 messages | 1 120 | 2 200 | .")
    yield pop3("T-listing-in-the-list", offer="+OK | 1 120 | STLS | 2 200 | .")
    yield pop3("T-early-answer", INJECTED, greeting="+OK | -ERR no list")
    yield pop3("T-inside-garbage", (CAPABILITY, FailureReason.WRONG_PROTOCOL), inside="1 120")
    yield pop3("X-capa-unknown-inside", inside="-ERR what")


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
        "fixed-up": "250-x | 250 XXXXXXXA",
        "spelled-badly": "250-x | 250 XTARTTLS",
        "within-a-line": "250-x | 250 AUTH STARTTLS",
        "in-the-name": "250 STARTTLS",
    }.items():
        yield smtp(f"O-{name}", NOT_OFFERED, offer=line)
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


CASES = (*imap_cases(), *pop3_cases(), *smtp_cases())
