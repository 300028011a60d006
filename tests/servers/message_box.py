"""A mailbox whose messages can be fetched in every way, over IMAP and POP3; honest, or with one fault."""

import asyncio
import base64
import re
import zlib
from dataclasses import dataclass, field
from enum import StrEnum

from tests.servers.deflated import Deflated
from tests.servers.lines import Talk
from wizard.demo.imap_mailbox import HangsUp, Misunderstood, imap_answer
from wizard.demo.mailbox import Mailbox, an_octet_short, without_first_part
from wizard.demo.pop3_mailbox import pop3_answer
from wizard.demo.stored_message import CRLF


class Fault(StrEnum):
    """What real servers and programs in between were seen to do."""

    ENCODING_NIL = "encoding-nil"  # Exchange 2007: NIL instead of "7bit"
    NO_SUBTYPE = "no-subtype"  # a multipart without its subtype
    LOST_PART = "lost-part"  # a nested part is not described
    WRONG_OCTETS = "wrong-octets"  # a part's length is not what it is
    WRONG_KIND = "wrong-kind"  # HTML described as plain text
    WRONG_DISPOSITION = "wrong-disposition"  # an attachment described as if it belonged in the text
    STOPS_AFTER = "stops-after"  # Exchange 2010: partial fetches end after a while
    SHORT_CHUNK = "short-chunk"  # the last chunk loses an octet
    CHUNK_TWICE = "chunk-twice"  # a chunk begins an octet too early
    REFUSES_CHUNKS = "refuses-chunks"  # there is no second chunk of a message
    HANGS_UP = "hangs-up"  # an offset past the end ends the connection
    WRONG_SIZE = "wrong-size"  # RFC822.SIZE counts something else
    CHANGES = "changes"  # the stored message changes between two fetches
    SHUFFLED = "shuffled"  # two answers to one command have each other's body
    OTHER_BODY = "other-body"  # every second fetch brings another message
    WRONG_PART = "wrong-part"  # a part fetched by itself is cut off
    WRONG_PART_HEADERS = "wrong-part-headers"  # it comes with the headers of another
    NOTE_ADDED = "note-added"  # a virus scanner writes below the text, over IMAP alone
    POP_DIFFERS = "pop-differs"  # over POP the message is another
    UTF8_BREAKS = "utf8-breaks"  # after ENABLE UTF8=ACCEPT the message is another
    DEFLATED_DIFFERS = "deflated-differs"  # after COMPRESS DEFLATE the message is another
    DEFLATED_NOISE = "deflated-noise"  # what should be deflated is not
    DEFLATED_ENDS = "deflated-ends"  # the deflated stream is cut off in the middle
    DEFLATED_FINISHED = "deflated-finished"  # the deflated stream says that it is over
    DEFLATED_BOMB = "deflated-bomb"  # a few bytes become very many
    DEFLATED_NOTHING = "deflated-nothing"  # deflated blocks without end, and nothing in them


