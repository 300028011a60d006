"""Step 5: what to save and where, the note for the ticket, and the next customer."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from wizard import files
from wizard.cli import output
from wizard.cli.diagnostics import sentence_for
from wizard.cli.plain.prompt import NotUnderstood, Prompt, Row, agreement, choice, number_in
from wizard.cli.plain.talk import GoBack, Talk
from wizard.cli.plain.trouble import explain_trouble
from wizard.errors import UnwritableFile
from wizard.i18n import Words
from wizard.journey.saving import Savable, chosen_folder, content, existing, format_title, savable
from wizard.journey.session import Step
from wizard.pages import Page


def finish(talk: Talk) -> Step | None:
    """Saves, as often as she likes; None where she is done, the address where somebody else is next."""
    while True:
        wish = talk.ask(_menu(talk))
        try:
            match wish:
                case None:
                    return None
                case "save":
                    _save(talk)
                case "note":
                    _show_note(talk)
                case "trouble":
                    explain_trouble(talk)
                case _:
                    talk.next_customer()
                    return Step.ADDRESS
        except GoBack:
            continue


def _menu(talk: Talk) -> Prompt[str | None]:
    has_settings = talk.session.account is not None

    def page(to: Page, _: Words) -> None:
        to.title(_("All settings are ready") if has_settings else _("There is nothing to save"))

    rows = []
    if has_settings:
        rows += [
            Row(word="save", text=lambda _: _("Save the settings as files")),
            Row(word="note", text=lambda _: _("Show the note for the ticket")),
        ]
    rows += [
        Row(word="trouble", text=lambda _: _("Something goes wrong: find the cause")),
        Row(word="next", text=lambda _: _("Next customer")),
    ]
    return choice(page=page, rows=rows, enter=lambda _: _("stop"), explain=_explain)


def _explain(_: Words) -> str:
    return _(
        "You can save the settings as files; a file that exists is overwritten only after asking. No file holds a "
        "password. Enter stops; the case is kept, to be resumed."
    )


def _show_note(talk: Talk) -> None:
    account = talk.session.account
    if account is not None:
        note = content("ticket", talk.session, account).decode()
        output.write_text(f"\n{note}")


def _save(talk: Talk) -> None:
    """Which files, where, and whether to overwrite; going back goes one question back."""
    session = talk.session
    rows = savable(session, session.account)
    chosen = talk.ask(_which(rows))
    if not chosen:
        return
    folder = talk.ask(_where(talk))
    session.folder = str(folder)
    paths = {row: folder / row.file_name for row in chosen}
    taken = existing(list(paths.values()))
    overwrite = bool(taken) and talk.ask(_overwrite(taken))
    _write(talk, {row: path for row, path in paths.items() if overwrite or path not in taken}, overwrite=overwrite)


def _write(talk: Talk, paths: dict[Savable, Path], *, overwrite: bool) -> None:
    session, _ = talk.session, talk.words
    account = session.account
    saved: list[Path] = []
    if account is None:
        return
    try:
        for row, path in paths.items():
            files.save(path, content(row.file_format, session, account), overwrite=overwrite)
            saved.append(path)
    except UnwritableFile as error:
        talk.say_line(sentence_for(error, _))
    session.saved = tuple(saved)
    talk.say(partial(_saved, saved))


def _saved(saved: Sequence[Path], page: Page, _: Words) -> None:
    if not saved:
        page.paragraph(_("Nothing was saved."))
    for path in saved:
        page.paragraph(_("Saved: {path}", path=path))


def _which(rows: Sequence[Savable]) -> Prompt[list[Savable]]:
    def page(to: Page, _: Words) -> None:
        to.title(_("What would you like to save?"))
        for number, row in enumerate(rows, start=1):
            to.item(f"{number}.", format_title(row.file_format, _))

    def understand(typed: str, _: Words) -> list[Savable]:
        numbers = [number_in(word, len(rows)) for word in typed.replace(",", " ").split()]
        chosen = [rows[number - 1] for number in numbers if number is not None]
        if len(chosen) < len(numbers):
            raise NotUnderstood(_("Type numbers from 1 to {last}, with spaces between them.", last=len(rows)))
        return list(dict.fromkeys(chosen))

    return Prompt(
        page=page,
        line=lambda _: _("Numbers, with spaces between them (Enter: nothing): "),
        explain=lambda _: _("Type the numbers of all files that you want, for example: 1 2. No file holds a password."),
        understand=understand,
    )


def _where(talk: Talk) -> Prompt[Path]:
    standing = chosen_folder(talk.session.folder)

    def understand(typed: str, _: Words) -> Path:
        folder = chosen_folder(typed) if typed else standing
        if not files.is_folder(folder):
            raise NotUnderstood(_("There is no folder {path}.", path=folder))
        return folder

    return Prompt(
        page=lambda _page, _words: None,
        line=lambda _: _("In which folder? (Enter: {path}) ", path=standing),
        explain=lambda _: _("Type the path of a folder that exists; ~ is your own folder."),
        understand=understand,
    )


def _overwrite(taken: Sequence[Path]) -> Prompt[bool]:
    def page(to: Page, _: Words) -> None:
        for path in taken:
            to.item("!", str(path))

    def question(_: Words) -> str:
        return _.plural(
            "This file exists already. Overwrite it?", "These files exist already. Overwrite them?", len(taken)
        )

    return agreement(
        page=page,
        question=question,
        explain=lambda _: _("Yes replaces what stands there now; no leaves it as it is and saves the others."),
    )
