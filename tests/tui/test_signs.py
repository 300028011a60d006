"""Terminals that show ASCII alone: every sign has its likeness, and nothing moves."""

from pathlib import Path

import pytest

import wizard
from tests.tui.pilots import OpenWizard
from wizard.journey.session import Step
from wizard.model import Language
from wizard.tui.signs import ascii_text, only_ascii

ENVIRONMENTS = [
    ({"LANG": "C"}, True),
    ({"LANG": "POSIX"}, True),
    ({"LC_ALL": "C", "LANG": "nl_NL.UTF-8"}, True),
    ({"LANG": "C", "LC_CTYPE": "C.UTF-8"}, True),
    ({"TERM": "dumb", "LANG": "nl_NL.UTF-8"}, True),
    ({"LANG": "nl_NL.UTF-8"}, False),
    ({"LC_ALL": "C.UTF-8"}, False),
    ({"LC_CTYPE": "C.UTF-8"}, False),
    ({}, False),
]


@pytest.mark.parametrize(("environment", "wanted"), ENVIRONMENTS, ids=[str(each) for each, _ in ENVIRONMENTS])
def test_the_environment_asks_for_it_by_name(environment: dict[str, str], wanted: bool) -> None:
    assert only_ascii(environment) is wanted


@pytest.mark.parametrize(
    ("text", "shown"),
    [("✓ één · “ja”", '+ een - "ja"'), ("● ○ ✗ – …", "* o x - ."), ("日本", "????"), ("plain", "plain"), ("ﬁ", "f")],
)
def test_signs_keep_their_width(text: str, shown: str) -> None:
    assert ascii_text(text) == shown


def test_every_sign_that_is_written_has_a_likeness() -> None:
    """A question mark would say that something is not certain."""
    root = Path(wizard.__file__).parent.parent
    files = [
        path
        for folder, kind in (("wizard/tui", "py"), ("wizard/pages", "py"), ("wizard/i18n", "po"), ("rules", "yaml"))
        for path in (root / folder).rglob(f"*.{kind}")
    ]
    written = set("".join(path.read_text(encoding="utf-8") for path in files)) - {"?"}
    assert len(files) > 100
    assert [sign for sign in sorted(written) if "?" in ascii_text(sign)] == []


@pytest.mark.parametrize("language", list(Language))
async def test_every_step_is_ascii_then(
    language: Language, replay: OpenWizard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    async with replay("certificate-expired", language=language) as opened:
        for step in Step:
            shown = await opened.go_to(step) if step is not opened.step else opened.text
            assert shown.isascii()
            assert "* " in shown
        assert (await opened.press("f1")).isascii()
