"""What lies over a step for a moment: help, spelling aloud, and the question whether to overwrite."""

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen

from wizard.i18n import Words
from wizard.tui.spelling import SpelledCharacter
from wizard.tui.text import ACCENT, CAUTION, EMPTY, MUTED, Line, _, bullet, heading, joined, plain
from wizard.tui.widgets.key_bar import KeyBar
from wizard.tui.widgets.prose import Prose

Result = TypeVar("Result")


class Dialogue(ModalScreen[Result]):
    """A quiet sheet with one text and its keys."""

    CSS_PATH = "dialogue.tcss"
    AUTO_FOCUS = ""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.words = words

    def lines(self) -> Sequence[Line]:
        """What the sheet says."""
        return ()

    def compose(self) -> ComposeResult:
        """The sheet, and the keys at the bottom of the screen."""
        with Vertical(id="sheet"), VerticalScroll(id="sheet-scroll"):
            yield Prose(self.lines())
        yield KeyBar()

    def on_mount(self) -> None:
        """The arrows scroll."""
        self.query_one("#sheet-scroll").focus()
        self.query_one(KeyBar).show(self.words)


class HelpDialogue(Dialogue[None]):
    """What the screen is for, and all its keys."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,f1,q", "dismiss", _("Close"), key_display="Esc"),
    ]

    def __init__(self, words: Words, purpose: str, keys: Sequence[tuple[str, str]]) -> None:
        super().__init__(words)
        self.purpose = purpose
        self.keys = keys

    def lines(self) -> Sequence[Line]:
        """The purpose, then the keys."""
        _ = self.words
        widest = max(len(name) for name, _word in self.keys)
        keys = [
            Line(lead=plain(name, "$text-accent bold"), text=plain(word), hang=widest + 3) for name, word in self.keys
        ]
        return [heading(_("What this screen is for")), Line(text=plain(self.purpose)), EMPTY, heading(_("Keys")), *keys]


class SpellingDialogue(Dialogue[None]):
    """A value, letter by letter, to be read out over the telephone."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,s,q", "dismiss", _("Close"), key_display="Esc"),
    ]

    def __init__(self, words: Words, value: str, characters: Sequence[SpelledCharacter]) -> None:
        super().__init__(words)
        self.value = value
        self.characters = characters

    def lines(self) -> Sequence[Line]:
        """One row for each character: Dutch, then international."""
        _ = self.words
        first = max(len(_("Dutch")), *(len(each.dutch) for each in self.characters)) + 3
        head = joined((_("Dutch").ljust(first), MUTED), (_("International"), MUTED))
        rows = [
            Line(
                lead=plain(each.character, f"{ACCENT} bold"),
                text=plain(each.dutch).pad_right(first - len(each.dutch)) + plain(each.international, MUTED),
                hang=4,
            )
            for each in self.characters
        ]
        return [Line(text=plain(self.value, "bold")), EMPTY, Line(text=head, indent=4), *rows]


class OverwriteDialogue(Dialogue[bool]):
    """Files exist already: overwrite them?"""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y,j,o", "dismiss(True)", _("Overwrite"), key_display="o"),
        Binding("escape,n", "dismiss(False)", _("Keep"), key_display="Esc"),
    ]

    def __init__(self, words: Words, paths: Sequence[Path]) -> None:
        super().__init__(words)
        self.paths = paths

    def lines(self) -> Sequence[Line]:
        """The files at stake."""
        _ = self.words
        question = _.plural(
            "This file exists already. Overwrite it?", "These files exist already. Overwrite them?", len(self.paths)
        )
        return [heading(question), EMPTY, *(bullet("!", plain(str(path)), CAUTION) for path in self.paths)]
