"""Submission of the built-in world, RFC 5321, RFC 3207, RFC 4954: what is sent goes nowhere."""

from wizard.demo.session import Session
from wizard.demo.situation import Trait


class SmtpSession(Session):
    """See `Session`."""

    async def run(self) -> None:
        if self.has(Trait.BUSY):
            await self.say("421 4.7.0 Too many connections, try again later")
            return
        if self.has(Trait.TURNS_AWAY):
            await self.say("554 5.7.1 Your address is not welcome here")
            return
        await self.say(f"220 {self.hostname} ESMTP ready")
        leaving = False
        while not leaving:
            command = (await self.connection.read_line()).upper().split()
            leaving = await self._answer(command)

    def _extensions(self) -> list[str]:
        words = ["PIPELINING", "SIZE 52428800", "8BITMIME", "ENHANCEDSTATUSCODES"]
        if self.offers_tls:
            words.append(self.offer("STARTTLS"))
        if self.mechanisms:
            words.append(" ".join(["AUTH", *self.mechanisms]))
        return [self.hostname, *words]

    async def _answer(self, command: list[str]) -> bool:
        """Answer one command; whether it was the goodbye."""
        say = self.say
        match command:
            case ["EHLO", *_]:
                *first, last = self._extensions()
                await say(*(f"250-{line}" for line in first), f"250 {last}")
            case ["HELO", *_]:
                await say(f"250 {self.hostname}")
            case ["STARTTLS"] if self.offers_tls:
                await self.start_tls(
                    agreed="220 2.0.0 Begin TLS negotiation now",
                    refused="454 4.7.0 TLS is not available now",
                    injected=("250-injected", "250 AUTH INJECTED"),
                )
            case ["AUTH", *_] if not self.takes_passwords:
                await say("530 5.7.0 Start TLS first")
            case ["AUTH", _]:
                await say("334 ")
                await self.sign_in(
                    await self.connection.read_line(),
                    welcome="235 2.7.0 Signed in",
                    refusal="535 5.7.8 Wrong user name or password",
                    unsuited="534 5.7.9 Application-specific password required",
                )
            case ["AUTH", *_]:
                await say("535 5.7.8 Wrong user name or password")
            case ["NOOP" | "RSET"]:
                await say("250 2.0.0 OK")
            case ["QUIT"]:
                await say("221 2.0.0 Until next time")
                return True
            case ["MAIL" | "RCPT" | "DATA", *_] if not self.signed_in:
                await say("530 5.7.0 Sign in first")
            case ["MAIL", *_] if self.has(Trait.REFUSES_SENDER):
                await say("553 5.7.1 Sender address rejected: not owned by this user")
            case ["MAIL" | "RCPT", *_]:
                await say("250 2.1.0 OK")
            case ["DATA"]:
                await say("354 End with a dot")
                while await self.connection.read_line() != ".":
                    pass
                await say("250 2.0.0 Queued")
            case _:
                await say("502 5.5.2 Unknown command")
        return False
