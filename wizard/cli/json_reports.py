"""The JSON of each report, to the letter of the contract; the first key of each is `schema`."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import assert_never

from wizard.cli.sentences import finding_text, plain
from wizard.i18n import Words
from wizard.model import (
    Advice,
    AuthenticationMethod,
    Candidate,
    Connected,
    Cost,
    EmailAddress,
    Failed,
    Finding,
    Found,
    Guide,
    GuideSection,
    Investigation,
    LookupFailed,
    NotAsked,
    NothingFound,
    ProbeReport,
    Protocol,
    Reason,
    RecommendedServer,
    Rulebook,
    ServerSettings,
    SourceReport,
    Step,
    TestedCandidate,
    Text,
    TlsFacts,
)

Json = dict[str, object]


def probe_report(investigation: Investigation, rulebook: Rulebook, words: Words) -> Json:
    """mailwijzer.probe/1."""
    return {
        "schema": "mailwijzer.probe/1",
        "address": str(investigation.address),
        "domain": investigation.address.domain,
        "settled_seconds": _seconds(investigation.settled_seconds),
        "seconds": _seconds(investigation.seconds),
        "servers": {protocol.value: _recommended(investigation.servers.get(protocol)) for protocol in Protocol},
        "candidates": [_tested(candidate) for candidate in investigation.candidates],
        "sources": [_source(report) for report in investigation.sources],
        "findings": _findings(investigation.findings, rulebook, words),
        "cost": _cost(investigation.cost),
    }


def discover_report(investigation: Investigation, rulebook: Rulebook, words: Words) -> Json:
    """mailwijzer.discover/1: what was said, without what a connection would have shown."""
    return {
        "schema": "mailwijzer.discover/1",
        "address": str(investigation.address),
        "domain": investigation.address.domain,
        "seconds": _seconds(investigation.seconds),
        "candidates": [_claimed(candidate) for candidate in investigation.candidates],
        "sources": [_source(report) for report in investigation.sources],
        "findings": _findings(investigation.findings, rulebook, words),
        "cost": _cost(investigation.cost),
    }


def demo_report(situations: Iterable[tuple[str, str, Text]], words: Words) -> Json:
    """mailwijzer.demo/1, from the id, the address and the text of each situation."""
    return {
        "schema": "mailwijzer.demo/1",
        "situations": [
            {"id": name, "address": address, "shows": plain(shows, words)} for name, address, shows in situations
        ],
    }


def advice_report(advice: Advice, words: Words) -> Json:
    """mailwijzer.advice/1."""
    return {
        "schema": "mailwijzer.advice/1",
        "outcome": advice.outcome.value if advice.outcome is not None else None,
        "protocol": advice.protocol.value if advice.protocol is not None else None,
        "balance": {protocol.value: advice.balance.get(protocol, 0) for protocol in (Protocol.IMAP, Protocol.POP3)},
        "do_first": _steps(advice.do_first, words),
        "reasons": [_reason(reason, words) for reason in advice.reasons],
        "against": [_reason(reason, words) for reason in advice.against],
        "measures": _steps(advice.measures, words),
        "changes_if": [
            {
                "question": change.question,
                "answer": change.answer,
                "outcome": change.outcome.value if change.outcome is not None else None,
            }
            for change in advice.changes_if
        ],
        "vetoed": {
            protocol.value: {"rule": veto.rule, "text": plain(veto.text, words)}
            for protocol, veto in advice.vetoed.items()
        },
    }


def guide_report(guide: Guide, address: EmailAddress, words: Words) -> Json:
    """mailwijzer.guide/1."""
    return {
        "schema": "mailwijzer.guide/1",
        "address": str(address),
        "client": guide.client.value,
        "name": plain(guide.name, words),
        "protocol": guide.protocol.value,
        "can_do": guide.can_do.value,
        "instead": guide.instead.value if guide.instead is not None else None,
        "incoming": _section(guide.incoming, words),
        "outgoing": _section(guide.outgoing, words) if guide.outgoing is not None else None,
        "username_assumed": guide.username_assumed,
        "steps": [plain(step, words) for step in guide.steps],
        "retention": plain(guide.retention, words) if guide.retention is not None else None,
        "backup": plain(guide.backup, words),
        "offline": plain(guide.offline, words),
        "send_elsewhere": plain(guide.send_elsewhere, words),
        "when_guessed_wrong": plain(guide.when_guessed_wrong, words),
        "notes": [plain(note, words) for note in guide.notes],
        "references": list(guide.references),
        "confidence": guide.confidence.value,
        "last_checked": guide.last_checked.isoformat(),
    }


def _section(section: GuideSection, words: Words) -> Json:
    fields: list[Json] = [
        {
            "label": plain(field.label, words),
            "field": field.field.value,
            "value": plain(field.value, words) if field.value is not None else None,
        }
        for field in section.fields
    ]
    return {"server": _recommended(section.server), "fields": fields}


def _recommended(server: RecommendedServer | None) -> Json | None:
    if server is None:
        return None
    return {
        **_settings(server.settings, server.authentication),
        "source": server.source.value,
        "origin": server.origin,
        "trusted": server.trusted,
        "verified": server.verified,
    }


def _tested(candidate: TestedCandidate) -> Json:
    connected = candidate.connected
    return {
        **_claim(candidate.best, connected),
        "trusted": candidate.trusted,
        "verified": connected is not None and connected.tls is not None,
        "sources": [source.value for source in candidate.sources],
        "outcome": _outcome(candidate.report) if candidate.report is not None else None,
    }


def _claimed(candidate: TestedCandidate) -> Json:
    return {
        **_claim(candidate.best, None),
        "trusted": candidate.trusted,
        "sources": [source.value for source in candidate.sources],
    }


def _claim(claim: Candidate, connected: Connected | None) -> Json:
    authentication = claim.settings.authentication
    if not authentication and connected is not None:
        authentication = connected.capabilities.authentication_methods
    return {
        "protocol": claim.endpoint.protocol.value,
        **_settings(claim.settings, authentication),
        "source": claim.source.value,
        "origin": claim.origin,
    }


def _settings(settings: ServerSettings, authentication: tuple[AuthenticationMethod, ...]) -> Json:
    return {
        "hostname": settings.endpoint.hostname,
        "port": settings.endpoint.port,
        "socket_type": settings.endpoint.socket_type.value,
        "authentication": [method.value for method in authentication],
        "username": settings.username,
    }


def _outcome(report: ProbeReport) -> Json:
    match report.outcome:
        case Connected() as connected:
            return {
                "state": "connected",
                "tls": _tls(connected.tls) if connected.tls is not None else None,
                "capabilities": list(connected.capabilities.names),
                "sasl_mechanisms": list(connected.capabilities.sasl_mechanisms),
                "seconds": _seconds(report.seconds),
            }
        case Failed() as failed:
            return {
                "state": "failed",
                "stage": failed.stage.value,
                "reason": failed.reason.value,
                "detail": failed.detail,
            }
        case _ as never:
            assert_never(never)


def _tls(tls: TlsFacts) -> Json:
    return {
        "version": tls.version,
        "hostname_matches": tls.hostname_matches,
        "trusted": tls.trusted,
        "issuer": tls.issuer,
        "not_after": _moment(tls.not_after),
    }


def _source(report: SourceReport) -> Json:
    source: Json = {"source": report.source.value, "origin": report.origin}
    match report.result:
        case Found():
            source["state"] = "found"
        case NothingFound():
            source["state"] = "nothing"
        case LookupFailed(reason=reason):
            source |= {"state": "failed", "reason": reason.value}
        case NotAsked(reason=why):
            source |= {"state": "not-asked", "reason": why.value}
        case _ as never:
            assert_never(never)
    source["seconds"] = _seconds(report.seconds)
    return source


def _findings(findings: Iterable[Finding], rulebook: Rulebook, words: Words) -> list[Json]:
    return [
        {
            "id": finding.id.value,
            "severity": finding.severity.value,
            "subject": finding.subject,
            "text": " ".join(finding_text(finding, rulebook, words)),
        }
        for finding in findings
    ]


def _cost(cost: Cost) -> Json:
    return {
        "dns_queries": cost.dns_queries,
        "tcp_connections": cost.tcp_connections,
        "http_requests": cost.http_requests,
    }


def _reason(reason: Reason, words: Words) -> Json:
    return {
        "rule": reason.rule,
        "favours": reason.favours.value,
        "strength": reason.strength.value,
        "because_of": _sorted_words(reason.because_of),
        "text": plain(reason.text, words),
        "references": list(reason.references),
    }


def _sorted_words(because_of: Mapping[str, str]) -> dict[str, str]:
    return {path: str(word) for path, word in because_of.items()}


def _steps(steps: Iterable[Step], words: Words) -> list[Json]:
    return [{"id": step.id, "text": plain(step.text, words)} for step in steps]


def _seconds(seconds: float) -> float:
    return round(seconds, 3)


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
