"""`mailwijzer lint`: published settings against their format, each other and the real servers."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, replace

from wizard import rulebook
from wizard.cli import interruption, output
from wizard.cli.diagnostics import Diagnostics, ExitCode, NoNetwork
from wizard.cli.json_evidence import Json, recommended
from wizard.cli.layout import text_of
from wizard.cli.lint_target import Domain, File, Target, Url, target
from wizard.cli.options import Options
from wizard.i18n import Words
from wizard.i18n.sentences import fault_sentences
from wizard.i18n.server_words import protocol_word, security_word
from wizard.lint import (
    Document,
    Probed,
    Reading,
    domain_of,
    last_moment,
    look_at_published,
    not_offered,
    probe_servers,
    published_by,
    read,
)
from wizard.lint.faults import Faults
from wizard.model import (
    EmailAddress,
    Fault,
    FaultId,
    Finding,
    FindingId,
    Investigation,
    LookupFailure,
    RecommendedServer,
    Rulebook,
    Severity,
    SourceName,
    TestedCandidate,
)
from wizard.network import DnsStatus, HttpFailure, Network
from wizard.pages import Page
from wizard.pages.sentences import finding_text, one_line


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What was checked and what came of it; the servers in the order of the file."""

    target: str
    servers: tuple[RecommendedServer, ...]
    faults: tuple[Fault, ...]
    findings: tuple[Finding, ...]

    @property
    def failed(self) -> bool:
        """Whether anything is worse than a note."""
        severities = [*(fault.severity for fault in self.faults), *(finding.severity for finding in self.findings)]
        return any(severity is not Severity.NOTE for severity in severities)


def run(options: Options, words: Words, diagnostics: Diagnostics) -> ExitCode:
    """Print what is wrong; the check has failed where anything is worse than a note."""
    what = target(options, words)
    rules = rulebook.load(options.rules)
    report = _report(what, options, rules, words, diagnostics)
    if any(finding.id is FindingId.NO_NETWORK for finding in report.findings):
        raise NoNetwork(" ".join(finding_text(report.findings[0], rules, words)))
    if options.json:
        output.write_json(_as_json(report, rules, words))
    else:
        output.write_text(_as_text(report, rules, words))
    return ExitCode.NOTHING_USABLE if report.failed else ExitCode.DONE


def _report(what: Target, options: Options, rules: Rulebook, words: Words, diagnostics: Diagnostics) -> Report:
    match what:
        case File():
            name = what.name
            reading = read(what.content(), name)
            if options.offline or not reading.servers:
                return _of_reading(name, reading, Probed(), trusted=True)
            return interruption.run(_file(name, reading, options))
        case Url():
            return interruption.run(_url(what.url, options))
        case Domain():
            return _domain(what.name, options, rules, words, diagnostics)


async def _file(name: str, reading: Reading, options: Options) -> Report:
    from wizard.cli.network_options import open_network

    async with open_network(options) as network:
        source = reading.kind.source if reading.kind is not None else SourceName.MANUAL
        end = last_moment(network)
        probed = await probe_servers(reading.servers, network, source=source, origin=name, trusted=True, end=end)
        hostname = reading.servers[0].endpoint.hostname
        if not any(item.connected for item in probed.candidates) and await _is_without_network(hostname, network, end):
            return _no_network(name)
        return _of_reading(name, reading, probed, trusted=True)


async def _url(url: str, options: Options) -> Report:
    from wizard.cli.network_options import open_network

    async with open_network(options) as network:
        end = last_moment(network)
        document = await published_by(url, network, end=end)
        if isinstance(document, HttpFailure):
            hostname = domain_of(url) or url.split("/")[2].partition(":")[0]
            undecided = {LookupFailure.UNREACHABLE, LookupFailure.TIMED_OUT, LookupFailure.NAME_SERVER}
            if document.reason in undecided and await _is_without_network(hostname, network, end):
                return _no_network(url)
            faults = Faults(document=url)
            faults.add(FaultId.NOT_FETCHED, why=document.reason.value)
            return Report(target=url, servers=(), faults=faults.in_order(), findings=())
        reading = document.reading
        source = reading.kind.source if reading.kind is not None else SourceName.MANUAL
        probed = await probe_servers(
            reading.servers, network, source=source, origin=url, trusted=document.secure, end=end
        )
        return _of_reading(url, reading, probed, trusted=document.secure)


async def _is_without_network(hostname: str, network: Network, end: float) -> bool:
    """Whether nothing can be asked; an answer that does not come until `end` is none."""
    try:
        async with asyncio.timeout_at(end):
            return (await network.dns.addresses(hostname)).status is DnsStatus.NO_NETWORK
    except TimeoutError:
        return False


