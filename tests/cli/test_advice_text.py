"""The advice for people: what decided it stands first."""

import pytest

from wizard import advisor, rulebook
from wizard.cli.advice_text import DECIDING, add_advice
from wizard.cli.layout import text_of
from wizard.i18n import Words
from wizard.model import Answers, Backups, Devices, Facts, Known, Language, People, ServerFacts, ServerSpace, Webmail
from wizard.pages import Page
from wizard.pages.sentences import plain

RULES = rulebook.load()
HEADINGS = {Language.NL: ("Waarom", "Wat er ook voor pleit"), Language.EN: ("Why", "What also speaks for it")}


def lines_of(answers: Answers, language: Language, *, imap: Known = Known.UNKNOWN) -> str:
    page, words = Page(), Words(language)
    facts = Facts(answers=answers, server=ServerFacts(imap=imap))
    add_advice(page, advisor.advise(facts, RULES), RULES, words)
    return " ".join(text_of(page).split())


@pytest.mark.parametrize("language", Language)
def test_three_reasons_decide_and_the_others_come_after(language: Language) -> None:
    answers = Answers(devices=Devices.SEVERAL, people=People.SEVERAL, webmail=Webmail.SOMETIMES, backups=Backups.NEVER)
    text = lines_of(answers, language)
    reasons = advisor.advise(Facts(answers=answers), RULES).reasons
    assert len(reasons) > DECIDING == 3
    why, also = (text.index(f" {heading} ") for heading in HEADINGS[language])
    places = [text.index(plain(reason.text, Words(language))) for reason in reasons]
    assert why < min(places[:3]) <= max(places[:3]) < also < min(places[3:])


@pytest.mark.parametrize("language", Language)
def test_three_reasons_need_no_second_heading(language: Language) -> None:
    assert HEADINGS[language][1] not in lines_of(Answers(), language)


@pytest.mark.parametrize("language", Language)
def test_nothing_speaks_for_what_is_not_possible(language: Language) -> None:
    words = Words(language)
    on_paper = " " + words("What speaks against it") + " "
    answers = Answers(devices=Devices.ONE_COMPUTER, server_space=ServerSpace.NEARLY_FULL)
    assert on_paper in lines_of(answers, language)
    assert on_paper not in lines_of(answers, language, imap=Known.NO)
