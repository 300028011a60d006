"""Step 4: the settings in the words of each mail program, to copy, to spell and to follow step by step."""

import os
from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget

from wizard.exporters import FORMATS, Context
from wizard.guides import compose
from wizard.journey.session import Step
from wizard.model import (
    ClientChoice,
    Known,
    MailClient,
    Protocol,
)
from wizard.tui.messages import ConsentWanted, CopyWanted, SettingsOutdated
from wizard.tui.screens import settings_text
from wizard.tui.screens.dialogue import QrDialogue, SpellingDialogue
from wizard.tui.screens.step import StepScreen
from wizard.tui.signs import only_ascii
from wizard.tui.text import (
    Line,
    _,
    labelled,
    plain,
)
from wizard.tui.widgets.field_list import FieldGroup, FieldList
from wizard.tui.widgets.prose import Prose
from wizard.tui.widgets.step_list import StepList
from wizard.tui.widgets.tab_strip import TabStrip


class SettingsScreen(StepScreen):
    """One tab for each mail program; fields, proof, steps."""

    STEP = Step.SETTINGS
    PURPOSE = _(
        "The settings as your mail program asks for them. Go to a value with the arrows; copy it, or spell it aloud "
        "for somebody on the telephone. The steps stand below the values."
    )
    FIRST_FOCUS = "#fields"
    CSS_PATH = "settings.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "copy", _("Copy")),
        Binding("s", "spell", _("Spell")),
        Binding("q", "qr", _("QR code")),
        Binding("right", "program(1)", _("Program"), key_display="← →"),
        Binding("left", "program(-1)", _("Program"), show=False),
        Binding("t", "app.sign_in", _("Password")),
        Binding("o", "choose_imap", _("Choose IMAP")),
        Binding("o", "choose_pop", _("Choose POP")),
        Binding("w", "ask_again", _("Ask again")),
        Binding("enter", "forward", _("Next")),
        Binding("escape,backspace", "back", _("Back"), key_display="Esc"),
        Binding("d", "app.trouble", _("Diagnose")),
        Binding("m", "app.by_hand", _("By hand")),
    ]

    def body(self) -> Iterable[Widget]:
        """The programs, then one page that scrolls where it does not fit."""
        yield TabStrip()
        with VerticalScroll(id="page", can_focus=False):
            yield Prose(id="before")
            yield FieldList(id="fields")
            yield Prose(id="between")
            yield StepList(id="steps")
            yield Prose(id="after")

    @property
    def clients(self) -> list[MailClient]:
        """The mail programs, the one that the user named first."""
        clients = self.session.rulebook.clients
        first = self.session.answers.client
        order = list(ClientChoice)
        return sorted(clients.values(), key=lambda client: (client.id is not first, order.index(client.id)))

    @property
    def client(self) -> MailClient:
        """The program whose tab is chosen."""
        clients = self.clients
        wanted: ClientChoice | None = self.session.client
        return next((client for client in clients if client.id is wanted), clients[0])

    def show(self) -> None:
        """Shows the settings for the program, or why there are none."""
        language = self.session.language
        clients = self.clients
        self.query_one(TabStrip).show(
            [client.name.in_language(language) for client in clients], clients.index(self.client)
        )
        account = self.session.account
        guide = compose(account, self.client) if account is not None else None
        usable = account is not None and guide is not None and guide.can_do is not Known.NO
        before: list[Line]
        groups: list[FieldGroup]
        after: list[Line]
        if account is None:
            before, groups, after = settings_text.nothing(self.session, self.words), [], []
        elif guide is None or not usable:
            before, groups, after = settings_text.cannot(self.client, account, guide, self.words), [], []
        else:
            before, groups, after = (
                settings_text.before(self.session, account, guide, self.words),
                settings_text.groups(self.session, guide, self.words),
                settings_text.after(account, guide, self.words),
            )
        self.query_one(TabStrip).display = account is not None
        self.query_one("#before", Prose).lines = tuple(before)
        self.query_one("#fields", FieldList).show(groups)
        fields, page = self.query_one("#fields"), self.query_one("#page")
        fields.display, page.can_focus = bool(groups), not groups
        if not (groups and self.focused is self.query_one(StepList)):
            (fields if groups else page).focus(scroll_visible=False)
        between = settings_text.between(guide, self.words) if guide is not None and usable else ()
        self.query_one("#between", Prose).lines = tuple(between)
        steps = self.query_one(StepList)
        told = guide.steps if guide is not None and usable else ()
        steps.show(
            [labelled(step.in_language(language)) for step in told],
            self.session.done_steps.get(self._place, frozenset()),
        )
        steps.display = bool(told)
        self.query_one("#after", Prose).lines = tuple(after)

    def show_check(self) -> None:
        """The settings follow the check for as long as that brings news."""
        super().show_check()
        if self.session.strangers:
            self.post_message(SettingsOutdated())
        if self.is_mounted:
            self.show()
            self.refresh_bindings()

    def on_screen_resume(self) -> None:
        """What lay over the settings may have brought news."""
        if self.session.strangers:
            self.post_message(SettingsOutdated())

    @property
    def _place(self) -> tuple[ClientChoice, Protocol]:
        """Whose steps these are."""
        return self.client.id, self.session.protocol or Protocol.IMAP

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Copying and spelling need a value; another tab needs settings."""
        if action in {"copy", "spell"}:
            return self.is_mounted and self.query_one(FieldList).field is not None
        if action == "qr":
            return self.is_mounted and self._qr_text is not None
        if action in {"choose_imap", "choose_pop"}:
            wanted = Protocol.IMAP if action == "choose_imap" else Protocol.POP3
            return self.session.account is None and self.session.other_protocol is wanted
        if action == "ask_again":
            return self.session.account is None and bool(self.session.refused)
        if action == "app.sign_in":
            return self.session.account is not None
        if action == "app.trouble":
            return self.session.account is None
        if action == "program":
            return self.is_mounted and self.query_one(TabStrip).display
        return super().check_action(action, parameters)

    def action_copy(self) -> None:
        """Puts the highlighted value on the clipboard (OSC 52)."""
        field = self.query_one(FieldList).field
        if field is not None and field.value is not None:
            self.post_message(CopyWanted(plain(field.value).plain, plain(field.label).plain))

    def action_ask_again(self) -> None:
        """Asks once more whether the company is known."""
        self.post_message(ConsentWanted())

    async def action_spell(self) -> None:
        """Shows the highlighted value letter by letter."""
        field = self.query_one(FieldList).field
        if field is not None and field.value:
            await self.app.push_screen(SpellingDialogue(self.session, field.value))

    @property
    def _qr_text(self) -> str | None:
        """What Thunderbird on a phone scans, where that is the program and it can be said so."""
        account = self.session.account
        if account is None or self.client.id is not ClientChoice.THUNDERBIRD_ANDROID or only_ascii(os.environ):
            return None
        exporter = FORMATS["thunderbird-qr"]
        return exporter.export(account, Context()).decode() if exporter.obstacle(account) is None else None

    async def action_qr(self) -> None:
        """Shows the settings as a QR code."""
        if self._qr_text is not None:
            await self.app.push_screen(QrDialogue(self.session, self._qr_text))

    @on(FieldList.Left)
    def _to_the_steps(self, event: FieldList.Left) -> None:
        steps = self.query_one(StepList)
        if steps.display:
            steps.highlighted = 0
            steps.focus(scroll_visible=False)
            steps.bring_into_view()
            self.refresh_bindings()
        else:
            self.query_one("#page", VerticalScroll).scroll_relative(y=event.distance, animate=False)

    @on(StepList.Left)
    def _to_the_values(self) -> None:
        fields = self.query_one(FieldList)
        fields.focus(scroll_visible=False)
        fields.action_move(0)
        self.refresh_bindings()

    @on(StepList.Ticked)
    def _step_done(self, event: StepList.Ticked) -> None:
        done = self.session.done_steps.get(self._place, frozenset()) ^ {event.index}
        self.session.done_steps[self._place] = done
        self.query_one(StepList).ticked = done

    def action_choose_imap(self) -> None:
        """Sets up IMAP, where POP has no server that works."""
        self._set_up(Protocol.IMAP)

    def action_choose_pop(self) -> None:
        """Sets up POP, where IMAP has no server that works."""
        self._set_up(Protocol.POP3)

    def _set_up(self, protocol: Protocol) -> None:
        self.session.chosen = protocol
        self.show_all()
        self.refresh_bindings()

    def action_program(self, distance: int) -> None:
        """To the tab beside this one."""
        clients = self.clients
        self._choose((clients.index(self.client) + distance) % len(clients))

    @on(TabStrip.Clicked)
    def _clicked(self, event: TabStrip.Clicked) -> None:
        self._choose(event.index)

    def _choose(self, index: int) -> None:
        self.session.client = self.clients[index].id
        self.query_one(FieldList).highlighted = 0
        self.query_one("#page", VerticalScroll).scroll_home(animate=False)
        self.show()
        self.refresh_bindings()
