"""A password that is found wherever it turns up, and every place where it must not."""

import base64
import os
import uuid
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote, quote_plus


def new_canary() -> str:
    """Long and rare, with characters that change in a URL."""
    return f"CANARY {uuid.uuid4()}/+é"


def forms(secret: str) -> set[bytes]:
    """The password raw, in base64 wherever it stands in a text, in hex, and as in a URL."""
    raw = secret.encode()
    found = {raw, secret.encode("latin-1"), raw.hex().encode(), raw.hex().upper().encode()}
    found |= {quote(secret).encode(), quote(secret, safe="").encode(), quote_plus(secret).encode()}
    for before in range(3):
        core = base64.b64encode(b"x" * before + raw)[4:-4]
        found |= {core, core.replace(b"+", b"-").replace(b"/", b"_")}
    return found


def holds(text: bytes, secret: str) -> bool:
    """Whether the password stands in it, in some form."""
    return any(form in text for form in forms(secret))


def files_below(folders: Iterable[Path]) -> Iterator[tuple[str, bytes]]:
    """Every file, by name; its name counts as well."""
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.is_socket():
                yield str(path), str(path).encode() + path.read_bytes()


def processes() -> Iterator[tuple[str, bytes]]:
    """The argument list and the environment of every process that can be looked at; what has ended shows neither."""
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal() and int(folder.name) != os.getpid():
            for name in ("cmdline", "environ"):
                try:
                    text = (folder / name).read_bytes()
                except OSError:
                    continue
                if text:
                    yield f"{folder.name}/{name}", text
