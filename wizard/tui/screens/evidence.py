"""The evidence behind the check: who was asked, what was tested, what stands out."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from wizard.tui.messages import CheckWanted
from wizard.tui.screens.overlay import OverlayScreen
from wizard.tui.text import CAUTION, EMPTY, MUTED, Line, _, bullet, heading, plain
from wizard.tui.widgets.check_rows import address_question
from wizard.tui.widgets.evidence import evidence_folds
from wizard.tui.widgets.fold_list import Fold, FoldList
from wizard.tui.widgets.prose import Prose


class EvidenceScreen(OverlayScreen):
    """Lies over the step; fills itself while the check runs."""

    PURPOSE = _(
        "Everything the server check asked, heard and saw. Nothing here has to be read to go on. Enter unfolds a line: "
        "who named the server, its certificate, what it can do, and every word that was exchanged."
    )
    FIRST_FOCUS = "FoldList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", _("Back"), key_display="Esc"),
        Binding("f4", "dismiss", show=False),
        Binding("enter", "unfold", _("Unfold")),
        Binding("r", "again", _("Again")),
        Binding("d", "app.trouble", _("Diagnose")),
        Binding("t", "app.sign_in", _("Password")),
        Binding("m", "app.by_hand", _("By hand")),
    ]

    def body(self) -> Iterable[Widget]:
        """The title, then the lines to unfold."""
        yield Prose(id="title")
        yield FoldList()

    def show(self) -> None:
        """Fills everything from the session."""
        _ = self.words
        self.query_one("#title", Prose).lines = (heading(_("What the server check saw")), EMPTY)
        self.show_check()

    def show_check(self) -> None:
        """Fills what the check has brought so far."""
        session = self.session
        _ = self.words
        if session.check is None:
            folds = [Fold(lines=(Line(text=plain(_("There is no address yet, so nothing has been asked."), MUTED)),))]
        else:
            folds = evidence_folds(session.check, session.rulebook, _)
        if session.address_wanted:
            folds.insert(0, Fold(lines=(bullet("?", plain(address_question(_)), CAUTION), EMPTY)))
        self.query_one(FoldList).show(folds)
        self.show_keys()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is nothing to test again before the first address."""
        if action == "app.sign_in":
            return self.session.can_sign_in
        needs_address = action in {"again", "unfold", "app.by_hand"}
        return self.session.check is not None if needs_address else super().check_action(action, parameters)

    def action_unfold(self) -> None:
        """Opens or closes the line under the cursor."""
        self.query_one(FoldList).action_turn()

    def action_again(self) -> None:
        """Runs the check once more."""
        self.post_message(CheckWanted())
