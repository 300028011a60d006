"""Every screen fits: in the smallest window nothing at its edges is cut, and any window may become any other."""

import pytest
from textual.screen import ModalScreen

from tests.tui.gallery import Part, every_kind_of_screen, every_screen
from tests.tui.pilots import OpenWizard, Wizard
from wizard.model import Language
from wizard.tui.widgets.key_bar import KeyBar
from wizard.tui.widgets.tick_list import TickList


def misfits(wizard: Wizard) -> list[str]:
    """What is wrong with how the screen fits its window."""
    screen, found = wizard.app.screen, []
    if screen.show_vertical_scrollbar or screen.show_horizontal_scrollbar:
        found.append("the screen itself scrolls")
    if any(len(row) > wizard.app.size.width for row in wizard.text.splitlines()):
        found.append("a row is too long")
    for bar in screen.query(KeyBar):
        if len(bar.render().plain) > bar.content_size.width:
            found.append(f"keys are cut: {bar.render().plain}")
        if not isinstance(screen, ModalScreen) and "F1" not in bar.render().plain:
            found.append("help is not named")
    found += [f"a title is cut: {row}" for ticks in screen.query(TickList) for row in cut_rows(ticks)]
    return found


def cut_rows(ticks: TickList) -> list[str]:
    """Titles that end with a sign that there is more."""
    return [row for row in ticks.render().plain.splitlines() if row.rstrip().endswith("…")]


@every_screen
@pytest.mark.parametrize("language", list(Language))
async def test_every_screen_fits_into_the_smallest_window(language: Language, part: Part, replay: OpenWizard) -> None:
    found = []
    async for name, wizard in part(replay, language, (60, 20)):
        await wizard.pilot.pause()
        found += [f"{name}: {misfit}" for misfit in misfits(wizard)]
    assert found == []


@every_kind_of_screen
async def test_a_window_may_change_at_any_moment(part: Part, replay: OpenWizard) -> None:
    changed = []
    async for name, wizard in part(replay, Language.NL, (80, 24)):
        await wizard.pilot.pause()
        keys, focused = wizard.text.splitlines()[-1], wizard.app.screen.focused
        found = misfits(wizard)
        await wizard.pilot.resize_terminal(59, 19)
        for size in ((200, 50), (80, 24)):
            await wizard.pilot.resize_terminal(*size)
            await wizard.pilot.pause()
            found += misfits(wizard)
        if wizard.app.screen.focused is not focused:
            found.append(f"the focus went from {focused} to {wizard.app.screen.focused}")
        if wizard.text.splitlines()[-1] != keys:
            found.append(f"the keys changed: {wizard.text.splitlines()[-1]}")
        changed += [f"{name}: {misfit}" for misfit in found]
    assert changed == []
