"""IMAP, signed in: AUTHENTICATE PLAIN or LOGIN, then EXAMINE, STATUS, LIST and GETQUOTAROOT (RFC 9051, RFC 9208)."""

import dataclasses
import imaplib
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

from imapclient import IMAPClient

from wizard.mailbox.credentials import Credentials
from wizard.mailbox.folders import Folder, own_folders, special_folders
from wizard.mailbox.plan import hindrance_by_offer
from wizard.mailbox.session import Hindered, measured, upgrading
from wizard.model import FailureReason, Known, Mailbox, NotTriedReason, Protocol, Quota, Stage
from wizard.network import BlockingConnection, StreamError

_MOST_FOLDERS = 300


class ImapSession:
    """See `Session`."""

    def __init__(self, connection: BlockingConnection) -> None:
        self._connection = connection
        self._capabilities: frozenset[str] = frozenset()

    def start(self) -> None:
        implicit = self._connection.tls is not None
        self._client = _Client(self._connection)
        imap = self._client.imap
        if imap.state != "NONAUTH":
            if implicit:
                raise Hindered(NotTriedReason.SIGNED_IN_ALREADY)
            raise StreamError(FailureReason.PREAUTH, stage=Stage.GREETING)
        if not implicit:
            if "STARTTLS" not in imap.capabilities:
                raise StreamError(FailureReason.STARTTLS_NOT_OFFERED, stage=Stage.STARTTLS)
            with upgrading(self._connection):
                imap.starttls(self._connection)
        self._capabilities = imap.announced()
        names = {name for name in self._capabilities if not name.startswith("AUTH=")}
        mechanisms = {name.removeprefix("AUTH=") for name in self._capabilities if name.startswith("AUTH=")}
        if reason := hindrance_by_offer(Protocol.IMAP, names, mechanisms):
            raise Hindered(reason)

    def sign_in(self, credentials: Credentials, sending: Callable[[], None]) -> str:
        if "AUTH=PLAIN" in self._capabilities:
            answers = iter((credentials.plain(),))

            def answer(_challenge: bytes) -> str | None:
                sending()
                return next(answers, None)  # a second challenge is no part of PLAIN, and ends it

            self._client.sasl_login("PLAIN", answer)
            return "PLAIN"
        if not credentials.ascii:
            raise Hindered(NotTriedReason.UNSENDABLE)
        sending()
        self._client.imap.sign_in(credentials.username, credentials.password.reveal())
        return "LOGIN"

    def look(self, mailbox: Mailbox) -> Mailbox:
        capabilities = measured(self._client.imap.announced) or frozenset()
        listed = measured(self._client.list_folders)
        folders = None if listed is None else [Folder.read(flags, mark, name) for flags, mark, name in listed]
        sized = "STATUS=SIZE" in capabilities or "IMAP4REV2" in capabilities
        inbox = measured(lambda: self._status("INBOX", sized=sized)) or {}
        every = None if folders is None else self._every_status(folders, inbox, sized=sized)
        return dataclasses.replace(
            mailbox,
            quota=measured(self._quota) if "QUOTA" in capabilities else None,
            messages=_number(inbox, "MESSAGES"),
            octets=_number(inbox, "SIZE"),
            ever_arrived=None if (following := _number(inbox, "UIDNEXT")) is None else max(0, following - 1),
            all_messages=_sum(every, "MESSAGES"),
            all_octets=_sum(every, "SIZE"),
            own_folders=None if folders is None else own_folders(folders),
            special_use=MappingProxyType(special_folders(folders or ())),
            oldest=measured(self._oldest),
            idle=Known.UNKNOWN if not capabilities else Known.YES if "IDLE" in capabilities else Known.NO,
        )

    def leave(self) -> None:
        self._client.logout()

    def _status(self, folder: str, *, sized: bool) -> dict[str, int]:
        wanted = ["MESSAGES", "UIDNEXT", *(["SIZE"] if sized else [])]
        answer = self._client.folder_status(folder, wanted)
        return {key.decode("ascii").upper(): int(value) for key, value in answer.items()}

    def _every_status(
        self, folders: Sequence[Folder], inbox: dict[str, int], *, sized: bool
    ) -> list[dict[str, int]] | None:
        """The status of each folder; None where one could not be had, so that the sum would be wrong."""
        others = [folder for folder in folders if folder.selectable and not folder.is_inbox and not folder.is_view]
        if not inbox or len(others) > _MOST_FOLDERS:
            return None
        every = [inbox]
        for folder in others:
            status = measured(lambda name=folder.name: self._status(name, sized=sized))  # type: ignore[misc]
            if status is None:
                return None
            every.append(status)
        return every

    def _quota(self) -> Quota | None:
        """The fullest of the quotas on storage that INBOX falls under."""
        _roots, quotas = self._client.get_quota_root("INBOX")
        found = [
            Quota(used=int(quota.usage) * 1024, total=int(quota.limit) * 1024)
            for quota in quotas
            if str(quota.resource).upper() == "STORAGE" and int(quota.limit) > 0 and int(quota.usage) >= 0
        ]
        return max(found, key=lambda quota: quota.share, default=None)

    def _oldest(self) -> datetime | None:
        """When the first message of INBOX came in."""
        self._client.select_folder("INBOX", readonly=True)
        for facts in self._client.fetch([1], ["INTERNALDATE"]).values():
            moment: datetime = facts[b"INTERNALDATE"]
            return moment.astimezone(UTC)
        return None


