"""Files of the user: saved whole or not at all, readable by her alone; and the case file."""

import contextlib
import errno
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import msgspec
import yaml

from wizard.errors import InvalidAddress, UnreadableFile, UnwritableFile
from wizard.model import (
    AdviceOutcome,
    Answers,
    Case,
    ClientChoice,
    EmailAddress,
    Language,
    Protocol,
    RecommendedServer,
    ServerSettings,
    SourceName,
    printable,
)
from wizard.model.domains import ascii_domain

CASE_SCHEMA = "mailwijzer.case/1"
_CASE_LIMIT = 1024 * 1024


def save(path: Path, data: bytes, *, overwrite: bool = False) -> None:
    """Write `data` to `path`, mode 0600: the old file or the whole new one, never half of it.

    Nothing is written through a symbolic link or into anything but a plain file. Raises UnwritableFile, with
    `exists` set where a file is there already and `overwrite` was not asked for.
    """
    try:
        if path.is_symlink() or (path.exists() and not path.is_file()):
            raise UnwritableFile(str(path), "not a plain file")
        if path.exists() and not overwrite:
            raise UnwritableFile(str(path), "the file exists", exists=True)
        temporary = path.with_name(f".{path.name[:100]}.{secrets.token_hex(8)}")
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o600)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            _put_in_place(temporary, path, overwrite=overwrite)
        finally:
            with contextlib.suppress(FileNotFoundError):
                temporary.unlink()
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise UnwritableFile(str(path), reason, exists=isinstance(error, FileExistsError)) from error


def save_tree(folder: Path, tree: Mapping[str, bytes], *, overwrite: bool = False) -> None:
    """Write the files of `tree`, by relative path, below `folder`, which is made where it is not there.

    Without `overwrite` the folder must be empty. Nothing is written through a symbolic link. Raises UnwritableFile,
    with `exists` set where the folder holds something.
    """
    try:
        if folder.exists() and not folder.is_dir():
            raise UnwritableFile(str(folder), "not a folder")
        if not overwrite and folder.is_dir() and any(folder.iterdir()):
            raise UnwritableFile(str(folder), "the folder is not empty", exists=True)
        folder.mkdir(parents=True, exist_ok=True)
        for path in tree:
            place = folder
            for name in PurePosixPath(path).parts[:-1]:
                place /= name
                if place.is_symlink():
                    raise UnwritableFile(str(place), "not a plain folder")
                place.mkdir(exist_ok=True)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise UnwritableFile(str(folder), reason) from error
    for path, data in tree.items():
        save(folder / path, data, overwrite=overwrite)


def is_folder(path: Path) -> bool:
    """Whether a folder is there; one that cannot be looked at is none."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _put_in_place(temporary: Path, path: Path, *, overwrite: bool) -> None:
    if overwrite:
        temporary.replace(path)
        return
    try:
        os.link(temporary, path)  # unlike a rename this fails where a file has appeared meanwhile
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        temporary.replace(path)


def file_stem(domain: str) -> str:
    """A safe file name for a domain in A-labels: lower-case letters, digits, dots and hyphens, at most 100."""
    kept = "".join(character if character.isascii() and character.isalnum() else "-" for character in domain.lower())
    return kept.strip("-")[:100] or "mail"


def case_bytes(case: Case) -> bytes:
    """The case as a YAML file. It holds no password and no message text."""
    record = _CaseRecord(
        schema=CASE_SCHEMA,
        address=str(case.address),
        full_name=case.full_name,
        answers=case.answers,
        servers=[_ServerRecord(**{name: getattr(server, name) for name in _SERVER_FIELDS}) for server in case.servers],
        outcome=case.outcome,
        chosen=case.chosen,
        client=case.client,
        language=case.language,
    )
    return yaml.safe_dump(msgspec.to_builtins(record), allow_unicode=True, sort_keys=False).encode()


def read_case(path: Path) -> Case:
    """The case of a file that `case_bytes` wrote. Raises UnreadableFile for any other file, a newer one included."""
    try:
        if path.is_dir():
            raise UnreadableFile(str(path), os.strerror(errno.EISDIR))
        if not path.is_file():  # a pipe might never end
            raise UnreadableFile(str(path), "not a plain file" if path.exists() else "no such file")
        with path.open("rb") as file:
            data = file.read(_CASE_LIMIT + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise UnreadableFile(str(path), reason) from error
    try:
        if len(data) > _CASE_LIMIT or any(
            isinstance(event, yaml.AliasEvent) for event in yaml.parse(data, Loader=yaml.CSafeLoader)
        ):
            raise UnreadableFile(str(path), "not a case file")  # with aliases a small file could grow without end
        plain: Any = yaml.load(data, Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, ValueError, RecursionError) as error:  # ValueError: no UTF-8, or a 13th month
        raise UnreadableFile(str(path), "not a case file") from error
    if not isinstance(plain, dict) or not str(plain.get("schema", "")).startswith("mailwijzer.case/"):
        raise UnreadableFile(str(path), "not a case file")
    if plain["schema"] != CASE_SCHEMA:
        raise UnreadableFile(str(path), "made by another version of this program")
    try:
        record = msgspec.convert(plain, type=_CaseRecord)
        address = EmailAddress.parse(record.address)
    except (msgspec.ValidationError, InvalidAddress) as error:
        raise UnreadableFile(str(path), f"a damaged case file ({error})") from error
    for number, server in enumerate(record.servers):
        if not _is_sound(server):
            raise UnreadableFile(str(path), f"a damaged case file (`$.servers[{number}]`)")
    return Case(
        address=address,
        full_name=record.full_name,
        answers=record.answers,
        servers=tuple(
            RecommendedServer(**{name: getattr(server, name) for name in _SERVER_FIELDS}) for server in record.servers
        ),
        outcome=record.outcome,
        chosen=record.chosen,
        client=record.client,
        language=record.language,
    )


def _is_sound(server: "_ServerRecord") -> bool:
    """Whether such a server can be found at all: people send each other cases, and what stands in one is exported."""
    endpoint, texts = server.settings.endpoint, (server.settings.username or "", server.origin)
    return (
        ascii_domain(endpoint.hostname) == endpoint.hostname
        and "." in endpoint.hostname
        and 1 <= endpoint.port <= 65535
        and all(printable(text, limit=2000) == text for text in texts)
    )


_SERVER_FIELDS = ("settings", "source", "origin", "trusted", "verified")


@dataclass(frozen=True, slots=True, kw_only=True)
class _ServerRecord:
    """A recommended server without the report of its test, as it stands in a case file."""

    settings: ServerSettings
    source: SourceName
    origin: str
    trusted: bool
    verified: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _CaseRecord:
    """A case as it stands in its file."""

    schema: str
    address: str
    full_name: str | None
    answers: Answers
    servers: list[_ServerRecord]
    outcome: AdviceOutcome | None
    chosen: Protocol | None
    client: ClientChoice
    language: Language
