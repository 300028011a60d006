"""The QR code for Thunderbird on a phone: whole, on a light ground, and only where it can be scanned."""

import pytest

from tests.tui.pilots import OpenWizard, Wizard
from wizard.exporters import FORMATS, Context
from wizard.journey.session import Step
from wizard.model import ClientChoice
from wizard.tui.widgets.qr_code import COLOURS, QrCode, qr_rows

TEXT = '[1,[1,1],[0,"imap.voorbeeld.nl",993,3,1,"anna@voorbeeld.nl"]]'


async def _on_a_phone(wizard: Wizard) -> str:
    wizard.app.session.client = ClientChoice.THUNDERBIRD_ANDROID
    return await wizard.go_to(Step.SETTINGS)


@pytest.mark.parametrize("border", [2, 3, 4])
def test_the_blocks_are_the_modules_of_the_code(border: int) -> None:
    import segno

    matrix = segno.make_qr(TEXT, error="l", boost_error=False).matrix
    rows = qr_rows(TEXT, border)
    seen = []
    for row in rows:
        assert len(row) == len(matrix) + 2 * border
        seen.append([block in "▀█" for block in row])
        seen.append([block in "▄█" for block in row])
    inner = [row[border:-border] for row in seen[border : border + len(matrix)]]
    assert inner == [[bool(module) for module in row] for row in matrix]
    outside = [*seen[:border], *seen[border + len(matrix) :]]
    assert len(outside) >= 2 * border
    assert not any(any(row) for row in outside)


async def test_one_key_shows_it_black_on_white(replay: OpenWizard) -> None:
    async with replay(size=(80, 36)) as wizard:
        assert "q QR code" in await _on_a_phone(wizard)
        shown = await wizard.press("q")
        text = FORMATS["thunderbird-qr"].export(wizard.account, Context()).decode()
        code = wizard.app.screen.query_one(QrCode)
        assert code.text == text
        assert all(row.strip() in shown for row in qr_rows(text, 2) if row.strip())
        assert COLOURS == "#000000 on #ffffff"
        assert "▀" not in await wizard.press("escape")


async def test_it_is_made_once_and_not_at_every_picture(replay: OpenWizard) -> None:
    async with replay(size=(80, 36)) as wizard:
        await _on_a_phone(wizard)
        await wizard.press("q")
        code = wizard.app.screen.query_one(QrCode)
        first = code._code(2)
        await wizard.pilot.resize_terminal(90, 40)
        await wizard.press("f2")
        assert code._code(2) is first


async def test_where_it_does_not_fit_the_room_it_needs_is_said_in_both_languages(replay: OpenWizard) -> None:
    async with replay(size=(80, 24)) as wizard:
        await _on_a_phone(wizard)
        shown = await wizard.press("q")
        assert "The QR code needs a window of" in shown
        assert "▀" not in shown
        assert "De QR-code heeft een venster van" in await wizard.press("f2")
        await wizard.pilot.resize_terminal(100, 40)
        await wizard.pilot.pause()
        assert "▀" in wizard.text


async def test_other_programs_have_no_such_key(replay: OpenWizard) -> None:
    async with replay(size=(120, 36)) as wizard:
        await wizard.go_to(Step.SETTINGS)
        assert "QR" not in wizard.text.splitlines()[-1]
        assert "▀" not in await wizard.press("q")
