"""Everything the check asked, heard and saw, as lines to read."""

from typing import assert_never

from textual.content import Content

from wizard.i18n import Words
from wizard.i18n.lookup_words import lookup_failure_word, not_asked_word, source_word
from wizard.i18n.probe_words import failure_word, stage_word
from wizard.i18n.sentences import finding_sentences, other_family_sentence
from wizard.i18n.server_words import protocol_word, security_word
from wizard.journey.check import Check
from wizard.model import (
    Connected,
    Failed,
    Finding,
    Found,
    LookupFailed,
    NotAsked,
    NothingFound,
    ProbeReport,
    Rulebook,
    Severity,
    SourceReport,
)
from wizard.model.server import Endpoint
from wizard.pages.findings import finding_label
from wizard.tui.text import (
    BAD,
    CAUTION,
    CIRCLE,
    CROSS,
    DASH,
    DOT,
    EMPTY,
    GOOD,
    MUTED,
    TICK,
    Line,
    bullet,
    heading,
    joined,
    labelled,
    plain,
    took,
)
from wizard.tui.widgets.evidence_details import server_details, source_details
from wizard.tui.widgets.fold_list import Fold


def evidence_folds(check: Check, rulebook: Rulebook, words: Words) -> list[Fold]:
    """Findings first, then every server that was tested, then every place that was asked."""
    _ = words
    folds = [Fold(lines=(Line(text=plain(cost_sentence(check, _), MUTED)), EMPTY))]
    if check.finished is not None:
        folds.append(Fold(lines=(heading(_("What stands out")),)))
        folds += [Fold(lines=(*finding_lines(finding, rulebook, _), EMPTY)) for finding in check.findings]
        if not check.findings:
            folds.append(Fold(lines=(bullet(TICK, plain(_("Nothing: all is as it should be.")), GOOD), EMPTY)))
    folds.append(Fold(lines=(heading(_("Servers that were tested")),)))
    published = check.published
    claims = {candidate.endpoint: candidate.claims for candidate in check.candidates}
    for endpoint, report in _tests(check):
        lines = _test_lines(endpoint, report, _, guessed=endpoint not in published)
        lines += [Line(text=plain(said, MUTED), indent=2) for said in _other_family(check, endpoint, _)]
        inside = server_details(report, claims.get(endpoint, ()), check.address, _)
        folds.append(Fold(key=endpoint, lines=tuple(lines), inside=inside))
    if not check.tested:
        folds.append(Fold(lines=(bullet(DASH, plain(_("none so far") if check.running else _("none")), MUTED),)))
    folds.append(Fold(lines=(EMPTY, heading(_("Sources that were asked")))))
    for (source, origin), answer in check.asked.items():
        title = joined(source_word(source, _))
        lines = [_answer_line(title, answer, _), Line(text=plain(origin, MUTED), indent=2)]
        folds.append(Fold(key=(source, origin), lines=tuple(lines), inside=source_details(answer, check.address, _)))
    return folds


def finding_lines(finding: Finding, rulebook: Rulebook, _: Words) -> list[Line]:
    """What was seen, and what to do next."""
    seen, next_step = finding_sentences(finding, rulebook.findings, _)
    match finding.severity:
        case Severity.BLOCKING:
            sign, style = CROSS, BAD
        case Severity.WARNING:
            sign, style = "!", CAUTION
        case Severity.NOTE:
            sign, style = CIRCLE, MUTED
        case _:
            assert_never(finding.severity)
    severity = plain(f"{finding_label(finding, _)}: ", "bold")
    return [bullet(sign, severity + labelled(seen), style), Line(text=labelled(next_step, MUTED), indent=2)]


def cost_sentence(check: Check, _: Words) -> str:
    """How much was asked, and how long it took."""
    if check.broken:
        return _("The test itself failed. Try again.")
    if check.finished is None:
        return _("The check is still running; this fills itself.")
    cost = check.finished.cost
    return _(
        "Ready after {seconds}: {dns}, {connections}, {pages}.",
        seconds=took(check.finished.seconds, _),
        dns=_.plural("{number} question to DNS", "{number} questions to DNS", cost.dns_queries),
        connections=_.plural("{number} connection", "{number} connections", cost.tcp_connections),
        pages=_.plural("{number} web page", "{number} web pages", cost.http_requests),
    )


def _tests(check: Check) -> list[tuple[Endpoint, ProbeReport | None]]:
    """In order of rank where that is known, else in the order of testing."""
    if check.finished is not None:
        ranked = [candidate.endpoint for candidate in check.finished.candidates]
        rest = [endpoint for endpoint in check.tested if endpoint not in ranked]
        return [(endpoint, check.tested.get(endpoint)) for endpoint in (*ranked, *rest)]
    return list(check.tested.items())


def _other_family(check: Check, endpoint: Endpoint, _: Words) -> list[str]:
    """What the second test over the other kind of addresses saw, where there was one."""
    candidates = check.finished.candidates if check.finished is not None else ()
    said = (other_family_sentence(candidate, _) for candidate in candidates if candidate.endpoint == endpoint)
    return [sentence for sentence in said if sentence is not None]


def _test_lines(endpoint: Endpoint, report: ProbeReport | None, _: Words, *, guessed: bool) -> list[Line]:
    """What a test saw; that a guessed server is not there is no fault of anybody."""
    kind = f"{protocol_word(endpoint.protocol, _)} · {security_word(endpoint.socket_type, _)}"
    title = joined(plain(f"{endpoint.hostname} : {endpoint.port}"), (f"  {kind}", MUTED))
    if report is None:
        return [bullet(DOT, title, CAUTION), Line(text=plain(_("is being tested …"), MUTED), indent=2)]
    match report.outcome:
        case Connected() as connected:
            lines = [bullet(TICK, title, GOOD)]
            if connected.tls is not None:
                seen = _(
                    "answered in {seconds} · {version} · certificate is valid",
                    seconds=took(report.seconds, _),
                    version=connected.tls.version.replace("TLSv", "TLS "),
                )
            else:
                seen = _("answered in {seconds}, without encryption", seconds=took(report.seconds, _))
            lines.append(Line(text=plain(seen, MUTED), indent=2))
            return lines
        case Failed() as failed:
            seen = f"{took(report.seconds, _)} · {stage_word(failed.stage, _)}: {failure_word(failed.reason, _)}"
            sign, style = ("?", CAUTION) if failed.undecided else (CROSS, BAD)
            if guessed and failed.tls is None:
                sign, style = DASH, MUTED
            return [bullet(sign, title, style), Line(text=plain(seen, MUTED), indent=2)]


def _answer_line(title: Content, answer: SourceReport | None, _: Words) -> Line:
    if answer is None:
        return bullet(DOT, joined(title, "  ", (_("is being asked …"), MUTED)), CAUTION)
    match answer.result:
        case Found() as found:
            sign, style = TICK, GOOD
            said = _.plural("{number} server", "{number} servers", len(found.candidates))
        case NothingFound():
            sign, style, said = DASH, MUTED, _("names no server")
        case LookupFailed() as failed:
            sign, style, said = DASH, MUTED, lookup_failure_word(failed.reason, _)
        case NotAsked() as not_asked:
            sign, style, said = CIRCLE, MUTED, not_asked_word(not_asked.reason, _)
        case _:
            assert_never(answer.result)
    if not isinstance(answer.result, NotAsked):
        said += f" · {took(answer.seconds, _)}"
    return bullet(sign, joined(title, (f"  {said}", MUTED)), style)