@dataclass(slots=True, kw_only=True)
class MessageBox(Mailbox):
    """`said` keeps every command without its tag; `fetched` counts whole fetches of one message by UID."""

    first_uid: int = 101
    password: str
    fault: Fault | None = None
    said: list[str] = field(default_factory=list)
    fetched: dict[int, int] = field(default_factory=dict)
    utf8: bool = False
    deflated: bool = False

    def other(self, uid: int) -> bytes:
        """Another message than this one."""
        return self.message(self.first_uid + (uid - self.first_uid + 1) % len(self.messages)).raw

    def size(self, uid: int) -> int:
        return Mailbox.size(self, uid) - (7 if self.fault is Fault.WRONG_SIZE else 0)

    def structure(self, uid: int) -> bytes:
        said = Mailbox.structure(self, uid)
        match self.fault:
            case Fault.ENCODING_NIL:
                return re.sub(rb'NIL NIL "(?:7bit|8bit|base64|quoted-printable)"', b"NIL NIL NIL", said, count=1)
            case Fault.NO_SUBTYPE:
                return re.sub(rb'\) "(?:mixed|alternative|related|signed|report)" \("boundary" "[^"]*"\)', b")", said)
            case Fault.LOST_PART:
                return without_first_part(said)
            case Fault.WRONG_OCTETS:
                return re.sub(rb'("(?:7bit|8bit|base64|quoted-printable)" )(\d+)', rb"\g<1>1\2", said, count=1)
            case Fault.WRONG_KIND:
                return said.replace(b'"html"', b'"plain"')
            case Fault.WRONG_DISPOSITION:
                return said.replace(b'("attachment"', b'("inline"')
            case _:
                return said

    def whole(self, uid: int, *, together: bool) -> bytes:
        raw = self.message(uid).raw
        self.fetched[uid] = self.fetched.get(uid, 0) + 1
        match self.fault:
            case Fault.CHANGES:
                return raw + b"checked %d\r\n" % self.fetched[uid]
            case Fault.SHUFFLED if together:
                return self.other(uid)
            case Fault.OTHER_BODY if self.fetched[uid] % 2 == 0:
                return self.other(uid)
            case Fault.NOTE_ADDED:
                return raw + b"\r\nThis message was checked for viruses.\r\n"
            case Fault.UTF8_BREAKS if self.utf8:
                return raw.replace(b"e", b"\xc3\xab")
            case Fault.DEFLATED_DIFFERS if self.deflated:
                return raw[:-1]
            case _:
                return raw

    def chunk(self, uid: int, start: int, count: int) -> bytes | None:
        raw = self.whole(uid, together=False) if self.fault is Fault.NOTE_ADDED else self.message(uid).raw
        match self.fault:
            case Fault.STOPS_AFTER if start >= 65_536:
                return b""
            case Fault.SHORT_CHUNK:
                return an_octet_short(raw, start, count)
            case Fault.CHUNK_TWICE if start:
                return raw[start - 1 : start - 1 + count]
            case Fault.REFUSES_CHUNKS if start:
                raise Misunderstood
            case Fault.HANGS_UP if start > len(raw):
                return None
            case _:
                return raw[start : start + count]

    def part(self, uid: int, section: str) -> bytes:
        part = Mailbox.part(self, uid, section)
        if self.fault is Fault.WRONG_PART_HEADERS and section.endswith("MIME"):
            return part.replace(b"text/html", b"text/plain")
        return part[: len(part) // 2] if self.fault is Fault.WRONG_PART and not section.endswith("MIME") else part

    def over_pop(self, uid: int) -> bytes:
        raw = self.message(uid).raw
        if self.fault is Fault.POP_DIFFERS:
            return raw.replace(b"\r\n\r\n", b"\r\n\r\nAdvertisement\r\n", 1)
        return raw


def imap_box(box: MessageBox) -> Talk:
    """IMAP, RFC 9051, as far as fetching goes."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        client = Deflated(reader, writer)

        async def say(*lines: bytes) -> None:
            client.write(b"".join(line + CRLF for line in lines))
            await client.drain()

        await say(b"* OK ready")
        while True:
            tag, _, rest = (await client.readuntil(b"\n")).rstrip(CRLF).partition(b" ")
            literal = re.search(rb"\{(\d+)\}$", rest)
            while literal is not None:
                await say(b"+ go on")
                quoted = b'"%s"' % await client.readexactly(int(literal[1]))
                more = (await client.readuntil(b"\n")).rstrip(CRLF)
                rest = rest[: rest.rindex(b"{")] + quoted + more
                literal = re.search(rb"\{(\d+)\}$", more)
            verb = rest.split()[0].upper().decode()
            if verb not in {"LOGIN", "AUTHENTICATE"}:
                box.said.append(rest.decode())
            match verb:
                case "CAPABILITY":
                    await say(
                        b"* CAPABILITY IMAP4rev1 AUTH=PLAIN ENABLE UTF8=ACCEPT UNSELECT COMPRESS=DEFLATE", tag + b" OK"
                    )
                case "AUTHENTICATE":
                    await say(b"+ ")
                    right = base64.b64decode(await client.readuntil(b"\n")).endswith(b"\0" + box.password.encode())
                    await say(tag + (b" OK in" if right else b" NO [AUTHENTICATIONFAILED] wrong"))
                case "ENABLE":
                    box.utf8 = True
                    await say(b"* ENABLED UTF8=ACCEPT", tag + b" OK done")
                case "COMPRESS":
                    await say(tag + b" OK deflated from here")
                    client.begin()
                    box.deflated = True
                    if box.fault in _BAD_STREAMS:
                        await client.readuntil(b"\n")
                        await _BAD_STREAMS[box.fault](client)
                        client.abort()
                        return
                case "LOGOUT":
                    await say(b"* BYE", tag + b" OK")
                    return
                case _:
                    answers = imap_answer(box, rest.decode())
                    try:
                        for answer in answers or ():
                            client.write(answer)
                            await client.drain()
                    except HangsUp:
                        client.abort()
                        return
                    except Misunderstood:
                        await say(tag + b" NO that is not possible")
                        continue
                    await say(tag + (b" OK done" if answers is not None else b" BAD unknown"))

    return talk


async def _noise(client: Deflated) -> None:
    client.write_raw(b"* 1 FETCH (UID 101 BODY[] {5}\r\nhallo)\r\n" * 50)
    await client.drain()


async def _ends(client: Deflated) -> None:
    packer = zlib.compressobj(wbits=-15)
    client.write_raw(packer.compress(b"* 1 FETCH (UID 101 BODY[] {500000}\r\n") + packer.flush(zlib.Z_SYNC_FLUSH))
    await client.drain()


async def _finished(client: Deflated) -> None:
    packer = zlib.compressobj(wbits=-15)
    client.write_raw(packer.compress(b"* OK that is all\r\n") + packer.flush(zlib.Z_FINISH) + b"x" * 100)
    await client.drain()


async def _bomb(client: Deflated) -> None:
    packer = zlib.compressobj(wbits=-15)
    client.write_raw(packer.compress(b"* 1 FETCH (UID 101 BODY[] {90000000}\r\n"))
    for _ in range(90):
        client.write_raw(packer.compress(b"\0" * 1_000_000) + packer.flush(zlib.Z_SYNC_FLUSH))
        await client.drain()


async def _nothing(client: Deflated) -> None:
    packer = zlib.compressobj(wbits=-15)
    for _ in range(2_000):
        client.write_raw(packer.flush(zlib.Z_FULL_FLUSH) + b"\x00\x00\x00\xff\xff" * 2_000)
        await client.drain()


_BAD_STREAMS = {
    Fault.DEFLATED_NOISE: _noise,
    Fault.DEFLATED_ENDS: _ends,
    Fault.DEFLATED_FINISHED: _finished,
    Fault.DEFLATED_BOMB: _bomb,
    Fault.DEFLATED_NOTHING: _nothing,
}


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
                case "QUIT":
                    await say(b"+OK")
                    return
                case _:
                    writer.write(pop3_answer(box, line.decode()) or b"-ERR unknown\r\n")
                    await writer.drain()

    return talk
