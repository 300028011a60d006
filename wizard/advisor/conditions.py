"""Conditions compiled to closures over the words of the facts."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import assert_never

from wizard.model import All, AnyOf, Condition, Facts, Is, Not

Words = Mapping[str, str]
"""Path to word (`devices`: `several`, `server.imap`: `yes`); an unknown provider has no entry."""

Test = Callable[[Words], bool]


def words_of(facts: Facts) -> dict[str, str]:
    """Every path that a rule may ask for, with its word."""
    words = facts.answers.as_words()
    for name, part in (("server", facts.server), ("client", facts.client), ("mailbox", facts.mailbox)):
        for field in fields(part):
            words[f"{name}.{field.name}"] = str(getattr(part, field.name))
    if facts.provider is not None:
        words["provider"] = facts.provider
    return words


def compiled(condition: Condition) -> Test:
    """A function that tells whether the condition holds."""
    match condition:
        case Is(path=path, words=wanted):
            return lambda words: words.get(path) in wanted
        case All(parts=parts):
            tests = tuple(compiled(part) for part in parts)
            return lambda words: all(test(words) for test in tests)
        case AnyOf(parts=parts):
            tests = tuple(compiled(part) for part in parts)
            return lambda words: any(test(words) for test in tests)
        case Not(part=part):
            inner = compiled(part)
            return lambda words: not inner(words)
        case _:
            assert_never(condition)


def holds(condition: Condition | None, facts: Facts) -> bool:
    """Whether the condition holds for these facts; no condition always does."""
    return condition is None or compiled(condition)(words_of(facts))


def because_of(condition: Condition, words: Words, *, wanted: bool = True) -> dict[str, str]:
    """The facts that make the condition come out as `wanted`, path to word."""
    match condition:
        case Is(path=path, words=allowed):
            word = words.get(path)
            return {path: word} if word is not None and (word in allowed) is wanted else {}
        case All(parts=parts) | AnyOf(parts=parts):
            return {
                path: word
                for part in parts
                if compiled(part)(words) is wanted
                for path, word in because_of(part, words, wanted=wanted).items()
            }
        case Not(part=part):
            return because_of(part, words, wanted=not wanted)
        case _:
            assert_never(condition)