class _Library(imaplib.IMAP4):
    """imaplib over our connection. It keeps no log of its last commands, where the password would be among them."""

    def __init__(self, connection: BlockingConnection) -> None:
        self._connection = connection
        super().__init__(connection.hostname)

    def _create_socket(self, _timeout: float | None) -> Any:
        return self._connection

    def _log(self, _line: str) -> None:
        """Nothing."""

    def readline(self) -> bytes:
        """One line; an answer without a text gets room for one, which imaplib insists on."""
        return re.sub(rb"^(\S+ (?:OK|NO|BAD))(?=\r?\n)", rb"\1 ", super().readline(), flags=re.IGNORECASE)

    def announced(self) -> frozenset[str]:
        """The capabilities, asked anew, in upper case."""
        _typ, data = self.capability()
        return frozenset(word.decode("ascii", "replace").upper() for line in data if line for word in line.split())

    def sign_in(self, username: str, password: str) -> None:
        """LOGIN, with both words quoted; imaplib itself does not quote the user name."""
        typ, data = self._simple_command("LOGIN", _quoted(username), _quoted(password))
        if typ != "OK":
            raise self.error(data[-1])
        self.state = "AUTH"

    def agree_to_deflate(self) -> bool:
        """COMPRESS DEFLATE (RFC 4978); imaplib itself does not know the command."""
        typ, _data = self.xatom("COMPRESS", "DEFLATE")
        return bool(typ == "OK")


class _Client(IMAPClient):  # type: ignore[misc]
    """IMAPClient over our imaplib, without its log."""

    def __init__(self, connection: BlockingConnection) -> None:
        self._connection = connection
        super().__init__(connection.hostname, use_uid=False)
        self._imap.debug = 0
        self.normalise_times = False

    @property
    def imap(self) -> _Library:
        library: _Library = self._imap
        return library

    def _create_IMAP4(self) -> _Library:  # noqa: N802 - the library's name
        return _Library(self._connection)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _number(status: dict[str, int], key: str) -> int | None:
    number = status.get(key)
    return number if number is not None and number >= 0 else None


def _sum(every: Iterable[dict[str, int]] | None, key: str) -> int | None:
    numbers = [_number(status, key) for status in every or ()]
    known = [number for number in numbers if number is not None]
    return sum(known) if known and len(known) == len(numbers) else None
