"""Step 1: whose mail is it about? The check starts the moment the address is complete."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input

from wizard.errors import InvalidAddress
from wizard.journey.session import Session, Step
from wizard.journey.suggestion import may_continue
from wizard.tui.messages import AddressComplete, AddressConfirmed, CaseWanted
from wizard.tui.screens.step import StepScreen
from wizard.tui.text import (
    ACCENT,
    BAD,
    CAUTION,
    CROSS,
    EMPTY,
    MUTED,
    Line,
    _,
    bullet,
    heading,
    joined,
    labelled,
    plain,
)
from wizard.tui.widgets.choice_list import ChoiceList
from wizard.tui.widgets.line_input import LineInput
from wizard.tui.widgets.prose import Prose

if TYPE_CHECKING:
    from wizard.model import EmailAddress


class AddressScreen(StepScreen):
    """The address, and the name if the user likes; with the demo, its situations to choose from."""

    STEP = Step.ADDRESS
    PURPOSE = _(
        "Type the e-mail address. As soon as it is complete, its mail servers are looked up and tested; meanwhile you "
        "answer a few questions. No password is needed. The last case is kept on this computer, to be resumed."
    )
    FIRST_FOCUS = "#address"
    CSS_PATH = "address.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "forward", _("Next")),
        Binding("f3", "take_over", _("Take over")),
        Binding("f3", "resume", _("Resume")),
        Binding("tab", "app.focus_next", _("Next field")),
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
        Binding("escape", "back", show=False),
    ]

    def body(self) -> Iterable[Widget]:
        """The fields, what is wrong with them, and the situations of the demo."""
        yield Prose(id="where")
        yield Prose(id="title")
        yield Prose(id="last-case")
        yield Prose(id="address-label", classes="label")
        yield LineInput(self.session.typed_address, id="address")
        yield Prose(id="problem")
        yield Prose(id="name-label", classes="label")
        yield LineInput(self.session.typed_name, id="name", max_length=80)
        yield Prose(id="note")
        yield Prose(id="situations-title")
        yield ChoiceList(id="situations")

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.problem: InvalidAddress | None = None
        self.weighed = ""
        """The domain for which Enter was pressed while another one was offered."""

    def on_mount(self) -> None:
        """The demo's list exists in the demo alone."""
        self.query_one("#situations").display = self.session.demo
        self.query_one("#situations-title").display = self.session.demo
        self.query_one("#note").display = not self.session.demo
        if self.session.typed_address and self.session.address is None:
            self._confirm()

    def show(self) -> None:
        """The words of the step."""
        _ = self.words
        self.query_one("#where", Prose).lines = (Line(text=plain(_("The mail account"), MUTED)),)
        self.query_one("#title", Prose).lines = (heading(_("Which e-mail address do you want to set up?")),)
        self.query_one("#address-label", Prose).lines = (Line(text=plain(_("E-mail address"), MUTED)),)
        self.query_one("#name-label", Prose).lines = (
            Line(text=plain(_("Name that recipients see (not required)"), MUTED)),
        )
        self.query_one("#note", Prose).lines = (
            Line(
                text=labelled(_("The servers are tested while you answer the questions. No password is needed."), MUTED)
            ),
        )
        self.query_one("#situations-title", Prose).lines = (
            Line(text=plain(_("Or choose one of the built-in situations:"), MUTED)),
        )
        self._show_last_case()
        self._show_remark()
        if self.session.demo:
            self._show_situations()

    def _show_situations(self) -> None:
        from wizard.demo import SITUATIONS

        choices = self.query_one("#situations", ChoiceList)
        choices.show(
            [plain(situation.shows.in_language(self.session.language)) for situation in SITUATIONS], choices.highlighted
        )

    @on(Input.Changed, "#address")
    def _typed_address(self, event: Input.Changed) -> None:
        if event.value != self.session.typed_address:
            self.session.typed_address = event.value
            self.problem = None
            self._show_remark()
            self._show_last_case()
            self.show_keys()

    @on(Input.Blurred, "#address")
    def _left_address(self) -> None:
        """The check does not wait for the name."""
        if self.focused in {None, self.query_one("#address")} or not self.session.typed_address:
            return  # the window lost the focus, or there is nothing yet
        if self.suggestion is None and (address := self._read_address()) is not None:
            self.post_message(AddressComplete(address))

    @on(Input.Changed, "#name")
    def _typed_name(self, event: Input.Changed) -> None:
        self.session.typed_name = event.value

    @on(Input.Submitted)
    def _confirmed(self) -> None:
        self.action_forward()

    @on(ChoiceList.Chosen)
    def _situation_chosen(self, event: ChoiceList.Chosen) -> None:
        self._choose_situation(event.index)

    def _choose_situation(self, index: int) -> None:
        from wizard.demo import SITUATIONS

        self.query_one("#address", LineInput).value = SITUATIONS[index].address
        self.session.typed_address = SITUATIONS[index].address
        self._confirm()

    def action_forward(self) -> None:
        """Confirms the address, or the situation that is highlighted."""
        situations = self.query_one("#situations", ChoiceList)
        if self.focused is situations:
            self._choose_situation(situations.highlighted)
        else:
            self._confirm()

    def action_back(self) -> None:
        """There is nothing before this step."""

    @property
    def suggestion(self) -> str | None:
        """The address that may have been meant, where a well-known domain is near to the one that was typed."""
        name, _at, domain = self.session.typed_address.rpartition("@")
        if not name:
            return None
        meant = self.session.meant_domain(domain)
        if meant is None or (domain != self.weighed and may_continue(domain, self.session.known_domains)):
            return None
        return f"{name}@{meant}"

    def _show_remark(self) -> None:
        _ = self.words
        meant = self.suggestion
        if self.problem is not None:
            from wizard.i18n.address_words import address_sentence

            sentence = address_sentence(self.problem.problem, self.problem.text, _)
            self.query_one("#problem", Prose).lines = (bullet(CROSS, plain(sentence), BAD),)
            return
        if meant is None:
            self.query_one("#problem", Prose).lines = ()
            return
        keys = _("F3: yes · Enter: no") if self.weighed else _("F3: yes")
        asked = joined(_("Did you mean"), " ", (meant, "bold"), "?  ", (keys, MUTED))
        self.query_one("#problem", Prose).lines = (bullet("?", asked, CAUTION),)

    def _show_last_case(self) -> None:
        _ = self.words
        shown = self.query_one("#last-case", Prose)
        last_case = self.session.last_case
        shown.display = self.session.may_resume
        shown.lines = (EMPTY,)
        if last_case is not None and self._resumable:
            address = last_case.address.for_people
            asked = joined((_("Last time:"), MUTED), " ", address, "  ", (_("F3 goes on with it."), MUTED))
            shown.lines = (bullet("›", asked, ACCENT),)

    @property
    def _resumable(self) -> bool:
        return self.session.may_resume and not self.session.typed_address

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """F3 takes what is offered: the address that may have been meant, or the last case."""
        if action == "take_over":
            return self.problem is None and self.suggestion is not None
        if action == "resume":
            return self._resumable
        return super().check_action(action, parameters)

    def action_take_over(self) -> None:
        """The address that was meant."""
        field = self.query_one("#address", LineInput)
        field.value = self.suggestion or field.value
        field.cursor_position = len(field.value)

    def action_resume(self) -> None:
        """Goes on with the last case."""
        self.post_message(CaseWanted())

    def _confirm(self) -> None:
        domain = self.session.typed_address.rpartition("@")[2]
        if self.weighed != domain:
            self.weighed = domain
            if self.suggestion is not None:
                self._show_remark()
                self.show_keys()
                return
        address = self._read_address()
        if address is None:
            self.query_one("#address").focus()
        else:
            self.post_message(AddressComplete(address))
            self.post_message(AddressConfirmed())

    def _read_address(self) -> "EmailAddress | None":
        """What was typed; None where that is no address, which is told."""
        from wizard.model import EmailAddress

        try:
            return EmailAddress.parse(self.session.typed_address)
        except InvalidAddress as error:
            self.problem = error
            self._show_remark()
            return None
