"""YAML as words with their lines: whole, truncated, hostile."""

import pytest

from wizard.rulebook.tree import MAX_BYTES, MAX_DEPTH, Fields, Items, NotReadable, Word, parse, plain

SAMPLE = b"""\
# a comment
one: no
two:
  - yes
  - {three: 007, four: null}
"five": >-
  folded
  text
"""


def problems(data: bytes) -> list[tuple[int, str, str]]:
    with pytest.raises(NotReadable) as caught:
        parse(data)
    return [(problem.line, problem.key, problem.message) for problem in caught.value.problems]


def test_values_are_words_as_written() -> None:
    assert plain(parse(SAMPLE)) == {
        "one": "no",
        "two": ["yes", {"three": "007", "four": "null"}],
        "five": "folded text",
    }


@pytest.mark.parametrize(
    "word",
    ["no", "yes", "on", "off", "y", "true", "False", "null", "~", "010", "12:30:45", "1e3", ".inf", "2026-11-23"],
)
def test_no_word_changes_into_something_else(word: str) -> None:
    assert plain(parse(f"key: {word}".encode())) == {"key": word}


def test_every_node_knows_its_place() -> None:
    tree = parse(SAMPLE)
    assert isinstance(tree, Fields)
    two = tree.entries["two"]
    assert isinstance(two, Items)
    inner = two.items[1]
    assert isinstance(inner, Fields)
    four = inner.entries["four"]
    assert isinstance(four, Word)
    assert (tree.line, two.line, two.key) == (2, 3, "two")
    assert (four.line, four.key) == (5, "two[1].four")
    assert tree.entries["five"].line == 6


def test_a_byte_order_mark_is_no_part_of_the_first_key() -> None:
    assert plain(parse(b"\xef\xbb\xbfone: 1")) == {"one": "1"}


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(
            b"a: 1\nb: 2\na: 3\n", [(3, "a", "the key stands here twice (first on line 1)")], id="repeated key"
        ),
        pytest.param(
            b"x:\n  a: 1\n  'a': 2\n", [(3, "x.a", "the key stands here twice (first on line 2)")], id="repeated below"
        ),
        pytest.param(
            b"a: &all [1]\nb: *all\n",
            [(1, "a", "anchors are not allowed (&all)"), (2, "b", "aliases (*) are not allowed")],
            id="anchor and alias",
        ),
        pytest.param(b"a: !!int 3\n", [(1, "a", "tags are not allowed (tag:yaml.org,2002:int)")], id="known tag"),
        pytest.param(
            b"a: !!python/object/apply:os.system [id]\n",
            [(1, "a", "tags are not allowed (tag:yaml.org,2002:python/object/apply:os.system)")],
            id="python tag",
        ),
        pytest.param(b"a: !own x\n", [(1, "a", "tags are not allowed (!own)")], id="unknown tag"),
        pytest.param(b"a: [1\n", [(2, "", "no valid YAML: did not find expected ',' or ']'")], id="unclosed list"),
        pytest.param(
            b"a: 1\n b: 2\n", [(2, "", "no valid YAML: mapping values are not allowed in this context")], id="indent"
        ),
        pytest.param(
            b"a: b: c\n", [(1, "", "no valid YAML: mapping values are not allowed in this context")], id="colon"
        ),
        pytest.param(b"? [a, b]\n: c\n", [(1, "", "a key must be a word")], id="list as key"),
        pytest.param(b"", [(1, "", "the file is empty")], id="empty"),
        pytest.param(b"# only a comment\n", [(1, "", "the file is empty")], id="only a comment"),
        pytest.param(b"a: 1\n---\nb: 2\n", [(2, "", "more than one document")], id="two documents"),
        pytest.param(b"a: 1\nb: \xff\n", [(2, "", "the file is not UTF-8")], id="not UTF-8"),
        pytest.param(b"a: \x00\n", [(1, "", "no valid YAML: a character that is not allowed")], id="control character"),
        pytest.param(
            b"a: " + b"x" * MAX_BYTES, [(1, "", "the file is larger than 1048576 bytes")], id="one byte too many"
        ),
        pytest.param(b"[" * (MAX_DEPTH + 1), [(1, "", "nested deeper than 20")], id="too deep"),
        pytest.param(b"[" * 100_000, [(1, "", "nested deeper than 20")], id="far too deep"),
        pytest.param(b"a:\n" + b"- " * 200, [(2, "", "nested deeper than 20")], id="deep without brackets"),
    ],
)
def test_what_is_not_allowed(data: bytes, expected: list[tuple[int, str, str]]) -> None:
    assert problems(data) == expected


def test_the_deepest_that_is_allowed() -> None:
    assert isinstance(parse(b"[" * MAX_DEPTH + b"]" * MAX_DEPTH), Items)


def test_all_problems_are_found_at_once() -> None:
    found = problems(b"a: &x 1\nb: !t 2\nc: *x\na: 3\n")
    assert [line for line, _, _ in found] == [1, 2, 3, 4]


@pytest.mark.parametrize("length", range(len(SAMPLE) + 1))
def test_a_truncated_file_is_read_or_refused(length: int) -> None:
    try:
        tree = parse(SAMPLE[:length])
    except NotReadable as refused:
        assert refused.problems
    else:
        assert tree.line >= 1
