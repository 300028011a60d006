from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from functools import partial
from pathlib import Path

import pytest

from tests.servers.authority import Authority
from tests.threats.stage import Stage, stage

Staged = Callable[..., AbstractAsyncContextManager[Stage]]


@pytest.fixture(autouse=True)
def no_authorities_of_the_system(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Nobody is believed but whom a test names; reading the system's hundreds takes long, too."""
    monkeypatch.setenv("SSL_CERT_FILE", "/dev/null")
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path_factory.getbasetemp()))


@pytest.fixture(scope="session")
def authority() -> Authority:
    return Authority()


@pytest.fixture
def staged(authority: Authority, tmp_path: Path) -> Staged:
    """Everything around one mail domain, on loopback: see `Stage`."""
    return partial(stage, authority, tmp_path)
