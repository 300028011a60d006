"""The questions: numbers, words, texts, nothing; back without loss; help, and the other language at any prompt."""

import re

from tests.cli.plain.conftest import Speaker
from tests.cli.plain.conversations import answered, place
from wizard import files, rulebook
from wizard.model import Language

ANNA = "anna@all-well.example"
RULES = rulebook.load()


def _title(key: str, language: Language) -> str:
    return next(question.text.in_language(language) for question in RULES.questions if question.key == key)


def test_numbers_words_and_texts_are_answers(speaker: Speaker) -> None:
    yes = {Language.NL: "ja", Language.EN: "yes"}[speaker.language]
    with speaker.talk(ANNA) as talk:
        said = talk.number()
        assert _title("devices", speaker.language) in said
        assert speaker.words("Why this question? {reason}", reason="").strip() in said
        talk.choose("several")
        talk.choose("13.")
        talk.choose("pop")
        assert _title("old_mail_on_computer", speaker.language) not in talk.choose(yes)
        talk.type("q")
        kept = speaker.words("This is kept on your computer: next time you can go on from here.")
        assert talk.ends() == (0, f"q {kept}")
    answers = files.read_case(speaker.kept).answers
    assert (answers.devices, answers.client, answers.current_setup) == ("several", "other", "pop")
    assert answers.old_mail_on_computer == "yes"


def test_what_is_no_answer_is_asked_again(speaker: Speaker) -> None:
    wrong = speaker.words("Type a number from 1 to {last}.", last=4)
    with speaker.talk(ANNA) as talk:
        talk.number()
        for typed in ("0", "5", "-1", "1,5", "²", "9" * 5000, "\x1b[A", "zz"):
            assert wrong in talk.choose(typed), typed
        assert place(talk.choose("1"))[0] == 2


def test_going_back_loses_nothing(speaker: Speaker) -> None:
    with speaker.talk(ANNA) as talk:
        assert place(talk.number())[0] == 1
        talk.choose("3")
        talk.choose("2")
        stays = RULES.questions[1].choices[1].text.in_language(speaker.language)
        assert place(talk.choose("b", "“{answer}” stays", answer=stays))[0] == 2
        first = RULES.questions[0].choices[2].text.in_language(speaker.language)
        assert place(talk.choose("TERUG", "“{answer}” stays", answer=first))[0] == 1
        assert place(talk.choose("", "“{answer}” stays", answer=stays))[0] == 2
        assert place(talk.choose(""))[0] == 3
        talk.type("q")
        assert talk.ends()[0] == 0
    answers = files.read_case(speaker.kept).answers
    assert (answers.devices, answers.client) == ("several", "outlook-new")


def test_help_repeats_the_question(speaker: Speaker) -> None:
    with speaker.talk(ANNA) as talk:
        asked = talk.number()
        for typed in ("?", "help", "hulp"):
            said = talk.choose(typed)
            assert (
                speaker.words("At any question you can also type: ? for help, b to go back, nl for Dutch, q to stop.")
                in said
            )
            assert said.endswith(re.sub(r".*((?:Vraag|Question) 1 )", r"\1", asked))


def test_the_language_changes_at_any_prompt(speaker: Speaker) -> None:
    other = Language.EN if speaker.language is Language.NL else Language.NL
    with speaker.talk(ANNA) as talk:
        talk.number()
        talk.speaks(other)
        assert _title("devices", other) in talk.choose(other.value)
        talk.reply("b", "E-mail address (Enter: {address} stays): ", address=ANNA)
        talk.speaks(speaker.language)
        talk.reply(speaker.language.upper(), "E-mail address (Enter: {address} stays): ", address=ANNA)
        talk.reply("", "Name that recipients see (Enter: none): ")
        assert _title("devices", speaker.language) in talk.choose("")
        talk.speaks(other)
        talk.choose({Language.NL: "nederlands", Language.EN: "english"}[other])
        talk.type("q")
        assert talk.ends()[0] == 0
    assert files.read_case(speaker.kept).language is other


def test_what_the_command_line_answered_is_not_asked(speaker: Speaker) -> None:
    with speaker.talk(ANNA, *answered()) as talk:
        assert _title("devices", speaker.language) not in talk.at_advice()
        talk.reply("b", "E-mail address (Enter: {address} stays): ", address=ANNA)
        talk.reply("", "Name that recipients see (Enter: none): ")
        talk.reply("", "Press Enter to go on to the settings: ")


def test_what_the_check_brings_up_late_is_asked_too(speaker: Speaker) -> None:
    """Where no server is found, more is asked: some of it about what stands before the last question."""
    number = {Language.NL: "Nummer (Enter:", Language.EN: "Number (Enter:"}[speaker.language]
    advice = {Language.NL: "Druk op Enter", Language.EN: "Press Enter"}[speaker.language]
    titles = set()
    with speaker.talk("anna@nothing.example", "--answer", "devices=several") as talk:
        said = talk.number()
        while (found := re.search(r"(?:Vraag|Question) \d+ [^.]+\. (.*?\?)", said)) is not None:
            titles.add(found[1])
            said = talk.reply_one_of("", number, advice, "(y or n, Enter: no) ")
        if said.endswith(advice):
            talk.reply("", "(y or n, Enter: no) ")
        said = talk.reply_one_of("", advice, "What would you like to do?")
        while not said.endswith(advice):
            said = talk.reply_one_of("b", advice)
        said = talk.reply_one_of("b", number)
        while (found := re.search(r"(?:Vraag|Question) \d+ (?:van|of) (\d+)\. (.*?\?)", said)) is not None:
            titles.add(found[2])
            assert found[1] == "9"
            said = talk.reply_one_of("", number, advice)
    assert len(titles) == 9
