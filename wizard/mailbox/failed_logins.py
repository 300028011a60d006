"""How often a password went wrong lately: providers lock out whoever keeps trying, so the count outlives the run."""

import contextlib
import hashlib
import hmac
import json
import os
import secrets
import time
from pathlib import Path
from typing import Any, Self

import platformdirs

from wizard.model import EmailAddress

WINDOW = 600.0
"""Seconds within which failures add up; what fail2ban uses unless told otherwise."""

MOST = 2
"""Failures after which another try needs the user's explicit wish: some directories lock an account at the third."""

_LARGEST = 64 * 1024


class FailedLogins:
    """Moments of failed logins by address, in a file that only the user can read and that names no address.

    Without a file, or where it cannot be read or written, the count goes on for as long as the object lives.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._salt, self._moments = _empty() if path is None else _read(path)

    @classmethod
    def of_user(cls) -> Self:
        """Those of the user of this computer; without a file where she has no folder of her own, as in a container."""
        try:
            return cls(platformdirs.user_state_path("mailwijzer", appauthor=False) / "failed-logins.json")
        except RuntimeError:
            return cls(None)

    def recent(self, address: EmailAddress) -> int:
        """How many there were within the window."""
        now = time.time()
        return sum(now - WINDOW < moment <= now + 1 for moment in self._moments.get(self._key(address), ()))

    def needs_confirmation(self, address: EmailAddress) -> bool:
        """Whether the user must say once more that she wants to try."""
        return self.recent(address) >= MOST

    def add(self, address: EmailAddress) -> None:
        """One more, now."""
        self._moments.setdefault(self._key(address), []).append(time.time())
        oldest = time.time() - WINDOW
        self._moments = {
            key: kept
            for key, moments in self._moments.items()
            if (kept := [moment for moment in moments if moment > oldest])
        }
        if self._path is not None:
            with contextlib.suppress(OSError):
                self._write(self._path)

    def _key(self, address: EmailAddress) -> str:
        return hmac.new(bytes.fromhex(self._salt), str(address).lower().encode(), hashlib.sha256).hexdigest()

    def _write(self, path: Path) -> None:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        temporary = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                json.dump({"salt": self._salt, "failures": self._moments}, file)
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)


def _empty() -> tuple[str, dict[str, list[float]]]:
    return secrets.token_hex(16), {}


def _read(path: Path) -> tuple[str, dict[str, list[float]]]:
    """The salt and the moments of the file; a new salt and none where it is missing, damaged or somebody else's."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
        with os.fdopen(descriptor, encoding="utf-8") as file:
            plain: Any = json.loads(file.read(_LARGEST))
        salt = plain["salt"]
        if len(bytes.fromhex(salt)) >= 16:
            return salt, {str(key): [float(moment) for moment in moments] for key, moments in plain["failures"].items()}
    except (OSError, ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError):
        pass
    return _empty()
