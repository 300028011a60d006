"""A mailbox whose messages can be fetched in every way, over IMAP and POP3; honest, or with one fault."""

import asyncio
import base64
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from tests.servers.generated_messages import CRLF, StoredMessage
from tests.servers.lines import Talk


class Fault(StrEnum):
    """What real servers and programs in between were seen to do."""

    ENCODING_NIL = "encoding-nil"  # Exchange 2007: NIL instead of "7bit"
    NO_SUBTYPE = "no-subtype"  # a multipart without its subtype
    LOST_PART = "lost-part"  # a nested part is not described
    WRONG_OCTETS = "wrong-octets"  # a part's length is not what it is
    WRONG_KIND = "wrong-kind"  # HTML described as plain text
    STOPS_AFTER = "stops-after"  # Exchange 2010: partial fetches end after a while
    SHORT_CHUNK = "short-chunk"  # the last chunk loses an octet
    CHUNK_TWICE = "chunk-twice"  # a chunk begins an octet too early
    HANGS_UP = "hangs-up"  # an offset past the end ends the connection
    WRONG_SIZE = "wrong-size"  # RFC822.SIZE counts something else
    CHANGES = "changes"  # the stored message changes between two fetches
    SHUFFLED = "shuffled"  # two answers to one command have each other's body
    OTHER_BODY = "other-body"  # every second fetch brings another message
    WRONG_PART = "wrong-part"  # a part fetched by itself is cut off
    NOTE_ADDED = "note-added"  # a virus scanner writes below the text, over IMAP alone
    POP_DIFFERS = "pop-differs"  # over POP the message is another
    UTF8_BREAKS = "utf8-breaks"  # after ENABLE UTF8=ACCEPT the message is another


