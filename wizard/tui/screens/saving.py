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
from wizard.i18n.file_words import unwritable_sentence
from wizard.journey.saving import chosen_folder
from wizard.journey.session import Session
from wizard.tui.screens.dialogue import Dialogue, OverwriteDialogue
from wizard.tui.screens.overlay import OverlayScreen
from wizard.tui.text import Line, _, heading
from wizard.tui.widgets.folder_input import FolderInput
from wizard.tui.widgets.key_bar import KeyBar
from wizard.tui.widgets.prose import Prose


class PathDialogue(Dialogue[Path]):
    """Asks for one file."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", _("Save")),
        Binding("tab", "complete", _("Complete")),
        Binding("escape", "dismiss(None)", _("Back")),
    ]
    FILES = False
    """Whether files are proposed as well as folders."""

    def __init__(self, session: Session, question: str, path: Path) -> None:
        """`question` is a message of the catalogue."""
        super().__init__(session)
        self.question = question
        self.path = path

    def compose(self) -> ComposeResult:
        """The question, the field, the keys."""
        with Vertical(id="sheet"):
            yield Prose(id="sheet-text")
            yield FolderInput(str(self.path), id="path", files=self.FILES, classes="label")
        yield KeyBar()

    def on_mount(self) -> None:
        """The end of the path is where one types on; it is in sight as soon as the field has its width."""
        self.set_focus(self._field)
        self.call_after_refresh(self._to_the_end)

    def _to_the_end(self) -> None:
        """Only a cursor that moves is brought into sight."""
        self._field.action_home()
        self._field.action_end()

    @property
    def _field(self) -> FolderInput:
        return self.query_one("#path", FolderInput)

    def lines(self) -> Sequence[Line]:
        """The question."""
        return [heading(self.words(self.question))]

    @on(Input.Submitted)
    async def _submitted(self) -> None:
        await self.action_take()

    async def action_take(self) -> None:
        """Gives the path as it stands."""
        typed = self._field.value
        if typed.strip():
            await self.action_dismiss(chosen_folder(typed))

    def action_complete(self) -> None:
        """Takes over the name that is proposed."""
        self._field.complete()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what is proposed can be taken over."""
        if action == "complete":
            return self.is_mounted and self._field.completable
        return super().check_action(action, parameters)


class OpenDialogue(PathDialogue):
    """Asks for a file to read."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", _("Open")),
        Binding("tab", "complete", _("Complete")),
        Binding("escape", "dismiss(None)", _("Back")),
    ]
    FILES = True


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
            screen.notify(unwritable_sentence(error, session.words), markup=False, severity="error")
            return
        saved(path)

    async def chosen(path: Path | None) -> None:
        if path is not None:
            into = _inside(path, name)
            session.folder = str(into.parent)
            await save(into, overwrite=False)

    question = _("Where should it be saved?")
    await screen.app.push_screen(PathDialogue(session, question, _proposed(session, name)), chosen)


async def open_file(screen: OverlayScreen, question: str, pattern: str, chosen: Callable[[Path], None]) -> None:
    """Asks for a file to read, and proposes the newest that fits the pattern; `question` is a message."""
    newest = _newest(chosen_folder(screen.session.folder), pattern)

    def given(path: Path | None) -> None:
        if path is not None:
            chosen(path)

    await screen.app.push_screen(OpenDialogue(screen.session, question, newest or _proposed(screen.session, "")), given)


def _newest(folder: Path, pattern: str) -> Path | None:
    """The file that fits and whose name comes last; None in a folder that cannot be looked at."""
    try:
        fitting = [path for path in folder.glob(pattern) if path.is_file()]
    except (OSError, ValueError):
        return None
    return max(fitting, key=lambda path: path.name, default=None)


def _inside(path: Path, name: str) -> Path:
    """The file; where a folder was named, the one of this name in it."""
    return path / name if files.is_folder(path) else path


def _proposed(session: Session, name: str) -> Path:
    return chosen_folder(session.folder) / name
