"""What the user told about herself: a closed list of words for each question, "unsure" always among them."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any, Self, get_type_hints


class Devices(StrEnum):
    ONE_COMPUTER = "one-computer"
    ONE_PHONE = "one-phone"
    SEVERAL = "several"
    UNSURE = "unsure"


class People(StrEnum):
    JUST_ME = "just-me"
    SEVERAL = "several"
    UNSURE = "unsure"


class Webmail(StrEnum):
    NEVER = "never"
    SOMETIMES = "sometimes"
    OFTEN = "often"
    UNSURE = "unsure"


class Backups(StrEnum):
    NEVER = "never"
    SOMETIMES = "sometimes"
    REGULARLY = "regularly"
    UNSURE = "unsure"


class CurrentSetup(StrEnum):
    NEW = "new"
    POP = "pop"
    IMAP = "imap"
    MIXED = "mixed"
    UNSURE = "unsure"


class ServerSpace(StrEnum):
    ENOUGH = "enough"
    NEARLY_FULL = "nearly-full"
    UNSURE = "unsure"


class YesNo(StrEnum):
    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


class Offline(StrEnum):
    RARELY = "rarely"
    OFTEN = "often"
    UNSURE = "unsure"


class KeepAtProvider(StrEnum):
    FINE = "fine"
    UNWANTED = "unwanted"
    UNSURE = "unsure"


class ClientChoice(StrEnum):
    OUTLOOK_CLASSIC = "outlook-classic"
    OUTLOOK_NEW = "outlook-new"
    OUTLOOK_MAC = "outlook-mac"
    OUTLOOK_MOBILE = "outlook-mobile"
    THUNDERBIRD = "thunderbird"
    THUNDERBIRD_ANDROID = "thunderbird-android"
    APPLE_MAIL = "apple-mail"
    APPLE_MAIL_IOS = "apple-mail-ios"
    GMAIL_ANDROID = "gmail-android"
    SAMSUNG_EMAIL = "samsung-email"
    EM_CLIENT = "em-client"
    EVOLUTION = "evolution"
    OTHER = "other"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """One answer to each question; the field names are the keys of an answers file."""

    devices: Devices = Devices.UNSURE
    people: People = People.UNSURE
    webmail: Webmail = Webmail.UNSURE
    backups: Backups = Backups.UNSURE
    current_setup: CurrentSetup = CurrentSetup.UNSURE
    server_space: ServerSpace = ServerSpace.UNSURE
    old_mail_on_computer: YesNo = YesNo.UNSURE
    offline: Offline = Offline.UNSURE
    keep_at_provider: KeepAtProvider = KeepAtProvider.UNSURE
    folders: YesNo = YesNo.UNSURE
    leaving_provider: YesNo = YesNo.UNSURE
    sends_elsewhere: YesNo = YesNo.UNSURE
    client: ClientChoice = ClientChoice.UNSURE

    @classmethod
    def allowed(cls) -> dict[str, tuple[str, ...]]:
        """The words allowed for each key, in the order of the contract."""
        return {key: tuple(word.value for word in words) for key, words in _words_by_key().items()}

    def with_answer(self, key: str, word: str) -> Self:
        """These answers with one changed. Raises KeyError for an unknown key, ValueError for an unknown word."""
        changed: dict[str, Any] = {key: _words_by_key()[key](word)}
        return replace(self, **changed)

    def as_words(self) -> dict[str, str]:
        """Key and word of every question."""
        return {field.name: str(getattr(self, field.name)) for field in fields(self)}


@functools.cache
def _words_by_key() -> Mapping[str, type[StrEnum]]:
    hints = get_type_hints(Answers)
    return {field.name: hints[field.name] for field in fields(Answers)}
