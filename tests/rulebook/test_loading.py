"""The built-in folder, and a folder of one's own laid over it."""

import shutil
from pathlib import Path

import pytest

from wizard import rulebook
from wizard.model import All, AnyOf, DoFirst, Is, Measure, Not, Protocol, Rule, Rulebook, Strength, Weigh
from wizard.rulebook import built_in_folder

RULE = """\
{name}:
  when: {when}
  favours: pop3
  strength: slight
  text: {{nl: Proef., en: Trial.}}
  references: [S7]
  cases: {{fires: {{devices: several}}, silent: {{}}}}
"""


def loaded_rule(folder: Path, when: str, name: str = "trial") -> Rule:
    (folder / "advice").mkdir()
    (folder / "advice" / "mine.yaml").write_text(RULE.format(name=name, when=when), encoding="utf-8")
    return next(rule for rule in rulebook.load(folder).rules if rule.id == name)


@pytest.mark.parametrize(
    ("when", "condition"),
    [
        ("{devices: several}", Is(path="devices", words=frozenset({"several"}))),
        ("{devices: [several, unsure]}", Is(path="devices", words=frozenset({"several", "unsure"}))),
        (
            "{devices: several, folders: no}",
            All(parts=(Is(path="devices", words=frozenset({"several"})), Is(path="folders", words=frozenset({"no"})))),
        ),
        ("{}", All(parts=())),
        ("{not: {server.imap: yes}}", Not(part=Is(path="server.imap", words=frozenset({"yes"})))),
        (
            "{any: [{provider: icloud}, {client.pop3: no}]}",
            AnyOf(
                parts=(
                    Is(path="provider", words=frozenset({"icloud"})),
                    Is(path="client.pop3", words=frozenset({"no"})),
                )
            ),
        ),
        (
            "{all: [{people: several}, {not: {people: just-me}}]}",
            All(
                parts=(
                    Is(path="people", words=frozenset({"several"})),
                    Not(part=Is(path="people", words=frozenset({"just-me"}))),
                )
            ),
        ),
    ],
    ids=["word", "list", "several keys", "always", "not", "any", "all"],
)
def test_conditions(tmp_path: Path, when: str, condition: object) -> None:
    assert loaded_rule(tmp_path, when).when == condition


def test_a_rule_as_read(tmp_path: Path) -> None:
    rule = loaded_rule(tmp_path, "{devices: several}")
    assert rule.effect == Weigh(favours=Protocol.POP3, strength=Strength.SLIGHT)
    assert (rule.text.nl, rule.text.en, rule.references) == ("Proef.", "Trial.", ("S7",))
    assert rule.cases.fires == {"devices": "several"}
    assert rule.origin == f"{tmp_path}/advice/mine.yaml:1"


def test_the_same_id_takes_the_place_of_the_built_in_rule(tmp_path: Path) -> None:
    built_in = {rule.id for rule in rulebook.load().rules}
    replaced = loaded_rule(tmp_path, "{devices: several}", name="several-devices")
    assert replaced.effect == Weigh(favours=Protocol.POP3, strength=Strength.SLIGHT)
    assert {rule.id for rule in rulebook.load(tmp_path).rules} == built_in


def test_rules_can_be_switched_off(tmp_path: Path) -> None:
    (tmp_path / "switched-off.yaml").write_text("- several-devices\n- one-phone\n", encoding="utf-8")
    gone = {rule.id for rule in rulebook.load().rules} - {rule.id for rule in rulebook.load(tmp_path).rules}
    assert gone == {"several-devices", "one-phone"}


