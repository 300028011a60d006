"""Which questions are still worth asking, and how many they will be in all."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import chain, product

from wizard.advisor.conditions import Test, compiled, words_of
from wizard.advisor.known import client_facts
from wizard.model import ClientChoice, Condition, Facts, Is, Known, Question, Rulebook, facts_in


def questions_to_ask(facts: Facts, rulebook: Rulebook) -> tuple[Question, ...]:
    """The questions whose answer can change something, given what is known, in the order of asking."""
    words = words_of(facts)
    return tuple(
        question for question in rulebook.questions if question.ask_when is None or compiled(question.ask_when)(words)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """How many questions there will be in all: at least so many, and at most."""

    least: int
    most: int


def number_of_questions(
    facts: Facts,
    rulebook: Rulebook,
    *,
    answered: AbstractSet[str],
    servers_known: bool,
    given: AbstractSet[str] = frozenset(),
    shown: str | None = None,
) -> Number:
    """What is still open is tried in every way that makes a difference; so while it is answered `most` never grows.

    `answered` and `given` are keys of questions that stand as the facts have them, the given ones not to be counted;
    `shown` is the one on screen, which counts whatever became of its reason.
    """
    count = _Count(rulebook, answered=answered | given, given=given, shown=shown)
    words = words_of(facts)
    servers = [{}] if servers_known else count.servers()
    numbers = [count.from_question(0, {**words, **server}) for server in servers]
    return Number(least=min(each.least for each in numbers), most=max(each.most for each in numbers))


class _Count:
    """One walk over all that may still be answered; what makes no difference to any condition is walked once."""

    def __init__(
        self, rulebook: Rulebook, *, answered: AbstractSet[str], given: AbstractSet[str], shown: str | None
    ) -> None:
        self._rulebook = rulebook
        self._answered, self._given, self._shown = answered, given, shown
        conditions = [question.ask_when for question in rulebook.questions]
        self._looked_at = [_all_facts_in(conditions[place:]) for place in range(len(conditions) + 1)]
        self._tests: list[Test | None] = [
            None if question.ask_when is None else compiled(question.ask_when) for question in rulebook.questions
        ]
        self._seen: dict[tuple[int, tuple[bool, ...]], Number] = {}

    def servers(self) -> list[dict[str, str]]:
        """What the servers may turn out to offer."""
        offered = [{"server.imap": str(imap), "server.pop3": str(pop3)} for imap, pop3 in product(Known, Known)]
        return self._different(offered, place=0)

    def from_question(self, place: int, words: Mapping[str, str]) -> Number:
        """How many there will be from this one on."""
        if place == len(self._rulebook.questions):
            return Number(least=0, most=0)
        state = place, self._kind(words, place)
        if state not in self._seen:
            self._seen[state] = self._from_question(place, words)
        return self._seen[state]

    def _from_question(self, place: int, words: Mapping[str, str]) -> Number:
        question, test = self._rulebook.questions[place], self._tests[place]
        asked = test is None or test(words) or question.key == self._shown
        if not asked or question.key in self._answered:
            rest = [self.from_question(place + 1, words)]
        else:
            answers = [self._answer(question.key, choice.word) for choice in question.choices]
            answers = self._different(answers, place=place + 1)
            rest = [self.from_question(place + 1, {**words, **answer}) for answer in answers]
        here = int(asked and question.key not in self._given)
        return Number(least=here + min(each.least for each in rest), most=here + max(each.most for each in rest))

    def _answer(self, key: str, word: str) -> dict[str, str]:
        """The facts that this answer makes."""
        if key != "client":
            return {key: word}
        able = client_facts(ClientChoice(word), self._rulebook)
        return {key: word, "client.imap": str(able.imap), "client.pop3": str(able.pop3)}

    def _different(self, facts: list[dict[str, str]], *, place: int) -> list[dict[str, str]]:
        """One of each kind."""
        return list({self._kind(each, place): each for each in facts}.values())

    def _kind(self, words: Mapping[str, str], place: int) -> tuple[bool, ...]:
        """All that the questions from this place on can see of these facts."""
        return tuple(words.get(part.path) in part.words for part in self._looked_at[place])


def _all_facts_in(conditions: Iterable[Condition | None]) -> tuple[Is, ...]:
    """What the conditions look at, once each."""
    asked = (facts_in(condition) for condition in conditions if condition is not None)
    return tuple(dict.fromkeys(chain.from_iterable(asked)))
