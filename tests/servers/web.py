"""A web server on loopback that answers with raw bytes, so that it can break every rule of HTTP."""

import asyncio
import contextlib
import ssl
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field

from tests.servers.lines import LineServer, Talk, serving


@dataclass(frozen=True, slots=True, kw_only=True)
class WebRequest:
    """What a client asked; field names in lower case."""

    method: str
    target: str
    fields: Mapping[str, str]
    body: bytes


@dataclass(slots=True, kw_only=True)
class WebServer:
    """`pages` maps a target (`/a`), or host and target (`www.voorbeeld.nl/a`), to what is answered.

    That is raw bytes, or a talk that takes the connection over; other pages are not found.
    """

    line_server: LineServer
    pages: Mapping[str, bytes | Talk]
    requests: list[WebRequest] = field(default_factory=list)

    @property
    def port(self) -> int:
        return self.line_server.port


@contextlib.asynccontextmanager
async def web_server(
    pages: Mapping[str, bytes | Talk], *, context: ssl.SSLContext | None = None, host: str = "127.0.0.1"
) -> AsyncIterator[WebServer]:
    """Serve the pages, over https with a `context`; one request for each connection."""
    requests: list[WebRequest] = []

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        request_line, *rest = head.split("\r\n")
        fields = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in rest if line)}
        body = await reader.readexactly(int(fields.get("content-length", "0")))
        method, target, _ = request_line.split(" ")
        requests.append(WebRequest(method=method, target=target, fields=fields, body=body))
        not_found = page(b"not here", status="404 Not Found")
        answer = pages.get(fields.get("host", "") + target, pages.get(target, not_found))
        if callable(answer):
            await answer(reader, writer)
        else:
            writer.write(answer)
            await writer.drain()

    async with serving(talk, host=host, context=context) as line_server:
        yield WebServer(line_server=line_server, pages=pages, requests=requests)


def page(body: bytes, *, status: str = "200 OK", content_type: str = "text/xml", **fields: str) -> bytes:
    """A whole response; `location="..."` and the like become header fields."""
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {content_type}", f"Content-Length: {len(body)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in fields.items()]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


def redirect(location: str, *, status: str = "302 Found") -> bytes:
    """A response that sends the client elsewhere."""
    return page(b"", status=status, location=location)
