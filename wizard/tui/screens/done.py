"""Step 5: save what is worth keeping; then the next customer, or the end."""

from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Input

from wizard import files
from wizard.errors import UnwritableFile
from wizard.i18n.file_words import unwritable_sentence
from wizard.journey.saving import Savable, chosen_folder, content, existing, format_title, savable, trouble_note
from wizard.journey.session import Session, Step
from wizard.tui.messages import CopyWanted, NextCustomer
from wizard.tui.screens.dialogue import OverwriteDialogue
from wizard.tui.screens.step import StepScreen
from wizard.tui.text import BAD, CROSS, EMPTY, GOOD, MUTED, TICK, Line, _, bullet, heading, plain
from wizard.tui.widgets.folder_input import FolderInput
from wizard.tui.widgets.prose import Prose
from wizard.tui.widgets.tick_list import TickList


class DoneScreen(StepScreen):
    """Files to tick, the folder they go to, and what was saved."""

    STEP = Step.DONE
    PURPOSE = _(
        "Tick the files to save, and say in which folder. A file that exists already is overwritten only after asking. "
        "No file holds a password."
    )
    FIRST_FOCUS = "#files"
    CSS_PATH = "done.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "tick", _("Tick")),
        Binding("tab", "complete", _("Complete")),
        Binding("tab", "app.focus_next", _("Folder")),
        Binding("enter", "save", _("Save")),
        Binding("c", "copy_note", _("Note")),
        Binding("n", "next", _("Next customer")),
        Binding("escape,backspace", "back", _("Back"), key_display="Esc"),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.problem: UnwritableFile | None = None

    def body(self) -> Iterable[Widget]:
        """The files, the folder, and what came of it."""
        yield Prose(id="where")
        yield Prose(id="title")
        with VerticalScroll(id="files-scroll", can_focus=False):
            yield TickList(id="files")
        yield Prose(id="folder-label", classes="label")
        yield FolderInput(self._folder, id="folder")
        yield Prose(id="paths")

    @property
    def _folder(self) -> str:
        """The folder of the session; at first the one in which the program was started."""
        return self.session.folder or str(chosen_folder(""))

    @property
    def rows(self) -> list[Savable]:
        """What can be saved."""
        return savable(self.session, self.session.account)

    @property
    def paths(self) -> dict[str, Path]:
        """Where each ticked file would go."""
        folder = chosen_folder(self.query_one("#folder", FolderInput).value)
        return {row.file_format: folder / row.file_name for row in self.rows if row.file_format in self.session.formats}

    def show(self) -> None:
        """Shows what can be saved, where it would go, and what was saved."""
        _ = self.words
        rows = self.rows
        where = _("All settings are ready") if rows else _("The last step")
        self.query_one("#where", Prose).lines = (Line(text=plain(where, MUTED)),)
        for name in ("#folder-label", "#folder"):
            self.query_one(name).display = bool(rows)
        self.query_one("#title", Prose).lines = tuple(self._title(rows))
        ticked = frozenset(place for place, row in enumerate(rows) if row.file_format in self.session.formats)
        self.query_one("#files", TickList).show([row.title for row in rows], ticked)
        self.query_one("#folder-label", Prose).lines = (Line(text=plain(_("In this folder"), MUTED)),)
        self.query_one("#paths", Prose).lines = tuple(self._result())

    def _title(self, rows: list[Savable]) -> list[Line]:
        """What was saved, in one line; else what can be."""
        _ = self.words
        saved = self.session.saved
        if saved and self.problem is None:
            folder = str(saved[0].parent)
            told = _.plural(
                "{number} file saved in {folder}", "{number} files saved in {folder}", len(saved), folder=folder
            )
            return [bullet(TICK, plain(told, "bold"), GOOD)]
        if rows:
            return [heading(_("What would you like to save?"))]
        nothing = _("Press c to copy a note for the ticket, or Esc to go back and type servers by hand.")
        return [heading(_("There are no settings to save")), EMPTY, Line(text=plain(nothing))]

    def _result(self) -> list[Line]:
        _ = self.words
        if self.problem is not None:
            return [bullet(CROSS, plain(unwritable_sentence(self.problem, self.words)), BAD)]
        if self.session.saved:
            return [bullet(TICK, plain(path.name), GOOD) for path in self.session.saved]
        paths = self.paths
        if not paths:
            return [Line(text=plain(_("Nothing is ticked."), MUTED))] if self.rows else []
        return [bullet("›", plain(str(path), MUTED), MUTED) for path in paths.values()]

    @on(TickList.Ticked)
    def _ticked(self, event: TickList.Ticked) -> None:
        self.session.formats ^= {self.rows[event.index].file_format}
        self._changed()

    @on(Input.Changed, "#folder")
    def _folder_changed(self, event: Input.Changed) -> None:
        if event.value != self._folder:
            self.session.folder = event.value
            self._changed()

    def _changed(self) -> None:
        self.problem = None
        self.session.saved = ()
        self.show()

    @on(Input.Submitted)
    async def _submitted(self) -> None:
        await self.action_save()

    def action_tick(self) -> None:
        """Ticks the highlighted file."""
        self.query_one("#files", TickList).action_tick()

    def action_complete(self) -> None:
        """Takes over the folder that is proposed."""
        self.query_one("#folder", FolderInput).complete()

    async def action_save(self) -> None:
        """Saves what is ticked; asks before it overwrites anything."""
        taken = existing(list(self.paths.values()))
        if not taken:
            self._save(overwrite=False)
            return

        def answered(overwrite: bool | None) -> None:
            if overwrite:
                self._save(overwrite=True)

        await self.app.push_screen(OverwriteDialogue(self.session, taken), answered)

    def _save(self, *, overwrite: bool) -> None:
        account = self.session.account
        if account is None:
            return
        self.problem, saved = None, []
        for file_format, path in self.paths.items():
            try:
                files.save(path, content(file_format, self.session, account), overwrite=overwrite)
            except UnwritableFile as error:
                self.problem = error
                break
            saved.append(path)
        self.session.saved = tuple(saved)
        self.show()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing is saved where there are no settings."""
        if action in {"tick", "save", "app.focus_next"}:
            return bool(self.rows)
        if action == "complete":
            return self.is_mounted and self.query_one("#folder", FolderInput).completable
        if action == "copy_note":
            return self.session.address is not None
        return super().check_action(action, parameters)

    def action_copy_note(self) -> None:
        """Puts the note for the ticket on the clipboard."""
        account = self.session.account
        note = content("ticket", self.session, account).decode() if account is not None else trouble_note(self.session)
        self.post_message(CopyWanted(note, format_title("ticket", self.words)))

    def action_next(self) -> None:
        """Begins with somebody else."""
        self.post_message(NextCustomer())
