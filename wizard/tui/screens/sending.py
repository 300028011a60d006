"""Mail cannot be sent: every port for sending, step by step; kept in a file to be compared with another place."""

import asyncio
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.widget import Widget

from wizard.diagnosis.sending import SendingLook, look_at_sending
from wizard.diagnosis.sending_causes import compare
from wizard.diagnosis.sending_file import read_sending, sending_bytes
from wizard.errors import UnreadableFile
from wizard.files import file_stem
from wizard.i18n.file_words import unreadable_sentence
from wizard.journey.session import Session
from wizard.journey.signed_in import SelfMessageTest
from wizard.model import Investigation, Protocol
from wizard.pages.sending import sending_page
from wizard.tui.messages import CheckWanted
from wizard.tui.page_lines import page_lines
from wizard.tui.screens.overlay import OverlayScreen
from wizard.tui.screens.password import PasswordScreen
from wizard.tui.screens.saving import open_file, save_with_care
from wizard.tui.start import WizardStart
from wizard.tui.text import BAD, CAUTION, CROSS, DOT, EMPTY, GOOD, TICK, Line, _, bullet, plain
from wizard.tui.widgets.prose import Prose


class SendingScreen(OverlayScreen):
    """Looks as soon as the server check has ended."""

    PURPOSE = _(
        "Each port for sending is tried from here, up to the sign-in; no message is sent. Save what was seen, do the "
        "same at the other place, and compare the two: then it is clear whether the network is to blame."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "look", _("Look again")),
        Binding("w", "save", _("Save")),
        Binding("c", "compare", _("Compare")),
        Binding("m", "to_myself", _("Test message")),
        Binding("t", "app.sign_in", _("Password")),
        Binding("escape", "dismiss", _("Back")),
    ]

    def __init__(self, session: Session, start: WizardStart) -> None:
        super().__init__(session)
        self.start = start
        self.here: SendingLook | None = None
        self.there: SendingLook | None = None
        self.saved: Path | None = None
        self.problem: UnreadableFile | None = None
        self.broken = False
        self.looked = False

    def body(self) -> Iterable[Widget]:
        """What was seen."""
        yield Prose(id="text")

    def begin(self) -> None:
        """Looks at once where the servers are known."""
        self.show_check()

    @property
    def _investigation(self) -> Investigation | None:
        check = self.session.check
        return check.investigation if check is not None and not check.running else None

    def show_check(self) -> None:
        """The ports can be looked at as soon as the servers are known."""
        if self._investigation is not None and not self.looked:
            self.action_look()
        elif self.session.check is not None and self.session.check.broken:
            self.broken = True
            self.show_all()

    def action_look(self) -> None:
        """Looks at every port, once more; first at the servers again, where it was their test that failed."""
        if self._investigation is not None:
            self.looked, self.here, self.saved, self.broken = True, None, None, False
            self.look(self._investigation)
            self.show_all()
        elif self.broken:
            self.broken = False
            self.post_message(CheckWanted())
            self.show_all()

    @work(exclusive=True, exit_on_error=False)
    async def look(self, investigation: Investigation) -> None:
        """Tries the ports that the check left alone."""
        try:
            self.here = await self.aside.run(self._look_aside(investigation))
        except Exception:  # noqa: BLE001 - a screen worker's boundary: the wizard goes on without this
            self.broken = True
        self.show_all()

    async def _look_aside(self, investigation: Investigation) -> SendingLook:
        from wizard.probing import probe

        async with self.start.open_network() as network:
            made = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            end = asyncio.get_running_loop().time() + network.settings.deadline
            return await look_at_sending(investigation, network, probe, made=made, end=end)

    def show(self) -> None:
        """The conclusion first, then every port."""
        self.query_one("#text", Prose).lines = tuple(self._lines())

    def _lines(self) -> list[Line]:
        _ = self.words
        if self.broken:
            return [bullet(CROSS, plain(_("The test itself failed. Try again.")), BAD)]
        if self._investigation is None:
            return [bullet(DOT, plain(_("The servers are still being tested.")), CAUTION)]
        if self.here is None:
            return [bullet(DOT, plain(_("Trying every port for sending from here …")), CAUTION)]
        lines = []
        if self.saved is not None:
            lines += [bullet(TICK, plain(_("Saved: {path}", path=self.saved)), GOOD), EMPTY]
        if self.problem is not None:
            lines += [bullet(CROSS, plain(unreadable_sentence(self.problem, _)), BAD), EMPTY]
        comparison = compare(self.there, self.here) if self.there is not None else None
        typed = self.session.check.typed_hosts if self.session.check is not None else ()
        page = sending_page(
            self.there or self.here, self.here, comparison, self.session.rulebook, self.words, typed=typed
        )
        return [*lines, *page_lines(page)]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There must be something to save or to compare."""
        if action == "app.sign_in":
            return self.session.can_sign_in
        if action == "to_myself":
            found = self.session.not_refused
            return self.here is not None and found is not None and Protocol.SMTP in found.servers
        if action in {"save", "compare", "look"}:
            return self.here is not None or (action == "look" and self.broken)
        return super().check_action(action, parameters)

    async def action_to_myself(self) -> None:
        """Sends one message to the user herself, when she wants it."""
        found = self.session.not_refused
        if found is not None:
            test = SelfMessageTest(session=self.session, investigation=found)
            await self.app.push_screen(PasswordScreen(self.session, self.start, test))

    async def action_save(self) -> None:
        """Keeps what was seen from here."""
        if self.here is None:
            return

        def saved(path: Path) -> None:
            self.saved, self.problem = path, None
            self.show_all()

        moment = "".join(character for character in self.here.made if character.isalnum())
        name = f"{file_stem(self.here.domain)}-sending-{moment}.json"
        await save_with_care(self, sending_bytes(self.here), name, saved)

    async def action_compare(self) -> None:
        """Sets what was seen at another place beside this."""

        def chosen(path: Path) -> None:
            self.problem, self.saved = None, None
            try:
                self.there = read_sending(path)
            except UnreadableFile as error:
                self.problem = error
            self.show_all()
            self.query_one("#over").scroll_home(animate=False)

        await open_file(self, _("Which file was saved at the other place?"), "*-sending-*.json", chosen)
