"""The number of questions that is told on the way: the most there can be, which shrinks and never grows."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wizard import rulebook
from wizard.advisor import client_facts, number_of_questions, questions_to_ask
from wizard.model import Answers, Facts, Known, ServerFacts

RULES = rulebook.load()


WORDS = st.fixed_dictionaries({key: st.sampled_from(words) for key, words in Answers.allowed().items()})


def _with(facts: Facts, key: str, word: str) -> Facts:
    answers = facts.answers.with_answer(key, word)
    return replace(facts, answers=answers, client=client_facts(answers.client, RULES))


@settings(deadline=None)
@given(told=WORDS, imap=st.sampled_from(Known), pop3=st.sampled_from(Known), known_after=st.integers(0, 13))
def test_it_never_grows_and_ends_as_what_was_asked(
    told: dict[str, str], imap: Known, pop3: Known, known_after: int
) -> None:
    facts, answered = Facts(), set[str]()
    last = number_of_questions(facts, RULES, answered=answered, servers_known=False)
    while True:
        known = len(answered) >= known_after
        if known:
            facts = replace(facts, server=ServerFacts(imap=imap, pop3=pop3))
        number = number_of_questions(facts, RULES, answered=answered, servers_known=known)
        assert number.most <= last.most
        assert number.least <= number.most
        asked = [question.key for question in questions_to_ask(facts, RULES)]
        to_ask = [key for key in asked if key not in answered]
        if not to_ask:
            break
        facts, last = _with(facts, to_ask[0], told[to_ask[0]]), number
        answered.add(to_ask[0])
    if known:
        assert number.least == number.most == len(asked)


@pytest.mark.parametrize("servers_known", [False, True])
def test_at_first_it_is_what_the_rulebook_promises(servers_known: bool) -> None:
    number = number_of_questions(Facts(), RULES, answered=set(), servers_known=servers_known)
    assert (number.least, number.most) == (6, 10)


def test_what_was_given_before_is_not_counted_and_what_is_shown_is() -> None:
    several = _with(Facts(), "devices", "several")
    alone = number_of_questions(several, RULES, answered={"devices"}, servers_known=True)
    given_before = number_of_questions(several, RULES, answered=set(), given={"devices"}, servers_known=True)
    shown = number_of_questions(several, RULES, answered={"devices"}, servers_known=True, shown="webmail")
    assert given_before.most == alone.most - 1
    assert shown.most == alone.most + 1
