"""The wizard's questions in plain text: for screen readers, and wherever a screen cannot be shown."""

import sys

from wizard import advisor
from wizard.cli import output
from wizard.cli.diagnostics import WrongUse
from wizard.cli.layout import text_of
from wizard.errors import InvalidAddress
from wizard.i18n import Words
from wizard.i18n.words import address_sentence
from wizard.model import Answers, EmailAddress, Question, Rulebook
from wizard.pages import Page
from wizard.pages.sentences import plain

UNSURE = "unsure"


def ask_address(address: EmailAddress | None, words: Words) -> EmailAddress:
    """The address, asked until it is one. Raises WrongUse where the input ends before that."""
    _ = words
    while address is None:
        line = _ask(_("E-mail address: "))
        if line is None:
            raise WrongUse(_("The input ended before there was an e-mail address."))
        try:
            address = EmailAddress.parse(line)
        except InvalidAddress as error:
            output.write_text(address_sentence(error.problem, error.text, _))
    return address


def ask_questions(answers: Answers, rulebook: Rulebook, words: Words) -> Answers:
    """Every question that has no answer yet and makes sense after those before it.

    Where the input ends, the rest stays unsure.
    """
    asked = {key for key, word in answers.as_words().items() if word != UNSURE}
    while True:
        sensible = advisor.questions_to_ask(advisor.facts(answers, None, rulebook), rulebook)
        question = next((question for question in sensible if question.key not in asked), None)
        word = _ask_one(question, words) if question is not None else None
        if question is None or word is None:
            break
        asked.add(question.key)
        answers = answers.with_answer(question.key, word)
    output.write_text("")
    return answers


def _ask_one(question: Question, words: Words) -> str | None:
    """The word of the choice; None where the input ended. An empty line means: do not know."""
    _ = words
    page = Page()
    page.space()
    page.title(plain(question.text, words))
    page.paragraph(plain(question.why, words))
    for number, choice in enumerate(question.choices, start=1):
        page.item(f"{number}.", plain(choice.text, words))
    output.write_text(f"\n{text_of(page)}")
    while True:
        line = _ask(_("Number (Enter: do not know): "))
        if line is None:
            return None
        if not line:
            return UNSURE
        if line.isascii() and line.isdigit() and 1 <= int(line[:3]) <= len(question.choices):
            return question.choices[int(line[:3]) - 1].word
        if line in {choice.word for choice in question.choices}:
            return line
        output.write_text(_("Type a number from 1 to {last}.", last=len(question.choices)))


def _ask(prompt: str) -> str | None:
    """One line from stdin without the space around it; None at its end."""
    output.write_bytes(prompt.encode(sys.stdout.encoding or "utf-8", errors="replace"))
    line = sys.stdin.buffer.readline(1000) if sys.stdin is not None else b""
    return line.decode(errors="replace").strip() if line else None
