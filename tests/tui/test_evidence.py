"""The evidence behind the check, and running it once more."""

from collections.abc import Iterator

from tests.tui.pilots import OpenWizard, Wizard
from wizard.model import EmailAddress, Endpoint, Event, ProbeStarted, Protocol, SocketType
from wizard.tui.messages import CheckProgress


async def test_it_tells_findings_servers_and_sources(replay: OpenWizard) -> None:
    async with replay("certificate-expired", size=(120, 200)) as wizard:
        shown = await wizard.press("f4")
        for words in ("What stands out", "✗ Problem: ", "Servers that were tested", "Sources that were asked"):
            assert words in shown
        assert "imap.certificate-expired.example : 993" in shown
        assert "thecertificateisnotvalidtoday" in wizard.squeezed
        assert "answered in 0.2 s" in shown
        assert "13 sources" not in shown
        assert "F4" not in shown.splitlines()[-1]


async def test_it_tells_what_the_other_kind_of_addresses_gave(replay: OpenWizard) -> None:
    async with replay("ipv6-elsewhere", size=(120, 200)) as wizard:
        assert "Over IPv4: works, " in await wizard.press("f4")
        assert "answersdifferentlyoverIPv6thanoverIPv4" in wizard.squeezed


async def test_it_fills_itself_while_the_check_runs(replay: OpenWizard) -> None:
    async with replay(events=[], size=(120, 36)) as wizard:
        assert "The check is still running" in await wizard.press("f4")


async def test_the_check_runs_again(replay: OpenWizard) -> None:
    async with replay(size=(120, 36)) as wizard:
        before = wizard.check
        await wizard.press("f4", "r")
        await wizard.app.workers.wait_for_complete()
        assert wizard.check is not before
        assert "Ready after" in await wizard.press("escape", "f4")


async def test_nothing_was_asked_before_there_is_an_address(replay: OpenWizard) -> None:
    async with replay(None) as wizard:
        shown = await wizard.press("f4")
        assert "There is no address yet" in shown
        assert "Test again" not in shown


async def test_a_check_that_breaks_says_so_and_the_wizard_goes_on(replay: OpenWizard) -> None:
    async with replay(events=_broken(), size=(120, 36)) as wizard:
        assert wizard.check.broken
        assert "The test itself failed. Try again." in await wizard.press("f4")
        assert "The test itself failed; this is the advice on your answers." in await _advice(wizard)


def _broken() -> Iterator[Event]:
    yield from ()
    raise RuntimeError


async def _advice(wizard: Wizard) -> str:
    await wizard.press("escape")
    return await wizard.answer_all()


async def test_what_an_earlier_check_still_says_is_not_heard(replay: OpenWizard) -> None:
    async with replay(size=(110, 32)) as wizard:
        old = wizard.check
        late = ProbeStarted(
            endpoint=Endpoint(protocol=Protocol.IMAP, hostname="late.example", port=993, socket_type=SocketType.SSL)
        )
        wizard.app.session.set_address(EmailAddress.parse("a@b.nl"))
        wizard.app.post_message(CheckProgress(old, late))
        await wizard.pilot.pause()
        assert late.endpoint in old.tested
        assert not wizard.check.tested