@dataclass(slots=True, kw_only=True)
class MessageBox:
    """`said` keeps every command without its tag; `fetched` counts whole fetches of one message by UID."""

    messages: Sequence[StoredMessage]
    password: str
    fault: Fault | None = None
    said: list[str] = field(default_factory=list)
    fetched: dict[int, int] = field(default_factory=dict)
    utf8: bool = False

    @property
    def by_uid(self) -> dict[int, StoredMessage]:
        return dict(enumerate(self.messages, start=101))

    def other(self, uid: int) -> StoredMessage:
        """Another message than this one."""
        return self.by_uid[101 + (uid - 100) % len(self.messages)]

    def size(self, message: StoredMessage) -> int:
        return len(message.raw) - (7 if self.fault is Fault.WRONG_SIZE else 0)

    def structure(self, message: StoredMessage) -> bytes:
        said = message.structure
        match self.fault:
            case Fault.ENCODING_NIL:
                return re.sub(rb'NIL NIL "(?:7bit|8bit|base64|quoted-printable)"', b"NIL NIL NIL", said, count=1)
            case Fault.NO_SUBTYPE:
                return re.sub(rb'\) "(?:mixed|alternative|related|signed|report)" \("boundary" "[^"]*"\)', b")", said)
            case Fault.LOST_PART:
                return re.sub(rb'^\(\("text" [^()]*(?:\([^()]*\)[^()]*)*\)', b"(", said)
            case Fault.WRONG_OCTETS:
                return re.sub(rb'("(?:7bit|8bit|base64|quoted-printable)" )(\d+)', rb"\g<1>1\2", said, count=1)
            case Fault.WRONG_KIND:
                return said.replace(b'"html"', b'"plain"')
            case _:
                return said

    def whole(self, uid: int, *, together: bool) -> bytes:
        raw = self.by_uid[uid].raw
        self.fetched[uid] = self.fetched.get(uid, 0) + 1
        match self.fault:
            case Fault.CHANGES:
                return raw + b"checked %d\r\n" % self.fetched[uid]
            case Fault.SHUFFLED if together:
                return self.other(uid).raw
            case Fault.OTHER_BODY if self.fetched[uid] % 2 == 0:
                return self.other(uid).raw
            case Fault.NOTE_ADDED:
                return raw + b"\r\nThis message was checked for viruses.\r\n"
            case Fault.UTF8_BREAKS if self.utf8:
                return raw.replace(b"e", b"\xc3\xab")
            case _:
                return raw

    def chunk(self, uid: int, start: int, count: int) -> bytes | None:
        """Some octets; None: the server hangs up."""
        raw = self.whole(uid, together=False) if self.fault is Fault.NOTE_ADDED else self.by_uid[uid].raw
        match self.fault:
            case Fault.STOPS_AFTER if start >= 65_536:
                return b""
            case Fault.SHORT_CHUNK if start + count >= len(raw):
                return raw[start : start + count][:-1]
            case Fault.CHUNK_TWICE if start:
                return raw[start - 1 : start - 1 + count]
            case Fault.HANGS_UP if start > len(raw):
                return None
            case _:
                return raw[start : start + count]

    def part(self, message: StoredMessage, section: str) -> bytes:
        section, mime = section.removesuffix(".MIME"), section.endswith(".MIME")
        headers, body = message.parts.get(section, (b"", b""))
        return headers if mime else body[: len(body) // 2] if self.fault is Fault.WRONG_PART else body


def imap_box(box: MessageBox) -> Talk:
    """IMAP, RFC 9051, as far as fetching goes."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async def say(*lines: bytes) -> None:
            writer.write(b"".join(line + CRLF for line in lines))
            await writer.drain()

        await say(b"* OK ready")
        while True:
            tag, _, rest = (await reader.readuntil(b"\n")).rstrip(CRLF).partition(b" ")
            literal = re.search(rb"\{(\d+)\}$", rest)
            while literal is not None:
                await say(b"+ go on")
                rest += await reader.readexactly(int(literal[1]))
                more = (await reader.readuntil(b"\n")).rstrip(CRLF)
                rest += more
                literal = re.search(rb"\{(\d+)\}$", more)
            verb = rest.split()[0].upper().decode()
            if verb not in {"LOGIN", "AUTHENTICATE"}:
                box.said.append(rest.decode())
            match verb:
                case "CAPABILITY":
                    await say(b"* CAPABILITY IMAP4rev1 AUTH=PLAIN ENABLE UTF8=ACCEPT UNSELECT", tag + b" OK")
                case "AUTHENTICATE":
                    await say(b"+ ")
                    right = base64.b64decode(await reader.readuntil(b"\n")).endswith(b"\0" + box.password.encode())
                    await say(tag + (b" OK in" if right else b" NO [AUTHENTICATIONFAILED] wrong"))
                case "EXAMINE":
                    await say(b"* %d EXISTS" % len(box.messages), tag + b" OK [READ-ONLY] done")
                case "ENABLE":
                    box.utf8 = True
                    await say(b"* ENABLED UTF8=ACCEPT", tag + b" OK done")
                case "UNSELECT":
                    await say(tag + b" OK done")
                case "UID" if rest.split()[1].upper() == b"SEARCH":
                    await say(b"* SEARCH " + b" ".join(b"%d" % uid for uid in _searched(box, rest)), tag + b" OK done")
                case "UID":
                    if not await _fetch(box, rest, writer):
                        writer.transport.abort()
                        return
                    await say(tag + b" OK done")
                case "LOGOUT":
                    await say(b"* BYE", tag + b" OK")
                    return
                case _:
                    await say(tag + b" BAD unknown")

    return talk


def _searched(box: MessageBox, command: bytes) -> list[int]:
    words = re.search(rb'SUBJECT (?:"([^"]*)"|\{\d+\}(.*)|(\S+))', command)
    if words is None:
        return list(box.by_uid)
    wanted = next(group for group in words.groups() if group is not None).lower()
    return [uid for uid, message in box.by_uid.items() if wanted in message.raw.partition(b"\r\n\r\n")[0].lower()]


async def _fetch(box: MessageBox, command: bytes, writer: asyncio.StreamWriter) -> bool:
    """One answer for each message; False where the server hangs up."""
    found = re.fullmatch(rb"UID FETCH ([\d,]+) \((.*)\)", command, re.IGNORECASE)
    assert found is not None, command
    uids = [int(uid) for uid in found[1].split(b",")]
    item = found[2].decode()
    for uid in uids:
        value = _value(box, uid, item, together=len(uids) > 1)
        if value is None:
            return False
        writer.write(b"* %d FETCH (UID %d %s)\r\n" % (uid - 100, uid, value))
        await writer.drain()
    return True


def _value(box: MessageBox, uid: int, item: str, *, together: bool) -> bytes | None:
    message = box.by_uid[uid]
    if item == "RFC822.SIZE":
        return b"RFC822.SIZE %d" % box.size(message)
    if item == "BODYSTRUCTURE":
        return b"BODYSTRUCTURE " + box.structure(message)
    found = re.fullmatch(r"BODY\.PEEK\[([\d.]*(?:MIME)?)\](?:<(\d+)\.(\d+)>)?", item)
    assert found is not None, item
    section, start, count = found.groups()
    if start is not None:
        data = box.chunk(uid, int(start), int(count))
        name = f"BODY[]<{start}>"
    elif section:
        data, name = box.part(message, section), f"BODY[{section}]"
    else:
        data, name = box.whole(uid, together=together), "BODY[]"
    return None if data is None else name.encode() + b" {%d}\r\n%s" % (len(data), data)


def pop3_box(box: MessageBox) -> Talk:
    """POP3, RFC 1939, as far as fetching goes."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async def say(*lines: bytes) -> None:
            writer.write(b"".join(line + CRLF for line in lines))
            await writer.drain()

        await say(b"+OK ready")
        while True:
            line = (await reader.readuntil(b"\n")).rstrip(CRLF)
            words = line.split()
            verb = words[0].upper().decode()
            if verb not in {"AUTH", "PASS"}:
                box.said.append(line.decode())
            match verb:
                case "CAPA":
                    await say(b"+OK", b"UIDL", b"TOP", b"USER", b"SASL PLAIN", b".")
                case "AUTH":
                    await say(b"+ ")
                    right = base64.b64decode(await reader.readuntil(b"\n")).endswith(b"\0" + box.password.encode())
                    await say(b"+OK in" if right else b"-ERR [AUTH] wrong")
                case "STAT":
                    await say(b"+OK %d 1000" % len(box.messages))
                case "TOP" | "RETR":
                    raw = box.messages[int(words[1]) - 1].raw
                    if verb == "TOP":
                        raw = raw.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
                    elif box.fault is Fault.POP_DIFFERS:
                        raw = raw.replace(b"\r\n\r\n", b"\r\n\r\nAdvertisement\r\n", 1)
                    stuffed = re.sub(rb"(?m)^\.", b"..", raw)
                    ended = stuffed if stuffed.endswith(CRLF) else stuffed + CRLF
                    await say(b"+OK", ended + b".")
                case "RSET":
                    await say(b"+OK")
                case "QUIT":
                    await say(b"+OK")
                    return
                case _:
                    await say(b"-ERR unknown")

    return talk
