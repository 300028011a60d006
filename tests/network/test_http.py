import asyncio
import contextlib
import gzip
import time
from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import pytest

import wizard
from tests.network.conftest import QUICK, NetworkFactory
from tests.patience import HICCUP
from tests.servers.authority import Authority, self_signed_context
from tests.servers.lines import Talk, closes, floods, resets, says, serving, silent, unused_port
from tests.servers.names import Fault, name_server
from tests.servers.routes import BLACK_HOLE, Destination, Routes
from tests.servers.web import WebServer, page, redirect, web_server
from wizard.model import LookupFailure
from wizard.network import HttpFailure, HttpResponse, Network, NetworkSettings

WWW = "www.voorbeeld.nl"
ELSEWHERE = "elders.example"
BODY = b"<clientConfig/>"


@contextlib.asynccontextmanager
async def web(
    pages: Mapping[str, bytes | Talk], network_to: NetworkFactory, authority: Authority | None = None
) -> AsyncIterator[tuple[Network, WebServer]]:
    """One web server for all names; over https, where there is an authority, the same pages."""
    async with contextlib.AsyncExitStack() as stack:
        plain = await stack.enter_async_context(web_server(pages))
        table: dict[tuple[str, int] | int, Destination] = {80: ("127.0.0.1", plain.port)}
        if authority is not None:
            context = authority.context(WWW, ELSEWHERE)
            secure = await stack.enter_async_context(web_server(pages, context=context))
            secure.requests = plain.requests
            table[443] = ("127.0.0.1", secure.port)
        yield await stack.enter_async_context(network_to(Routes(table))), plain


async def test_a_page_over_https(authority: Authority, network_to: NetworkFactory) -> None:
    pages = {"/mail/config-v1.1.xml?domain=voorbeeld.nl": page(BODY, content_type="Text/XML; charset=utf-8")}
    async with web(pages, network_to, authority) as (network, _):
        url = f"https://{WWW}/mail/config-v1.1.xml?domain=voorbeeld.nl"
        assert await network.http.get(url) == HttpResponse(
            url=url, status=200, content_type="text/xml", body=BODY, secure=True, hops=(url,)
        )
        assert (network.cost.http_requests, network.cost.tcp_connections) == (1, 1)


async def test_what_is_asked_is_honest_and_says_no_more_than_needed(network_to: NetworkFactory) -> None:
    async with web({"/": page(BODY, Set_Cookie="a=b")}, network_to) as (network, server):
        await network.http.get(f"http://{WWW}")
        await network.http.get(f"http://{WWW}/#fragment")
        first, second = server.requests
    assert first == second
    assert first.fields == {
        "host": WWW,
        "user-agent": f"mailwijzer/{wizard.__version__}",
        "accept": "*/*",
        "accept-encoding": "identity",
        "connection": "close",
    }


