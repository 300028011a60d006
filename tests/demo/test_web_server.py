"""The web servers of the built-in world: one page for each URL of the table, and nothing else."""

import asyncio
import ssl
import xml.etree.ElementTree as ET

import pytest

from wizard import demo
from wizard.demo.documents import document
from wizard.model import LookupFailure
from wizard.network import HttpFailure, HttpResponse, Network, NetworkSettings


async def _fetched(network: Network, url: str) -> HttpResponse:
    response = await network.http.get(url)
    assert isinstance(response, HttpResponse), response
    return response


@pytest.mark.parametrize(
    ("url", "content_type"),
    [
        ("https://autoconfig.all-well.example/mail/config-v1.1.xml", "text/xml"),
        ("https://autoconfig.all-well.example/mail/config-v1.1.xml?emailaddress=anna@all-well.example", "text/xml"),
        ("https://ispdb.example/v1.1/sources-disagree.example", "text/xml"),
        ("https://www.all-well.example/help", "text/html"),
        ("https://nothing.example/", "text/html"),
        ("http://autoconfig.http-only.example/mail/config-v1.1.xml", "text/xml"),
    ],
    ids=str,
)
async def test_serves(network: Network, url: str, content_type: str) -> None:
    response = await _fetched(network, url)
    assert response.content_type.partition(";")[0] == content_type
    assert response.secure == url.startswith("https:")


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("https://autoconfig.all-well.example/mail/other.xml", LookupFailure.NOT_FOUND),
        ("https://ispdb.example/v1.1/guess.example", LookupFailure.NOT_FOUND),
        ("http://autoconfig.all-well.example/mail/config-v1.1.xml", LookupFailure.REFUSED),
        ("https://autoconfig.http-only.example/mail/config-v1.1.xml", LookupFailure.REFUSED),
        ("https://anything.dns-wildcard.example/", LookupFailure.CERTIFICATE_NAME),
        ("https://autoconfig.guess.example/mail/config-v1.1.xml", LookupFailure.NO_SUCH_NAME),
    ],
    ids=str,
)
async def test_does_not_serve(network: Network, url: str, reason: LookupFailure) -> None:
    response = await network.http.get(url)
    assert isinstance(response, HttpFailure)
    assert response.reason is reason


async def test_publishes_what_the_table_says(network: Network) -> None:
    response = await _fetched(network, "https://autoconfig.all-well.example/mail/config-v1.1.xml")
    provider = ET.fromstring(response.body)[0]
    servers = [
        " ".join([section.get("type", ""), *(section.findtext(tag, "") for tag in ("hostname", "port", "socketType"))])
        for section in provider
        if section.tag.endswith("Server")
    ]
    assert servers == [
        "imap imap.all-well.example 993 SSL",
        "pop3 pop.all-well.example 995 SSL",
        "smtp smtp.all-well.example 465 SSL",
        "smtp smtp.all-well.example 587 STARTTLS",
    ]
    assert provider.findtext("domain") == "all-well.example"
    assert {user.text for user in provider.iter("username")} == {"%EMAILADDRESS%"}


async def test_every_published_server_is_read_back(world: demo.World) -> None:
    settings = NetworkSettings()
    published = [url for situation in demo.SITUATIONS for url, _ in situation.files() if url.endswith(".xml")]
    async with Network(world.network_settings(settings)) as network:
        for url in published:
            root = ET.fromstring((await _fetched(network, url)).body)
            assert root.tag.rpartition("}")[2] == ("Autodiscover" if "autodiscover" in url else "clientConfig")


@pytest.mark.parametrize(
    ("request_text", "status", "has_body"),
    [
        ("GET / HTTP/1.1\r\nHost: nothing.example\r\n\r\n", b"HTTP/1.1 200 OK", True),
        ("HEAD / HTTP/1.1\r\nhost: NOTHING.example:443\r\n\r\n", b"HTTP/1.1 200 OK", False),
        ("POST / HTTP/1.1\r\nHost: nothing.example\r\nContent-Length: 4\r\n\r\nbody", b"HTTP/1.1 200 OK", True),
        ("GET / HTTP/1.1\r\n\r\n", b"HTTP/1.1 404 Not Found", True),
        ("\r\n\r\n", b"HTTP/1.1 404 Not Found", True),
        ("GET / HTTP/1.1\r\n" + "X: y\r\n" * 200 + "\r\n", b"HTTP/1.1 404 Not Found", True),
    ],
    ids=["get", "head", "post", "no host", "no request", "too many headers"],
)
async def test_speaks_http(world: demo.World, request_text: str, status: bytes, has_body: bool) -> None:
    trusted = ssl.create_default_context(cafile=world.network_settings(NetworkSettings()).ca_file)
    host, port = await world.route(world.addresses["nothing.example"], 443)
    reader, writer = await asyncio.open_connection(host, port, ssl=trusted, server_hostname="nothing.example")
    writer.write(request_text.encode())
    answer = await reader.read()
    writer.close()
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.splitlines()[0] == status
    assert bool(body) == has_body


def test_a_page_cannot_break_out_of_its_title() -> None:
    assert b"<script>" not in document("https://www.all-well.example/help", ["<script>alert(1)</script>"]).body
