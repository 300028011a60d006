"""A part of the rulebook that few runs need: read when somebody looks into it."""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import TypeVar

from wizard.errors import RulebookError

Key = TypeVar("Key")
Entry = TypeVar("Entry", covariant=True)  # noqa: PLC0105 - it has no other role than Mapping's own


class Later(Mapping[Key, Entry]):
    """`read` gets a list for what is wrong. The first look raises RulebookError where there is anything in it."""

    def __init__(self, read: Callable[[list[str]], Mapping[Key, Entry]]) -> None:
        self._read = read

    @cached_property
    def _entries(self) -> Mapping[Key, Entry]:
        problems: list[str] = []
        entries = self._read(problems)
        if problems:
            raise RulebookError(problems)
        return entries

    def __getitem__(self, key: Key) -> Entry:
        return self._entries[key]

    def __iter__(self) -> Iterator[Key]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)
