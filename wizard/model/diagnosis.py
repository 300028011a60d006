"""Complaints and error messages: what causes them, how to check it, what to do."""

from dataclasses import dataclass
from enum import StrEnum

from wizard.model.client import Confidence
from wizard.model.finding import FindingId
from wizard.model.server import Protocol
from wizard.model.text import Text


class Symptom(StrEnum):
    """The complaints that have a diagnosis of their own."""

    SENDING = "sending"
    GARBLED = "garbled"
    SIGN_IN = "sign-in"


class SendingCause(StrEnum):
    """Why mail cannot be sent from here; each word is the id of a diagnosis."""

    WORKS = "sending-works"
    NO_SERVER = "sending-no-server"
    CAPTIVE_PORTAL = "sending-captive-portal"
    NO_NAME = "sending-no-name"
    ALL_BLOCKED = "sending-all-blocked"
    ONE_BLOCKED = "sending-one-blocked"
    SERVER_DOWN = "sending-server-down"
    INTERCEPTED = "sending-intercepted"
    CERTIFICATE = "sending-certificate"
    STARTTLS_GONE = "sending-starttls-gone"
    TURNED_AWAY = "sending-turned-away"
    TLS_FAILED = "sending-tls-failed"
    NO_SIGN_IN = "sending-no-sign-in"
    OAUTH2_ONLY = "sending-oauth2-only"
    PORT_25_BLOCKED = "sending-port-25-blocked"
    PORT_25_REDIRECTED = "sending-port-25-redirected"
    PASSWORD_MISSING = "sending-password-missing"
    RELAY_BY_ADDRESS = "sending-relay-by-address"
    OTHER_SENDER = "sending-other-sender"


class GarbledCause(StrEnum):
    """Why mail looks garbled over IMAP; each word is the id of a diagnosis."""

    WRONG_STRUCTURE = "garbled-wrong-structure"
    WRONG_PARTS = "garbled-wrong-parts"
    WRONG_CHUNKS = "garbled-wrong-chunks"
    WRONG_SIZE = "garbled-wrong-size"
    CHANGED = "garbled-changed"
    MIXED_UP = "garbled-mixed-up"
    REWRITTEN = "garbled-rewritten"
    EXTENSION = "garbled-extension"
    POP_DIFFERS = "garbled-pop-differs"
    GLUED_TEXT = "garbled-glued-text"
    LONG_HEADER = "garbled-long-header"
    DAMAGED = "garbled-damaged"
    CHARSET = "garbled-charset"
    TNEF = "garbled-tnef"
    CLIENT_CACHE = "garbled-client-cache"
    PARTIAL_DOWNLOAD = "garbled-partial-download"
    CLOUD = "garbled-cloud"
    VIEW = "garbled-view"


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """One cause, with the messages of programs and servers that point to it.

    In `messages` the placeholders of programs (`%S`, `%1$S`, `%s`) and `…` stand for anything. `looks_at` are the
    protocols whose servers a test of the address can judge, `shown_by` the findings that confirm the cause. `symptom`
    is the complaint whose own diagnosis goes deeper. `origin` is `file:line`.
    """

    id: str
    messages: tuple[str, ...]
    cause: Text
    check: Text | None
    cure: Text
    looks_at: frozenset[Protocol]
    shown_by: frozenset[FindingId]
    symptom: Symptom | None
    references: tuple[str, ...]
    confidence: Confidence
    origin: str
