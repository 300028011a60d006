"""The last case: kept without being asked, and resumed with one key."""

from pathlib import Path

from tests.tui.pilots import OpenWizard, names_in
from wizard import files
from wizard.journey.session import Step
from wizard.model import Language


async def test_a_case_is_kept_and_resumed(replay: OpenWizard, tmp_path: Path) -> None:
    path = tmp_path / "state" / "last-case.yaml"
    async with replay(last_case=path) as wizard:
        await wizard.press("3", "5")
        wizard.app.session.typed_name = "Anna"
        await wizard.press("ctrl+q")
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert files.read_case(path).servers[0].endpoint.hostname == "imap.all-well.example"
    async with replay(None, last_case=path, language=Language.NL) as wizard:
        assert "Vorige keer: anna@all-well.example" in wizard.text
        await wizard.press("f3")
        session = wizard.app.session
        assert wizard.at(Step.QUESTIONS)
        assert str(wizard.check.address) == "anna@all-well.example"
        assert (session.full_name, session.answers.devices) == ("Anna", "several")
        assert session.question not in session.answered
        assert session.language is Language.NL


async def test_an_overruled_advice_is_kept_too(replay: OpenWizard, tmp_path: Path) -> None:
    path = tmp_path / "last-case.yaml"
    async with replay(last_case=path) as wizard:
        await wizard.go_to(Step.ADVICE)
        await wizard.press("o", "ctrl+c")
    async with replay(None, last_case=path) as wizard:
        await wizard.press("f3")
        assert wizard.app.session.chosen == "pop3"


async def test_the_offer_goes_as_soon_as_an_address_is_typed(replay: OpenWizard, tmp_path: Path) -> None:
    path = tmp_path / "last-case.yaml"
    async with replay(last_case=path) as wizard:
        await wizard.press("ctrl+q")
    async with replay(None, last_case=path) as wizard:
        before = wizard.text
        assert "F3 Resume" in before
        assert "Last time" not in await wizard.press("b")
        assert await wizard.press("backspace") == before


async def test_without_an_address_nothing_is_kept(replay: OpenWizard, tmp_path: Path) -> None:
    async with replay(None, last_case=tmp_path / "last-case.yaml") as wizard:
        await wizard.press(*"anna@", "ctrl+q")
    assert names_in(tmp_path) == []


async def test_a_damaged_case_or_a_closed_folder_stops_nobody(replay: OpenWizard, tmp_path: Path) -> None:
    path = tmp_path / "last-case.yaml"
    path.write_text("schema: mailwijzer.case/99\n")
    async with replay(None, last_case=path) as wizard:
        assert "Last time" not in wizard.text
    blocked = path / "below-a-file"
    async with replay(last_case=blocked) as wizard:
        await wizard.press("3", "ctrl+q")
        assert wizard.app.return_code == 0


async def test_the_whole_address_is_sent_only_after_asking(live: OpenWizard) -> None:
    async with live(address="anna@autodiscover.example") as wizard:
        await wizard.settle()
        assert "wants to see the whole address first" in " ".join(wizard.text.replace("│", " ").split())
        assert not wizard.check.servers
        await wizard.press("f3", "y")
        await wizard.settle()
        assert wizard.check.servers
        assert "F3" not in wizard.text
