"""IMAP of the built-in world, RFC 9051."""

import re

from wizard.demo.imap_mailbox import HangsUp, Misunderstood, imap_answer
from wizard.demo.loopback import Gone
from wizard.demo.session import Session
from wizard.demo.situation import Trait

_LITERAL = re.compile(r"\{(\d{1,4})(\+?)\}$")


class ImapSession(Session):
    """See `Session`."""

    async def run(self) -> None:
        if self.has(Trait.BUSY):
            await self.say("* BYE Too many connections, try again later")
            return
        if self.has(Trait.TURNS_AWAY):
            await self.say("* BYE Your address is not welcome here")
            return
        greeting = "PREAUTH" if self.has(Trait.PREAUTH) else "OK"
        await self.say(f"* {greeting} [{self._capabilities()}] {self.hostname} ready")
        leaving = False
        while not leaving:
            tag, _, command = (await self._command()).partition(" ")
            if not await self._read_mailbox(tag, command):
                leaving = await self._answer(tag, command)

    def _capabilities(self) -> str:
        words = ["IMAP4rev1", "SASL-IR", "LITERAL+", "ID", "ENABLE", "IDLE"]
        if self.offers_tls:
            words.append(self.offer("STARTTLS"))
        if self.connection.encrypted:
            words += ["MOVE", "SPECIAL-USE", "QUOTA", "UIDPLUS", "CONDSTORE", "STATUS=SIZE"]
        if self.has(Trait.FEW_EXTENSIONS):
            words = [word for word in words if word not in {"IDLE", "SPECIAL-USE", "QUOTA"}]
        if not self.takes_passwords or self.has(Trait.TOKENS_ONLY):
            words.append("LOGINDISABLED")
        return " ".join(["CAPABILITY", *words, *(f"AUTH={mechanism}" for mechanism in self.mechanisms)])

    async def _command(self) -> str:
        """One command, its literals as quoted strings. Raises Gone."""
        command = await self.connection.read_line()
        while literal := _LITERAL.search(command):
            if not literal[2]:
                await self.say("+ Go ahead")
            text = (await self.connection.read(int(literal[1]))).decode("utf-8", errors="replace")
            quoted = text.replace("\\", "\\\\").replace('"', '\\"')
            command = f'{command[: literal.start()]}"{quoted}"{await self.connection.read_line()}'
        return command

    async def _read_mailbox(self, tag: str, command: str) -> bool:
        """Whether the command was one that reads, and has been answered."""
        answers = imap_answer(self.mailbox, command) if self.signed_in else None
        if answers is None:
            return False
        try:
            together = b"".join(answers)
        except HangsUp:
            raise Gone from None
        except Misunderstood:
            await self.say(f"{tag} NO There is no such thing here")
            return True
        await self.connection.send(together + f"{tag} OK Done\r\n".encode())
        return True

    async def _answer(self, tag: str, command: str) -> bool:
        """Answer a command that is not about messages; whether it was the goodbye."""
        say = self.say
        match command.upper().split():
            case ["CAPABILITY"]:
                await say(f"* {self._capabilities()}", f"{tag} OK CAPABILITY completed")
            case ["STARTTLS"] if self.offers_tls:
                await self.start_tls(
                    agreed=f"{tag} OK Begin TLS negotiation now",
                    refused=f"{tag} NO TLS is not available now",
                    injected=("* CAPABILITY IMAP4rev1 AUTH=PLAIN AUTH=INJECTED",),
                )
            case ["ID", *_]:
                await say("* ID NIL", f"{tag} OK ID completed")
            case ["NOOP"]:
                await say(f"{tag} OK NOOP completed")
            case ["LOGIN" | "AUTHENTICATE", *_] if not self.takes_passwords:
                await say(f"{tag} NO [PRIVACYREQUIRED] Start TLS first")
            case ["AUTHENTICATE", _]:
                await say("+ ")
                await self.sign_in(
                    await self.connection.read_line(),
                    welcome=f"{tag} OK Signed in",
                    refusal=f"{tag} NO [AUTHENTICATIONFAILED] Wrong user name or password",
                    unsuited=f"{tag} NO [ALERT] Application-specific password required",
                )
            case ["LOGIN" | "AUTHENTICATE", *_]:
                await say(f"{tag} NO [AUTHENTICATIONFAILED] Wrong user name or password")
            case ["LOGOUT"]:
                await say("* BYE Until next time", f"{tag} OK LOGOUT completed")
                return True
            case _:
                await say(f"{tag or '*'} BAD Unknown command")
        return False
