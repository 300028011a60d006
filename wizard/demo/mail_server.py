"""Mail servers on loopback that say what they offer, start TLS, and know one password; and some that misbehave."""

import ssl
from typing import assert_never

from wizard.demo import account
from wizard.demo.loopback import Connection, Conversation
from wizard.demo.situation import Server, Trait
from wizard.model import Protocol, SocketType

_SLOWLY = 1.0


def mail_server(server: Server, context: ssl.SSLContext) -> Conversation:
    """The server of this line of the table."""

    async def serve(connection: Connection) -> None:
        if server.socket_type is SocketType.SSL:
            await connection.start_tls(context)
        if Trait.SILENT in server.traits:
            await connection.read_to_end()
            return
        if Trait.SLOW in server.traits:
            connection.pace += _SLOWLY
        await _Session(server, context, connection).run()

    return serve


class _Session:
    """One client of a mail server. The three protocols as far as anybody needs who tests a password and only reads."""

    def __init__(self, server: Server, context: ssl.SSLContext, connection: Connection) -> None:
        self._server = server
        self._context = context
        self._connection = connection
        self._signed_in = False

    async def _sign_in(self, credentials: str, *, welcome: str, refusal: str) -> None:
        self._signed_in = account.opens(credentials)
        await self._connection.say(welcome if self._signed_in else refusal)

    async def run(self) -> None:
        protocol = Protocol.SMTP if self._has(Trait.SPEAKS_SMTP) else self._server.protocol
        match protocol:
            case Protocol.IMAP:
                await self._imap()
            case Protocol.POP3:
                await self._pop3()
            case Protocol.SMTP:
                await self._smtp()
            case _:
                assert_never(protocol)

    def _has(self, trait: Trait) -> bool:
        return trait in self._server.traits

    @property
    def _offers_tls(self) -> bool:
        return (
            self._server.socket_type is SocketType.STARTTLS
            and not self._connection.encrypted
            and not self._has(Trait.NO_STARTTLS)
        )

    @property
    def _takes_passwords(self) -> bool:
        """Passwords are taken inside TLS only, except where the server has no TLS at all."""
        return (
            self._connection.encrypted or self._server.socket_type is SocketType.PLAIN or self._has(Trait.NO_STARTTLS)
        )

    @property
    def _mechanisms(self) -> tuple[str, ...]:
        if not self._takes_passwords:
            return ()
        return ("XOAUTH2", "OAUTHBEARER") if self._has(Trait.TOKENS_ONLY) else ("PLAIN", "LOGIN")

    async def _start_tls(self, *, agreed: str, refused: str, injected: tuple[str, ...]) -> None:
        if self._has(Trait.REFUSES_STARTTLS):
            await self._connection.say(refused)
            return
        await self._connection.say(agreed, *(injected if self._has(Trait.INJECTS) else ()))
        await self._connection.start_tls(self._context)

    # IMAP, RFC 9051

    def _imap_capabilities(self) -> str:
        words = ["IMAP4rev1", "SASL-IR", "LITERAL+", "ID", "ENABLE", "IDLE"]
        if self._offers_tls:
            words.append("STARTTLS")
        if self._connection.encrypted:
            words += ["MOVE", "SPECIAL-USE", "QUOTA", "UIDPLUS", "CONDSTORE", "STATUS=SIZE"]
        if self._has(Trait.FEW_EXTENSIONS):
            words = [word for word in words if word not in {"IDLE", "SPECIAL-USE", "QUOTA"}]
        if not self._takes_passwords or self._has(Trait.TOKENS_ONLY):
            words.append("LOGINDISABLED")
        return " ".join(["CAPABILITY", *words, *(f"AUTH={mechanism}" for mechanism in self._mechanisms)])

    async def _imap(self) -> None:
        say, hostname = self._connection.say, self._server.hostname
        if self._has(Trait.BUSY):
            await say("* BYE Too many connections, try again later")
            return
        if self._has(Trait.TURNS_AWAY):
            await say("* BYE Your address is not welcome here")
            return
        greeting = "PREAUTH" if self._has(Trait.PREAUTH) else "OK"
        await say(f"* {greeting} [{self._imap_capabilities()}] {hostname} ready")
        while True:
            tag, _, rest = (await self._connection.read_line()).partition(" ")
            if self._signed_in and (lines := account.imap_answer(tag, rest)) is not None:
                await say(*lines)
                continue
            match rest.upper().split():
                case ["CAPABILITY"]:
                    await say(f"* {self._imap_capabilities()}", f"{tag} OK CAPABILITY completed")
                case ["STARTTLS"] if self._offers_tls:
                    await self._start_tls(
                        agreed=f"{tag} OK Begin TLS negotiation now",
                        refused=f"{tag} NO TLS is not available now",
                        injected=("* CAPABILITY IMAP4rev1 AUTH=PLAIN AUTH=INJECTED",),
                    )
                case ["ID", *_]:
                    await say("* ID NIL", f"{tag} OK ID completed")
                case ["NOOP"]:
                    await say(f"{tag} OK NOOP completed")
                case ["LOGIN" | "AUTHENTICATE", *_] if not self._takes_passwords:
                    await say(f"{tag} NO [PRIVACYREQUIRED] Start TLS first")
                case ["AUTHENTICATE", _]:
                    await say("+ ")
                    await self._sign_in(
                        await self._connection.read_line(),
                        welcome=f"{tag} OK Signed in",
                        refusal=f"{tag} NO [AUTHENTICATIONFAILED] Wrong user name or password",
                    )
                case ["LOGIN" | "AUTHENTICATE", *_]:
                    await say(f"{tag} NO [AUTHENTICATIONFAILED] Wrong user name or password")
                case ["LOGOUT"]:
                    await say("* BYE Until next time", f"{tag} OK LOGOUT completed")
                    return
                case _:
                    await say(f"{tag or '*'} BAD Unknown command")

    # POP3, RFC 1939, RFC 2449, RFC 2595

    def _pop3_capabilities(self) -> list[str]:
        words = ["RESP-CODES", "AUTH-RESP-CODE", "PIPELINING"]
        words += ["EXPIRE 0"] if self._has(Trait.CANNOT_LEAVE) else ["TOP", "UIDL"]
        if not self._has(Trait.CANNOT_LEAVE):
            words.append("EXPIRE 14" if self._has(Trait.EXPIRES) else "EXPIRE NEVER")
        if self._has(Trait.LOGIN_DELAY):
            words.append("LOGIN-DELAY 900")
        if self._offers_tls:
            words.append("STLS")
        if self._takes_passwords and not self._has(Trait.TOKENS_ONLY):
            words.append("USER")
        if self._mechanisms:
            words.append(" ".join(["SASL", *self._mechanisms]))
        return words

    async def _pop3(self) -> None:
        say = self._connection.say
        if self._has(Trait.BUSY):
            await say("-ERR [SYS/TEMP] Too many connections, try again later")
            return
        if self._has(Trait.TURNS_AWAY):
            await say("-ERR [SYS/PERM] Your address is not welcome here")
            return
        await say(f"+OK {self._server.hostname} ready")
        while True:
            line = await self._connection.read_line()
            if self._signed_in and (lines := account.pop3_answer(line)) is not None:
                await say(*lines)
                continue
            match line.upper().split():
                case ["CAPA"]:
                    await say("+OK Capabilities follow", *self._pop3_capabilities(), ".")
                case ["STLS"] if self._offers_tls:
                    await self._start_tls(
                        agreed="+OK Begin TLS negotiation now",
                        refused="-ERR TLS is not available now",
                        injected=("+OK Injected", "SASL INJECTED", "."),
                    )
                case ["USER" | "PASS" | "AUTH", *_] if not self._takes_passwords:
                    await say("-ERR Start TLS first")
                case ["USER", _]:
                    await say("+OK")
                case ["AUTH", _]:
                    await say("+ ")
                    await self._sign_in(
                        await self._connection.read_line(),
                        welcome="+OK Signed in",
                        refusal="-ERR [AUTH] Wrong user name or password",
                    )
                case ["PASS" | "AUTH", *_]:
                    await say("-ERR [AUTH] Wrong user name or password")
                case ["QUIT"]:
                    await say("+OK Until next time")
                    return
                case _:
                    await say("-ERR Unknown command")

    # SMTP, RFC 5321, RFC 3207, RFC 4954

    def _smtp_extensions(self) -> list[str]:
        words = ["PIPELINING", "SIZE 52428800", "8BITMIME", "ENHANCEDSTATUSCODES"]
        if self._offers_tls:
            words.append("STARTTLS")
        if self._mechanisms:
            words.append(" ".join(["AUTH", *self._mechanisms]))
        return [self._server.hostname, *words]

    async def _smtp(self) -> None:
        say = self._connection.say
        if self._has(Trait.BUSY):
            await say("421 4.7.0 Too many connections, try again later")
            return
        if self._has(Trait.TURNS_AWAY):
            await say("554 5.7.1 Your address is not welcome here")
            return
        await say(f"220 {self._server.hostname} ESMTP ready")
        while True:
            match (await self._connection.read_line()).upper().split():
                case ["EHLO", *_]:
                    *first, last = self._smtp_extensions()
                    await say(*(f"250-{line}" for line in first), f"250 {last}")
                case ["HELO", *_]:
                    await say(f"250 {self._server.hostname}")
                case ["STARTTLS"] if self._offers_tls:
                    await self._start_tls(
                        agreed="220 2.0.0 Begin TLS negotiation now",
                        refused="454 4.7.0 TLS is not available now",
                        injected=("250-injected", "250 AUTH INJECTED"),
                    )
                case ["AUTH", *_] if not self._takes_passwords:
                    await say("530 5.7.0 Start TLS first")
                case ["AUTH", _]:
                    await say("334 ")
                    await self._sign_in(
                        await self._connection.read_line(),
                        welcome="235 2.7.0 Signed in",
                        refusal="535 5.7.8 Wrong user name or password",
                    )
                case ["AUTH", *_]:
                    await say("535 5.7.8 Wrong user name or password")
                case ["NOOP" | "RSET"]:
                    await say("250 2.0.0 OK")
                case ["QUIT"]:
                    await say("221 2.0.0 Until next time")
                    return
                case ["MAIL" | "RCPT" | "DATA", *_]:
                    await say("530 5.7.0 Sign in first")
                case _:
                    await say("502 5.5.2 Unknown command")
