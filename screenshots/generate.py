#!/usr/bin/env python3
"""Draw the screens over the built-in world; with --check, fail where a picture is stale.

Everything real is run once: the built-in world's servers, the check, the rulebook, the app. What differs from run
to run is frozen before the app sees it: how long an answer took, what was spent on the network, how long the
certificates are valid, and the order in which answers came in. The pictures fetch no fonts, and their ids are fixed.
"""

import asyncio
import re
import sys
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import Input

from wizard import rulebook
from wizard.demo import world
from wizard.model import (
    Answers,
    Connected,
    Cost,
    EmailAddress,
    Event,
    Failed,
    Finished,
    Investigation,
    Language,
    ProbeFinished,
    ProbeReport,
    ProbeStarted,
    Protocol,
    RecommendedServer,
    Rulebook,
    Settled,
    SourceFinished,
    SourceReport,
    SourceStarted,
)
from wizard.network import Network, NetworkSettings
from wizard.pipeline import investigate
from wizard.tui import WizardStart
from wizard.tui.app import WizardApp
from wizard.tui.checking import Investigate

FOLDER = Path(__file__).resolve().parent
FOLDER_ON_SCREEN = "/srv/mail"
ALL_WELL = "anna@all-well.example"
VALID_UNTIL = datetime(2027, 1, 31, tzinfo=UTC)
EXPIRED_ON = "2025-12-01"
ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
SECONDS = 0.2
WHOLE_RUN = 1.3
COST = Cost(dns_queries=24, tcp_connections=9, http_requests=4)
ORDER: Sequence[type[Event]] = (SourceStarted, SourceFinished, ProbeStarted, ProbeFinished, Settled, Finished)


@asynccontextmanager
async def no_network() -> AsyncIterator[Network]:
    """Pictures are made of what was seen before."""
    async with Network(NetworkSettings(ispdb_url=None)) as network:
        yield network


def replayed(events: Sequence[Event]) -> Investigate:
    """A check that brings these events at once."""

    async def investigate_again(*_: object, **__: object) -> AsyncGenerator[Event]:
        for event in events:
            yield event

    return investigate_again


async def frozen_events(address: str) -> list[Event]:
    """What the check of this address in the built-in world brings, frozen and in a fixed order."""
    async with world() as running, Network(running.network_settings(NetworkSettings(deadline=10))) as network:
        events = [event async for event in investigate(EmailAddress.parse(address), network, rulebook.load())]
    settled = [event for event in events if isinstance(event, Settled)][-1:]
    rest = [frozen(event) for event in events if not isinstance(event, Settled)]
    return sorted([*rest, *map(frozen, settled)], key=lambda event: (ORDER.index(type(event)), _subject(event)))


def frozen(event: Event) -> Event:
    """The event without what differs from run to run."""
    match event:
        case SourceFinished():
            return replace(event, report=_source(event.report))
        case ProbeFinished():
            return replace(event, report=_probe(event.report))
        case Settled():
            servers = {protocol: _server(server) for protocol, server in sorted(event.servers.items())}
            return replace(event, servers=servers, seconds=SECONDS)
        case Finished():
            return replace(event, investigation=_investigation(event.investigation))
        case SourceStarted() | ProbeStarted():
            return event


def _subject(event: Event) -> str:
    match event:
        case SourceStarted():
            return f"{event.source.priority} {event.origin}"
        case SourceFinished():
            return f"{event.report.source.priority} {event.report.origin}"
        case ProbeStarted():
            return str(event.endpoint)
        case ProbeFinished():
            return str(event.report.endpoint)
        case Settled() | Finished():
            return ""


def _source(report: SourceReport) -> SourceReport:
    return replace(report, seconds=SECONDS)


def _probe(report: ProbeReport) -> ProbeReport:
    outcome = report.outcome
    if outcome.tls is not None and outcome.tls.not_after > datetime.now(UTC):
        tls = replace(outcome.tls, not_after=VALID_UNTIL)
        outcome = replace(outcome, tls=tls) if isinstance(outcome, Connected | Failed) else outcome
    transcript = tuple(replace(line, seconds=SECONDS) for line in report.transcript)
    return replace(report, outcome=outcome, seconds=SECONDS, transcript=transcript)


def _server(server: RecommendedServer) -> RecommendedServer:
    return replace(server, report=_probe(server.report) if server.report is not None else None)


