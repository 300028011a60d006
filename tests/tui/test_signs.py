"""Terminals that show ASCII alone: every sign has its likeness, and nothing moves."""

import pytest

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


@pytest.mark.parametrize("language", list(Language))
async def test_every_step_is_ascii_then(
    language: Language, replay: OpenWizard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    async with replay("certificate-expired", language=language) as wizard:
        for step in Step:
            shown = await wizard.go_to(step) if step is not wizard.step else wizard.text
            assert shown.isascii()
            assert "* " in shown
        assert (await wizard.press("f1")).isascii()