async def test_the_environment_sends_nothing_through_a_proxy(
    network_to: NetworkFactory, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{unused_port()}")
    (tmp_path / ".netrc").write_text(f"machine {WWW} login anna password geheim\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    async with web({"/": page(BODY)}, network_to) as (network, server):
        assert isinstance(await network.http.get(f"http://{WWW}/"), HttpResponse)
        assert "authorization" not in server.requests[0].fields


async def test_what_is_posted_arrives(network_to: NetworkFactory) -> None:
    async with web({"/autodiscover": page(BODY)}, network_to) as (network, server):
        answer = await network.http.post(f"http://{WWW}/autodiscover", b"<x/>", "text/xml")
        assert isinstance(answer, HttpResponse)
        (request,) = server.requests
    assert (request.method, request.body) == ("POST", b"<x/>")
    assert (request.fields["content-type"], request.fields["content-length"]) == ("text/xml", "4")


CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
ANSWERS: dict[str, tuple[bytes | Talk, bytes]] = {
    "chunked": (CHUNKED + b"4\r\n<a/>\r\n0\r\n\r\n", b"<a/>"),
    "until the end": (b"HTTP/1.0 200 OK\r\n\r\n<a/>", b"<a/>"),
    "byte by byte": (says(*[bytes([byte]) for byte in page(b"<a/>")]), b"<a/>"),
    "nothing": (page(b""), b""),
    "as large as may be": (page(b"x" * QUICK.http_body), b"x" * QUICK.http_body),
    "identity": (page(b"<a/>", Content_Encoding="identity"), b"<a/>"),
    "continue first": (b"HTTP/1.1 100 Continue\r\n\r\n" + page(b"<a/>"), b"<a/>"),
}


@pytest.mark.parametrize(("answer", "body"), ANSWERS.values(), ids=ANSWERS)
async def test_bodies(answer: bytes | Talk, body: bytes, network_to: NetworkFactory) -> None:
    async with web({"/": answer}, network_to) as (network, _):
        response = await network.http.get(f"http://{WWW}/")
    assert isinstance(response, HttpResponse), response
    assert response.body == body


HEAD = b"HTTP/1.1 200 OK\r\n"


async def endless_small_chunks(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(CHUNKED)
    while True:
        writer.write(b"1;" + b"e" * 100 + b"\r\nx\r\n")
        await writer.drain()


async def one_endless_header(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(HEAD + b"X-Long: ")
    while True:
        writer.write(b"x" * 4096)
        await writer.drain()


REFUSED: dict[str, tuple[bytes | Talk, LookupFailure]] = {
    "400": (page(b"", status="400 Bad Request"), LookupFailure.SERVER_ERROR),
    "401": (page(b"", status="401 Unauthorized", WWW_Authenticate="Basic"), LookupFailure.NEEDS_LOGIN),
    "403": (page(b"", status="403 Forbidden"), LookupFailure.SERVER_ERROR),
    "404": (page(b"", status="404 Not Found"), LookupFailure.NOT_FOUND),
    "410": (page(b"", status="410 Gone"), LookupFailure.NOT_FOUND),
    "429": (page(b"", status="429 Too Many Requests"), LookupFailure.BUSY),
    "500": (page(b"", status="500 Oops"), LookupFailure.SERVER_ERROR),
    "503": (page(b"", status="503 Busy"), LookupFailure.BUSY),
    "503 until a year that does not exist": (
        page(b"", status="503 Busy", Date="x", Retry_After=f"Mon, 01 Jan {'9' * 20} 00:00:00 GMT"),
        LookupFailure.BUSY,
    ),
    "204": (b"HTTP/1.1 204 No Content\r\n\r\n", LookupFailure.SERVER_ERROR),
    "304": (b"HTTP/1.1 304 Not Modified\r\n\r\n", LookupFailure.SERVER_ERROR),
    "101": (b"HTTP/1.1 101 Switching Protocols\r\n\r\n", LookupFailure.SERVER_ERROR),
    "gzip": (page(gzip.compress(bytes(10**6)), Content_Encoding="gzip"), LookupFailure.SERVER_ERROR),
    "brotli, in capitals": (page(b"x", content_encoding="BR"), LookupFailure.SERVER_ERROR),
    "too large": (page(b"x" * (QUICK.http_body + 1)), LookupFailure.TOO_LARGE),
    "says it is too large": (HEAD + b"Content-Length: 1000000000000\r\n\r\nx", LookupFailure.TOO_LARGE),
    "length is no number": (HEAD + b"Content-Length: much\r\n\r\nx", LookupFailure.SERVER_ERROR),
    "length beyond all numbers": (HEAD + b"Content-Length: " + b"9" * 5000 + b"\r\n\r\nx", LookupFailure.SERVER_ERROR),
    "endless body": (floods(HEAD + b"\r\n" + b"x" * 4096), LookupFailure.TOO_LARGE),
    "endless chunks": (floods(CHUNKED + b"1\r\nx\r\n" * 1000), LookupFailure.SERVER_ERROR),
    "endless small chunks": (endless_small_chunks, LookupFailure.TOO_LARGE),
    "endless headers": (floods(HEAD + b"X-Cookie: crumbs\r\n" * 100), LookupFailure.TOO_LARGE),
    "one endless header": (one_endless_header, LookupFailure.TOO_LARGE),
    "endless patience": (floods(b"HTTP/1.1 100 Continue\r\n\r\n" * 100), LookupFailure.TOO_LARGE),
    "cut short": (HEAD + b"Content-Length: 100\r\n\r\nx", LookupFailure.SERVER_ERROR),
    "no http": (b"* OK IMAP ready\r\n\r\n", LookupFailure.SERVER_ERROR),
    "silent": (silent, LookupFailure.TIMED_OUT),
    "drips headers": (says(*[bytes([byte]) for byte in page(BODY)], pause=0.05), LookupFailure.TIMED_OUT),
    "drips body": (says(HEAD + b"\r\n", *[b"x"] * 100, pause=0.05), LookupFailure.TIMED_OUT),
    "closes": (closes, LookupFailure.SERVER_ERROR),
    "resets": (resets, LookupFailure.RESET),
}


@pytest.mark.parametrize(("answer", "reason"), REFUSED.values(), ids=REFUSED)
async def test_what_is_no_page_says_why(
    answer: bytes | Talk, reason: LookupFailure, network_to: NetworkFactory
) -> None:
    async with web({"/": answer}, network_to) as (network, server):
        started = time.monotonic()
        failure = await network.http.get(f"http://{WWW}/")
        assert time.monotonic() - started < QUICK.http_total + HICCUP
        assert len(server.requests) == 1
    assert isinstance(failure, HttpFailure)
    assert failure.reason is reason, failure
    assert failure.hops == (f"http://{WWW}/",)


UNREACHED: dict[str, tuple[str, Destination | None, LookupFailure]] = {
    "no such name": ("absent.nl", None, LookupFailure.NO_SUCH_NAME),
    "no address": ("empty.voorbeeld.nl", None, LookupFailure.NO_SUCH_NAME),
    "broken name server": ("broken.nl", None, LookupFailure.NAME_SERVER),
    "mute name server": ("mute.nl", None, LookupFailure.TIMED_OUT),
    "refused": (WWW, ("127.0.0.1", unused_port()), LookupFailure.REFUSED),
    "black hole": (WWW, BLACK_HOLE, LookupFailure.TIMED_OUT),
    "no route": (WWW, None, LookupFailure.UNREACHABLE),
}


@pytest.mark.parametrize(("hostname", "destination", "reason"), UNREACHED.values(), ids=UNREACHED)
async def test_a_web_server_that_is_not_reached(
    hostname: str, destination: Destination | None, reason: LookupFailure
) -> None:
    routes = Routes({80: destination} if destination is not None else {})
    zone = {WWW: {"A": ["192.0.2.1"]}, "empty.voorbeeld.nl": {"TXT": ["x"]}}
    faults = {"broken.nl": Fault.SERVFAIL, "mute.nl": Fault.MUTE}
    async with (
        name_server(zone, faults) as names,
        Network(NetworkSettings(resolver=names.address, route=routes), QUICK) as network,
    ):
        failure = await network.http.get(f"http://{hostname}/")
        assert isinstance(failure, HttpFailure)
        assert failure.reason is reason
        assert network.cost.http_requests == 0


CERTIFICATES = {
    "expired": ("expired_context", WWW, LookupFailure.CERTIFICATE_EXPIRED),
    "another name": ("context", ELSEWHERE, LookupFailure.CERTIFICATE_NAME),
    "common name only": ("common_name_context", WWW, LookupFailure.CERTIFICATE_NAME),
}


@pytest.mark.parametrize(("context", "name", "reason"), CERTIFICATES.values(), ids=CERTIFICATES)
async def test_a_bad_certificate_ends_it(
    context: str, name: str, reason: LookupFailure, authority: Authority, network_to: NetworkFactory
) -> None:
    async with web_server({"/": page(BODY)}, context=getattr(authority, context)(name)) as server:
        async with network_to(Routes({443: ("127.0.0.1", server.port)})) as network:
            failure = await network.http.get(f"https://{WWW}/")
        assert isinstance(failure, HttpFailure)
        assert failure.reason is reason
        assert server.line_server.received == b""  # not a word was said to it


async def test_a_certificate_nobody_vouches_for_ends_it(tmp_path: Path, network_to: NetworkFactory) -> None:
    async with web_server({"/": page(BODY)}, context=self_signed_context(tmp_path, WWW)) as server:
        async with network_to(Routes({443: ("127.0.0.1", server.port)})) as network:
            failure = await network.http.get(f"https://{WWW}/")
        assert isinstance(failure, HttpFailure)
        assert failure.reason is LookupFailure.CERTIFICATE_UNTRUSTED
        assert server.line_server.received == b""


async def test_plain_http_on_the_https_port_is_no_tls(network_to: NetworkFactory) -> None:
    async with (
        serving(says(b"HTTP/1.1 400 Bad Request\r\n\r\n", pause=0.02)) as server,
        network_to(Routes({443: ("127.0.0.1", server.port)})) as network,
    ):
        failure = await network.http.get(f"https://{WWW}/")
    assert isinstance(failure, HttpFailure)
    assert failure.reason is LookupFailure.TLS_HANDSHAKE


ROADS: dict[str, tuple[str, dict[str, bytes], tuple[str, ...], bool]] = {
    "within the site": (f"https://{WWW}/a", {"/a": redirect("/b")}, (f"https://{WWW}/b",), True),
    "to another site": (
        f"https://{WWW}/a",
        {"/a": redirect(f"https://{ELSEWHERE}/b")},
        (f"https://{ELSEWHERE}/b",),
        True,
    ),
    "from http to https": (f"http://{WWW}/a", {"/a": redirect(f"https://{WWW}/b")}, (f"https://{WWW}/b",), False),
    "over http": (f"http://{WWW}/a", {"/a": redirect("b")}, (f"http://{WWW}/b",), False),
    "five times": (
        f"https://{WWW}/1",
        {"/1": redirect("/2"), "/2": redirect("/3"), "/3": redirect("/4"), "/4": redirect("/5"), "/5": redirect("/b")},
        tuple(f"https://{WWW}/{name}" for name in "2345b"),
        True,
    ),
}


@pytest.mark.parametrize(("url", "redirects", "further", "secure"), ROADS.values(), ids=ROADS)
async def test_redirects_are_followed(
    url: str,
    redirects: dict[str, bytes],
    further: tuple[str, ...],
    secure: bool,
    authority: Authority,
    network_to: NetworkFactory,
) -> None:
    async with web({**redirects, "/b": page(BODY)}, network_to, authority) as (network, _):
        response = await network.http.get(url)
        assert isinstance(response, HttpResponse)
        assert (response.hops, response.url, response.secure) == ((url, *further), further[-1], secure)
        assert network.cost.http_requests == len(response.hops)


BAD_ROADS: dict[str, tuple[bytes, LookupFailure]] = {
    "round and round": (redirect("/"), LookupFailure.TOO_MANY_REDIRECTS),
    "from https to http": (redirect(f"http://{WWW}/"), LookupFailure.BAD_REDIRECT),
    "to a file": (redirect("file:///etc/passwd"), LookupFailure.BAD_REDIRECT),
    "to ftp": (redirect(f"ftp://{WWW}/"), LookupFailure.BAD_REDIRECT),
    "to nowhere": (redirect(""), LookupFailure.BAD_REDIRECT),
    "without a word": (b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n", LookupFailure.BAD_REDIRECT),
    "to an address": (redirect("https://169.254.169.254/latest"), LookupFailure.BAD_REDIRECT),
    "to an ipv6 address": (redirect("https://[::1]/"), LookupFailure.BAD_REDIRECT),
    "to an address in disguise": (redirect("https://2130706433/"), LookupFailure.BAD_REDIRECT),
    "to another port": (redirect(f"https://{WWW}:22/"), LookupFailure.BAD_REDIRECT),
    "to no port": (redirect(f"https://{WWW}:99999/"), LookupFailure.BAD_REDIRECT),
    "with a user name": (redirect(f"https://anna@{WWW}/"), LookupFailure.BAD_REDIRECT),
    "with an escape sequence": (redirect(f"https://{WWW}/\x7f"), LookupFailure.BAD_REDIRECT),
    "with a bad host name": (redirect("https://a_b%00.nl/"), LookupFailure.BAD_REDIRECT),
    "with a broken bracket": (redirect("https://[::1/"), LookupFailure.BAD_REDIRECT),
}


@pytest.mark.parametrize(("answer", "reason"), BAD_ROADS.values(), ids=BAD_ROADS)
async def test_redirects_that_are_not_followed(
    answer: bytes, reason: LookupFailure, authority: Authority, network_to: NetworkFactory
) -> None:
    async with web({"/": answer}, network_to, authority) as (network, server):
        failure = await network.http.get(f"https://{WWW}/")
        assert isinstance(failure, HttpFailure)
        assert failure.reason is reason
        asked = QUICK.http_redirects + 1 if reason is LookupFailure.TOO_MANY_REDIRECTS else 1
        assert len(failure.hops) == asked
        assert server.requests == []  # nothing over http


@pytest.mark.parametrize(
    ("status", "location", "again"),
    [
        ("302 Found", "/b", "POST"),
        ("307 Temporary Redirect", f"https://mail.{WWW.removeprefix('www.')}/b", "POST"),
        ("303 See Other", "/b", "GET"),
        ("303 See Other", f"https://{ELSEWHERE}/b", "GET"),
        ("302 Found", f"https://{ELSEWHERE}/b", None),
        ("308 Permanent Redirect", f"https://{ELSEWHERE}/b", None),
    ],
)
async def test_what_is_posted_stays_in_the_domain(
    status: str, location: str, again: str | None, authority: Authority, network_to: NetworkFactory
) -> None:
    pages = {"/a": redirect(location, status=status), "/b": page(BODY)}
    context = authority.context(WWW, ELSEWHERE, "mail.voorbeeld.nl")
    zone = {name: {"A": ["192.0.2.1"]} for name in (WWW, ELSEWHERE, "mail.voorbeeld.nl")}
    async with (
        web_server(pages, context=context) as server,
        network_to(Routes({443: ("127.0.0.1", server.port)}), zone=zone) as network,
    ):
        answer = await network.http.post(f"https://{WWW}/a", b"anna@voorbeeld.nl", "text/plain")
        methods = [(request.method, request.body) for request in server.requests]
    first = ("POST", b"anna@voorbeeld.nl")
    if again is None:
        assert isinstance(answer, HttpFailure)
        assert answer.reason is LookupFailure.BAD_REDIRECT
        assert methods == [first]
    else:
        assert isinstance(answer, HttpResponse)
        assert methods == [first, first if again == "POST" else ("GET", b"")]


async def test_the_clock_runs_over_all_hops(network_to: NetworkFactory) -> None:
    async def slow(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(QUICK.http_total / 3)
        writer.write(redirect("/"))

    async with web({"/": slow}, network_to) as (network, _):
        started = time.monotonic()
        failure = await network.http.get(f"http://{WWW}/")
        assert time.monotonic() - started < QUICK.http_total + HICCUP
    assert isinstance(failure, HttpFailure)
    assert failure.reason is LookupFailure.TIMED_OUT


async def test_waiting_for_a_place_costs_no_time(network_to: NetworkFactory) -> None:
    visitors: list[int] = []
    inside = 0

    async def slow(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal inside
        inside += 1
        visitors.append(inside)
        await asyncio.sleep(QUICK.http_total * 0.6)
        inside -= 1
        writer.write(page(BODY))

    async with web({"/": slow}, network_to) as (network, _):
        answers = await asyncio.gather(*(network.http.get(f"http://{WWW}/") for _ in range(4)))
    assert all(isinstance(answer, HttpResponse) for answer in answers)
    assert max(visitors) == 2


@pytest.mark.parametrize(
    "url",
    ["", "mail.voorbeeld.nl", "ftp://x.nl/", "http:///a", "http://a b.nl/", "http://anna:geheim@x.nl/", "http://[/"],
)
async def test_what_is_no_web_address_is_not_asked(url: str, network_to: NetworkFactory) -> None:
    async with network_to(Routes({})) as network:
        failure = await network.http.get(url)
        assert isinstance(failure, HttpFailure)
        assert (failure.reason, failure.hops) == (LookupFailure.NO_SUCH_NAME, ())
        assert "geheim" not in failure.detail
        assert network.cost.dns_queries == 0


async def test_the_user_may_name_any_address_and_port(authority: Authority, tmp_path: Path) -> None:
    async with web_server({"/x": redirect("y"), "/y": page(BODY)}, context=authority.context("127.0.0.1")) as server:
        settings = NetworkSettings(resolver=("127.0.0.1", 9), ca_file=authority.ca_file(tmp_path))
        async with Network(settings, QUICK) as network:
            response = await network.http.get(f"https://127.0.0.1:{server.port}/x")
    assert isinstance(response, HttpResponse), response
    assert response.hops == tuple(f"https://127.0.0.1:{server.port}/{name}" for name in "xy")
    assert server.requests[0].fields["host"] == f"127.0.0.1:{server.port}"


async def test_a_connection_is_not_left_open(network_to: NetworkFactory) -> None:
    async with web({"/": page(BODY)}, network_to) as (network, server):
        for _ in range(5):
            await network.http.get(f"http://{WWW}/")
        assert network._connections._open == set()
        assert server.line_server.open_now == 0
