"""Conditions: which paths and words a rule may ask for, and how `when` is read."""

import functools
from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import StrEnum
from typing import assert_never, get_type_hints

from wizard.model import All, Answers, AnyOf, Condition, Facts, Is, Not, facts_in
from wizard.rulebook.reading import Reader, nearest
from wizard.rulebook.tree import Fields, Items, Node


@functools.cache
def paths_of_facts() -> Mapping[str, tuple[str, ...]]:
    """Each path of Facts with its words, from the type hints (`devices`, `server.imap`); none for `provider`."""
    paths: dict[str, tuple[str, ...]] = dict(Answers.allowed())
    for name, kind in get_type_hints(Facts).items():
        if name == "answers":
            continue
        if is_dataclass(kind):
            hints = get_type_hints(kind)
            for part in fields(kind):
                words: type[StrEnum] = hints[part.name]
                paths[f"{name}.{part.name}"] = tuple(word.value for word in words)
        else:
            paths[name] = ()
    return paths


def read_condition(reader: Reader, node: Node | None, providers: Collection[str]) -> Condition:
    """A mapping of paths to words: several keys must all hold, a list means any of its words, `{}` always holds.

    `all` and `any` take lists of conditions, `not` takes one. A condition that can never hold is a problem.
    """
    condition = _read(reader, node, providers)
    path = _contradiction(condition)
    if node is not None and path is not None:
        reader.wrong(node, f'can never hold: it leaves no word for "{path}"')
    return condition


def paths_in(condition: Condition) -> Iterator[str]:
    """Every path that the condition asks for."""
    return (fact.path for fact in facts_in(condition))


def _contradiction(condition: Condition) -> str | None:
    """The path for which no word is left by everything that must hold at once."""
    left: dict[str, frozenset[str]] = {}
    for path, words in _demands(condition, wanted=True):
        left[path] = left.get(path, words) & words
        if not left[path]:
            return path
    return None


def _demands(condition: Condition, *, wanted: bool) -> Iterator[tuple[str, frozenset[str]]]:
    """The words that each path must have; choices between parts demand nothing."""
    match condition:
        case Is(path=path, words=words):
            allowed = frozenset(paths_of_facts().get(path, ()))  # empty for a provider: anything may be one
            if wanted and words:
                yield path, words
            elif not wanted and allowed:
                yield path, allowed - words
        case All(parts=parts) | AnyOf(parts=parts):
            if isinstance(condition, All) is wanted or len(parts) == 1:
                for part in parts:
                    yield from _demands(part, wanted=wanted)
        case Not(part=part):
            yield from _demands(part, wanted=not wanted)
        case _:
            assert_never(condition)


def _read(reader: Reader, node: Node | None, providers: Collection[str]) -> Condition:
    parts = [_part(reader, name, entry, providers) for name, entry in reader.entries(node).items()]
    return parts[0] if len(parts) == 1 else All(parts=tuple(parts))


def _part(reader: Reader, name: str, node: Node, providers: Collection[str]) -> Condition:
    match name:
        case "all":
            items = reader.items(node, at_least_one=True)
            return All(parts=tuple(_read(reader, item, providers) for item in items))
        case "any":
            items = reader.items(node, at_least_one=True)
            return AnyOf(parts=tuple(_read(reader, item, providers) for item in items))
        case "not":
            if isinstance(node, Fields) and not node.entries:
                reader.wrong(node, "must hold at least one condition")
            return Not(part=_read(reader, node, providers))
        case _:
            return Is(path=name, words=frozenset(_words(reader, name, node, providers)))


def _words(reader: Reader, path: str, node: Node, providers: Collection[str]) -> tuple[str, ...]:
    if isinstance(node, Items):
        placed = reader.placed_strings(node, at_least_one=True)
    else:
        placed = ((node, reader.string(node)),)
    if check_path(reader, path, node):
        for item, word in placed:
            check_word(reader, path, item, word, providers)
    return tuple(word for _, word in placed)


def check_path(reader: Reader, path: str, node: Node) -> bool:
    """Whether this is a path of Facts; reports it otherwise."""
    if path in paths_of_facts():
        return True
    reader.wrong(node, f'unknown path "{path}"{nearest(path, [*paths_of_facts(), "all", "any", "not"])}')
    return False


def check_word(reader: Reader, path: str, node: Node, word: str, providers: Collection[str]) -> None:
    """Report a word that this path never has."""
    if not word:
        return
    if path == "provider":
        if providers and word not in providers:
            reader.wrong(node, f'unknown provider "{word}"{nearest(word, providers)}')
        return
    reader.known(node, word, paths_of_facts()[path])
