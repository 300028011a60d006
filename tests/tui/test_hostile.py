"""What a remote machine says is shown as text: no markup, no escape sequences, wherever it comes out."""

from datetime import UTC, datetime

import pytest

from tests.tui.pilots import OpenWizard, Wizard
from wizard.journey.session import Step
from wizard.model import (
    AuthenticationMethod,
    Candidate,
    Capabilities,
    Connected,
    Cost,
    EmailAddress,
    Endpoint,
    Event,
    Failed,
    FailureReason,
    Finding,
    FindingId,
    Finished,
    Found,
    HelpPage,
    Hint,
    HintId,
    Investigation,
    ProbeFinished,
    ProbeReport,
    ProbeStarted,
    Protocol,
    Published,
    RecommendedServer,
    ServerSettings,
    Severity,
    SocketType,
    SourceFinished,
    SourceName,
    SourceReport,
    SourceStarted,
    Stage,
    TestedCandidate,
    Text,
    TlsFacts,
)

ESCAPES = "\x1b]52;c;ZXZpbA==\x07\x1b[2J\x9b31m\x1bc\u202e"
MARKUP = "[@click=app.quit]click[/] [/] [red]x [CAPABILITY IMAP4rev1]"
HOSTILE = f"{ESCAPES}{MARKUP} **bold**"
ADDRESS = EmailAddress.parse("anna@hostile.example")


def hostile_events() -> list[Event]:
    """A check in which every text that a remote can choose is hostile, past every filter at the door."""
    imap = Endpoint(protocol=Protocol.IMAP, hostname="imap.hostile.example", port=993, socket_type=SocketType.SSL)
    smtp = Endpoint(protocol=Protocol.SMTP, hostname=f"{HOSTILE}.example", port=465, socket_type=SocketType.SSL)
    tls = TlsFacts(
        version=f"TLSv1.3{HOSTILE}",
        hostname_matches=True,
        trusted=True,
        issuer=HOSTILE,
        names=(HOSTILE,),
        not_before=datetime(2026, 1, 1, tzinfo=UTC),
        not_after=datetime(2027, 1, 1, tzinfo=UTC),
    )
    capabilities = Capabilities(
        protocol=Protocol.IMAP, greeting=f"* OK {HOSTILE}", names=(HOSTILE,), sasl_mechanisms=(HOSTILE,)
    )
    good = ProbeReport(endpoint=imap, outcome=Connected(tls=tls, capabilities=capabilities), seconds=0.1)
    failed = Failed(stage=Stage.GREETING, reason=FailureReason.REJECTED, detail=HOSTILE)
    bad = ProbeReport(endpoint=smtp, outcome=failed, seconds=0.1)
    settings = ServerSettings(
        endpoint=imap, username=HOSTILE, authentication=(AuthenticationMethod.PASSWORD_CLEARTEXT,)
    )
    claims = [
        Candidate(settings=each, source=SourceName.AUTOCONFIG, origin=HOSTILE, trusted=True)
        for each in (settings, ServerSettings(endpoint=smtp))
    ]
    server = RecommendedServer(
        settings=settings, source=SourceName.AUTOCONFIG, origin=HOSTILE, trusted=True, verified=True, report=good
    )
    published = Published(
        display_name=HOSTILE,
        help_pages=(HelpPage(url=HOSTILE, title=HOSTILE),),
        hints=(Hint(id=HintId.ENABLE_FIRST, text=Text(nl=HOSTILE, en=HOSTILE), url=HOSTILE),),
    )
    source = SourceReport(
        source=SourceName.AUTOCONFIG, origin=HOSTILE, result=Found(candidates=tuple(claims)), seconds=0.1
    )
    investigation = Investigation(
        address=ADDRESS,
        servers={Protocol.IMAP: server},
        alternatives=(),
        candidates=(
            TestedCandidate(claims=(claims[0],), report=good),
            TestedCandidate(claims=(claims[1],), report=bad),
        ),
        sources=(source,),
        findings=(
            Finding(id=FindingId.REJECTED, severity=Severity.WARNING, subject=HOSTILE, values={"said": HOSTILE}),
        ),
        published=published,
        cost=Cost(),
        settled_seconds=0.1,
        seconds=0.2,
    )
    return [
        SourceStarted(source=SourceName.AUTOCONFIG, origin=HOSTILE),
        SourceFinished(report=source),
        ProbeStarted(endpoint=imap),
        ProbeStarted(endpoint=smtp),
        ProbeFinished(report=good),
        ProbeFinished(report=bad),
        Finished(investigation=investigation),
    ]


def assert_harmless(wizard: Wizard) -> None:
    """No control character reaches the terminal, neither as text nor in a style, and nothing can be clicked."""
    for strip in wizard.app.screen._compositor.render_strips(wizard.app.size):
        for segment in strip:
            assert not set(segment.text) & set("\x1b\x07\x9b\x9d\u202e"), segment
            assert "@click" not in (segment.style.meta if segment.style else {})


@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=["80x24", "120x36"])
async def test_every_step_shows_hostile_text_as_text(size: tuple[int, int], replay: OpenWizard) -> None:
    async with replay("hostile", events=hostile_events(), size=size) as wizard:
        for step in (Step.QUESTIONS, Step.ADVICE, Step.SETTINGS, Step.DONE):
            await wizard.go_to(step)
            assert_harmless(wizard)
            await wizard.press("pagedown")
            assert_harmless(wizard)
            await wizard.press("pagedown", "pagedown")
            assert_harmless(wizard)


async def test_the_evidence_shows_the_whole_greeting(replay: OpenWizard) -> None:
    async with replay("hostile", events=hostile_events(), size=(120, 200)) as wizard:
        await wizard.press("f4")
        assert_harmless(wizard)
        for _line in range(6):
            await wizard.press("enter", "down")
        assert_harmless(wizard)
        shown = wizard.squeezed
        assert "\\x1b]52;c;ZXZpbA==\\x07\\x1b[2J" in shown
        assert "[@click=app.quit]click[/][/][red]x[CAPABILITY" in shown


async def test_a_hostile_value_is_copied_spelled_and_announced_harmlessly(replay: OpenWizard) -> None:
    async with replay("hostile", events=hostile_events(), size=(120, 60)) as wizard:
        await wizard.go_to(Step.SETTINGS)
        await wizard.press("down", "down", "down", "down", "down", "c")
        assert_harmless(wizard)
        assert not set(wizard.app.clipboard) & set("\x1b\x07\x9b")
        await wizard.press("s")
        assert_harmless(wizard)
