import uuid
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from functools import partial
from pathlib import Path

import pytest

from tests.mailbox.place import Place, place
from tests.servers.authority import Authority

PlaceOf = Callable[..., AbstractAsyncContextManager[Place]]


@pytest.fixture(autouse=True)
def no_authorities_of_the_system(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Nobody is believed but whom a test names; reading the system's hundreds takes long, too."""
    monkeypatch.setenv("SSL_CERT_FILE", "/dev/null")
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path_factory.getbasetemp()))


@pytest.fixture(scope="session")
def authority() -> Authority:
    return Authority()


@pytest.fixture
def canary() -> str:
    """A password that is found wherever it turns up."""
    return f"CANARY-{uuid.uuid4()}"


@pytest.fixture
def place_of(authority: Authority, tmp_path: Path) -> PlaceOf:
    """Servers of one provider on loopback, and what a user would do with them: see `Place`."""
    return partial(place, authority, tmp_path)
