"""POP3 of the built-in world, RFC 1939, RFC 2449, RFC 2595."""

from wizard.demo.pop3_mailbox import pop3_answer
from wizard.demo.session import Session
from wizard.demo.situation import Trait


class Pop3Session(Session):
    """See `Session`."""

    async def run(self) -> None:
        if self.has(Trait.BUSY):
            await self.say("-ERR [SYS/TEMP] Too many connections, try again later")
            return
        if self.has(Trait.TURNS_AWAY):
            await self.say("-ERR [SYS/PERM] Your address is not welcome here")
            return
        await self.say(f"+OK {self.hostname} ready")
        leaving = False
        while not leaving:
            command = await self.connection.read_line()
            known = self.signed_in and not (self.has(Trait.CANNOT_LEAVE) and command[:4].upper() in {"UIDL", "TOP "})
            answer = pop3_answer(self.mailbox, command) if known else None
            if answer is not None:
                await self.connection.send(answer)
            else:
                leaving = await self._answer(command)

    def _capabilities(self) -> list[str]:
        words = ["RESP-CODES", "AUTH-RESP-CODE", "PIPELINING"]
        words += ["EXPIRE 0"] if self.has(Trait.CANNOT_LEAVE) else ["TOP", "UIDL"]
        if not self.has(Trait.CANNOT_LEAVE):
            words.append("EXPIRE 14" if self.has(Trait.EXPIRES) else "EXPIRE NEVER")
        if self.has(Trait.LOGIN_DELAY):
            words.append("LOGIN-DELAY 900")
        if self.offers_tls:
            words.append(self.offer("STLS"))
        if self.takes_passwords and not self.has(Trait.TOKENS_ONLY):
            words.append("USER")
        if self.mechanisms:
            words.append(" ".join(["SASL", *self.mechanisms]))
        return words

    async def _answer(self, command: str) -> bool:
        """Answer a command that is not about messages; whether it was the goodbye."""
        say = self.say
        match command.upper().split():
            case ["CAPA"]:
                await say("+OK Capabilities follow", *self._capabilities(), ".")
            case ["STLS"] if self.offers_tls:
                await self.start_tls(
                    agreed="+OK Begin TLS negotiation now",
                    refused="-ERR TLS is not available now",
                    injected=("+OK Injected", "SASL INJECTED", "."),
                )
            case ["USER" | "PASS" | "AUTH", *_] if not self.takes_passwords:
                await say("-ERR Start TLS first")
            case ["USER", _]:
                await say("+OK")
            case ["AUTH", _]:
                await say("+ ")
                await self.sign_in(
                    await self.connection.read_line(),
                    welcome="+OK Signed in",
                    refusal="-ERR [AUTH] Wrong user name or password",
                    unsuited="-ERR [AUTH] Application-specific password required",
                )
            case ["PASS" | "AUTH", *_]:
                await say("-ERR [AUTH] Wrong user name or password")
            case ["QUIT"]:
                await say("+OK Until next time")
                return True
            case _:
                await say("-ERR Unknown command")
        return False