def test_a_question_of_ones_own_keeps_its_place(tmp_path: Path) -> None:
    (tmp_path / "questions.yaml").write_text(
        "folders:\n  text: {nl: Mappen?, en: Folders?}\n  why: {nl: Zo., en: So.}\n"
        "  choices: {yes: {nl: Ja, en: Yes}, no: {nl: Nee, en: No}, unsure: {nl: Tja, en: Well}}\n",
        encoding="utf-8",
    )
    before, after = rulebook.load().questions, rulebook.load(tmp_path).questions
    assert [question.key for question in before] == [question.key for question in after]
    folders = next(question for question in after if question.key == "folders")
    assert folders.text.en == "Folders?"
    assert folders.ask_when is None
    assert [choice.word for choice in folders.choices] == ["yes", "no", "unsure"]


def test_a_provider_of_ones_own(tmp_path: Path) -> None:
    (tmp_path / "providers").mkdir()
    (tmp_path / "providers" / "voorbeeld.yaml").write_text(
        "display_name: Voorbeeld\ndomains: [BÜCHER.example., voorbeeld.example]\nmx: [mx.voorbeeld.example]\n"
        "servers:\n"
        "  - {protocol: pop3, hostname: POP.voorbeeld.example, port: 110, socket_type: STARTTLS}\n"
        "lacks: [imap]\nreferences: [telephone]\nconfidence: low\nlast_checked: 2026-01-31\n",
        encoding="utf-8",
    )
    loaded = rulebook.load(tmp_path)
    provider = loaded.provider_for("xn--bcher-kva.example")
    assert provider is not None
    assert provider.id == provider.published.provider == "voorbeeld"
    assert provider.published.lacks == {Protocol.IMAP}
    assert [str(server.endpoint) for server in provider.servers] == ["pop.voorbeeld.example:110"]
    assert provider.servers[0].username is None
    assert loaded.provider_for_mx("in.mx.voorbeeld.example") == provider


def test_a_rule_may_name_a_provider_of_the_same_folder(tmp_path: Path) -> None:
    (tmp_path / "providers").mkdir()
    (tmp_path / "providers" / "voorbeeld.yaml").write_text(
        "display_name: Voorbeeld\ndomains: [voorbeeld.example]\nreferences: [telephone]\n"
        "confidence: low\nlast_checked: 2026-01-31\n",
        encoding="utf-8",
    )
    assert loaded_rule(tmp_path, "{provider: voorbeeld}").when == Is(path="provider", words=frozenset({"voorbeeld"}))


def test_missing_folders_do_not_break_loading(tmp_path: Path) -> None:
    shutil.copy(built_in_folder() / "questions.yaml", tmp_path)
    shutil.copytree(built_in_folder() / "advice", tmp_path / "advice")
    loaded = rulebook.load_folders([(tmp_path, "rules")])
    assert (loaded.providers, loaded.clients, loaded.findings) == ({}, {}, {})
    assert len(loaded.rules) == len(rulebook.load().rules)


def test_the_order_of_files_and_rules_does_not_matter(tmp_path: Path) -> None:
    shutil.copy(built_in_folder() / "questions.yaml", tmp_path)
    (tmp_path / "advice").mkdir()
    names = sorted(path.name for path in (built_in_folder() / "advice").iterdir() if path.name != "outcomes.yaml")
    for number, name in enumerate(reversed(names)):
        shutil.copy(built_in_folder() / "advice" / name, tmp_path / "advice" / f"{number:02}.yaml")
    shutil.copy(built_in_folder() / "advice" / "outcomes.yaml", tmp_path / "advice")
    shuffled = rulebook.load_folders([(tmp_path, "rules")])
    assert _meanings(shuffled) == _meanings(rulebook.load())


def _meanings(loaded: Rulebook) -> list[object]:
    return [(rule.id, rule.when, rule.effect, rule.text, rule.references) for rule in loaded.rules]


def test_steps_are_read_with_outcomes_and_rank() -> None:
    rules = {rule.id: rule.effect for rule in rulebook.load().rules}
    measure, first = rules["keep-7-days"], rules["own-apps-only"]
    assert isinstance(measure, Measure)
    assert ({outcome.value for outcome in measure.outcomes}, measure.rank) == ({"pop-keep-copy"}, 20)
    assert isinstance(first, DoFirst)
    assert first.outcomes == {None}
