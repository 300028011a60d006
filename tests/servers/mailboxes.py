"""Mail servers with one mailbox behind one password: IMAP, POP3 and submission, and every word of the client kept."""

import asyncio
import base64
import re
import ssl
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from tests.servers.lines import Talk


@dataclass(slots=True, kw_only=True)
class MailServer:
    """What the three servers have and say.

    `refusal` are the lines that answer a wrong password, with `<tag>` for IMAP's tag and `<password>` for what the
    client tried. `folders` by name: flags, messages, octets. `quota` (used, total) in units of 1024 octets.
    `quota_lines` and `list_lines` are said instead of the honest ones. `starttls` None: TLS from the first byte, which
    the socket does; else the context for STARTTLS. `in_clear` is what came in before TLS. SMTP: `answers` by verb (`.`
    for the end of a message; no lines: it hangs up) are given instead of the honest ones, `extensions` are announced
    besides, and `mail` keeps every envelope and message: the lines that came in.
    """

    username: str = "anna@voorbeeld.nl"
    password: str = ""
    refusal: tuple[bytes, ...] | None = None
    mechanisms: tuple[str, ...] = ("PLAIN", "LOGIN")
    capabilities: tuple[str, ...] = ("IDLE", "QUOTA", "STATUS=SIZE", "SPECIAL-USE")
    folders: Mapping[str, tuple[str, int, int]] = field(
        default_factory=lambda: {"INBOX": ("", 40, 400_000), "Verzonden": ("\\Sent", 10, 50_000)}
    )
    uid_next: int = 61
    quota: tuple[int, int] | None = (450, 1000)
    quota_lines: tuple[bytes, ...] = ()
    list_lines: tuple[bytes, ...] = ()
    pop_messages: int = 40
    uidls: Callable[[int], Sequence[str]] = lambda _listing: [f"uid-{number}" for number in range(40)]
    starttls: ssl.SSLContext | None = None
    strips_starttls: bool = False
    greeting: bytes | None = None
    answers: Mapping[str, tuple[bytes, ...]] = field(default_factory=dict)
    extensions: tuple[bytes, ...] = ()
    mail: list[list[bytes]] = field(default_factory=list)
    attempts: int = 0
    signed_in: int = 0
    said: list[str] = field(default_factory=list)
    in_clear: bytearray = field(default_factory=bytearray)

    def judge(self, username: bytes, password: bytes) -> tuple[bytes, ...] | None:
        """None where the password is right; else the lines of the refusal."""
        self.attempts += 1
        if (username.decode(), password.decode()) == (self.username, self.password):
            self.signed_in += 1
            return None
        lines = self.refusal or (b"<tag> NO [AUTHENTICATIONFAILED] wrong",)
        return tuple(line.replace(b"<password>", password) for line in lines)


