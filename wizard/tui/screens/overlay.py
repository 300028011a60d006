"""What lies over a step as a screen of its own: the head, something that scrolls, the keys."""

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from wizard.tui.aside import Aside
from wizard.tui.ending import EndingApp
from wizard.tui.screens.session_screen import SessionScreen
from wizard.tui.text import plain, too_small
from wizard.tui.widgets.head import Head
from wizard.tui.widgets.key_bar import KeyBar


class OverlayScreen(SessionScreen[None]):
    """`body` gives its own widgets once; `show` fills them from the session, as often as it changes."""

    PURPOSE: ClassVar[str]
    """What this screen is for: one message, shown by help."""
    FIRST_FOCUS: ClassVar[str] = "#over"
    """The selector of the widget that has the focus at first."""
    CSS_PATH = "overlay.tcss"

    @property
    def aside(self) -> Aside:
        """Where this screen uses the network."""
        assert isinstance(self.app, EndingApp)
        return self.app.aside

    def head(self) -> Iterable[Widget]:
        """What stands above the body and does not scroll."""
        return ()

    def body(self) -> Iterable[Widget]:
        """The widgets of this screen."""
        return ()

    def foot(self) -> Iterable[Widget]:
        """What stands below the body and does not scroll."""
        return ()

    def show(self) -> None:
        """Fills this screen's own widgets from the session."""

    def show_check(self) -> None:
        """The server check brought something."""

    def compose(self) -> ComposeResult:
        """The frame around the body."""
        yield Head()
        yield from self.head()
        with VerticalScroll(id="over"):
            yield from self.body()
        yield from self.foot()
        yield Static(id="too-small")
        yield KeyBar()

    def on_mount(self) -> None:
        """Fills the screen before it is painted for the first time."""
        self.show_all()
        self.set_focus(self.query_one(self.FIRST_FOCUS), scroll_visible=False)
        self.bindings_updated_signal.subscribe(self, lambda _screen: self.show_keys())
        self.take_keys()
        self.begin()

    def begin(self) -> None:
        """Everything is there: what the screen is for can begin."""

    def show_all(self) -> None:
        """Fills everything from the session, in its language."""
        address = self.session.address
        self.query_one(Head).address = address.for_people if address is not None else ""
        self.query_one("#too-small", Static).update(plain(too_small(self.words)))
        self.show()
        self.show_keys()

    def show_keys(self) -> None:
        """Fills the bottom line."""
        self.query_one(KeyBar).show(self.words)
