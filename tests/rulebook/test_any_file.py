"""Whatever stands in a file: rules come out, or lines that say where and what is wrong; never a traceback."""

import copy
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wizard.rulebook import NotReadable, built_in_folder, parse, plain
from wizard.rulebook.layer import provider_ids, read_layer

FILES = (
    "questions.yaml",
    "findings.yaml",
    "advice/start.yaml",
    "advice/vetoes.yaml",
    "advice/do-first.yaml",
    "advice/outcomes.yaml",
    "providers/icloud.yaml",
    "clients/evolution.yaml",
)
PROBLEM = re.compile(r"mine/[\w./-]+:[1-9][0-9]*: .+")
PROVIDERS = provider_ids(built_in_folder())

WORDS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["imap", "pop3", "yes", "no", "devices", "any", "all", "not", "{hostname}", "S1", "fires", "en", "nl"]
    ),
)
VALUES = st.recursive(
    WORDS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3), max_leaves=8
)
PIECES = st.sampled_from(
    ["a: ", "- ", "{", "}", "[", "]", "&a ", "*a", "!!x ", "? ", "|\n", ">-\n", "'", '"', "\n", "  ", "\t"]
)

settings.register_profile("files", deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
FILE_SETTINGS = settings.get_profile("files")


def read(folder: Path, name: str, data: bytes) -> list[str]:
    """The problems of a folder with this one file."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    problems: list[str] = []
    read_layer(folder, "mine", PROVIDERS, problems)
    return problems


@settings(FILE_SETTINGS, max_examples=300)
@given(
    data=st.binary(max_size=200)
    | st.lists(PIECES | st.text(max_size=3), max_size=30).map(
        lambda parts: "".join(parts).encode("utf-8", "surrogatepass")
    )
)
def test_any_bytes_are_a_document_or_refused(data: bytes) -> None:
    try:
        tree = parse(data)
    except NotReadable as refused:
        assert refused.problems
        assert all(problem.line >= 1 and problem.message for problem in refused.problems)
    else:
        assert tree.line >= 1
        plain(tree)


@pytest.mark.parametrize("name", [*FILES, "switched-off.yaml"])
@settings(FILE_SETTINGS, max_examples=40)
@given(value=VALUES)
def test_any_document_is_rules_or_problems(tmp_path: Path, name: str, value: object) -> None:
    for problem in read(tmp_path, name, yaml.safe_dump(value, allow_unicode=True).encode("utf-8", "surrogatepass")):
        assert PROBLEM.fullmatch(problem), problem


@pytest.mark.parametrize("name", FILES)
@settings(FILE_SETTINGS, max_examples=40)
@given(data=st.data())
def test_any_change_to_a_good_file_is_rules_or_problems(tmp_path: Path, name: str, data: st.DataObject) -> None:
    """Something, somewhere in the tree, is replaced, taken away or given another name."""
    document: Any = copy.deepcopy(plain(parse((built_in_folder() / name).read_bytes())))
    place = document
    while True:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        if not keys:
            break
        key = data.draw(st.sampled_from(keys))
        below = place[key]
        if isinstance(below, dict | list) and below and data.draw(st.integers(0, 3)):
            place = below
            continue
        match data.draw(st.sampled_from(["replace", "remove", "rename"])):
            case "replace":
                place[key] = data.draw(VALUES)
            case "rename" if isinstance(place, dict):
                place[data.draw(WORDS)] = place.pop(key)
            case _:
                place.pop(key)
        break
    for problem in read(tmp_path, name, yaml.safe_dump(document, allow_unicode=True).encode("utf-8", "surrogatepass")):
        assert PROBLEM.fullmatch(problem), problem


@pytest.mark.parametrize("name", FILES)
def test_a_good_file_alone_has_no_problems(tmp_path: Path, name: str) -> None:
    assert read(tmp_path, name, (built_in_folder() / name).read_bytes()) == []
