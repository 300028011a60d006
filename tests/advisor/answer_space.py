"""Every combination of answers at once: a set of combinations is one large number with a bit for each of them.

A rule over two million combinations is then a few operations, and a property holds over all of them or names the
combination that breaks it. Combination number i has the answers that `Space.combination(i)` says.
"""

import functools
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import assert_never

from wizard.model import All, AnyOf, Condition, Is, Not

Words = Mapping[str, str]
Combinations = int


class Space:
    """All combinations of these questions' words; other facts are the same for all, and as in `unknown` if unsaid."""

    def __init__(self, words: Mapping[str, Sequence[str]], unknown: Words | None = None) -> None:
        self.unknown = dict(unknown or {})
        self.words = {key: tuple(allowed) for key, allowed in words.items()}
        self.size = math.prod(len(allowed) for allowed in self.words.values())
        self.everything: Combinations = (1 << self.size) - 1
        self._strides: dict[str, int] = {}
        stride = self.size
        for key, allowed in self.words.items():
            stride //= len(allowed)
            self._strides[key] = stride

    @functools.cache  # noqa: B019 - a space lives as long as the tests that walk it
    def where(self, key: str, word: str) -> Combinations:
        """Where this question has this answer."""
        stride, allowed = self._strides[key], self.words[key]
        place = allowed.index(word)
        block = "0" * (stride * (len(allowed) - 1 - place)) + "1" * stride + "0" * (stride * place)
        return int(block * (self.size // len(block)), 2)

    def holds(self, condition: Condition | None, fixed: Words) -> Combinations:
        """Where the condition holds, in the situation of these facts."""
        match condition:
            case None:
                return self.everything
            case Is(path=path, words=wanted):
                if path in self.words:
                    return union(self.where(path, word) for word in self.words[path] if word in wanted)
                return self.everything if fixed.get(path, self.unknown.get(path)) in wanted else 0
            case All(parts=parts):
                found = self.everything
                for part in parts:
                    found &= self.holds(part, fixed)
                return found
            case AnyOf(parts=parts):
                return union(self.holds(part, fixed) for part in parts)
            case Not(part=part):
                return self.everything ^ self.holds(part, fixed)
            case _:
                assert_never(condition)

    def changed(self, combinations: Combinations, key: str, old: str, new: str) -> Combinations:
        """The combinations that have `old`, with `new` in its place."""
        steps = (self.words[key].index(new) - self.words[key].index(old)) * self._strides[key]
        found = combinations & self.where(key, old)
        return found << steps if steps >= 0 else found >> -steps

    def anyhow(self, combinations: Combinations, key: str) -> Combinations:
        """Where some answer to this question leads into the combinations."""
        first = self.words[key][0]
        found = union(self.changed(combinations, key, word, first) for word in self.words[key])
        return union(self.changed(found, key, first, word) for word in self.words[key])

    def combination(self, number: int) -> dict[str, str]:
        """The answers of one combination."""
        return {key: allowed[number // self._strides[key] % len(allowed)] for key, allowed in self.words.items()}

    def number(self, words: Words) -> int:
        """The inverse of `combination`."""
        return sum(self.words[key].index(words[key]) * stride for key, stride in self._strides.items())

    def one_of(self, combinations: Combinations) -> dict[str, str]:
        """One of the combinations, to show or to try."""
        return self.combination((combinations & -combinations).bit_length() - 1)


def union(sets: Iterable[Combinations]) -> Combinations:
    found = 0
    for combinations in sets:
        found |= combinations
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """A sum for every combination at once: bit n of each sum stands in `planes[n]`."""

    planes: tuple[Combinations, ...] = ()

    def plus(self, amount: int, where: Combinations) -> "Tally":
        """The sums with this amount added where it applies."""
        planes, carry, place = list(self.planes), 0, 0
        while amount >> place or carry:
            if place == len(planes):
                planes.append(0)
            added = where if amount >> place & 1 else 0
            old = planes[place]
            planes[place] = old ^ added ^ carry
            carry = (old & added) | (old & carry) | (added & carry)
            place += 1
        return Tally(planes=tuple(planes))

    def above(self, other: "Tally") -> Combinations:
        """Where this sum is larger than the other."""
        above = 0
        for place in range(max(len(self.planes), len(other.planes))):
            mine = self.planes[place] if place < len(self.planes) else 0
            theirs = other.planes[place] if place < len(other.planes) else 0
            above = (mine & ~theirs) | (above & ~(mine ^ theirs))
        return above

    def at(self, number: int) -> int:
        """The sum of one combination."""
        return sum((plane >> number & 1) << place for place, plane in enumerate(self.planes))
