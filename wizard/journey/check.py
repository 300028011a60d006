"""What the server check has brought so far: the events of the pipeline gathered into one state for each task."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum, auto

from wizard.model import (
    Candidate,
    Connected,
    Cost,
    EmailAddress,
    Endpoint,
    Event,
    Failed,
    Finding,
    FindingId,
    Finished,
    Found,
    Investigation,
    LookupFailed,
    LookupFailure,
    NotAsked,
    NotAskedReason,
    ProbeFinished,
    ProbeReport,
    ProbeStarted,
    Protocol,
    RecommendedServer,
    Settled,
    SourceFinished,
    SourceName,
    SourceReport,
    SourceStarted,
    TestedCandidate,
    TlsFacts,
)

POINTLESS = frozenset({FindingId.NO_SUCH_DOMAIN, FindingId.NO_MAIL_HERE, FindingId.NO_NETWORK})
"""Findings with which nobody knows more, however much she is told."""

TASKS = (Protocol.IMAP, Protocol.POP3, Protocol.SMTP)
"""What a mail account does, in the order of the panel."""


class Progress(Enum):
    """How far the check is with one task."""

    ASKING = auto()
    TESTING = auto()
    ANSWERS = auto()
    WORKS = auto()
    UNPROVEN = auto()
    BROKEN = auto()
    ABSENT = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskState:
    """One task: the server it is about, if any, and what was seen of it."""

    progress: Progress
    endpoint: Endpoint | None = None
    tls: TlsFacts | None = None
    failed: Failed | None = None


@dataclass(slots=True, kw_only=True)
class Check:
    """One run of the check; `receive` takes its events in the order they come."""

    address: EmailAddress
    asked: dict[tuple[SourceName, str], SourceReport | None] = field(default_factory=dict)
    tested: dict[Endpoint, ProbeReport | None] = field(default_factory=dict)
    settled: Settled | None = None
    finished: Investigation | None = None
    broken: bool = False
    typed: dict[Protocol, TestedCandidate] = field(default_factory=dict)
    """What the user typed and saw working; it stands before everything that was found."""
    typed_failures: dict[Protocol, TestedCandidate] = field(default_factory=dict)
    """What she typed last and saw failing; it is told, and takes no other server's place."""

    def receive(self, event: Event) -> None:
        """Takes in one event."""
        match event:
            case SourceStarted():
                self.asked.setdefault((event.source, event.origin), None)
            case SourceFinished():
                self.asked[event.report.source, event.report.origin] = event.report
            case ProbeStarted():
                self.tested.setdefault(event.endpoint, None)
            case ProbeFinished():
                self.tested[event.report.endpoint] = event.report
            case Settled():
                self.settled = event
            case Finished():
                self.finished = event.investigation

    @property
    def running(self) -> bool:
        """Whether more is to come."""
        return self.finished is None and not self.broken

    @property
    def servers(self) -> Mapping[Protocol, RecommendedServer]:
        """What may be recommended; empty until that is settled."""
        found = self.finished or self.settled
        servers = found.servers if found is not None else {}
        return {**servers, **self._typed_servers} if self.typed else servers

    @property
    def needs_address(self) -> bool:
        """Whether it ended without a server to receive from, while a source wants to be told the whole address."""
        if self.finished is None or Protocol.IMAP in self.servers or Protocol.POP3 in self.servers:
            return False
        if any(finding.id in POINTLESS for finding in self.finished.findings):
            return False
        wish = NotAsked(reason=NotAskedReason.NEEDS_CONSENT)
        return any(report.result == wish for report in self.finished.sources)

    @property
    def lacks_receiving(self) -> bool:
        """Whether a server that the user typed sends, while none was found or typed to receive from."""
        if self.running or Protocol.SMTP not in self.typed:
            return False
        return Protocol.IMAP not in self.servers and Protocol.POP3 not in self.servers

    @property
    def _typed_servers(self) -> Mapping[Protocol, RecommendedServer]:
        from wizard.probing import best_servers, recommend  # loaded with the test, which brought them

        return best_servers(recommend(tuple(self.typed.values())))

    def take(self, tested: TestedCandidate) -> None:
        """Takes in a server that the user typed; what others say about the same place stands behind it."""
        protocol = tested.endpoint.protocol
        self.tested[tested.endpoint] = tested.report
        self.typed_failures.pop(protocol, None)
        if tested.connected is not None:
            self.typed[protocol] = tested
        else:
            self.typed_failures[protocol] = tested
            if protocol in self.typed and self.typed[protocol].endpoint == tested.endpoint:
                del self.typed[protocol]
        self._quote_typed()

    def forget(self, protocol: Protocol) -> None:
        """Takes back what failed: the user no longer types a server for this."""
        if self.typed_failures.pop(protocol, None) is not None:
            self._quote_typed()

    def again(self) -> "Check":
        """Another run with the same address; what was typed stands."""
        other = Check(address=self.address)
        for tested in (*self.typed.values(), *self.typed_failures.values()):
            other.take(tested)
        return other

    @property
    def typed_hosts(self) -> frozenset[str]:
        """The hosts that the user typed, whether they work or not."""
        return frozenset(origin for source, origin in self.asked if source is SourceName.MANUAL)

    def _quote_typed(self) -> None:
        """The user as a source among the others, once for each host that she names."""
        self.asked = {key: report for key, report in self.asked.items() if key[0] is not SourceName.MANUAL}
        claims = [tested.best for tested in (*self.typed.values(), *self.typed_failures.values())]
        for origin in dict.fromkeys(claim.origin for claim in claims):
            said = Found(candidates=tuple(claim for claim in claims if claim.origin == origin))
            report = SourceReport(source=SourceName.MANUAL, origin=origin, result=said, seconds=0.0)
            self.asked[SourceName.MANUAL, origin] = report

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What stands out, worst first; nothing before the end."""
        if self.finished is None:
            return ()
        if not self.typed and not self.typed_failures:
            return self.finished.findings
        from wizard.diagnosis.typed_servers import findings_with_typed  # loaded with the pipeline

        return findings_with_typed(self.finished, self.servers, tuple(self.typed_failures.values()))

    @property
    def investigation(self) -> Investigation | None:
        """What is known, as soon as the recommendation is settled; complete when everything has ended."""
        found = self.finished or self._settled_so_far
        if found is None or not (self.typed or self.typed_failures):
            return found
        typed = (*self.typed.values(), *self.typed_failures.values())
        places = [tested.endpoint for tested in typed]
        rest = (*found.servers.values(), *found.alternatives)
        servers = self.servers
        return replace(
            found,
            servers=servers,
            alternatives=tuple(
                server for server in rest if server.endpoint not in {used.endpoint for used in servers.values()}
            ),
            candidates=(
                *typed,
                *(candidate for candidate in found.candidates if candidate.endpoint not in places),
            ),
            findings=self.findings,
        )

    @property
    def _settled_so_far(self) -> Investigation | None:
        """What is known while the check runs, or after it broke."""
        if self.settled is None and not self.typed:
            return None
        from wizard.discovery import published  # loaded with the pipeline, which brought the events

        sources = tuple(report or _silent(source, origin) for (source, origin), report in self.asked.items())
        seconds = self.settled.seconds if self.settled is not None else 0.0
        return Investigation(
            address=self.address,
            servers=self.settled.servers if self.settled is not None else {},
            alternatives=(),
            candidates=self.candidates,
            sources=sources,
            findings=(),
            published=published(sources),
            cost=Cost(),
            settled_seconds=seconds,
            seconds=seconds,
        )

    @property
    def candidates(self) -> tuple[TestedCandidate, ...]:
        """Every claim so far, gathered by endpoint, with its test where that has ended."""
        claims: dict[Endpoint, list[Candidate]] = {}
        for report in self.asked.values():
            if report is not None and isinstance(report.result, Found):
                for claim in report.result.candidates:
                    claims.setdefault(claim.endpoint, []).append(claim)
        return tuple(
            TestedCandidate(claims=tuple(sorted(same, key=_rank)), report=self.tested.get(endpoint))
            for endpoint, same in claims.items()
        )

    def task(self, protocol: Protocol) -> TaskState:
        """How far the check is with this task."""
        if server := self.servers.get(protocol):
            progress = Progress.WORKS if server.verified else Progress.UNPROVEN
            tls = server.connected.tls if server.connected is not None else None
            return TaskState(progress=progress, endpoint=server.endpoint, tls=tls)
        if self.finished is not None or self.broken:
            return self._missing(protocol)
        return self._under_way(protocol)

    def _under_way(self, protocol: Protocol) -> TaskState:
        tests = {endpoint: report for endpoint, report in self.tested.items() if endpoint.protocol is protocol}
        for endpoint, report in tests.items():
            if report is not None and isinstance(report.outcome, Connected) and report.outcome.tls is not None:
                return TaskState(progress=Progress.ANSWERS, endpoint=endpoint, tls=report.outcome.tls)
        published = self._published(protocol)
        waiting = [endpoint for endpoint, report in tests.items() if report is None]
        for endpoint in sorted(waiting, key=lambda endpoint: endpoint not in published):
            return TaskState(progress=Progress.TESTING, endpoint=endpoint)
        return TaskState(progress=Progress.ASKING)

    def _missing(self, protocol: Protocol) -> TaskState:
        """The best published server that failed, then what was typed; guessed names that lead nowhere say nothing."""
        typed = [tested.endpoint for tested in self.typed_failures.values()]
        for endpoint in sorted(self._published(protocol), key=lambda endpoint: endpoint in typed):
            report = self.tested.get(endpoint)
            if report is not None and isinstance(report.outcome, Failed):
                return TaskState(progress=Progress.BROKEN, endpoint=endpoint, failed=report.outcome)
        for endpoint, report in self.tested.items():
            if endpoint.protocol is protocol and report is not None and _reached(report):
                failed = report.outcome if isinstance(report.outcome, Failed) else None
                return TaskState(progress=Progress.BROKEN, endpoint=endpoint, failed=failed)
        return TaskState(progress=Progress.ABSENT)

    @property
    def published(self) -> list[Endpoint]:
        """The endpoints that somebody published, best source first; the others were guessed."""
        claims = [candidate.best for candidate in self.candidates if candidate.best.source.is_published]
        return [claim.endpoint for claim in sorted(claims, key=_rank)]

    def _published(self, protocol: Protocol) -> list[Endpoint]:
        return [endpoint for endpoint in self.published if endpoint.protocol is protocol]


def _rank(claim: Candidate) -> int:
    return claim.source.priority


def _silent(source: SourceName, origin: str) -> SourceReport:
    """A source that has not answered yet: what it knows is unknown."""
    return SourceReport(source=source, origin=origin, result=LookupFailed(reason=LookupFailure.TIMED_OUT), seconds=0.0)


def _reached(report: ProbeReport) -> bool:
    """Whether a machine was there to talk to: its certificate was refused, or it offers no encryption."""
    outcome = report.outcome
    return outcome.tls is not None if isinstance(outcome, Failed) else outcome.tls is None