def _investigation(investigation: Investigation) -> Investigation:
    return replace(
        investigation,
        servers={protocol: _server(server) for protocol, server in sorted(investigation.servers.items())},
        alternatives=tuple(_server(server) for server in investigation.alternatives),
        candidates=tuple(
            replace(candidate, report=_probe(candidate.report) if candidate.report is not None else None)
            for candidate in investigation.candidates
        ),
        sources=tuple(_source(report) for report in investigation.sources),
        findings=tuple(
            replace(finding, values={name: ISO_DATE.sub(EXPIRED_ON, value) for name, value in finding.values.items()})
            for finding in investigation.findings
        ),
        cost=COST,
        settled_seconds=SECONDS,
        seconds=WHOLE_RUN,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One picture: the keys that lead to its screen, and what the check has brought by then."""

    name: str
    keys: tuple[str, ...]
    address: str = ALL_WELL
    typed: str | None = None
    size: tuple[int, int] = (110, 32)
    seen: Callable[[Event], bool] = lambda _event: True


def _sending_still_tested(event: Event) -> bool:
    if isinstance(event, Settled | Finished):
        return False
    return not (isinstance(event, ProbeFinished) and event.report.endpoint.protocol is Protocol.SMTP)


ANSWERS = ("3", "1", "4")
"""Several devices, Outlook, POP here and IMAP there."""
TO_ADVICE = (*ANSWERS, *("enter",) * 12)

PICTURES = (
    Picture(name="address", keys=(), typed="anna@voorbeeld.nl"),
    Picture(name="questions", keys=(*ANSWERS[:2], "down")),
    Picture(name="questions-80x24", keys=(*ANSWERS[:2], "down"), size=(80, 24), seen=_sending_still_tested),
    Picture(name="advice", keys=TO_ADVICE),
    Picture(name="settings", keys=(*TO_ADVICE, "enter")),
    Picture(name="done", keys=(*TO_ADVICE, "enter", "enter")),
    Picture(name="evidence", keys=("f4",), address="anna@certificate-expired.example"),
    Picture(name="password", keys=(*TO_ADVICE, "enter", "t")),
    Picture(name="error-message", keys=("f4", "d", "4", *"0x800CCC0E", "enter")),
)


async def walk(pilot: Pilot[None], keys: Sequence[str]) -> None:
    """Presses the keys; Enter on the questions goes on until the advice is there, and not beyond."""
    app = pilot.app
    assert isinstance(app, WizardApp)
    for place, key in enumerate(keys):
        answering = key == "enter" and place < len(TO_ADVICE) and keys[: len(TO_ADVICE)] == TO_ADVICE
        if not answering or app.session.step == "questions":
            await pilot.press(key)
            await pilot.pause()


async def drawn(picture: Picture, language: Language, rules: Rulebook, events: Sequence[Event]) -> str:
    """The picture as SVG."""
    start = WizardStart(
        address=None if picture.typed else picture.address,
        answers=Answers(),
        language=language,
        rulebook=lambda: rules,
        open_network=no_network,
        demo=False,
    )
    seen = [event for event in events if picture.seen(event)]
    app = WizardApp(start, lambda: replayed(seen))
    app.session.folder = FOLDER_ON_SCREEN
    async with app.run_test(size=picture.size) as pilot:
        for field in app.screen.query(Input):
            field.cursor_blink = False
        if picture.typed:
            await pilot.press(*picture.typed)
        await app.workers.wait_for_complete()
        await pilot.pause()
        await walk(pilot, picture.keys)
        await pilot.pause()
        return tidy(app.export_screenshot(title="mailwijzer"))


def tidy(svg: str) -> str:
    """The picture with fixed ids and a font that is on the machine already."""
    svg = re.sub(r"\s*@font-face \{.*?\}", "", svg, flags=re.DOTALL)
    svg = re.sub(r"terminal-\d+", "mailwijzer", svg)
    return svg.replace("Fira Code", "DejaVu Sans Mono, Menlo, Consolas") + "\n"


async def all_pictures() -> dict[str, str]:
    """File name and content of every picture."""
    rules = rulebook.load()
    events = {address: await frozen_events(address) for address in sorted({picture.address for picture in PICTURES})}
    return {
        f"{picture.name}.{language}.svg": await drawn(picture, language, rules, events[picture.address])
        for picture in PICTURES
        for language in Language
    }


def main() -> int:
    pictures = asyncio.run(all_pictures())
    if "--check" in sys.argv:
        stale = [
            name
            for name, svg in pictures.items()
            if not (FOLDER / name).exists() or (FOLDER / name).read_text(encoding="utf-8") != svg
        ]
        surplus = [path.name for path in FOLDER.glob("*.svg") if path.name not in pictures]
        for name in (*stale, *surplus):
            print(f"{name} is stale: run screenshots/generate.py")
        return 1 if stale or surplus else 0
    for name, svg in pictures.items():
        (FOLDER / name).write_text(svg, encoding="utf-8")
        print(name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
