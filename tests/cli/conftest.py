"""The command line, run in this process."""

from collections.abc import Callable

import pytest

from wizard.cli import main


@pytest.fixture
def run(
    capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[int, str, str]]:
    """Runs `mailwijzer` with these words, in English unless they say otherwise; gives exit code, stdout and stderr."""
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")

    def run_here(*arguments: str) -> tuple[int, str, str]:
        code = main(list(arguments))
        out, err = capsysbinary.readouterr()
        return code, out.decode(), err.decode()

    return run_here
