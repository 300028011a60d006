"""Servers that follow a script: what they say to each line of the client, all of it in one segment."""

import asyncio
import ssl
from collections.abc import Sequence
from dataclasses import dataclass

from tests.servers.lines import Talk

Segment = Sequence[bytes]
"""Lines without their ends that leave the server together; `<tag>` stands for the first word that it heard last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """The segments before and inside TLS: the greeting, then one for each line that the client says.

    `inside` None: the server never upgrades. A server upgrades when `before` is used up.
    """

    before: Sequence[Segment]
    inside: Sequence[Segment] | None = None

    @property
    def silent(self) -> bool:
        """Whether the server at some point says nothing at all."""
        return not all([*self.before, *(self.inside or ())])


def filled(segment: Segment, heard: bytes) -> list[bytes]:
    """The lines of the segment with the tag of the line that was heard."""
    tag = heard.partition(b" ")[0]
    return [line.replace(b"<tag>", tag) for line in segment]


def follows(script: Script, context: ssl.SSLContext | None = None) -> Talk:
    """A server that follows the script, then listens until the client goes; `context` for the upgrade."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async def say(segment: Segment, heard: bytes) -> None:
            writer.write(b"".join(line + b"\r\n" for line in filled(segment, heard)))
            await writer.drain()

        for number, segment in enumerate(script.before):
            await say(segment, await reader.readuntil(b"\n") if number else b"")
        if script.inside is not None and context is not None:
            await writer.start_tls(context)
            for segment in script.inside:
                await say(segment, await reader.readuntil(b"\n"))
        await reader.read()

    return talk
