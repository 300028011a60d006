"""One question at a time; nothing that was answered is lost."""

import pytest
from textual.containers import VerticalScroll

from tests.tui.pilots import OpenWizard
from wizard.journey.session import Step
from wizard.model import Answers, Devices, Language, Webmail
from wizard.tui.screens.questions import QuestionsScreen
from wizard.tui.widgets.choice_list import ChoiceList
from wizard.tui.widgets.prose import Prose


@pytest.mark.parametrize("language", list(Language))
async def test_no_question_scrolls_at_80_by_24(language: Language, replay: OpenWizard) -> None:
    async with replay("only-pop", language=language) as wizard:
        asked = []
        for question in wizard.app.session.rulebook.questions:
            wizard.app.session.question = question.key
            wizard.on(QuestionsScreen).show_all()
            await wizard.pilot.pause()
            step = wizard.app.screen.query_one("#step", VerticalScroll)
            assert step.max_scroll_y == 0, question.key
            assert not step.show_vertical_scrollbar, question.key
            answers = wizard.app.screen.query_one("#answers", ChoiceList)
            assert step.region.contains_region(answers.region), question.key
            asked.append(question.key)
        assert len(asked) == len(Answers.allowed())


@pytest.mark.parametrize("language", list(Language))
async def test_reading_lines_are_no_longer_than_66(language: Language, replay: OpenWizard) -> None:
    async with replay(language=language, size=(160, 40)) as wizard:
        for question in wizard.app.session.rulebook.questions:
            wizard.app.session.question = question.key
            wizard.on(QuestionsScreen).show_all()
            await wizard.pilot.pause()
            why = wizard.app.screen.query_one("#why", Prose).render().plain
            assert max(map(len, why.splitlines())) <= 66


async def test_numbers_and_arrows_answer(replay: OpenWizard) -> None:
    async with replay() as wizard:
        await wizard.press("3")
        assert wizard.app.session.answers.devices is Devices.SEVERAL
        assert "Question 2 of" in wizard.text
        await wizard.press("down", "down", "enter")
        assert wizard.app.session.answers.client == "outlook-mac"


async def test_many_choices_stand_in_two_columns(replay: OpenWizard) -> None:
    async with replay() as wizard:
        await wizard.press("1", "right", "enter")
        assert wizard.app.session.answers.client == "apple-mail-ios"
        await wizard.press("escape", "right", "left", "enter")
        assert wizard.app.session.answers.client == "outlook-classic"


async def test_going_back_keeps_every_answer(replay: OpenWizard) -> None:
    async with replay() as wizard:
        await wizard.press("2", "5", "3")
        given = wizard.app.session.answers
        await wizard.press("escape", "escape", "backspace")
        assert "Question 1 of" in wizard.text
        assert wizard.app.screen.query_one(ChoiceList).highlighted == 1
        await wizard.press("enter")
        assert wizard.app.screen.query_one(ChoiceList).highlighted == 4
        await wizard.press("enter", "enter")
        assert wizard.app.session.answers == given


async def test_back_from_the_first_question_and_forward_again_asks_nothing_twice(replay: OpenWizard) -> None:
    async with replay() as wizard:
        check = wizard.check
        await wizard.press("escape")
        assert wizard.at(Step.ADDRESS)
        assert "anna@all-well.example" in wizard.text
        await wizard.press("enter")
        assert wizard.at(Step.QUESTIONS)
        assert wizard.check is check


async def test_back_from_the_advice_shows_the_last_question(replay: OpenWizard) -> None:
    async with replay() as wizard:
        await wizard.answer_all()
        last = wizard.app.session.questions[-1]
        await wizard.press("escape")
        assert isinstance(wizard.app.screen, QuestionsScreen)
        assert wizard.app.screen.question == last


async def test_an_answer_to_a_question_that_is_no_longer_asked_does_not_count(replay: OpenWizard) -> None:
    async with replay() as wizard:
        session = wizard.app.session
        session.answer("current_setup", "mixed")
        session.answer("old_mail_on_computer", "yes")
        assert session.facts.answers.old_mail_on_computer == "yes"
        session.answer("current_setup", "new")
        assert session.facts.answers.old_mail_on_computer == "unsure"
        assert session.answers.old_mail_on_computer == "yes"


async def test_answers_from_the_command_line_are_highlighted(replay: OpenWizard) -> None:
    async with replay(answers=Answers(devices=Devices.SEVERAL, webmail=Webmail.OFTEN)) as wizard:
        assert wizard.app.screen.query_one(ChoiceList).highlighted == 2


async def test_the_advice_builds_up_beside_the_questions(replay: OpenWizard) -> None:
    async with replay("only-pop", size=(110, 32)) as wizard:
        assert "Advice so far" in wizard.text
        session = wizard.app.session
        assert "at most 10 questions to go" in wizard.text
        await wizard.press("3", "1")
        assert f"at most {session.number_of_questions().most - 2} questions to go" in wizard.text
        while session.unanswered.most > 1:
            await wizard.press("enter")
        assert " 1 question to go" in wizard.text


@pytest.mark.parametrize("language", list(Language))
async def test_the_number_on_screen_is_the_most_there_can_be_and_shrinks(
    language: Language, replay: OpenWizard
) -> None:
    async with replay("only-pop", language=language) as wizard:
        numbers = []
        while wizard.at(Step.QUESTIONS):
            place = wizard.app.screen.query_one("#where", Prose).render().plain
            at_most = "at most" in place or "hoogstens" in place
            number = wizard.app.session.number_of_questions()
            assert at_most is (number.least < number.most)
            numbers.append(int(place.split()[-1]))
            await wizard.press("enter")
        assert numbers == sorted(numbers, reverse=True)
        assert numbers[-1] == len(numbers)
