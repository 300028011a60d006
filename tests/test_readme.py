"""The README tells the truth about the tree and its own commands."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text()
MAP = dict(re.findall(r"^\| `wizard/(\w+)` \| (.+) \|$", README, flags=re.MULTILINE))


def first_sentence(name: str) -> str:
    """The first line of the docstring of this package or module."""
    package = ROOT / "wizard" / name / "__init__.py"
    path = package if package.exists() else ROOT / "wizard" / f"{name}.py"
    return (ast.get_docstring(ast.parse(path.read_text())) or "").splitlines()[0]


def test_the_map_has_every_package_with_its_own_sentence() -> None:
    packages = {path.parent.name for path in (ROOT / "wizard").glob("*/__init__.py")} | {"guides"}

    assert set(MAP) == packages
    assert {name: first_sentence(name) for name in MAP} == MAP


def test_the_two_commands_are_the_ones_that_are_checked() -> None:
    blocks = re.findall(r"```sh\n(.+?)\n```", README, flags=re.DOTALL)

    assert len(blocks) == 2
    for number, block in enumerate(blocks, start=1):
        printed = subprocess.run(
            [ROOT / ".ci/readme-command", str(number)], capture_output=True, text=True, check=True
        ).stdout
        assert printed.strip() == block


@pytest.mark.parametrize("path", re.findall(r"\((screenshots/[^)]+|rules/[^)]+)\)", README))
def test_what_the_readme_points_at_exists(path: str) -> None:
    assert (ROOT / path).is_file()


def test_the_top_level_is_as_fixed() -> None:
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout
    top = {name.partition("/")[0] for name in tracked.splitlines()}
    if not top:  # an unpacked archive has no list of files
        top = {path.name for path in ROOT.iterdir() if path.suffix != ".egg-info"}

    assert {name for name in top if not name.startswith(".")} <= {
        "README.md",
        "pyproject.toml",
        "rules",
        "screenshots",
        "tests",
        "wizard",
    }
