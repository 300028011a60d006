"""What the wizard asks: `questions.yaml`."""

from collections.abc import Collection

from wizard.model import AnswerChoice, Answers, Question
from wizard.rulebook.conditions import read_condition
from wizard.rulebook.reading import Reader, nearest
from wizard.rulebook.tree import Node

UNSURE = "unsure"
MOST_CHOICE = 60
MOST_WHY = 220


def read_questions(reader: Reader, node: Node | None, providers: Collection[str]) -> tuple[Question, ...]:
    """The questions in the order of the file, which is the order of asking."""
    questions: list[Question] = []
    for key, entry in reader.entries(node).items():
        if key in Answers.allowed():
            questions.append(_question(reader, key, entry, providers))
        else:
            reader.wrong(entry, f"unknown question{nearest(key, list(Answers.allowed()))}")
    return tuple(questions)


def _question(reader: Reader, key: str, node: Node, providers: Collection[str]) -> Question:
    fields = reader.fields(node, required=("text", "why", "choices"), optional=("ask_when",))
    why = reader.text(fields.get("why"), placeholders=())
    if "why" in fields and max(len(why.nl), len(why.en)) > MOST_WHY:
        reader.wrong(fields["why"], f"is longer than {MOST_WHY} characters")
    return Question(
        key=key,
        text=reader.text(fields.get("text"), placeholders=()),
        why=why,
        choices=_choices(reader, key, fields.get("choices")),
        ask_when=read_condition(reader, fields["ask_when"], providers) if "ask_when" in fields else None,
        origin=f"{reader.file}:{node.line}",
    )


def _choices(reader: Reader, key: str, node: Node | None) -> tuple[AnswerChoice, ...]:
    words = Answers.allowed()[key]
    entries = reader.fields(node, required=words)
    if entries and list(entries)[-1] != UNSURE and node is not None:
        reader.wrong(node, f'"{UNSURE}" must stand last')
    choices: list[AnswerChoice] = []
    for word, entry in entries.items():
        text = reader.text(entry, placeholders=())
        if max(len(text.nl), len(text.en)) > MOST_CHOICE:
            reader.wrong(entry, f"is longer than {MOST_CHOICE} characters")
        choices.append(AnswerChoice(word=word, text=text))
    return tuple(choices)
