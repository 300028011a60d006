"""Messages look garbled: which ones, in which program; then the password, and the comparison."""

import re
from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input

from wizard.journey.session import Session
from wizard.journey.signed_in import GarbledTest
from wizard.model import ClientChoice, MessageChoice, Protocol
from wizard.tui.screens.overlay import OverlayScreen
from wizard.tui.screens.password import PasswordScreen
from wizard.tui.start import WizardStart
from wizard.tui.text import BAD, CAUTION, CROSS, DOT, EMPTY, MUTED, Line, _, bullet, heading, plain
from wizard.tui.widgets.line_input import LineInput
from wizard.tui.widgets.prose import Prose

_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_DUTCH_DAY = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})", re.ASCII)
_FEW = 5


class GarbledScreen(OverlayScreen):
    """Points at messages; what is left empty means the newest one."""

    PURPOSE = _(
        "The same message is fetched in every way that mail programs know, over IMAP and over POP, and compared. Only "
        "lengths, hashes and structure are kept; nothing in the mailbox changes. It takes the password once."
    )
    FIRST_FOCUS = "#subject"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "forward", _("Next")),
        Binding("tab", "app.focus_next", _("Next field")),
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
        Binding("escape", "dismiss", _("Back")),
    ]

    def __init__(self, session: Session, start: WizardStart) -> None:
        super().__init__(session)
        self.start = start
        self.problem = False

    def body(self) -> Iterable[Widget]:
        """Two fields."""
        yield Prose(id="title")
        yield Prose(id="subject-label", classes="label")
        yield LineInput(id="subject", max_length=200)
        yield Prose(id="day-label", classes="label")
        yield LineInput(id="day", max_length=10)
        yield Prose(id="note", classes="label")

    def show(self) -> None:
        """Asks; says where a day cannot be read, or where there is no IMAP to look at."""
        _ = self.words
        hint = _("Leave both fields empty to look at the newest message.")
        self.query_one("#title", Prose).lines = (
            heading(_("Which message looked garbled?")),
            Line(text=plain(hint, MUTED)),
        )
        for name, label in (("subject", _("Words of its subject")), ("day", _("The day it came (31-12-2026)"))):
            self.query_one(f"#{name}-label", Prose).lines = (Line(text=plain(label, MUTED)),)
        self.query_one("#note", Prose).lines = tuple(self._note())

    def show_check(self) -> None:
        """Whether there is an IMAP server is known when they were tested."""
        self.show_all()

    def _note(self) -> list[Line]:
        _ = self.words
        check = self.session.check
        if self.problem:
            return [bullet(CROSS, plain(_("This is no day. Write it like 31-12-2026.")), BAD)]
        if check is None or (check.investigation is None and check.running):
            return [bullet(DOT, plain(_("The servers are still being tested.")), CAUTION)]
        found = self.session.not_refused
        if found is None or Protocol.IMAP not in found.servers:
            if Protocol.IMAP in check.servers:
                sentence = _("The IMAP server belongs to a company that you do not know: no password goes there.")
            else:
                sentence = _("No IMAP server that works was found, so nothing can be compared.")
            return [bullet(CROSS, plain(sentence), BAD)]
        client = self.session.rulebook.clients.get(self._client)
        if client is None:
            sentence = _("The answer is surer when the mail program is known: choose it at the settings.")
        else:
            name = client.name.in_language(self.session.language)
            sentence = _("The mail program is {name}.", name=name)
        return [Line(text=plain(sentence, MUTED)), EMPTY]

    @property
    def _client(self) -> ClientChoice:
        return self.session.client or self.session.answers.client

    @on(Input.Changed)
    def _changed(self) -> None:
        if self.problem:
            self.problem = False
            self.show()

    @on(Input.Submitted)
    async def _submitted(self) -> None:
        await self.action_forward()

    async def action_forward(self) -> None:
        """To the password."""
        found = self.session.not_refused
        typed = self.query_one("#day", LineInput).value.strip()
        day = read_day(typed)
        self.problem = bool(typed) and day is None
        if self.problem or found is None or Protocol.IMAP not in found.servers:
            self.show_all()
            return
        subject = self.query_one("#subject", LineInput).value.strip() or None
        newest = _FEW if subject is not None or day is not None else 1
        task = GarbledTest(
            session=self.session,
            investigation=found,
            choice=MessageChoice(subject=subject, day=day, newest=newest),
            client=self._client,
            how_to_report=_("Press w to save the report for the provider's administrators."),
        )
        await self.app.push_screen(PasswordScreen(self.session, self.start, task))


def read_day(typed: str) -> date | None:
    """A day as people write it: 31-12-2026 or 2026-12-31."""
    try:
        if iso := _ISO_DAY.fullmatch(typed):
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        if dutch := _DUTCH_DAY.fullmatch(typed):
            return date(int(dutch[3]), int(dutch[2]), int(dutch[1]))
    except ValueError:
        pass
    return None
