"""What can be saved at the end, under which names, and the bytes of each file."""

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from wizard import files
from wizard.exporters import FORMATS, Context
from wizard.guides import compose
from wizard.i18n import Words
from wizard.journey.last_case import case_of
from wizard.journey.session import Session
from wizard.model import Account, Known
from wizard.pages.sentences import finding_text

CASE = "case"
FIRST = ("handout", "sheet", "ticket", "autoconfig", CASE, "thunderbird-qr", "mobileconfig")
"""What most people want, at the top of the list."""
WHOLE_FOLDERS = frozenset({"site"})
"""Formats that are more than one file; the command line writes those."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Savable:
    """One file that can be saved; `file_format` is a word of FORMATS, or "case"."""

    file_format: str
    title: str
    file_name: str


def savable(session: Session, account: Account | None) -> list[Savable]:
    """Everything that can be saved for this account, what most people want first."""
    if account is None or session.address is None:
        return []
    stem = files.file_stem(session.address.domain)
    rows = [
        Savable(
            file_format=name,
            title=format_title(name, session.words),
            file_name=f"{stem}-{name}.{exporter.EXTENSION}",
        )
        for name, exporter in FORMATS.items()
        if name not in WHOLE_FOLDERS and exporter.obstacle(account) is None
    ]
    title = format_title(CASE, session.words)
    rows.append(Savable(file_format=CASE, title=title, file_name=f"{stem}-{CASE}.yaml"))
    return sorted(rows, key=lambda row: FIRST.index(row.file_format) if row.file_format in FIRST else len(FIRST))


def content(file_format: str, session: Session, account: Account) -> bytes:
    """The bytes of this file."""
    if file_format == CASE:
        case = case_of(session)
        assert case is not None
        return files.case_bytes(case)
    return FORMATS[file_format].export(account, _context(session, account))


def trouble_note(session: Session) -> str:
    """A note for the ticket where there are no settings: what is wrong, and what to do."""
    _ = session.words
    address = session.address.for_people if session.address is not None else ""
    lines = [f"Mailwijzer: {address}"]
    for finding in session.check.findings if session.check is not None else ():
        seen, next_step = finding_text(finding, session.rulebook, session.words)
        lines += [f"- {seen}", f"  {next_step}"]
    if len(lines) == 1:
        lines.append(_("No server was found that works."))
    return "\n".join(lines) + "\n"


def chosen_folder(typed: str) -> Path:
    """The folder that was typed, in full; `~` is the user's own."""
    folder = Path(typed.strip() or ".")
    with contextlib.suppress(RuntimeError):  # `~name` of nobody
        folder = folder.expanduser()
    with contextlib.suppress(OSError):  # the folder that the program was started in is gone
        folder = folder.absolute()
    return folder


def existing(paths: Sequence[Path]) -> list[Path]:
    """Those that would be overwritten."""
    return [path for path in paths if _exists(path)]


def _exists(path: Path) -> bool:
    try:
        return path.exists() or path.is_symlink()
    except OSError:  # saving will say what is wrong with it
        return False


def _context(session: Session, account: Account) -> Context:
    advice = session.advice_followed
    client = session.rulebook.clients.get(session.client or session.answers.client)
    guide = compose(account, client) if client is not None else None
    return Context(
        words=session.words,
        advice=advice,
        outcome=session.rulebook.outcomes.get(session.outcome) if session.outcome is not None else None,
        guide=guide if guide is not None and guide.can_do is not Known.NO else None,
    )


def format_title(file_format: str, _: Words) -> str:
    """What a file is for; the format's own word where there is nothing to add."""
    titles = {
        "autoconfig": _("Settings file for mail programs (autoconfig)"),
        "sheet": _("Settings sheet to read or print"),
        "handout": _("Handout for the customer (HTML)"),
        "ticket": _("Note for the ticket"),
        "mobileconfig": _("Profile for iPhone, iPad and Mac"),
        "thunderbird-qr": _("QR code for Thunderbird on a phone"),
        "k9s": _("Settings for K-9 Mail"),
        "autodiscover": _("Answer for Outlook (autodiscover)"),
        "pacc": _("Published settings (PACC)"),
        "dns-zone": _("DNS records for the domain"),
        "json": _("Settings as data (JSON)"),
        "yaml": _("Settings as data (YAML)"),
        CASE: _("This case, to open again later"),
    }
    return titles.get(file_format) or _("Settings for {program}", program=file_format)
