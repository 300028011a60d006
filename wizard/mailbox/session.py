"""What the three protocols have in common when somebody signs in: the steps, and how a library's error is read."""

import contextlib
import imaplib
import poplib
import smtplib
from collections.abc import Callable, Iterator
from typing import Protocol, TypeVar

from wizard.mailbox.credentials import Credentials
from wizard.model import FailureReason, Mailbox, NotTriedReason, Stage
from wizard.network import NETWORK_ERRORS, BlockingConnection, StreamError

Answer = TypeVar("Answer")

LIBRARY_ERRORS: tuple[type[Exception], ...] = (imaplib.IMAP4.error, poplib.error_proto, smtplib.SMTPException)
"""How the libraries say that the server did."""

UNREADABLE: tuple[type[Exception], ...] = (
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    AssertionError,
    RuntimeError,
    ArithmeticError,
)
"""How the libraries stumble over words that no server should say."""


class Hindered(Exception):
    """The server itself says that no password may or can be sent."""

    def __init__(self, reason: NotTriedReason) -> None:
        super().__init__(reason)
        self.reason = reason


class Session(Protocol):
    """One signed-in connection, in the order of its methods. They raise LIBRARY_ERRORS, UNREADABLE, NETWORK_ERRORS."""

    def start(self) -> None:
        """Greeting, STARTTLS, capabilities. Raises Hindered where a password cannot be sent."""

    def sign_in(self, credentials: Credentials, sending: Callable[[], None]) -> str:
        """Prove the credentials, once; gives the mechanism. `sending` is called right before the password goes."""

    def look(self, mailbox: Mailbox) -> Mailbox:
        """The mailbox with what this protocol shows of it; changes nothing there."""

    def leave(self) -> None:
        """Say goodbye."""


@contextlib.contextmanager
def upgrading(connection: BlockingConnection) -> Iterator[None]:
    """Around a library's STARTTLS: a server that does not agree is told apart from one that breaks off."""
    try:
        yield
    except LIBRARY_ERRORS as error:
        if connection.failure is not None:
            raise
        raise StreamError(FailureReason.STARTTLS_REFUSED, stage=Stage.STARTTLS) from error


def measured(question: Callable[[], Answer]) -> Answer | None:
    """The answer; None where the server does not answer this, or not in a way that can be read."""
    try:
        return question()
    except (*LIBRARY_ERRORS, *UNREADABLE, *NETWORK_ERRORS):
        return None
