"""A user without a home: what a container that runs under any number makes of her."""

import pwd

import pytest


def without_a_home(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the environment nor the list of users names a folder."""

    def nobody(number: int) -> pwd.struct_passwd:
        raise KeyError(number)

    for name in ("HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(pwd, "getpwuid", nobody)
