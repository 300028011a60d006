"""What stands in the built-in rules."""

import re
from pathlib import Path

import pytest

from wizard import rulebook
from wizard.model import AdviceOutcome, Answers, ClientChoice, FindingId, Measure, Rule, Rulebook, Text, Vary, Weigh
from wizard.rulebook import built_in_folder

STATEMENTS = tuple(f"S{number}" for number in range(1, 31))


@pytest.fixture(scope="module")
def built_in() -> Rulebook:
    return rulebook.load()


def rules() -> tuple[Rule, ...]:
    return rulebook.load().rules


@pytest.mark.parametrize("statement", STATEMENTS)
def test_every_statement_of_the_article_is_answered(built_in: Rulebook, statement: str) -> None:
    assert [rule.id for rule in built_in.rules if statement in rule.references]


def test_the_readme_lists_every_statement() -> None:
    readme = (built_in_folder() / "README.md").read_text(encoding="utf-8")
    for statement in STATEMENTS:
        assert re.search(rf"^\| {statement} \|", readme, re.MULTILINE), statement


def test_the_questions_are_those_of_the_contract(built_in: Rulebook) -> None:
    assert {question.key for question in built_in.questions} == set(Answers.allowed())
    for question in built_in.questions:
        assert {choice.word for choice in question.choices} == set(Answers.allowed()[question.key])
        assert question.choices[-1].word == "unsure"
        assert question.choices[-1].text == Text(nl="Dat weet ik niet", en="I don't know")
    assert built_in.questions[0].key == "devices"


def test_questions_fit_a_screen_of_80_by_24(built_in: Rulebook) -> None:
    for question in built_in.questions:
        for text in (question.text.nl, question.text.en):
            assert text.endswith("?"), text
            assert len(text) <= 66, text
        assert len(question.choices) <= 14


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_texts_are_short_sentences(rule: Rule) -> None:
    for text in (rule.text.nl, rule.text.en):
        sentences = re.split(r"(?<=[.!?]) ", text)
        assert text.endswith("."), text
        if isinstance(rule.effect, Weigh | Vary):
            assert len(text) <= 125, text
            assert len(sentences) <= 2, text
        else:
            assert len(sentences) <= 4, text
            assert len(text) <= 330, text
        assert all(len(sentence.split()) <= 30 for sentence in sentences), text
        assert text.count("**") % 2 == 0, text


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_dutch_is_polite_and_plain(rule: Rule) -> None:
    words = set(re.findall(r"[\w-]+", rule.text.nl.replace("eM Client", "").lower()))
    assert not words & {
        "je",
        "jij",
        "jouw",
        "jullie",
        "client",
        "gebruiker's",
        "middels",
        "indien",
        "dient",
        "teneinde",
    }


@pytest.mark.parametrize("path", sorted(built_in_folder().rglob("*.yaml")), ids=lambda path: path.stem)
def test_dutch_has_one_word_for_signing_in(path: Path) -> None:
    """Another word stands only where a mail program has it: as a label, or in a message of its own."""
    own_words = re.sub(r'^ +- ".*"$', "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    own_words = re.sub(r"\*\*.+?\*\*", "", " ".join(own_words.split()))
    assert not re.search(r"aanmeld|aangemeld|aan te melden|\bmeldt? (u|zich)\b|\binlog\b", own_words, re.IGNORECASE)


def test_outcomes_are_all_in_words(built_in: Rulebook) -> None:
    assert set(built_in.outcomes) == set(AdviceOutcome)
    for outcome, words in built_in.outcomes.items():
        first = {"imap": ("Gebruik IMAP", "Use IMAP"), "pop3": ("Gebruik POP", "Use POP")}[outcome.protocol]
        assert words.verdict.nl.startswith(first[0])
        assert words.verdict.en.startswith(first[1])


def test_every_finding_and_every_mail_program_has_its_words(built_in: Rulebook) -> None:
    assert set(built_in.findings) == set(FindingId)
    assert set(built_in.clients) == set(ClientChoice) - {ClientChoice.OTHER, ClientChoice.UNSURE}


def test_every_advice_for_imap_carries_a_backup_recipe(built_in: Rulebook) -> None:
    recipes = [rule for rule in built_in.rules if rule.id.startswith("backup-imap")]
    imap = {AdviceOutcome.IMAP, AdviceOutcome.IMAP_WITH_ARCHIVE}
    for rule in recipes:
        assert isinstance(rule.effect, Measure)
        assert rule.effect.outcomes == imap
    named = {word for rule in recipes for word in getattr(rule.when, "words", ())}
    assert named == set(Answers.allowed()["client"])


def test_every_kind_of_reference_can_be_followed(built_in: Rulebook) -> None:
    for rule in built_in.rules:
        for reference in rule.references:
            assert reference in STATEMENTS or reference.startswith(("RFC ", "https://")), reference


def test_the_examples_of_the_readme_can_be_loaded(tmp_path: Path) -> None:
    readme = (built_in_folder() / "README.md").read_text(encoding="utf-8")
    sections = re.findall(r"^## [^\n]*`([a-z/*]+\.yaml)`\n.*?```yaml\n(.*?)```", readme, re.MULTILINE | re.DOTALL)
    for name, example in sections:
        path = tmp_path / name.replace("*", "mine")
        path.parent.mkdir(exist_ok=True)
        path.write_text(example, encoding="utf-8")
    assert len(sections) == 6
    loaded = rulebook.load(tmp_path)
    assert loaded.providers["voorbeeld"].published.display_name == "Voorbeeld"
