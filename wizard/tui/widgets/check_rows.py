"""The server check as text: reserved rows for each task, or all of it in one line; then the advice so far."""

from textual.content import Content

from wizard.i18n import Words
from wizard.i18n.probe_words import failure_word, short_failure_word
from wizard.i18n.sentences import finding_sentences
from wizard.i18n.server_words import protocol_word, task_word
from wizard.journey.check import TASKS, Check, Progress, TaskState
from wizard.journey.session import Session, Step
from wizard.model import Protocol, Severity, TlsFacts
from wizard.tui.text import (
    ACCENT,
    BAD,
    CAUTION,
    CROSS,
    DASH,
    DOT,
    GOOD,
    MUTED,
    TICK,
    joined,
    labelled,
    plain,
    rows_of,
    shortened,
    took,
)
from wizard.tui.widgets.balance_bar import balance_rows

UNDER_WAY = frozenset({Progress.ASKING, Progress.TESTING, Progress.ANSWERS})
USABLE = frozenset({Progress.WORKS, Progress.UNPROVEN})
ROWS_OF_A_TASK = 4
"""Name, server, result, and one more for a long result or air."""


def sign(progress: Progress) -> Content:
    """The mark of a task: every colour has its own shape."""
    match progress:
        case Progress.ASKING | Progress.TESTING | Progress.ANSWERS:
            return plain(DOT, CAUTION)
        case Progress.WORKS:
            return plain(TICK, GOOD)
        case Progress.UNPROVEN:
            return plain("?", CAUTION)
        case Progress.BROKEN:
            return plain(CROSS, BAD)
        case Progress.ABSENT:
            return plain(DASH, MUTED)


def tls_phrase(tls: TlsFacts, _: Words) -> str:
    """The version of the secure connection and how long the certificate is valid."""
    version = tls.version.replace("TLSv", "TLS ")
    return _("{version} · until {date}", version=version, date=_.date(tls.not_after))


def result_phrase(state: TaskState, _: Words) -> str:
    """What was seen, in plain words."""
    match state.progress:
        case Progress.ASKING:
            return _("looking for the server …")
        case Progress.TESTING:
            return _("is being tested …")
        case Progress.ANSWERS:
            return _("answers; still comparing …")
        case Progress.WORKS:
            return tls_phrase(state.tls, _) if state.tls is not None else _("works")
        case Progress.UNPROVEN:
            return _("published, could not be tested from here")
        case Progress.BROKEN:
            return failure_word(state.failed.reason, _) if state.failed else _("works without encryption only")
        case Progress.ABSENT:
            return _("no server found")


def task_rows(check: Check, protocol: Protocol, words: Words, width: int) -> list[Content]:
    """The reserved rows of one task."""
    state = check.task(protocol)
    indent = plain("  ")
    rows = [joined(sign(state.progress), " ", task_word(protocol, words))]
    if state.endpoint is not None:
        port = f" : {state.endpoint.port}"
        rows.append(indent + plain(shortened(state.endpoint.hostname, width - 2 - len(port)) + port))
    result = rows_of(plain(result_phrase(state, words), MUTED), max(8, width - 2))
    rows += [indent + row for row in result][: ROWS_OF_A_TASK - len(rows)]
    return rows + [Content("")] * (ROWS_OF_A_TASK - len(rows))


def task_mark(state: TaskState, protocol: Protocol, words: Words, *, with_port: bool, with_reason: bool) -> Content:
    """One task in a few characters: its sign, its name, and its port or what is wrong once that is known."""
    _ = words
    name = protocol_word(protocol, words)
    if state.progress in UNDER_WAY:
        name += " …"
    elif state.progress in USABLE and state.endpoint is not None and with_port:
        name += f" {state.endpoint.port}"
    elif state.progress is Progress.BROKEN and with_reason:
        reason = short_failure_word(state.failed.reason, _) if state.failed is not None else _("encryption")
        name += f" ({reason})"
    return joined(sign(state.progress), (f" {name}", MUTED))