def _domain(name: str, options: Options, rules: Rulebook, words: Words, diagnostics: Diagnostics) -> Report:
    """Everything that a mail program would look up; every mail domain has a postmaster (RFC 5321 section 4.5.1)."""
    from wizard.cli.investigation import look_into, require_network

    address = EmailAddress.parse(f"postmaster@{name}")
    told = replace(options, send_address=True)  # it is nobody's own address
    investigation = look_into(address, told, rules, words=words, diagnostics=diagnostics)
    require_network(investigation, rules, words)
    documents, faults = interruption.run(_documents(name, investigation, options))
    tested = [item for item in investigation.candidates if any(source.is_published for source in item.sources)]
    urls = {document.url for document in documents}
    all_faults = [*faults, *not_offered([item for item in tested if item.best.origin in urls], name)]
    order = list(Severity)
    findings = tuple(_as_serious_as_here(finding) for finding in investigation.findings)
    return Report(
        target=name,
        servers=tuple(_server(item) for item in tested),
        faults=tuple(sorted(all_faults, key=lambda fault: order.index(fault.severity))),
        findings=findings,
    )


async def _documents(
    name: str, investigation: Investigation, options: Options
) -> tuple[tuple[Document, ...], tuple[Fault, ...]]:
    from wizard.cli.network_options import open_network

    async with open_network(options) as network:
        end = last_moment(network, spent=investigation.seconds)
        published = await look_at_published(name, investigation.sources, network, end=end)
        return published.documents, published.faults


def _as_serious_as_here(finding: Finding) -> Finding:
    """Whoever publishes can mend a contradiction; for a user one right answer is enough."""
    own = {SourceName.AUTOCONFIG, SourceName.SRV, SourceName.PACC, SourceName.AUTODISCOVER}
    if finding.id is FindingId.SOURCES_DISAGREE and {finding.values["first"], finding.values["second"]} <= own:
        return Finding(id=finding.id, severity=Severity.WARNING, subject=finding.subject, values=finding.values)
    return finding


def _of_reading(name: str, reading: Reading, probed: Probed, *, trusted: bool) -> Report:
    source = reading.kind.source if reading.kind is not None else SourceName.MANUAL
    known = {item.endpoint: _server(item) for item in probed.candidates}
    return Report(
        target=name,
        servers=tuple(
            known.get(settings.endpoint)
            or RecommendedServer(settings=settings, source=source, origin=name, trusted=trusted, verified=False)
            for settings in reading.servers
        ),
        faults=(*reading.faults, *probed.faults),
        findings=probed.findings,
    )


def _server(item: TestedCandidate) -> RecommendedServer:
    return RecommendedServer(
        settings=item.best.settings,
        source=item.best.source,
        origin=item.best.origin,
        trusted=item.trusted,
        verified=item.connected is not None and item.connected.tls is not None,
        report=item.report,
    )


def _no_network(name: str) -> Report:
    finding = Finding(id=FindingId.NO_NETWORK, severity=Severity.BLOCKING, subject=name)
    return Report(target=name, servers=(), faults=(), findings=(finding,))


def _as_json(report: Report, rules: Rulebook, words: Words) -> Json:
    """mailwijzer.lint/1."""
    return {
        "schema": "mailwijzer.lint/1",
        "target": report.target,
        "servers": [
            {"protocol": server.endpoint.protocol.value, **(recommended(server) or {})} for server in report.servers
        ],
        "findings": [
            {"id": item.id.value, "severity": item.severity.value, "subject": item.subject, "text": " ".join(text)}
            for item, text in _with_text(report, rules, words)
        ],
    }


def _as_text(report: Report, rules: Rulebook, words: Words) -> str:
    _ = words
    page = Page()
    page.title(_("Check of {target}", target=report.target))
    if report.servers:
        page.heading(_("Servers"))
        for server in report.servers:
            endpoint = server.endpoint
            kind = f"{protocol_word(endpoint.protocol, _)}, {security_word(endpoint.socket_type, _)}"
            page.item("✓" if server.verified else "•", f"{endpoint} ({kind})")
    page.heading(_("Findings"))
    for item, (seen, mend) in _with_text(report, rules, words):
        told = seen if seen.startswith(item.subject) else f"{item.subject}: {seen}"
        page.item(_MARKS[item.severity], told, details=[mend])
    if not report.faults and not report.findings:
        page.paragraph(_("Nothing is wrong."))
    return text_of(page)


_MARKS = {Severity.BLOCKING: "✗", Severity.WARNING: "!", Severity.NOTE: "•"}


def _with_text(report: Report, rules: Rulebook, words: Words) -> Iterable[tuple[Fault | Finding, tuple[str, str]]]:
    """The faults in the order of their documents, then what the servers brought to light, worst first."""
    for fault in report.faults:
        seen, mend = fault_sentences(fault, rules.faults, words)
        yield fault, (one_line(seen), one_line(mend))
    for finding in report.findings:
        yield finding, finding_text(finding, rules, words)
