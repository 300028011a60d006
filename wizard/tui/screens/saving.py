"""One file, saved or opened from wherever the user is: the path, then overwriting only after asking."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input

from wizard import files
from wizard.errors import UnwritableFile
from wizard.i18n.file_words import file_problem_word
from wizard.journey.saving import chosen_folder
from wizard.journey.session import Session
from wizard.tui.screens.dialogue import Dialogue, OverwriteDialogue
from wizard.tui.screens.overlay import OverlayScreen
from wizard.tui.text import Line, _, heading
from wizard.tui.widgets.key_bar import KeyBar
from wizard.tui.widgets.line_input import LineInput
from wizard.tui.widgets.prose import Prose


class PathDialogue(Dialogue[Path]):
    """Asks for one file."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", _("Save")),
        Binding("escape", "dismiss(None)", _("Back")),
    ]

    def __init__(self, session: Session, question: str, path: Path) -> None:
        """`question` is a message of the catalogue."""
        super().__init__(session)
        self.question = question
        self.path = path

    def compose(self) -> ComposeResult:
        """The question, the field, the keys."""
        with Vertical(id="sheet"):
            yield Prose(id="sheet-text")
            yield LineInput(str(self.path), id="path", max_length=1024, classes="label")
        yield KeyBar()

    def on_mount(self) -> None:
        """The end of the path is where one types on."""
        field = self.query_one("#path", LineInput)
        field.focus()
        field.cursor_position = len(field.value)

    def lines(self) -> Sequence[Line]:
        """The question."""
        return [heading(self.words(self.question))]

    @on(Input.Submitted)
    async def _submitted(self) -> None:
        await self.action_take()

    async def action_take(self) -> None:
        """Gives the path as it stands."""
        typed = self.query_one("#path", LineInput).value
        if typed.strip():
            await self.action_dismiss(chosen_folder(typed))


class OpenDialogue(PathDialogue):
    """Asks for a file to read."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "take", _("Open"))]


async def save_with_care(screen: OverlayScreen, data: bytes, name: str, saved: Callable[[Path], None]) -> None:
    """Asks where, saves, and calls `saved`; a file that is there already is overwritten only after asking."""
    session = screen.session

    async def save(path: Path, *, overwrite: bool) -> None:
        try:
            files.save(path, data, overwrite=overwrite)
        except UnwritableFile as error:
            if error.exists and not overwrite:

                async def answered(yes: bool | None) -> None:
                    if yes:
                        await save(path, overwrite=True)

                await screen.app.push_screen(OverwriteDialogue(session, [path]), answered)
                return
            _ = session.words
            problem = _("{path} cannot be written: {reason}.", path=error.path, reason=file_problem_word(error, _))
            screen.notify(problem, markup=False, severity="error")
            return
        saved(path)

    async def chosen(path: Path | None) -> None:
        if path is not None:
            session.folder = str(path.parent)
            await save(path, overwrite=False)

    question = _("Where should it be saved?")
    await screen.app.push_screen(PathDialogue(session, question, _proposed(session, name)), chosen)


async def open_file(screen: OverlayScreen, question: str, pattern: str, chosen: Callable[[Path], None]) -> None:
    """Asks for a file to read, and proposes the newest that fits the pattern; `question` is a message."""
    fitting = [path for path in chosen_folder(screen.session.folder).glob(pattern) if path.is_file()]
    newest = max(fitting, key=lambda path: path.name, default=None)

    def given(path: Path | None) -> None:
        if path is not None:
            chosen(path)

    await screen.app.push_screen(OpenDialogue(screen.session, question, newest or _proposed(screen.session, "")), given)


def _proposed(session: Session, name: str) -> Path:
    return chosen_folder(session.folder) / name
