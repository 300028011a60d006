"""Step 2: a few plain questions, one at a time, while the servers are tested."""

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget

from wizard.journey.session import Step
from wizard.model import Question
from wizard.pages.sentences import question_place
from wizard.tui.screens.step import StepScreen
from wizard.tui.text import MUTED, Line, _, heading, labelled, plain
from wizard.tui.widgets.choice_list import ChoiceList
from wizard.tui.widgets.prose import Prose


class QuestionsScreen(StepScreen):
    """One question, its answers, and why it is asked."""

    STEP = Step.QUESTIONS
    PURPOSE = _(
        "Choose an answer with the arrows and Enter, or press its number or letter. Every question has an answer for "
        "who does not know. Going back loses nothing."
    )
    FIRST_FOCUS = "#answers"
    CSS_PATH = "questions.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "forward", _("Next")),
        Binding("escape,backspace", "back", _("Back"), key_display="Esc"),
    ]

    def body(self) -> Iterable[Widget]:
        """Where we are, the question, its answers, and why it is asked."""
        yield Prose(id="where")
        yield Prose(id="title")
        yield ChoiceList(id="answers")
        yield Prose(id="why")

    @property
    def question(self) -> Question:
        """The question on screen."""
        questions = self.session.questions
        return next((question for question in questions if question.key == self.session.question), questions[0])

    def show(self) -> None:
        """Shows the question with the answer that was given, if any."""
        _ = self.words
        question = self.question
        self.session.question = question.key
        questions = self.session.questions
        language = self.session.language
        place = question_place(questions.index(question) + 1, self.session.number_of_questions(), _)
        self.query_one("#where", Prose).lines = (Line(text=plain(place, MUTED)),)
        self.query_one("#title", Prose).lines = (heading(question.text.in_language(language)),)
        reason = _("Why this question?")
        why = f"**{reason}** {question.why.in_language(language)}"
        self.query_one("#why", Prose).lines = (Line(text=labelled(why, MUTED)),)
        self.query_one("#answers", ChoiceList).show(
            [labelled(choice.text.in_language(language)) for choice in question.choices], self._highlighted(question)
        )

    def _highlighted(self, question: Question) -> int:
        """The place of the answer that stands, or of the first one."""
        given = self.session.answers.as_words()[question.key]
        known = question.key in self.session.answered or given != "unsure"
        words = [choice.word for choice in question.choices]
        return words.index(given) if known and given in words else 0

    @on(ChoiceList.Chosen)
    def _chosen(self) -> None:
        self.action_forward()

    def action_forward(self) -> None:
        """Takes the highlighted answer and shows the next question, or the advice after the last one."""
        question = self.question
        self.session.answer(question.key, question.choices[self.query_one("#answers", ChoiceList).highlighted].word)
        following = self.session.next_question
        if following is not None:
            self.session.question = following.key
            self._turn()
        else:
            self.go(Step.ADVICE)

    def action_back(self) -> None:
        """Shows the question before, or the address before the first one."""
        questions = self.session.questions
        place = [each.key for each in questions].index(self.question.key)
        if place > 0:
            self.session.question = questions[place - 1].key
            self._turn()
        else:
            self.go(Step.ADDRESS)

    def _turn(self) -> None:
        self.show_all()
        self.query_one("#step", VerticalScroll).scroll_home(animate=False)