def address_question(_: Words) -> str:
    """What the provider might add, at what price."""
    return _("The provider may know more, but wants to see the whole address first. F3: that is fine, test again.")


def cost_phrase(check: Check, _: Words) -> str:
    """What was asked and tested so far, and how long it all took."""
    asked = _.plural("{number} source", "{number} sources", len(check.asked))
    tested = _.plural("{number} server", "{number} servers", len(check.tested))
    if check.finished is None:
        return f"{asked} · {tested}"
    return f"{asked} · {tested} · {took(check.finished.seconds, _)}"


def trouble_phrase(session: Session, check: Check) -> str | None:
    """What stands in the way, in one sentence, where the check has ended and no mail can be received."""
    if check.finished is None or Protocol.IMAP in check.servers or Protocol.POP3 in check.servers:
        return None
    blocking = [each for each in check.findings if each.severity is Severity.BLOCKING and not each.typed]
    if not blocking:
        return None
    return finding_sentences(blocking[0], session.rulebook.findings, session.words)[0]


def _label(session: Session) -> str:
    """What the protocol beside the check is: still open, settled, or the user's own."""
    _ = session.words
    if session.chosen is not None:
        return _("your choice:")
    return _("advice so far:") if session.step in {Step.ADDRESS, Step.QUESTIONS} else _("advice:")


def check_rows(session: Session, check: Check, width: int) -> list[Content]:
    """The tasks, what it took, and the advice so far. Everything has its place from the beginning."""
    _ = session.words
    rows = [row for protocol in TASKS for row in task_rows(check, protocol, _, width)]
    rows.append(plain(cost_phrase(check, _), MUTED))
    trouble = trouble_phrase(session, check) if not session.address_wanted else None
    if trouble is not None:
        rows += [Content(""), plain(_("What is wrong"), f"{BAD} bold"), Content(""), *rows_of(labelled(trouble), width)]
        rows.append(plain(_("F4 shows more."), MUTED))
    if session.address_wanted:
        rows += [Content(""), plain(_("May this be done?"), f"{CAUTION} bold"), Content("")]
        return rows + rows_of(plain(address_question(_)), width)
    if trouble is not None:
        return rows
    rows += [
        Content(""),
        plain(_("Advice so far") if session.unanswered.most else _("Advice"), f"{ACCENT} bold"),
        Content(""),
    ]
    return rows + balance_rows(session.advice, session.unanswered, _)


def check_line(session: Session, check: Check, width: int) -> Content:
    """The tasks, and the advice so far; where not all fits, without ports, then reasons, then the advice."""
    _ = session.words
    trouble = trouble_phrase(session, check)
    if trouble is not None:
        key = plain("   F4", f"{ACCENT} bold")
        room = max(8, width - key.cell_length)
        return joined((CROSS, BAD), " ", labelled(trouble)).truncate(room, ellipsis=True) + key
    advised = Content("")
    if session.advice.protocol is not None:
        name = protocol_word(session.chosen or session.advice.protocol, _)
        advised = joined("     ", (_label(session), MUTED), " ", (name, "bold"))
    lines = [
        _marks(check, _, with_port=True, with_reason=True) + advised,
        _marks(check, _, with_port=False, with_reason=True) + advised,
        _marks(check, _, with_port=True, with_reason=False) + advised,
        _marks(check, _, with_port=True, with_reason=True),
        _marks(check, _, with_port=False, with_reason=True),
    ]
    last = _marks(check, _, with_port=True, with_reason=False).truncate(max(1, width), ellipsis=True)
    return next((line for line in lines if line.cell_length <= width), last)


def _marks(check: Check, words: Words, *, with_port: bool, with_reason: bool) -> Content:
    """All tasks in a row."""
    return plain("   ").join(
        task_mark(check.task(protocol), protocol, words, with_port=with_port, with_reason=with_reason)
        for protocol in TASKS
    )
