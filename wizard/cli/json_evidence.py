"""The evidence as JSON: mailwijzer.probe/1, mailwijzer.discover/1 and mailwijzer.demo/1, as in the contract."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import assert_never

from wizard.i18n import Words
from wizard.model import (
    AuthenticationMethod,
    Candidate,
    Connected,
    Cost,
    Failed,
    Finding,
    Found,
    Investigation,
    LookupFailed,
    NotAsked,
    NothingFound,
    ProbeReport,
    Protocol,
    RecommendedServer,
    Rulebook,
    ServerSettings,
    SourceReport,
    TestedCandidate,
    Text,
    TlsFacts,
)
from wizard.pages.sentences import finding_text, plain

Json = dict[str, object]


def probe_report(investigation: Investigation, rulebook: Rulebook, words: Words) -> Json:
    """mailwijzer.probe/1."""
    return {
        "schema": "mailwijzer.probe/1",
        "address": str(investigation.address),
        "domain": investigation.address.domain,
        "settled_seconds": _seconds(investigation.settled_seconds),
        "seconds": _seconds(investigation.seconds),
        "servers": {protocol.value: recommended(investigation.servers.get(protocol)) for protocol in Protocol},
        "candidates": [_tested(candidate) for candidate in investigation.candidates],
        "sources": [_source(report) for report in investigation.sources],
        "findings": findings_list(investigation.findings, rulebook, words),
        "cost": _cost(investigation.cost),
    }


def discover_report(investigation: Investigation, rulebook: Rulebook, words: Words) -> Json:
    """mailwijzer.discover/1: what was said, without what a connection would have shown."""
    return {
        "schema": "mailwijzer.discover/1",
        "address": str(investigation.address),
        "domain": investigation.address.domain,
        "candidates": [_claimed(candidate) for candidate in investigation.candidates],
        "sources": [_source(report) for report in investigation.sources],
        "findings": findings_list(investigation.findings, rulebook, words),
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


def recommended(server: RecommendedServer | None) -> Json | None:
    """The server fields of a server that may be recommended."""
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
    tested = {**_claimed(candidate), "outcome": _outcome(candidate.report) if candidate.report is not None else None}
    if candidate.other_family is not None:
        tested["other_family"] = {"family": candidate.other_family_name, **_outcome(candidate.other_family)}
    return tested


def _claimed(candidate: TestedCandidate) -> Json:
    """The server fields of the best claim; `verified` where a real connection with encryption went well."""
    connected = candidate.connected
    return {
        **_claim(candidate.best, connected),
        "trusted": candidate.trusted,
        "verified": connected is not None and connected.tls is not None,
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
    if report.page is not None:
        source["page"] = {"url": report.page.url, "sha256": report.page.sha256, "size": report.page.size}
    return source


def findings_list(findings: Iterable[Finding], rulebook: Rulebook, words: Words) -> list[Json]:
    """The findings of mailwijzer.probe/1."""
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


def _seconds(seconds: float) -> float:
    return round(seconds, 3)


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
