"""Step 4: the settings in the words of each mail program, to copy, to spell and to follow step by step."""

import os
from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget

from wizard.exporters import FORMATS, Context
from wizard.guides import compose
from wizard.i18n.words import protocol_word, source_word
from wizard.model import (
    Account,
    ClientChoice,
    FieldValue,
    FilledField,
    Guide,
    GuideSection,
    Known,
    MailClient,
    Protocol,
    RecommendedServer,
    Severity,
)
from wizard.tui.messages import ConsentWanted, CopyWanted, SettingsOutdated
from wizard.tui.screens.dialogue import QrDialogue, SpellingDialogue
from wizard.tui.screens.step import StepScreen
from wizard.tui.session import Step
from wizard.tui.signs import only_ascii
from wizard.tui.text import (
    ACCENT,
    BAD,
    CAUTION,
    CROSS,
    DOT,
    EMPTY,
    GOOD,
    MUTED,
    TICK,
    Line,
    _,
    bullet,
    heading,
    joined,
    labelled,
    plain,
    took,
)
from wizard.tui.widgets.check_panel import address_question
from wizard.tui.widgets.evidence import finding_lines
from wizard.tui.widgets.field_list import Field, FieldGroup, FieldList
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
        Binding("o", "other", _("Other choice")),
        Binding("w", "ask_again", _("Ask again")),
        Binding("enter", "forward", _("Next")),
        Binding("escape,backspace", "back", _("Back"), key_display="Esc"),
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
            before, groups, after = self._nothing(), [], []
        elif guide is None or not usable:
            before, groups, after = self._cannot(account, guide), [], []
        else:
            before, groups, after = self._before(account, guide), self._groups(guide), self._after(account, guide)
        self.query_one(TabStrip).display = account is not None
        self.query_one("#before", Prose).lines = tuple(before)
        self.query_one("#fields", FieldList).show(groups)
        fields, page = self.query_one("#fields"), self.query_one("#page")
        fields.display, page.can_focus = bool(groups), not groups
        if not (groups and self.focused is self.query_one(StepList)):
            (fields if groups else page).focus(scroll_visible=False)
        self.query_one("#between", Prose).lines = tuple(self._between(guide) if guide is not None and usable else ())
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

    def _nothing(self) -> list[Line]:
        _ = self.words
        check = self.session.check
        if check is not None and check.running:
            return [
                heading(_("The servers are still being tested")),
                EMPTY,
                bullet(DOT, plain(_("The settings appear here as soon as a server has proved to work.")), CAUTION),
            ]
        if self.session.refused:
            refused = _(
                "You did not know the company of {hosts}. Press w to be asked again, or m to type other servers.",
                hosts=", ".join(sorted(self.session.refused)),
            )
            return [heading(_("These settings are not shown")), EMPTY, bullet("!", plain(refused), CAUTION)]
        lines = [heading(_("No settings that work were found")), EMPTY]
        if check is None or check.finished is None:
            return [*lines, bullet("!", plain(_("The test itself failed. Press F4 to test again.")), CAUTION)]
        if self.session.other_protocol is not None:
            works = _(
                "{protocol} does work here. Press o to set that up instead.",
                protocol=protocol_word(self.session.other_protocol, _),
            )
            lines += [bullet(TICK, plain(works), GOOD), EMPTY]
        if self.session.address_wanted:
            lines += [bullet("?", plain(address_question(_)), CAUTION), EMPTY]
        order = list(Severity)
        for finding in sorted(check.finished.findings, key=lambda finding: order.index(finding.severity)):
            lines += [*finding_lines(finding, self.session.rulebook, _), EMPTY]
        by_hand = _("Did your provider give you servers? Press m to type them by hand.")
        return [*lines, bullet("›", plain(by_hand), ACCENT)]

    def _cannot(self, account: Account, guide: Guide | None) -> list[Line]:
        _ = self.words
        name = self.client.name.in_language(self.session.language)
        protocol = protocol_word(account.protocol, _)
        lines = [bullet(CROSS, plain(_("{program} cannot do {protocol}.", program=name, protocol=protocol)), BAD)]
        if guide is not None and guide.instead is not None:
            other = protocol_word(guide.instead, _)
            lines.append(Line(text=plain(_("It can do {protocol}.", protocol=other)), indent=2))
        return [*lines, Line(text=plain(_("Choose another program with the arrows."), MUTED), indent=2)]

    def _before(self, account: Account, guide: Guide) -> list[Line]:
        lines = [bullet("!", labelled(hint.text.in_language(self.session.language)), CAUTION) for hint in account.hints]
        advised = self.session.advice.protocol
        if advised is not None and advised is not account.protocol:
            _ = self.words
            own = _(
                "You chose {protocol} yourself; the advice is {advised}.",
                protocol=protocol_word(account.protocol, _),
                advised=protocol_word(advised, _),
            )
            lines.insert(0, bullet("!", plain(own), CAUTION))
        if guide.username_assumed:
            _ = self.words
            sentence = _("Nobody says how to sign in; usually it is with the whole e-mail address.")
            lines.append(bullet("?", plain(sentence), CAUTION))
        return [*lines, EMPTY] if lines else []

    def _groups(self, guide: Guide) -> list[FieldGroup]:
        _ = self.words
        sections = [(_("Incoming server"), guide.incoming)]
        if guide.outgoing is not None:
            sections.append((_("Outgoing server"), guide.outgoing))
        return [
            FieldGroup(
                title=title,
                subtitle=self._subtitle(section),
                fields=tuple(self._field(field) for field in section.fields),
                proof=self._proof(section.server),
            )
            for title, section in sections
        ]

    def _subtitle(self, section: GuideSection) -> str:
        protocol = section.server.endpoint.protocol
        return "SMTP" if protocol.value == "smtp" else protocol_word(protocol, self.words)

    def _field(self, field: FilledField) -> Field:
        _ = self.words
        language = self.session.language
        remark = _("your own name") if field.field is FieldValue.FULL_NAME else _("the password of this mailbox")
        value = field.value.in_language(language) if field.value is not None else None
        return Field(label=field.label.in_language(language), value=value, remark=remark)

    def _proof(self, server: RecommendedServer) -> Content:
        _ = self.words
        if server.verified and server.report is not None:
            proof = _("answered in {seconds} · certificate is right", seconds=took(server.report.seconds, _))
            return joined((TICK, GOOD), (f" {proof}", MUTED))
        proof = _("{source}; could not be tested from here", source=source_word(server.source, _))
        return joined(("?", CAUTION), (f" {proof}", MUTED))

    @property
    def _place(self) -> tuple[ClientChoice, Protocol]:
        """Whose steps these are."""
        return self.client.id, self.session.protocol or Protocol.IMAP

    def _between(self, guide: Guide) -> list[Line]:
        _ = self.words
        lines: list[Line] = []
        if guide.outgoing is None:
            lines += [EMPTY, bullet("!", plain(_("No server to send with was found.")), CAUTION)]
        if guide.steps:
            lines += [EMPTY, Line(text=joined((_("Steps"), "bold"), "   ", (_("Space ticks a step."), MUTED)))]
        return lines

    def _after(self, account: Account, guide: Guide) -> list[Line]:
        _ = self.words
        language = self.session.language
        lines: list[Line] = []
        if guide.retention is not None:
            lines += [EMPTY, heading(_("Copies on the server"))]
            lines.append(Line(text=labelled(guide.retention.in_language(language))))
        further = [
            (_("If the program guessed wrong"), guide.when_guessed_wrong),
            (_("Backup"), guide.backup),
            (_("Without internet"), guide.offline),
            (_("Sending from elsewhere"), guide.send_elsewhere),
        ]
        for title, text in further:
            lines += [EMPTY, heading(title), Line(text=labelled(text.in_language(language)))]
        lines += [line for note in guide.notes for line in (EMPTY, Line(text=labelled(note.in_language(language))))]
        if account.help_pages:
            lines += [EMPTY, heading(_("Help of the provider"))]
            lines += [bullet("·", plain(page.url), ACCENT) for page in account.help_pages]
        return lines

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Copying and spelling need a value; another tab needs settings."""
        if action in {"copy", "spell"}:
            return self.is_mounted and self.query_one(FieldList).field is not None
        if action == "qr":
            return self.is_mounted and self._qr_text is not None
        if action == "other":
            return self.session.account is None and self.session.other_protocol is not None
        if action == "ask_again":
            return self.session.account is None and bool(self.session.refused)
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

    def action_other(self) -> None:
        """Sets up the other protocol, where the advised one has no server that works."""
        self.session.chosen = self.session.other_protocol
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
