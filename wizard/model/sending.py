"""The outgoing server tested with a password, and with one message to oneself: what it made of them."""

from dataclasses import dataclass
from enum import StrEnum

from wizard.model.login import LoginCheck
from wizard.model.probe import FailureReason


class SendingStep(StrEnum):
    """What a server is told, one after the other: who sends, to whom, and the message (RFC 5321 section 3.3)."""

    SENDER = "sender"
    RECIPIENT = "recipient"
    MESSAGE = "message"


class MessageRefusal(StrEnum):
    """What a server means by its "no" to a message; each word is the id of a diagnosis."""

    SENDER_NOT_OWNED = "sender-not-owned"
    RELAY_DENIED = "relay-denied"
    AUTHENTICATION_REQUIRED = "authentication-required"
    TOO_MANY_MESSAGES = "too-many-messages"
    TAKEN_FOR_SPAM = "taken-for-spam"
    NETWORK_BLACKLISTED = "network-blacklisted"
    MAILBOX_FULL = "mailbox-full"
    RECIPIENT_UNKNOWN = "recipient-unknown"
    LOCAL_PART_ENCODING = "local-part-encoding"
    FOR_NOW = "greylisted"


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageAccepted:
    """The server took the message over; `detail` is its own text, with its number for the message as a rule."""

    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageRefused:
    """The server said no at this step; `detail` is its own text, printable; `reason` None where that does not tell."""

    step: SendingStep
    reason: MessageRefusal | None
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageFailed:
    """There was no yes or no: the connection broke. After the step MESSAGE it may have been taken over."""

    step: SendingStep
    reason: FailureReason
    detail: str = ""


MessageOutcome = MessageAccepted | MessageRefused | MessageFailed


@dataclass(frozen=True, slots=True, kw_only=True)
class SendingCheck:
    """`login` is that at the outgoing server alone; `message_id`, with its angle brackets, None where none was asked.

    `outcome` None: no message was sent.
    """

    login: LoginCheck
    message_id: str | None = None
    outcome: MessageOutcome | None = None

    @property
    def works(self) -> bool:
        """Whether the server accepted everything that it was tested with."""
        return self.login.works and (self.message_id is None or isinstance(self.outcome, MessageAccepted))
