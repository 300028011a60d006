"""Before the settings: does the user know the company that its server belongs to?"""

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget

from wizard.i18n.lookup_words import source_word
from wizard.journey.session import Step
from wizard.model.domains import unicode_domain
from wizard.tui.messages import ConsentDecided
from wizard.tui.screens.step import StepScreen
from wizard.tui.text import ACCENT, EMPTY, MUTED, Line, _, bullet, heading, plain
from wizard.tui.widgets.choice_list import ChoiceList
from wizard.tui.widgets.password_places import marked_host
from wizard.tui.widgets.prose import Prose


class ConsentScreen(StepScreen):
    """The servers of another company, and one question; no is what Enter says."""

    STEP = Step.SETTINGS
    PURPOSE = _(
        "The servers of this address belong to another company, and only an unprotected answer names them. Say yes "
        "only if you know that company: the password will go there."
    )
    FIRST_FOCUS = "#consent"
    CSS_PATH = "consent.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "forward", _("Choose")),
        Binding("escape,backspace", "back", _("Back"), key_display="Esc"),
    ]

    def body(self) -> Iterable[Widget]:
        """The servers, then the question."""
        yield Prose(id="where")
        yield Prose(id="title")
        yield Prose(id="servers")
        yield ChoiceList(id="consent")

    def show(self) -> None:
        """Names each host, its company and who named it."""
        _ = self.words
        self.query_one("#where", Prose).lines = (Line(text=plain(_("Before you see the settings"), MUTED)),)
        self.query_one("#title", Prose).lines = (heading(_("Do you know this company?")),)
        domain = unicode_domain(self.session.address.domain) if self.session.address else ""
        why = _(
            "The address belongs to {domain}, these servers to somebody else. Often that is the company that handles "
            "the mail. The password will go there, so be sure.",
            domain=domain,
        )
        hosts = dict.fromkeys(server.endpoint.hostname for server in self.session.strangers)
        sources = dict.fromkeys(source_word(server.source, _) for server in self.session.strangers)
        named = _("named by: {source}", source=", ".join(sources))
        self.query_one("#servers", Prose).lines = (
            Line(text=plain(why, MUTED)),
            EMPTY,
            *(bullet("·", marked_host(hostname), ACCENT) for hostname in hosts),
            Line(text=plain(named, MUTED), indent=2),
            EMPTY,
        )
        choices = self.query_one("#consent", ChoiceList)
        choices.show(
            [plain(_("No, leave these out")), plain(_("Yes, this company handles the mail"))], choices.highlighted
        )

    @on(ChoiceList.Chosen)
    def _chosen(self) -> None:
        self.action_forward()

    def action_forward(self) -> None:
        """Takes the highlighted answer."""
        self.post_message(ConsentDecided(agreed=self.query_one("#consent", ChoiceList).highlighted == 1))
