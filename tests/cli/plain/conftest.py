"""Every conversation is had in both languages, each with a state folder of its own."""

import subprocess
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli.plain.conversations import Conversation, conversation, script
from wizard.i18n import Words
from wizard.model import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Somebody who speaks one language, at her own desk."""

    language: Language
    state: Path
    desk: Path

    @property
    def words(self) -> Words:
        return Words(self.language)

    def talk(
        self, *arguments: str, demo: bool = True, columns: int = 80, **changes: str
    ) -> AbstractContextManager[Conversation]:
        """A conversation at a terminal, in the built-in world unless she says otherwise."""
        words = ["--demo", *arguments] if demo else arguments
        return conversation(
            *words, state=self.state, language=self.language, folder=self.desk, columns=columns, **changes
        )

    def script(self, lines: Sequence[str], *arguments: str, demo: bool = True) -> subprocess.CompletedProcess[str]:
        """The conversation as a script has it."""
        words = ["--demo", *arguments] if demo else arguments
        return script(lines, *words, state=self.state, language=self.language, folder=self.desk)

    @property
    def kept(self) -> Path:
        """Where the case is kept."""
        return self.state / "mailwijzer" / "last-demo-case.yaml"


@pytest.fixture(params=list(Language), ids=str)
def speaker(request: pytest.FixtureRequest, tmp_path: Path) -> Speaker:
    """In Dutch and in English."""
    state, desk = tmp_path / "state", tmp_path / "desk"
    state.mkdir()
    desk.mkdir()
    return Speaker(language=request.param, state=state, desk=desk)
