"""The evidence for people: which servers, what is wrong, what was asked and what it answered."""

from typing import assert_never

from wizard.i18n import Words
from wizard.i18n.lookup_words import lookup_failure_word, not_asked_word, source_word
from wizard.i18n.probe_words import failure_word, stage_word
from wizard.i18n.sentences import fetched_page_sentence, other_family_sentence
from wizard.i18n.server_words import authentication_word, protocol_word, security_word, task_word
from wizard.model import (
    Connected,
    EmailAddress,
    Failed,
    Found,
    Investigation,
    LookupFailed,
    NotAsked,
    NothingFound,
    Protocol,
    RecommendedServer,
    Rulebook,
    SourceReport,
    TestedCandidate,
    TlsFacts,
)
from wizard.pages import Page
from wizard.pages.findings import add_findings


def probe_page(investigation: Investigation, rulebook: Rulebook, words: Words) -> Page:
    """Everything one look brought, the result first."""
    _ = words
    page = Page()
    page.title(_("Mail servers of {address}", address=investigation.address.for_people))
    page.space()
    for protocol in Protocol:
        _recommendation(page, protocol, investigation.servers.get(protocol), _)
    add_findings(page, investigation.findings, rulebook, _)
    _tested_servers(page, investigation, _)
    _sources(page, investigation, _)
    _cost(page, investigation, _)
    return page


def discover_page(investigation: Investigation, rulebook: Rulebook, words: Words) -> Page:
    """What is published or known, without a connection to any mail server."""
    _ = words
    page = Page()
    page.title(_("What is known about the mail of {address}", address=investigation.address.for_people))
    page.heading(_("Servers that are named (not tested)"))
    for candidate in investigation.candidates:
        page.item("•", _endpoint_line(candidate, _), details=_claim_lines(candidate, investigation.address, _))
    if not investigation.candidates:
        page.paragraph(_("None."))
    add_findings(page, investigation.findings, rulebook, _)
    _sources(page, investigation, _)
    _cost(page, investigation, _)
    return page


def _recommendation(page: Page, protocol: Protocol, server: RecommendedServer | None, _: Words) -> None:
    task = task_word(protocol, _)
    if server is None:
        page.item("–", _("{task}: no server found that can be recommended", task=task))
        return
    line = _(
        "{task}: {hostname}, port {port}, {security}",
        task=task,
        hostname=server.endpoint.hostname,
        port=server.endpoint.port,
        security=security_word(server.endpoint.socket_type, _),
    )
    said_by = _("according to: {source}", source=source_word(server.source, _))
    if not server.verified:
        page.item("•", line, details=[said_by, _("could not be tested from here")])
        return
    page.item("✓", line, details=[said_by])


def _tested_servers(page: Page, investigation: Investigation, _: Words) -> None:
    page.heading(_("Servers that were tested"))
    for candidate in investigation.candidates:
        mark, outcome = _outcome(candidate, _)
        page.item(
            mark,
            f"{_endpoint_line(candidate, _)}: {outcome}",
            details=_tested_lines(candidate, investigation.address, _),
        )
    if not investigation.candidates:
        page.paragraph(_("None."))


def _endpoint_line(candidate: TestedCandidate, _: Words) -> str:
    endpoint = candidate.endpoint
    security = security_word(endpoint.socket_type, _)
    return f"{endpoint} ({protocol_word(endpoint.protocol, _)}, {security})"


def _outcome(candidate: TestedCandidate, _: Words) -> tuple[str, str]:
    if candidate.report is None:
        return "–", _("not tested")
    match candidate.report.outcome:
        case Connected(tls=None):
            return "!", _("answers without encryption, {seconds}", seconds=_.seconds(candidate.report.seconds))
        case Connected():
            return "✓", _("works, {seconds}", seconds=_.seconds(candidate.report.seconds))
        case Failed() as failed:
            why = failure_word(failed.reason, _)
            where = stage_word(failed.stage, _)
            seconds = _.seconds(candidate.report.seconds)
            return "?" if failed.undecided else "✗", _(
                "{why} ({where}, {seconds})", why=why, where=where, seconds=seconds
            )
        case _ as never:
            assert_never(never)


def _tested_lines(candidate: TestedCandidate, address: EmailAddress, _: Words) -> list[str]:
    lines = []
    outcome = candidate.report.outcome if candidate.report is not None else None
    if outcome is not None and outcome.tls is not None:
        lines.append(_tls_line(outcome.tls, _))
    if isinstance(outcome, Failed) and outcome.detail:
        lines.append(_("Detail: {detail}", detail=outcome.detail))
    if isinstance(outcome, Connected):
        capabilities = outcome.capabilities
        if capabilities.names:
            lines.append(_("Can do: {names}", names=", ".join(capabilities.names)))
        if capabilities.sasl_mechanisms:
            lines.append(_("Sign-in: {names}", names=", ".join(capabilities.sasl_mechanisms)))
    other_family = other_family_sentence(candidate, _)
    if other_family is not None:
        lines.append(other_family)
    return [*lines, *_claim_lines(candidate, address, _)]


def _tls_line(tls: TlsFacts, _: Words) -> str:
    names = ", ".join(tls.names) or _("no name at all")
    return _(
        "{version}, certificate for {names}, by {issuer}, valid until {day}",
        version=tls.version.replace("TLSv", "TLS "),
        names=names,
        issuer=tls.issuer,
        day=_.date(tls.not_after),
    )


def _claim_lines(candidate: TestedCandidate, address: EmailAddress, _: Words) -> list[str]:
    lines = []
    settings = candidate.best.settings
    if settings.username is not None or settings.authentication:
        username = settings.username_for(address)
        methods = ", ".join(authentication_word(method, _) for method in settings.authentication)
        lines.append(_("User name {username}; {methods}", username=username or "?", methods=methods or "?"))
    for claim in candidate.claims:
        line = f"{source_word(claim.source, _)}: {claim.origin}"
        lines.append(line if claim.trusted else line + " " + _("(over an unprotected path)"))
    return lines


def _sources(page: Page, investigation: Investigation, _: Words) -> None:
    page.heading(_("What was asked"))
    for report in sorted(investigation.sources, key=lambda report: (report.source.priority, report.origin)):
        mark, answer = _answer(report, _)
        line = f"{source_word(report.source, _)}: {answer}, {_.seconds(report.seconds)}"
        details = [report.origin] if report.origin else []
        if report.page is not None:
            details.append(fetched_page_sentence(report.page, report.origin, _))
        page.item(mark, line, details=details)


def _answer(report: SourceReport, _: Words) -> tuple[str, str]:
    match report.result:
        case Found(candidates=candidates):
            return "✓", _.plural("names {number} server", "names {number} servers", len(candidates))
        case NothingFound():
            return "–", _("names no server")
        case LookupFailed(reason=reason, detail=detail):
            word = lookup_failure_word(reason, _)
            return "✗", f"{word} ({detail})" if detail else word
        case NotAsked(reason=why):
            return "–", _("not asked, {why}", why=not_asked_word(why, _))
        case _ as never:
            assert_never(never)


def _cost(page: Page, investigation: Investigation, _: Words) -> None:
    cost = investigation.cost
    page.space()
    page.paragraph(
        _(
            "This took {seconds}: {dns}, {pages}, {connections}.",
            seconds=_.seconds(investigation.seconds),
            dns=_.plural("{number} question to DNS", "{number} questions to DNS", cost.dns_queries),
            pages=_.plural("{number} web page", "{number} web pages", cost.http_requests),
            connections=_.plural("{number} connection", "{number} connections", cost.tcp_connections),
        )
    )
