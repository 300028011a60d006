"""A QR code in half blocks: black on white whatever the theme, because scanners want it so."""

from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from wizard.i18n import Words
from wizard.model import Language
from wizard.tui.text import plain, rows_of

QUIET = 4
"""Modules of light border that the norm asks for (ISO/IEC 18004); half of it where the window is low."""
LEAST_QUIET = 2
COLOURS = "#000000 on #ffffff"
BLOCKS = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}


def qr_rows(text: str, border: int) -> list[str]:
    """The code as rows of half blocks, two modules high, with a border of this many modules."""
    import segno

    matrix = segno.make_qr(text, error="l", boost_error=False).matrix
    side = len(matrix) + 2 * border
    light = [False] * side
    modules = [light] * border
    modules += [[False] * border + [bool(module) for module in row] + [False] * border for row in matrix]
    modules += [light] * (border + side % 2)
    return [
        "".join(BLOCKS[above, below] for above, below in zip(modules[row], modules[row + 1], strict=True))
        for row in range(0, side, 2)
    ]


class QrCode(Widget):
    """The code, or how much room it needs."""

    DEFAULT_CSS = "QrCode { width: auto; height: auto; background: $surface; }"

    words: reactive[Words] = reactive(lambda: Words(Language.EN), layout=True)

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text
        self._codes: dict[int, list[str]] = {}
        """What was made by now, by border: making one takes longer than painting it may."""

    def _code(self, border: int) -> list[str]:
        if border not in self._codes:
            self._codes[border] = qr_rows(self.text, border)
        return self._codes[border]

    def _rows(self, viewport: Size) -> list[str] | None:
        for border in (QUIET, LEAST_QUIET):
            rows = self._code(border)
            if len(rows) <= viewport.height - 1 and len(rows[0]) <= viewport.width:
                return rows
        return None

    @property
    def _content(self) -> Content:
        rows = self._rows(self.app.size)
        if rows is not None:
            return Content("\n").join(plain(row, COLOURS) for row in rows)
        smallest = self._code(LEAST_QUIET)
        _ = self.words
        sentence = _(
            "The QR code needs a window of {width} by {height} characters. Enlarge the window, make the letters "
            "smaller for a moment, or save the code as a file at the last step.",
            width=len(smallest[0]),
            height=len(smallest) + 1,
        )
        told = rows_of(plain(sentence), min(60, max(10, self.app.size.width - 10)))
        return Content("\n").join([Content(""), *(row.pad(3, 3) for row in told), Content("")])

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """As wide as the code or the sentence."""
        del container, viewport
        return max(line.cell_length for line in self._content.split("\n"))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As high as the code or the sentence."""
        del container, viewport, width
        return len(self._content.split("\n"))

    def render(self) -> Content:
        """The rows."""
        return self._content
