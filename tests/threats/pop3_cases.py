"""The ways to play with STLS over POP3."""

from collections.abc import Iterator

from tests.servers.scripts import Script
from tests.threats.case import (
    CAPABILITY,
    GARBLED,
    GREETING,
    INJECTED,
    NOT_IMAP,
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
    for name, word in {"crossed-out": "XXXX", "starred": "****"}.items():
        yield pop3(f"O-{name}", OVERWRITTEN, offer=f"+OK | UIDL | {word} | USER | .")
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
