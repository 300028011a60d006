"""Everything that a key does, the mouse does as well."""

from textual.widget import Widget

from tests.tui.pilots import OpenWizard, Wizard
from wizard.journey.session import Step
from wizard.tui.screens.evidence import EvidenceScreen
from wizard.tui.widgets.choice_list import ChoiceList
from wizard.tui.widgets.fold_list import FoldList
from wizard.tui.widgets.key_bar import KeyBar
from wizard.tui.widgets.tab_strip import TabStrip
from wizard.tui.widgets.tick_list import TickList


async def _click(wizard: Wizard, widget: Widget, text: str) -> str:
    """Clicks where this text stands on the screen, which is inside the widget."""
    rows = wizard.text.splitlines()
    for y in range(widget.region.y, widget.region.bottom):
        x = rows[y].find(text) if y < len(rows) else -1
        if x >= 0:
            assert await wizard.pilot.click(offset=(x, y))
            await wizard.pilot.pause()
            return wizard.text
    raise AssertionError(f"{text} is not on the screen")


async def test_an_answer_is_clicked(replay: OpenWizard) -> None:
    async with replay() as wizard:
        await _click(wizard, wizard.app.screen.query_one(ChoiceList), "On more than one device")
        assert wizard.app.session.answers.devices == "several"
        assert "Question 2 of" in wizard.text


async def test_a_key_of_the_bottom_line_is_clicked(replay: OpenWizard) -> None:
    async with replay() as wizard:
        await _click(wizard, wizard.app.screen.query_one(KeyBar), "F4 Check")
        wizard.on(EvidenceScreen)


async def test_a_line_of_the_evidence_is_clicked_open_and_shut(replay: OpenWizard) -> None:
    async with replay() as wizard:
        await wizard.press("f4")
        folds = wizard.on(EvidenceScreen).query_one(FoldList)
        shown = await _click(wizard, folds, "imap.all-well.example : 993")
        assert "Certificate for imap.all-well.example" in shown
        assert "Certificate for" not in await _click(wizard, folds, "imap.all-well.example : 993")


async def test_a_tab_and_a_file_are_clicked(replay: OpenWizard) -> None:
    async with replay(size=(120, 36)) as wizard:
        await wizard.go_to(Step.SETTINGS)
        await _click(wizard, wizard.app.screen.query_one(TabStrip), "Outlook (new)")
        assert wizard.app.session.client == "outlook-new"
        await wizard.go_to(Step.DONE)
        before = set(wizard.app.session.formats)
        await _click(wizard, wizard.app.screen.query_one(TickList), "Note for the ticket")
        assert set(wizard.app.session.formats) ^ before == {"ticket"}
