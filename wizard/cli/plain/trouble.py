"""What the other tasks of the command line do, offered in the conversation: test the password, find a cause."""

import dataclasses
from collections.abc import Callable
from functools import partial

from wizard.cli import output
from wizard.cli.diagnostics import Diagnostics, sentence_for
from wizard.cli.layout import text_of
from wizard.cli.options import Options
from wizard.cli.plain.prompt import NotUnderstood, Prompt, Row, choice, nothing
from wizard.cli.plain.talk import Talk
from wizard.errors import WizardError
from wizard.i18n import Words
from wizard.journey.session import Session
from wizard.model import ClientChoice, Symptom
from wizard.pages import Page
from wizard.pages.sentences import answer_text, question_text

_MESSAGE = "message"


def test_login(talk: Talk) -> None:
    """Asks for the password as `probe --login` does, and says what the servers made of it."""
    from wizard.cli.login import sign_in
    from wizard.pages.login import login_page

    found = talk.session.usable
    if found is None:
        return

    def test(options: Options, words: Words, diagnostics: Diagnostics) -> None:
        login = sign_in(found, options, words, diagnostics)
        talk.session.take_login(login)
        page = login_page(login, found, words)
        _add_filled_in(page, talk.session, words)
        output.write_text(f"\n{text_of(page)}")

    _as_task(talk, test)


def _add_filled_in(page: Page, session: Session, _: Words) -> None:
    """The questions that the mailbox answered."""
    if session.filled_in:
        page.heading(_("Filled in at the questions"))
    for key in session.filled_in:
        answer = answer_text(key, session.answers.as_words()[key], session.rulebook, _)
        page.item("✓", f"{question_text(key, session.rulebook, _)} {answer}")


def explain_trouble(talk: Talk) -> None:
    """From a complaint, or from the text of an error message, to its cause and its cure."""
    rows = [
        Row(word=Symptom.SENDING.value, text=lambda _: _("Mail cannot be sent")),
        Row(word=Symptom.SIGN_IN.value, text=lambda _: _("The password is refused")),
        Row(word=Symptom.GARBLED.value, text=lambda _: _("Messages look garbled or incomplete")),
        Row(word=_MESSAGE, text=lambda _: _("There is an error message")),
    ]
    wish = talk.ask(choice(page=_what_is_wrong, rows=rows, enter=lambda _: _("nothing"), explain=_explain))
    if wish is None:
        return
    what = talk.ask(_message_prompt()) if wish == _MESSAGE else wish
    _ = talk.words
    talk.remark(_("One moment, please: the servers are being tested."))
    _as_task(talk, partial(_diagnose, (what, str(talk.session.address))))


def _diagnose(typed: tuple[str, str], options: Options, words: Words, diagnostics: Diagnostics) -> None:
    from wizard.cli import diagnose

    diagnose.run(dataclasses.replace(options, words=typed), words, diagnostics)


def _as_task(talk: Talk, task: Callable[[Options, Words, Diagnostics], object]) -> None:
    """Does the task of another verb; what the user can mend is said and does not end the conversation."""
    session = talk.session
    _ = talk.words
    options = dataclasses.replace(talk.options, language=session.language, answers=None, answer=_program_answer(talk))
    diagnostics = Diagnostics(quiet=options.quiet, rewrites=False)
    output.write_text("")
    try:
        task(options, _, diagnostics)
    except WizardError as error:
        talk.say_line(sentence_for(error, _))


def _program_answer(talk: Talk) -> tuple[tuple[str, str], ...]:
    client = talk.session.client or talk.session.answers.client
    return (("client", client.value),) if client is not ClientChoice.UNSURE else ()


def _what_is_wrong(page: Page, _: Words) -> None:
    page.title(_("What goes wrong?"))


def _message_prompt() -> Prompt[str]:
    def understand(typed: str, _: Words) -> str:
        if not typed:
            raise NotUnderstood(_("Type the message as it stands on the screen, or its code."))
        return typed

    return Prompt(
        page=nothing, line=lambda _: _("Text or code of the message: "), explain=_explain, understand=understand
    )


def _explain(_: Words) -> str:
    return _(
        "The cause is looked for with tests of the servers. For garbled messages your password is asked: it is sent "
        "only to servers that you agree to, and nothing in the mailbox is changed."
    )
