"""YAML as words, lists and mappings, with the line of each: no types, no tags, no aliases, no repeated keys."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import assert_never

import yaml

MAX_BYTES = 1024 * 1024
MAX_DEPTH = 20

# libyaml's parser where PyYAML was built with it, ten times as fast; the same events otherwise
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A scalar, exactly as written: `no`, `007` and `null` are words."""

    key: str
    line: int
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """A list."""

    key: str
    line: int
    items: tuple["Node", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """A mapping, in the order of the file."""

    key: str
    line: int
    entries: Mapping[str, "Node"]


Node = Word | Items | Fields
"""`key` is the place in the file (`servers[0].port`), `line` counts from 1 and is the key's line where there is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YamlProblem:
    """One thing that is not allowed, with its line and key."""

    line: int
    key: str
    message: str


class NotReadable(Exception):
    """The file cannot be used as a whole."""

    def __init__(self, problems: Sequence[YamlProblem]) -> None:
        super().__init__("; ".join(problem.message for problem in problems))
        self.problems = tuple(problems)


def parse(data: bytes) -> Node:
    """The one YAML document in `data` (UTF-8, at most 1 MiB). Raises NotReadable with all that is not allowed."""
    if len(data) > MAX_BYTES:
        raise NotReadable([YamlProblem(line=1, key="", message=f"the file is larger than {MAX_BYTES} bytes")])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise NotReadable([YamlProblem(line=line, key="", message="the file is not UTF-8")]) from error
    builder = _Builder(yaml.parse(text, Loader=_LOADER))
    try:
        node = builder.document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        if "maximum nesting depth" in (error.problem or ""):  # newer readers in C look ahead, and count for themselves
            builder.report(line, "", f"nested deeper than {MAX_DEPTH}")
        else:
            builder.report(line, "", f"no valid YAML: {error.problem}")
    except yaml.YAMLError:
        builder.report(1, "", "no valid YAML: a character that is not allowed")
    except _TooDeep as deep:
        builder.report(deep.line, "", f"nested deeper than {MAX_DEPTH}")
    else:
        if node is not None and not builder.problems:
            return node
    raise NotReadable(builder.problems)


def plain(node: Node) -> object:
    """The node as strings, lists and dicts."""
    match node:
        case Word():
            return node.value
        case Items():
            return [plain(item) for item in node.items]
        case Fields():
            return {name: plain(entry) for name, entry in node.entries.items()}
        case _:
            assert_never(node)


class _TooDeep(Exception):
    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


class _Builder:
    """Makes nodes from the parser's events; what is not allowed is noted and left out."""

    def __init__(self, events: Iterator[yaml.Event]) -> None:
        self.events = events
        self.problems: list[YamlProblem] = []

    def report(self, line: int, key: str, message: str) -> None:
        self.problems.append(YamlProblem(line=line, key=key, message=message))

    def document(self) -> Node | None:
        node: Node | None = None
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                if node is not None:
                    self.report(_line(event), "", "more than one document")
                    return None
                node = self._node(next(self.events), key="", line=None, depth=1)
        if node is None:
            self.report(1, "", "the file is empty")
        return node

    def _node(self, event: yaml.Event, *, key: str, line: int | None, depth: int) -> Node:
        line = _line(event) if line is None else line
        if depth > MAX_DEPTH:
            raise _TooDeep(_line(event))
        match event:
            case yaml.ScalarEvent():
                self._check(event, key)
                return Word(key=key, line=line, value=event.value)
            case yaml.SequenceStartEvent():
                self._check(event, key)
                return Items(key=key, line=line, items=tuple(self._items(key=key, depth=depth)))
            case yaml.MappingStartEvent():
                self._check(event, key)
                return Fields(key=key, line=line, entries=dict(self._entries(key=key, depth=depth)))
            case _:
                self.report(_line(event), key, "aliases (*) are not allowed")
                return Word(key=key, line=line, value="")

    def _check(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, key: str) -> None:
        if event.anchor is not None:
            self.report(_line(event), key, f"anchors are not allowed (&{event.anchor})")
        if event.tag is not None:
            self.report(_line(event), key, f"tags are not allowed ({event.tag})")

    def _items(self, *, key: str, depth: int) -> Iterator[Node]:
        for number, event in enumerate(self.events):
            if isinstance(event, yaml.SequenceEndEvent):
                return
            yield self._node(event, key=f"{key}[{number}]", line=None, depth=depth + 1)

    def _entries(self, *, key: str, depth: int) -> Iterator[tuple[str, Node]]:
        seen: dict[str, int] = {}
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                return
            name = self._node(event, key=key, line=None, depth=depth + 1)
            word = name.value if isinstance(name, Word) else ""
            below = f"{key}.{word}" if key else word
            value = self._node(next(self.events), key=below, line=name.line, depth=depth + 1)
            if not isinstance(name, Word):
                self.report(name.line, key, "a key must be a word")
            elif word in seen:
                self.report(name.line, below, f"the key stands here twice (first on line {seen[word]})")
            else:
                seen[word] = name.line
                yield word, value


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1
