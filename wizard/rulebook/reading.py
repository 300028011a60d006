"""Taking values out of a file: every problem is noted, a stand-in is returned, and reading goes on."""

import datetime as dt
import difflib
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from wizard.model import Text, printable
from wizard.rulebook.tree import MAX_BYTES, Fields, Items, Node, NotReadable, Word, parse

PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
MOST_PROBLEM = 1000
NEAR = 0.6
"""How alike two words must be, from 0 to 1, to be taken for a slip."""

_W = TypeVar("_W", bound=StrEnum)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """One file being read; `problems` gathers lines of the form `file:line: key: what is wrong`.

    Every method takes None for what was missing (and has been reported as such). After a problem it returns a
    stand-in of the right type, which nobody sees: a rulebook with problems is never handed out.
    """

    file: str
    problems: list[str] = field(default_factory=list)

    def report(self, line: int, key: str, message: str) -> None:
        """Note one problem, on one printable line whatever stands in the file."""
        what = f"{key}: {message}" if key else message
        self.problems.append(f"{self.file}:{line}: {printable(what, limit=MOST_PROBLEM)}")

    def wrong(self, node: Node, message: str) -> None:
        self.report(node.line, node.key, message)

    def document(self, path: Path) -> Node | None:
        """The YAML document at `path`."""
        try:
            with path.open("rb") as file:
                data = file.read(MAX_BYTES + 1)
            return parse(data)
        except OSError as error:
            self.report(1, "", f"cannot be read: {error.strerror or error}")
        except NotReadable as error:
            for problem in error.problems:
                self.report(problem.line, problem.key, problem.message)
        return None

    def entries(self, node: Node | None) -> Mapping[str, Node]:
        """The entries of a mapping whose keys are free."""
        if node is None:
            return {}
        if isinstance(node, Fields):
            return node.entries
        self.wrong(node, "must be a mapping (key: value)")
        return {}

    def fields(
        self, node: Node | None, *, required: Collection[str], optional: Collection[str] = ()
    ) -> Mapping[str, Node]:
        """The entries of a mapping whose keys are these."""
        entries = self.entries(node)
        if not isinstance(node, Fields):
            return {}
        allowed = [*required, *optional]
        for name, entry in entries.items():
            if name not in allowed:
                self.wrong(entry, f"unknown key{nearest(name, allowed)}")
        for name in required:
            if name not in entries:
                self.wrong(node, f'"{name}" is missing')
        return entries

    def items(self, node: Node | None, *, at_least_one: bool = False) -> tuple[Node, ...]:
        """The items of a list."""
        if node is None:
            return ()
        if not isinstance(node, Items):
            self.wrong(node, "must be a list")
            return ()
        if at_least_one and not node.items:
            self.wrong(node, "must hold at least one item")
        return node.items

    def string(self, node: Node | None) -> str:
        """A word or a line of text that is not empty."""
        if node is None:
            return ""
        if not isinstance(node, Word):
            self.wrong(node, "must be a text")
            return ""
        if not node.value.strip():
            self.wrong(node, "is empty")
        return node.value.strip()

    def strings(self, node: Node | None, *, at_least_one: bool = False) -> tuple[str, ...]:
        """A list of texts without repeats."""
        return tuple(value for _, value in self.placed_strings(node, at_least_one=at_least_one))

    def placed_strings(self, node: Node | None, *, at_least_one: bool = False) -> tuple[tuple[Node, str], ...]:
        """A list of texts without repeats, each with its node."""
        placed: dict[str, Node] = {}
        for item in self.items(node, at_least_one=at_least_one):
            value = self.string(item)
            if value in placed:
                self.wrong(item, f'"{value}" stands here twice')
            elif value:
                placed[value] = item
        return tuple((item, value) for value, item in placed.items())

    def word(self, node: Node | None, words: type[_W], *, stand_in: _W | None = None) -> _W:
        """One word of a closed list."""
        value = self.string(node)
        if node is not None and value and self.known(node, value, [word.value for word in words]):
            return words(value)
        return stand_in or next(iter(words))

    def known(self, node: Node, value: str, allowed: Collection[str]) -> str | None:
        """The value, if it is one of the allowed."""
        if value in allowed:
            return value
        self.wrong(node, f'unknown word "{value}"{nearest(value, allowed)}')
        return None

    def number(self, node: Node | None, *, lowest: int, highest: int) -> int:
        """A whole number between two bounds."""
        value = self.string(node)
        if node is not None and value:
            if re.fullmatch(r"[0-9]{1,9}", value, re.ASCII) and lowest <= int(value) <= highest:
                return int(value)
            self.wrong(node, f"must be a whole number from {lowest} to {highest}")
        return lowest

    def date(self, node: Node | None) -> dt.date:
        """A date as year-month-day (ISO 8601)."""
        value = self.string(node)
        if node is not None and value:
            try:
                if re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII):
                    return dt.date.fromisoformat(value)
            except ValueError:
                pass
            self.wrong(node, "must be a date as year-month-day")
        return dt.date.min

    def text(self, node: Node | None, *, placeholders: Collection[str] | None = None) -> Text:
        """A text in both languages that use the same `{names}`; only those in `placeholders` where that is given."""
        languages = self.fields(node, required=("nl", "en"))
        nl, en = self.string(languages.get("nl")), self.string(languages.get("en"))
        if node is None or not (nl and en):
            return Text(nl=nl, en=en)
        used = {language: set(PLACEHOLDER.findall(text)) for language, text in (("nl", nl), ("en", en))}
        if used["nl"] != used["en"]:
            only = ", ".join("{" + name + "}" for name in sorted(used["nl"] ^ used["en"]))
            self.wrong(node, f"{only} stands in one language only")
        for name in sorted(used["nl"] | used["en"]) if placeholders is not None else ():
            if name not in (placeholders or ()):
                self.wrong(node, f"unknown name {{{name}}}{nearest(name, placeholders or ())}")
        return Text(nl=nl, en=en)

    def texts(self, node: Node | None, *, placeholders: Collection[str] | None = None) -> tuple[Text, ...]:
        """A list of texts."""
        return tuple(self.text(item, placeholders=placeholders) for item in self.items(node))

    def by_word(self, node: Node | None, words: type[_W]) -> Iterator[tuple[_W, Node]]:
        """The entries of a mapping whose keys are words of a closed list."""
        for name, entry in self.entries(node).items():
            if name in [word.value for word in words]:
                yield words(name), entry
            else:
                self.wrong(entry, f"unknown key{nearest(name, [word.value for word in words])}")


def nearest(word: str, allowed: Collection[str]) -> str:
    """What was probably meant, as ` (did you mean "x"?)`; the whole list where it is short and nothing is near."""
    scores = [(difflib.SequenceMatcher(a=word, b=other).ratio(), other) for other in allowed]
    best = max(scores, key=lambda score: score[0], default=(0.0, ""))  # the first of equals
    if best[0] >= NEAR:
        return f' (did you mean "{best[1]}"?)'
    return f" (allowed: {', '.join(allowed)})" if 0 < len(allowed) <= 8 else ""
