"""Which folders a user made herself, and which are for a purpose (RFC 6154); pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

from wizard.model import SpecialUse, printable

_STANDARD = frozenset(
    """
    inbox drafts draft concepten sent sent-items sent-mail sent-messages verzonden verzonden-items
    verzonden-berichten gesendet trash deleted deleted-items deleted-messages bin prullenbak verwijderd
    verwijderde-items verwijderde-berichten spam junk junk-mail junk-e-mail junk-email bulk-mail ongewenst
    ongewenste-e-mail ongewenste-reclame archive archives archief outbox postvak-uit templates sjablonen
    notes notities calendar contacts journal tasks all-mail alle-berichten starred met-ster important belangrijk
    quarantine virus snoozed scheduled
    """.split()  # noqa: SIM905 - a table reads better in lines
)
"""Names that programs and providers give; spaces and underscores as hyphens."""

_GONE = frozenset({"\\noselect", "\\nonexistent"})
_USES = {f"\\{use.value}": use for use in SpecialUse}
_VIEWS = frozenset({SpecialUse.ALL, SpecialUse.FLAGGED})
"""Folders that show what stands in others already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """One line of LIST; `name` as the server has it, `flags` in lower case."""

    name: str
    delimiter: str
    flags: frozenset[str]

    @classmethod
    def read(cls, flags: Sequence[object], delimiter: object, name: str) -> Self:
        """From what IMAPClient makes of the line."""
        words = (flag.decode("ascii", "replace") if isinstance(flag, bytes) else str(flag) for flag in flags)
        mark = delimiter.decode("ascii", "replace") if isinstance(delimiter, bytes) else ""
        return cls(name=str(name), delimiter=mark, flags=frozenset(word.lower() for word in words))

    @property
    def uses(self) -> tuple[SpecialUse, ...]:
        return tuple(use for flag, use in _USES.items() if flag in self.flags)

    @property
    def selectable(self) -> bool:
        return not self.flags & _GONE

    @property
    def is_inbox(self) -> bool:
        return self.name.upper() == "INBOX"

    @property
    def is_view(self) -> bool:
        return bool(_VIEWS & set(self.uses))


def own_folders(folders: Iterable[Folder]) -> tuple[str, ...]:
    """The names of folders beyond the standard ones, printable."""
    return tuple(
        printable(folder.name, limit=100)
        for folder in folders
        if folder.selectable and not folder.uses and not _is_standard(folder)
    )


def special_folders(folders: Iterable[Folder]) -> dict[SpecialUse, str]:
    """The folder for each purpose, as far as the server names one; the first where it names several."""
    found: dict[SpecialUse, str] = {}
    for folder in folders:
        for use in folder.uses:
            found.setdefault(use, printable(folder.name, limit=100))
    return found


def _is_standard(folder: Folder) -> bool:
    """Whether the name is one of the usual ones, at the top or directly below INBOX or the provider's own branch."""
    parts = folder.name.split(folder.delimiter) if folder.delimiter else [folder.name]
    if len(parts) == 2 and (parts[0].upper() == "INBOX" or parts[0].startswith("[")):
        parts = parts[1:]
    return len(parts) == 1 and parts[0].lower().replace(" ", "-").replace("_", "-") in _STANDARD
