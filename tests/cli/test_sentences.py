"""No sentence is lost on its way to the catalogue."""

import ast
from pathlib import Path

import wizard

SOURCES = sorted(Path(wizard.__file__).parent.rglob("*.py"))


def test_no_message_hides_inside_another_text() -> None:
    """The catalogue's extraction does not look into f-strings on every Python."""
    hidden = [
        f"{path.name}:{inner.lineno}"
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.JoinedStr)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Call) and isinstance(inner.func, ast.Name) and inner.func.id == "_"
    ]

    assert hidden == []
