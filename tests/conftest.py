"""What holds for every test: no connection leaves this machine, and nothing of the user's own is touched."""

import errno
import ipaddress
import sys
from pathlib import Path

import pytest


def _only_loopback(event: str, arguments: tuple[object, ...]) -> None:
    """An audit hook: there is no route to any address that is not on this machine."""
    if event not in {"socket.connect", "socket.sendto"}:
        return
    target = arguments[1]
    if isinstance(target, tuple) and target and isinstance(target[0], str):
        address = target[0].partition("%")[0]
        try:
            inside = ipaddress.ip_address(address).is_loopback
        except ValueError:
            inside = address == "localhost"
        if not inside:
            raise OSError(errno.ENETUNREACH, f"the tests have no network: {target[0]}")


sys.addaudithook(_only_loopback)


@pytest.fixture(autouse=True)
def _own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    folder: Path = tmp_path_factory.getbasetemp() / "state"
    folder.mkdir(mode=0o700, exist_ok=True)
    monkeypatch.setenv("XDG_STATE_HOME", str(folder))
