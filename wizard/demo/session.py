"""What the three kinds of mail server have in common: what they offer, TLS, and one password."""

import ssl
from abc import ABC, abstractmethod

from wizard.demo import account
from wizard.demo.loopback import Connection
from wizard.demo.mailbox import Mailbox
from wizard.demo.situation import Server, Trait
from wizard.model import SocketType


class Session(ABC):
    """One client of a mail server, as far as anybody needs who tests a password and only reads."""

    def __init__(self, server: Server, context: ssl.SSLContext, connection: Connection, mailbox: Mailbox) -> None:
        self.hostname = server.hostname
        self.say = connection.say
        self.connection = connection
        self.mailbox = mailbox
        self.signed_in = False
        self._server = server
        self._context = context

    @abstractmethod
    async def run(self) -> None:
        """Serve the client until it leaves. Raises Gone."""

    def has(self, trait: Trait) -> bool:
        """Whether this server is special in this way."""
        return trait in self._server.traits

    @property
    def offers_tls(self) -> bool:
        """Whether STARTTLS is still to come."""
        return (
            self._server.socket_type is SocketType.STARTTLS
            and not self.connection.encrypted
            and not self.has(Trait.NO_STARTTLS)
        )

    def offer(self, word: str) -> str:
        """The word for TLS, as it arrives where somebody on the way writes over it."""
        return "X" * len(word) if self.has(Trait.OVERWRITTEN) else word

    @property
    def takes_passwords(self) -> bool:
        """Passwords are taken inside TLS only, except where the server has no TLS at all."""
        return self.connection.encrypted or self._server.socket_type is SocketType.PLAIN or self.has(Trait.NO_STARTTLS)

    @property
    def mechanisms(self) -> tuple[str, ...]:
        """What can be signed in with at this moment."""
        if not self.takes_passwords:
            return ()
        return ("XOAUTH2", "OAUTHBEARER") if self.has(Trait.TOKENS_ONLY) else ("PLAIN", "LOGIN")

    async def start_tls(self, *, agreed: str, refused: str, injected: tuple[str, ...]) -> None:
        """Answer to STARTTLS, and start it."""
        if self.has(Trait.REFUSES_STARTTLS):
            await self.say(refused)
            return
        await self.say(agreed, *(injected if self.has(Trait.INJECTS) else ()))
        await self.connection.start_tls(self._context)

    async def sign_in(self, credentials: str, *, welcome: str, refusal: str, unsuited: str) -> None:
        """Judge the message of SASL PLAIN; an ordinary password is none where an app password is wanted."""
        right = account.opens(credentials, short_names=self.has(Trait.SHORT_NAMES))
        self.signed_in = right and not self.has(Trait.APP_PASSWORDS)
        await self.say(welcome if self.signed_in else unsuited if right else refusal)
