"""Every text on every screen stands out from its ground by 4.5 to 1 (WCAG 2.2, 1.4.3), in the dark and in the light."""

from collections.abc import Iterator

import pytest
from rich.style import Style
from textual.color import Color
from textual.screen import ModalScreen

from tests.tui.gallery import Part, every_screen
from tests.tui.pilots import OpenWizard, Wizard
from wizard.model import Language

READABLE = 4.5
LINES = frozenset("─━▁▂▃▄▅▆▇█▀▔▊▎▌▐│ ")
"""What is drawn and not read; the blocks of a QR code among them."""


def luminance(color: Color) -> float:
    """The relative luminance of WCAG, 0 to 1."""

    def linear(channel: int) -> float:
        part = channel / 255
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(color.r) + 0.7152 * linear(color.g) + 0.0722 * linear(color.b)


def contrast(one: Color, other: Color) -> float:
    """The contrast ratio of WCAG, 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _colours(style: Style) -> tuple[Color, Color]:
    assert style.color is not None
    assert style.bgcolor is not None
    letters, ground = (Color.from_rich_color(color) for color in (style.color, style.bgcolor))
    return (ground, letters) if style.reverse else (letters, ground)


def pale_texts(wizard: Wizard) -> Iterator[str]:
    """Every text on the screen, except for what lies dimmed below a dialogue, that is too near to its ground."""
    screen = wizard.app.screen
    for y, strip in enumerate(screen._compositor.render_strips(wizard.app.size)):
        x = 0
        for segment in strip:
            start, x = x, x + segment.cell_length
            if LINES.issuperset(segment.text) or segment.style is None:
                continue
            covered = isinstance(screen, ModalScreen) and screen.get_widget_at(start, y)[0] is screen
            if covered:
                continue
            ratio = contrast(*_colours(segment.style))
            if ratio < READABLE or segment.style.dim:
                yield f"{segment.text.strip()!r} {ratio:.2f}"


@every_screen
@pytest.mark.parametrize("theme", ["textual-dark", "textual-light"])
async def test_every_text_stands_out_from_its_ground(theme: str, part: Part, replay: OpenWizard) -> None:
    pale = []
    async for name, wizard in part(replay, Language.NL, (120, 36)):
        wizard.app.theme = theme
        await wizard.pilot.pause()
        pale += [f"{name}: {text}" for text in pale_texts(wizard)]
    assert pale == []


def test_the_measure_is_that_of_the_norm() -> None:
    assert contrast(Color.parse("#000000"), Color.parse("#FFFFFF")) == pytest.approx(21)
    assert contrast(Color.parse("#767676"), Color.parse("#FFFFFF")) == pytest.approx(4.54, abs=0.01)
