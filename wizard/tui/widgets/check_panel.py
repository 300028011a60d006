"""The server check beside the step: three reserved lines for each task, then the advice so far."""

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from wizard.i18n import Words
from wizard.i18n.words import failure_word, task_word
from wizard.model import Advice, Protocol, TlsFacts
from wizard.tui.check import TASKS, Check, Progress, TaskState
from wizard.tui.session import Session
from wizard.tui.text import ACCENT, BAD, CAUTION, CROSS, DASH, DOT, GOOD, MUTED, TICK, plain, shortened, took
from wizard.tui.widgets.balance_bar import balance_rows

ROWS_OF_A_TASK = 4
"""Name, server, result, and one more for a long result or air."""


def sign(progress: Progress) -> Content:
    """The mark of a task: every colour has its own shape."""
    match progress:
        case Progress.ASKING | Progress.TESTING | Progress.ANSWERS:
            return Content.styled(DOT, CAUTION)
        case Progress.WORKS:
            return Content.styled(TICK, GOOD)
        case Progress.UNPROVEN:
            return Content.styled("?", CAUTION)
        case Progress.BROKEN:
            return Content.styled(CROSS, BAD)
        case Progress.ABSENT:
            return Content.styled(DASH, MUTED)


def tls_phrase(tls: TlsFacts, _: Words) -> str:
    """The version of the secure connection and how long the certificate is valid."""
    version = tls.version.replace("TLSv", "TLS ")
    return _("{version} · valid until {date}", version=version, date=_.date(tls.not_after))


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
    indent = Content("  ")
    rows = [Content.assemble(sign(state.progress), " ", task_word(protocol, words))]
    if state.endpoint is not None:
        port = f" : {state.endpoint.port}"
        rows.append(indent + plain(shortened(state.endpoint.hostname, width - 2 - len(port)) + port))
    result = Content.styled(result_phrase(state, words), MUTED).wrap(max(8, width - 2))
    rows += [indent + row for row in result][: ROWS_OF_A_TASK - len(rows)]
    return rows + [Content("")] * (ROWS_OF_A_TASK - len(rows))


def cost_phrase(check: Check, _: Words) -> str:
    """What was asked and tested so far, and how long it all took."""
    asked = _.plural("{number} source", "{number} sources", len(check.asked))
    tested = _.plural("{number} server", "{number} servers", len(check.tested))
    if check.finished is None:
        return f"{asked} · {tested}"
    return f"{asked} · {tested} · {took(check.finished.seconds, _)}"


class CheckPanel(Widget):
    """The side panel. Everything in it has its place from the beginning, so that nothing jumps."""

    session: Session | None = None
    rows: reactive[Content] = reactive(Content(""))

    def show(self, session: Session, advice: Advice) -> None:
        """Shows the session's check and advice as they are now."""
        width = max(20, self.content_size.width)
        _ = session.words
        rows = [Content.styled(_("Server check"), f"{ACCENT} bold"), Content("")]
        if session.check is None:
            rows += [
                *Content.styled(
                    _("Starts as soon as there is an address, and runs while you answer the questions."), MUTED
                ).wrap(width)
            ]
        else:
            for protocol in TASKS:
                rows += task_rows(session.check, protocol, _, width)
            rows.append(Content.styled(cost_phrase(session.check, _), MUTED))
            rows += [Content(""), Content.styled(_("Advice so far"), f"{ACCENT} bold"), Content("")]
            rows += balance_rows(advice, session.unanswered, _)
        self.rows = Content("\n").join(rows)

    def render(self) -> Content:
        """The rows."""
        return self.rows


class CheckLine(Widget):
    """The same in one line, for narrow terminals."""

    rows: reactive[Content] = reactive(Content(""))

    def show(self, session: Session, advice: Advice) -> None:
        """Shows the session's check and advice as they are now."""
        if session.check is None:
            self.rows = Content("")
            return
        _ = session.words
        parts = []
        for protocol in TASKS:
            state = session.check.task(protocol)
            name = {Protocol.IMAP: "IMAP", Protocol.POP3: "POP", Protocol.SMTP: _("sending")}[protocol]
            found = state.endpoint is not None and state.progress in {Progress.WORKS, Progress.UNPROVEN}
            after = f" {state.endpoint.port}" if found and state.endpoint else ""
            waiting = state.progress in {Progress.ASKING, Progress.TESTING, Progress.ANSWERS}
            parts.append(Content.assemble(sign(state.progress), (f" {name}{after}{' …' if waiting else ''}", MUTED)))
        line = Content("   ").join(parts)
        outcome = advice.outcome
        if outcome is not None:
            name = session.rulebook.outcomes[outcome].name.in_language(session.language)
            line += Content.assemble("     ", (_("advice so far:"), MUTED), " ", (name, "bold"))
        self.rows = line

    def render(self) -> Content:
        """One line."""
        return self.rows.truncate(max(1, self.content_size.width), ellipsis=True)
