"""What can be asked: a choice by number, yes or no, a line of text."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from wizard.i18n import Words
from wizard.pages import Page

Result = TypeVar("Result")
Said = Callable[[Words], str]
"""A text that can be said in either language: that may change between two lines."""
Shown = Callable[[Page, Words], None]
"""A page in either language."""


class NotUnderstood(Exception):
    """The line is no answer; `sentence` says what would be one."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt(Generic[Result]):
    """One thing to ask.

    `page` is said before it, and once more after `?` and in another language; `explain` is what `?` says. `understand`
    makes the answer of a line without the space around it, or raises NotUnderstood.
    """

    page: Shown
    line: Said
    explain: Said
    understand: Callable[[str, Words], Result]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One choice of a list: its word, and how it reads."""

    word: str
    text: Said


def choice(*, page: Shown, rows: Sequence[Row], enter: Said, explain: Said) -> Prompt[str | None]:
    """A choice by number, by word or by its text; None for Enter, which means `enter`."""

    def show(to: Page, words: Words) -> None:
        page(to, words)
        for number, row in enumerate(rows, start=1):
            to.item(f"{number}.", row.text(words))

    def understand(typed: str, words: Words) -> str | None:
        if not typed:
            return None
        number = number_in(typed, len(rows))
        if number is not None:
            return rows[number - 1].word
        for row in rows:
            if typed.casefold() in {row.word.casefold(), row.text(words).casefold()}:
                return row.word
        raise not_a_number(len(rows), words)

    return Prompt(
        page=show,
        line=lambda _: _("Number (Enter: {what}): ", what=enter(_)),
        explain=explain,
        understand=understand,
    )


def agreement(*, page: Shown, question: Said, explain: Said, default: bool = False) -> Prompt[bool]:
    """Yes or no; the default for Enter."""

    def line(_: Words) -> str:
        keys = _("(y or n, Enter: yes) ") if default else _("(y or n, Enter: no) ")
        return f"{question(_)} {keys}"

    def understand(typed: str, _: Words) -> bool:
        word = typed.casefold()
        if word in {"y", "yes", "j", "ja"}:
            return True
        if word in {"n", "no", "nee"}:
            return False
        if not word:
            return default
        raise NotUnderstood(_("Type y for yes or n for no."))

    return Prompt(page=page, line=line, explain=explain, understand=understand)


def number_in(typed: str, last: int) -> int | None:
    """The number from 1 to `last` that was typed, with or without a dot behind it; None for anything else."""
    typed = typed.removesuffix(".")
    if not (typed.isascii() and typed.isdigit()):
        return None
    number = int(typed[:4])
    return number if 1 <= number <= last else None


def not_a_number(last: int, _: Words) -> NotUnderstood:
    """That one of the numbers is wanted."""
    return NotUnderstood(_("Type a number from 1 to {last}.", last=last))


def nothing(_page: Page, _words: Words) -> None:
    """A page with nothing on it: the prompt says it all."""
