"""A web server on loopback: http and https, all names of the built-in world by Host header and SNI (RFC 9112)."""

import ssl
from collections.abc import Mapping
from http import HTTPStatus

from wizard.demo.documents import SILENCE, Document
from wizard.demo.loopback import Connection, Conversation

_MOST_HEADERS = 100
_LARGEST_BODY = 65536


def web_server(documents: Mapping[str, Document], context: ssl.SSLContext | None) -> Conversation:
    """Serves each document at its URL; https where a context is given. One answer per connection."""
    scheme = "http" if context is None else "https"

    async def serve(connection: Connection) -> None:
        if context is not None:
            await connection.start_tls(context)
        method, target, _ = (await connection.read_line() + "  ").split(" ", 2)
        headers = await _read_headers(connection)
        size = headers.get("content-length", "")
        if size.isdecimal():
            await connection.read(min(int(size), _LARGEST_BODY))
        host = headers.get("host", "").partition(":")[0].lower()
        found = documents.get(f"{scheme}://{host}{target.partition('?')[0]}")
        if found is SILENCE:
            await connection.read_to_end()
        await connection.send(_response(found, with_body=method != "HEAD"))

    return serve


async def _read_headers(connection: Connection) -> dict[str, str]:
    headers: dict[str, str] = {}
    for _ in range(_MOST_HEADERS):
        line = await connection.read_line()
        if not line:
            break
        name, _, value = line.partition(":")
        headers[name.strip().lower()] = value.strip()
    return headers


def _response(document: Document | None, *, with_body: bool) -> bytes:
    status = HTTPStatus.OK if document is not None else HTTPStatus.NOT_FOUND
    shown = document or Document(content_type="text/plain", body=b"There is no such page.\n")
    head = (
        f"HTTP/1.1 {status} {status.phrase}",
        f"Content-Type: {shown.content_type}",
        f"Content-Length: {len(shown.body)}",
        "Connection: close",
        "",
        "",
    )
    return "\r\n".join(head).encode() + (shown.body if with_body else b"")
