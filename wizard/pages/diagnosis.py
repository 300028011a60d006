"""Cause, check and cure on a page."""

from collections.abc import Mapping
from types import MappingProxyType

from wizard.i18n import Words
from wizard.model import Diagnosis
from wizard.pages import Page
from wizard.pages.sentences import plain

_NONE: Mapping[str, str] = MappingProxyType({})


def add_advice(
    page: Page, diagnosis: Diagnosis, words: Words, *, number: int | None = None, values: Mapping[str, str] = _NONE
) -> None:
    """What causes it, how to check that, what to do."""
    _ = words
    cause = plain(diagnosis.cause.filled(**values), words)
    cure = _("Do: {text}", text=plain(diagnosis.cure.filled(**values), words))
    check = None
    if diagnosis.check is not None:
        check = _("Check: {text}", text=plain(diagnosis.check.filled(**values), words))
    if number is not None:
        page.item(f"{number}.", cause, details=[line for line in (check, cure) if line is not None])
        return
    page.paragraph(cause)
    if check is not None:
        page.item("?", check)
    page.item("✓", cure)
