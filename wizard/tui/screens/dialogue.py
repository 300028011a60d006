"""What lies over a step for a moment: help, spelling aloud, a QR code, and questions to say yes or no to."""

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen, Screen

from wizard.journey.session import Session
from wizard.journey.spelling import spell
from wizard.model.domains import unicode_domain
from wizard.tui.screens.session_screen import Result, SessionScreen
from wizard.tui.text import ACCENT, CAUTION, EMPTY, MUTED, Line, _, bullet, heading, joined, plain
from wizard.tui.widgets.key_bar import KeyBar, shown_keys
from wizard.tui.widgets.prose import Prose
from wizard.tui.widgets.qr_code import QrCode


class Dialogue(SessionScreen[Result], ModalScreen[Result]):
    """A quiet sheet with one text and its keys."""

    CSS_PATH = "dialogue.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("f2", "app.other_language", show=False)]

    def lines(self) -> Sequence[Line]:
        """What the sheet says."""
        return ()

    def compose(self) -> ComposeResult:
        """The sheet, and the keys at the bottom of the screen."""
        with Vertical(id="sheet"), VerticalScroll(id="sheet-scroll"):
            yield Prose(id="sheet-text")
        yield KeyBar()

    def on_mount(self) -> None:
        """The arrows scroll."""
        self.show_all()
        self.bindings_updated_signal.subscribe(self, lambda _screen: self.show_keys())
        for sheet in self.query("#sheet-scroll"):
            self.set_focus(sheet)
        self.take_keys()

    def show_all(self) -> None:
        """Fills the sheet, in the language of the session."""
        self.query_one("#sheet-text", Prose).lines = tuple(self.lines())
        self.show_keys()

    def show_keys(self) -> None:
        """Fills the bottom line."""
        self.query_one(KeyBar).show(self.words)


class HelpDialogue(Dialogue[None]):
    """What the screen is for, and all its keys."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,f1,q", "dismiss", _("Close"), key_display="Esc"),
    ]

    def __init__(self, session: Session, screen: Screen[None], purpose: str) -> None:
        """`purpose` is a message of the catalogue."""
        super().__init__(session)
        self.explained = screen
        self.purpose = purpose

    def lines(self) -> Sequence[Line]:
        """The purpose, then the keys."""
        _ = self.words
        named = [(name, word) for _key, name, word in shown_keys(self.explained, _)]
        named.append(("^P", _("Commands and colours")))
        widest = max(len(name) for name, _word in named)
        keys = [Line(lead=plain(name, "$text-accent bold"), text=plain(word), hang=widest + 3) for name, word in named]
        return [
            heading(_("What this screen is for")),
            Line(text=plain(_(self.purpose))),
            EMPTY,
            heading(_("Keys")),
            *keys,
        ]


class SpellingDialogue(Dialogue[None]):
    """A value, letter by letter, to be read out over the telephone."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,s,q", "dismiss", _("Close"), key_display="Esc"),
    ]

    def __init__(self, session: Session, value: str) -> None:
        super().__init__(session)
        self.value = value

    def lines(self) -> Sequence[Line]:
        """One row for each character: Dutch, then international."""
        _ = self.words
        characters = spell(self.value, _)
        first = max(len(_("Dutch")), *(len(each.dutch) for each in characters)) + 3
        head = joined((_("Dutch").ljust(first), MUTED), (_("International"), MUTED))
        rows = [
            Line(
                lead=plain(each.character, f"{ACCENT} bold"),
                text=plain(each.dutch).pad_right(first - len(each.dutch)) + plain(each.international, MUTED),
                hang=4,
            )
            for each in characters
        ]
        return [Line(text=plain(self.value, "bold")), EMPTY, Line(text=head, indent=4), *rows]


class QrDialogue(Dialogue[None]):
    """A code for the camera of a telephone: as large as the window allows, nothing beside it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,q", "dismiss", _("Close"), key_display="Esc"),
    ]

    def __init__(self, session: Session, text: str) -> None:
        super().__init__(session)
        self.text = text

    def compose(self) -> ComposeResult:
        """The code, and the keys at the bottom of the screen."""
        yield QrCode(self.text)
        yield KeyBar()

    def show_all(self) -> None:
        """The code stays; its words may change."""
        self.query_one(QrCode).words = self.words
        self.query_one(KeyBar).show(self.words)


class SendAddressDialogue(Dialogue[bool]):
    """May the provider see the whole address?"""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y,j", "dismiss(True)", _("Yes, send it")),
        Binding("escape,n", "dismiss(False)", _("No"), key_display="Esc"),
    ]

    def lines(self) -> Sequence[Line]:
        """To whom it would go, and why."""
        _ = self.words
        address = self.session.address
        assert address is not None
        why = _(
            "Only the part behind the @ has been sent so far. Some providers tell their servers only to who gives the "
            "whole address. It goes to web servers of {domain} over a protected connection; no password goes with it.",
            domain=unicode_domain(address.domain),
        )
        return [heading(_("Send {address} to the provider?", address=address.for_people)), EMPTY, Line(text=plain(why))]


class OverwriteDialogue(Dialogue[bool]):
    """Files exist already: overwrite them?"""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y,j,o", "dismiss(True)", _("Overwrite"), key_display="o"),
        Binding("escape,n", "dismiss(False)", _("Keep"), key_display="Esc"),
    ]

    def __init__(self, session: Session, paths: Sequence[Path]) -> None:
        super().__init__(session)
        self.paths = paths

    def lines(self) -> Sequence[Line]:
        """The files at stake."""
        _ = self.words
        question = _.plural(
            "This file exists already. Overwrite it?", "These files exist already. Overwrite them?", len(self.paths)
        )
        return [heading(question), EMPTY, *(bullet("!", plain(str(path)), CAUTION) for path in self.paths)]
