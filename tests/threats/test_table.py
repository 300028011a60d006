"""The table of threats, findings and sources is whole, and every test that it names exists."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.threats.table import THREATS
from tests.threats.table_of_findings import FINDINGS, SOURCES
from wizard.model import FindingId, SourceName

ROOT = Path(__file__).parent.parent.parent
LAST = {"C": 17, "D": 26, "H": 28, "S": 42}
WANTED = {f"{letter}{number:02}" for letter, last in LAST.items() for number in range(1, last + 1)}
NAMED = sorted(
    {name for threat in THREATS.values() for name in threat.tests}
    | {name for names in (*FINDINGS.values(), *SOURCES.values()) for name in names}
)


@pytest.fixture(scope="module")
def collected() -> frozenset[str]:
    """The node ids of all tests in the files that the table names, and in this folder."""
    elsewhere = {name.partition("::")[0] for name in NAMED if not name.startswith("tests/threats/")}
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider", "tests/threats", *elsewhere],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return frozenset(line for line in run.stdout.splitlines() if "::" in line)


def stands_for(name: str, node: str) -> bool:
    """Whether this name of the table covers that test."""
    if not node.startswith(name):
        return False
    rest = node.removeprefix(name)
    return rest == "" or rest.startswith(("-", "]") if "[" in name else "[")


def test_every_threat_has_a_test_or_a_reason() -> None:
    assert set(THREATS) == WANTED
    assert [key for key, threat in THREATS.items() if bool(threat.tests) is bool(threat.why_not)] == []


def test_every_finding_has_a_test() -> None:
    assert {finding for finding, names in FINDINGS.items() if names} == set(FindingId)


def test_every_source_has_a_test() -> None:
    assert {source for source, names in SOURCES.items() if names} == set(SourceName) - {SourceName.MANUAL}


def test_every_named_test_exists(collected: frozenset[str]) -> None:
    assert [name for name in NAMED if not any(stands_for(name, node) for node in collected)] == []


def test_every_test_here_that_bears_an_id_stands_in_the_table(collected: frozenset[str]) -> None:
    missing = []
    for node in collected:
        if node.startswith("tests/threats/test_") and "test_table.py" not in node:
            for key in re.findall(r"(?:\[|-|::test_|_and_)([CDHScdhs]\d\d)(?=[-\]_])", node):
                names = THREATS[key.upper()].tests
                if not any(stands_for(name, node) for name in names):
                    missing.append((key, node))
    assert missing == []


@pytest.mark.parametrize(
    ("name", "node", "covers"),
    [
        ("t.py::test_a", "t.py::test_a", True),
        ("t.py::test_a", "t.py::test_a[x]", True),
        ("t.py::test_a", "t.py::test_ab", False),
        ("t.py::test_a[D10", "t.py::test_a[D10-x]", True),
        ("t.py::test_a[D10", "t.py::test_a[D10]", True),
        ("t.py::test_a[D1", "t.py::test_a[D10]", False),
        ("t.py::test_a[D10", "t.py::test_a[D1]", False),
    ],
)
def test_a_name_covers_no_more_than_it_says(name: str, node: str, *, covers: bool) -> None:
    assert stands_for(name, node) is covers
