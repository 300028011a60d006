"""Conditions: which paths and words a rule may ask for, and how `when` is read."""

import functools
from collections.abc import Collection, Mapping
from dataclasses import fields, is_dataclass
from enum import StrEnum
from typing import get_type_hints

from wizard.model import All, Answers, AnyOf, Condition, Facts, Is, Not
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

    `all` and `any` take lists of conditions, `not` takes one.
    """
    parts = [_part(reader, name, entry, providers) for name, entry in reader.entries(node).items()]
    return parts[0] if len(parts) == 1 else All(parts=tuple(parts))


def _part(reader: Reader, name: str, node: Node, providers: Collection[str]) -> Condition:
    match name:
        case "all":
            items = reader.items(node, at_least_one=True)
            return All(parts=tuple(read_condition(reader, item, providers) for item in items))
        case "any":
            items = reader.items(node, at_least_one=True)
            return AnyOf(parts=tuple(read_condition(reader, item, providers) for item in items))
        case "not":
            if isinstance(node, Fields) and not node.entries:
                reader.wrong(node, "must hold at least one condition")
            return Not(part=read_condition(reader, node, providers))
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
