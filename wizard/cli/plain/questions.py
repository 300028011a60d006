"""Step 2: a few plain questions, one at a time, while the servers are tested."""

from collections.abc import Sequence
from functools import partial

from wizard.cli.plain.prompt import Prompt, Row, choice
from wizard.cli.plain.talk import GoBack, Talk
from wizard.i18n import Words
from wizard.journey.session import Step
from wizard.model import Question
from wizard.pages import Page
from wizard.pages.sentences import plain, question_place

UNSURE = "unsure"


def questions(talk: Talk) -> list[Question]:
    """The questions to ask as things stand now: those that the command line answered are left out."""
    return [question for question in talk.session.questions if question.key not in talk.given]


def ask_questions(talk: Talk) -> Step:
    """Every question that makes sense; going back loses no answer."""
    session = talk.session
    while (question := _current(talk)) is not None:
        session.question = question.key
        try:
            word = talk.ask(_prompt(talk, question))
        except GoBack:
            session.question = _neighbour(talk, question, -1)
            if session.question is None:
                raise
            continue
        session.answer(question.key, word)
        talk.hear()
        session.question = _neighbour(talk, question, +1) or _unanswered(talk) or question.key
        if session.question == question.key:
            break
    return Step.ADVICE


def _current(talk: Talk) -> Question | None:
    """The question that is the turn of; where none is, the first one without an answer."""
    asked = questions(talk)
    for question in asked:
        if question.key == talk.session.question:
            return question
    return next((question for question in asked if question.key not in talk.session.answered), None)


def _unanswered(talk: Talk) -> str | None:
    """A question that the check brought up when its place was passed already."""
    return next((each.key for each in questions(talk) if each.key not in talk.session.answered), None)


def _neighbour(talk: Talk, question: Question, distance: int) -> str | None:
    keys = [each.key for each in questions(talk)]
    place = keys.index(question.key) + distance
    return keys[place] if 0 <= place < len(keys) else None


def _prompt(talk: Talk, question: Question) -> Prompt[str]:
    session = talk.session
    standing = session.answers.as_words()[question.key] if question.key in session.answered else None

    def page(to: Page, _: Words) -> None:
        asked = questions(talk)
        place = question_place(_place(asked, question), session.number_of_questions(frozenset(talk.given)), _)
        to.title(f"{place}. {plain(question.text, _)}")
        to.paragraph(_("Why this question? {reason}", reason=plain(question.why, _)))

    def enter(_: Words) -> str:
        if standing is None:
            return _("do not know")
        return _("“{answer}” stays", answer=plain(question.choice(standing).text, _))

    numbered = choice(
        page=page,
        rows=[Row(word=each.word, text=partial(plain, each.text)) for each in question.choices],
        enter=enter,
        explain=_explain,
    )

    def understand(typed: str, words: Words) -> str:
        return numbered.understand(typed, words) or standing or UNSURE

    return Prompt(page=numbered.page, line=numbered.line, explain=numbered.explain, understand=understand)


def _place(asked: Sequence[Question], question: Question) -> int:
    return [each.key for each in asked].index(question.key) + 1


def _explain(_: Words) -> str:
    return _(
        "Type the number of your answer and press Enter. Every question has an answer for who does not know. Going "
        "back loses nothing."
    )
