"""Which questions are still worth asking."""

from wizard.advisor.conditions import compiled, words_of
from wizard.model import Facts, Question, Rulebook


def questions_to_ask(facts: Facts, rulebook: Rulebook) -> tuple[Question, ...]:
    """The questions whose answer can change something, given what is known, in the order of asking."""
    words = words_of(facts)
    return tuple(
        question for question in rulebook.questions if question.ask_when is None or compiled(question.ask_when)(words)
    )