class _Talk:
    def __init__(self, server: MailServer, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.server = server
        self.reader = reader
        self.writer = writer
        self.encrypted = server.starttls is None

    async def hear(self) -> bytes:
        line = (await self.reader.readuntil(b"\n")).rstrip(b"\r\n")
        if not self.encrypted:
            self.server.in_clear += line + b"\n"
        return line

    async def say(self, *lines: bytes) -> None:
        self.writer.write(b"".join(line + b"\r\n" for line in lines))
        await self.writer.drain()

    async def upgrade(self) -> None:
        assert self.server.starttls is not None
        await self.writer.start_tls(self.server.starttls)
        self.encrypted = True

    @property
    def offers_tls(self) -> bool:
        return not self.encrypted and not self.server.strips_starttls


def _plain(line: bytes) -> tuple[bytes, bytes]:
    _, username, password = base64.b64decode(line).split(b"\0")
    return username, password


def _unquoted(text: bytes) -> list[bytes]:
    words = re.findall(rb'"((?:[^"\\]|\\.)*)"|(\S+)', text)
    return [re.sub(rb"\\(.)", rb"\1", quoted) if quoted else bare for quoted, bare in words]


def imap(server: MailServer) -> Talk:
    """IMAP, RFC 9051."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        t = _Talk(server, reader, writer)

        def announced() -> bytes:
            words = ["IMAP4rev1", *server.capabilities, *(f"AUTH={mechanism}" for mechanism in server.mechanisms)]
            return " ".join(["CAPABILITY", *words, *(["STARTTLS"] if t.offers_tls else [])]).encode()

        await t.say(server.greeting or b"* OK ready")
        while True:
            line = await t.hear()
            tag, _, rest = line.partition(b" ")
            verb = rest.split()[0].upper().decode()
            server.said.append(verb)

            async def answer(refused: tuple[bytes, ...] | None, tag: bytes = tag) -> None:
                lines = refused if refused is not None else (b"<tag> OK in",)
                await t.say(*(line.replace(b"<tag>", tag) for line in lines))

            match verb:
                case "CAPABILITY":
                    await t.say(b"* " + announced(), tag + b" OK")
                case "STARTTLS" if t.offers_tls:
                    await t.say(tag + b" OK go")
                    await t.upgrade()
                case "AUTHENTICATE":
                    await t.say(b"+ ")
                    await answer(server.judge(*_plain(await t.hear())))
                case "LOGIN":
                    username, password = _unquoted(rest)[1:]
                    await answer(server.judge(username, password))
                case "LIST":
                    lines = [f'* LIST ({flags}) "/" "{name}"' for name, (flags, _, _) in server.folders.items()]
                    await t.say(*(server.list_lines or [one.encode() for one in lines]), tag + b" OK")
                case "STATUS":
                    name = _unquoted(rest)[1].decode()
                    _, messages, octets = server.folders[name]
                    size = f" SIZE {octets}" if "STATUS=SIZE" in server.capabilities else ""
                    status = f'* STATUS "{name}" (MESSAGES {messages} UIDNEXT {server.uid_next}{size})'
                    await t.say(status.encode(), tag + b" OK")
                case "GETQUOTAROOT" if server.quota_lines:
                    await t.say(b'* QUOTAROOT "INBOX" "a"', *server.quota_lines, tag + b" OK")
                case "GETQUOTAROOT" if server.quota is not None:
                    used, total = server.quota
                    quota = f'* QUOTA "root" (STORAGE {used} {total} MESSAGE 5 100)'
                    await t.say(b'* QUOTAROOT "INBOX" "root"', quota.encode(), tag + b" OK")
                case "EXAMINE":
                    count = server.folders["INBOX"][1]
                    await t.say(f"* {count} EXISTS".encode(), b"* FLAGS ()", tag + b" OK [READ-ONLY]")
                case "FETCH":
                    await t.say(b'* 1 FETCH (INTERNALDATE "05-Mar-2019 10:11:12 +0100")', tag + b" OK")
                case "LOGOUT":
                    await t.say(b"* BYE", tag + b" OK")
                    return
                case _:
                    await t.say(tag + b" BAD unknown")

    return talk


def pop3(server: MailServer) -> Talk:
    """POP3, RFC 1939."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        t = _Talk(server, reader, writer)
        username, listings = b"", 0

        async def answer(refused: tuple[bytes, ...] | None) -> None:
            await t.say(*(refused if refused is not None else (b"+OK in",)))

        await t.say(server.greeting or b"+OK ready")
        while True:
            line = await t.hear()
            verb = line.split()[0].upper().decode()
            server.said.append(verb)
            match verb:
                case "CAPA":
                    words = ["UIDL", "TOP", "USER", "SASL " + " ".join(server.mechanisms)]
                    await t.say(
                        b"+OK",
                        *(word.encode() for word in words if word != "SASL "),
                        *([b"STLS"] if t.offers_tls else []),
                        b".",
                    )
                case "STLS" if t.offers_tls:
                    await t.say(b"+OK go")
                    await t.upgrade()
                case "AUTH":
                    await t.say(b"+ ")
                    await answer(server.judge(*_plain(await t.hear())))
                case "USER":
                    username = line.partition(b" ")[2]
                    await t.say(b"+OK")
                case "PASS":
                    await answer(server.judge(username, line.partition(b" ")[2]))
                case "STAT":
                    await t.say(f"+OK {server.pop_messages} {server.pop_messages * 1000}".encode())
                case "UIDL":
                    listings += 1
                    lines = [f"{number} {uid}" for number, uid in enumerate(server.uidls(listings), start=1)]
                    await t.say(b"+OK", *(one.encode() for one in lines), b".")
                case "QUIT":
                    await t.say(b"+OK")
                    return
                case _:
                    await t.say(b"-ERR unknown")

    return talk


def smtp(server: MailServer) -> Talk:
    """Submission, RFC 6409 and RFC 4954."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        t = _Talk(server, reader, writer)

        async def answer(refused: tuple[bytes, ...] | None) -> None:
            await t.say(*(refused if refused is not None else (b"235 2.7.0 in",)))

        async def say_or_leave(verb: str, honest: bytes) -> None:
            lines = server.answers.get(verb, (honest,))
            if not lines:
                raise ConnectionAbortedError
            await t.say(*lines)

        await t.say(server.greeting or b"220 ready")
        while True:
            line = await t.hear()
            words = line.split()
            verb = words[0].upper().decode()
            server.said.append(verb)
            match verb:
                case "EHLO":
                    offered = b"STARTTLS" if t.offers_tls else " ".join(["AUTH", *server.mechanisms]).encode()
                    *first, final = [b"voorbeeld.nl", b"SIZE 100000", *server.extensions, offered]
                    await t.say(*(b"250-" + one for one in first), b"250 " + final)
                case "STARTTLS" if t.offers_tls:
                    await t.say(b"220 go")
                    await t.upgrade()
                case "AUTH" if words[1].upper() == b"PLAIN":
                    await t.say(b"334 ")
                    await answer(server.judge(*_plain(await t.hear())))
                case "AUTH":
                    await t.say(b"334 VXNlcm5hbWU6")
                    username = base64.b64decode(await t.hear())
                    await t.say(b"334 UGFzc3dvcmQ6")
                    await answer(server.judge(username, base64.b64decode(await t.hear())))
                case "QUIT":
                    await t.say(b"221 bye")
                    return
                case "MAIL" | "RCPT" if server.signed_in:
                    if verb == "MAIL":
                        server.mail.append([])
                    server.mail[-1].append(line)
                    await say_or_leave(verb, b"250 2.1.0 fine")
                case "DATA" if server.signed_in:
                    await say_or_leave(verb, b"354 go ahead")
                    if server.answers.get(verb) is None:
                        while (line := await t.hear()) != b".":
                            server.mail[-1].append(line)
                        await say_or_leave(".", b"250 2.0.0 queued as 4711")
                case _:
                    await t.say(b"502 unknown")

    return talk


SERVERS: Mapping[str, Callable[[MailServer], Talk]] = {"imap": imap, "pop3": pop3, "smtp": smtp}
