"""Web pages that are slow, huge, broken, forged or on the wrong side of TLS; the ids are those of `table.py`."""

import asyncio
import contextlib
import gzip
import hashlib
import ssl
import time
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.patience import HICCUP, PROMPT
from tests.servers.authority import Authority, self_signed_context
from tests.servers.lines import Talk, floods, says, serving, silent
from tests.servers.scripts import Script, follows
from tests.servers.web import page, redirect
from tests.threats.conftest import Staged
from tests.threats.stage import DOMAIN, HOST, PATIENT, QUICK, found, texts
from wizard.discovery import autoconfig, autodiscover_xml
from wizard.model import (
    EmailAddress,
    FetchedPage,
    FindingId,
    Found,
    Investigation,
    LookupFailed,
    LookupFailure,
    NotAsked,
    NothingFound,
    Protocol,
    SocketType,
    SourceName,
)

AUTOCONFIG = f"https://autoconfig.{DOMAIN}/mail/config-v1.1.xml"
PLAIN_AUTOCONFIG = f"http://autoconfig.{DOMAIN}/mail/config-v1.1.xml"
AUTODISCOVER = f"https://autodiscover.{DOMAIN}/autodiscover/autodiscover.xml"
ISPDB = "https://ispdb.example/v1.1/"
ZONE = {DOMAIN: {"MX": [f"10 mx.{DOMAIN}."]}, HOST: {"A": ["192.0.2.1"]}, "imap.elders.example": {"A": ["192.0.2.2"]}}
IMAP = Script(before=[(b"* OK ready",), (b"* CAPABILITY IMAP4rev1 AUTH=PLAIN", b"<tag> OK"), (b"* BYE", b"<tag> OK")])


def server(host: str = HOST, port: str = "993", security: str = "SSL", more: str = "") -> str:
    return (
        f'<incomingServer type="imap"><hostname>{host}</hostname><port>{port}</port>'
        f"<socketType>{security}</socketType>{more}</incomingServer>"
    )


def config(*parts: str, before: str = "") -> bytes:
    return (
        f'{before}<clientConfig version="1.1"><emailProvider id="x">{"".join(parts or [server()])}'
        "</emailProvider></clientConfig>"
    ).encode()


def answer(investigation: Investigation, origin: str) -> Found | NothingFound | LookupFailed | NotAsked:
    (report,) = [report for report in investigation.sources if report.origin == origin]
    return report.result


def drips(body: bytes) -> Talk:
    return says(*[bytes([byte]) for byte in body], pause=0.03)


def then(first: bytes, rest: Talk) -> Talk:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(first)
        await rest(reader, writer)

    return talk


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n"


endless_chunks = then(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", floods(b"1000\r\n" + b"x" * 4096 + b"\r\n"))
endless_header = then(HEAD, floods(b"Set-Cookie: a=b\r\n" * 200))


def deep(levels: int) -> bytes:
    return config("<a>" * levels + "</a>" * levels)


QUADRATIC = config("<x>" + "&a;" * 5000 + "</x>", before=f'<!DOCTYPE x [<!ENTITY a "{"b" * 1000}">]>')
LAUGHS = config(
    "<x>&i;</x>",
    before="<!DOCTYPE x [<!ENTITY a 'ha'>"
    + "".join(f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>",
)
BOMB = gzip.compress(bytes(50_000_000), compresslevel=9)

SLOW, LARGE, BROKEN = LookupFailure.TIMED_OUT, LookupFailure.TOO_LARGE, LookupFailure.SERVER_ERROR
BAD, NOT_ONE = LookupFailure.BAD_CONFIGURATION, LookupFailure.NOT_A_CONFIGURATION
WEB_PAGE = b"<html><head><title>404</title></head><body><p>Not found</p></body></html>"

PAGES: dict[str, tuple[bytes | Talk, LookupFailure]] = {
    "H01-header-drips": (drips(page(config())), SLOW),
    "H01-body-drips": (says(HEAD + b"\r\n", *[b"x"] * 50, pause=0.03), SLOW),
    "H01-silent": (silent, SLOW),
    "H02-endless-body": (floods(HEAD + b"\r\n" + b"x" * 65536), LARGE),
    "H02-endless-headers": (endless_header, LARGE),
    "H02-endless-chunks": (endless_chunks, LARGE),
    "H02-length-of-a-terabyte": (HEAD + b"Content-Length: 1000000000000\r\n\r\nx", LARGE),
    "H03-gzip": (page(BOMB, Content_Encoding="gzip"), BROKEN),
    "H03-deflate": (page(zlib.compress(bytes(1_000_000)), Content_Encoding="deflate"), BROKEN),
    "H03-nested": (page(gzip.compress(BOMB[:100_000]), Content_Encoding="gzip, gzip"), BROKEN),
    "H03-zstd": (page(b"(\xb5/\xfd", Content_Encoding="zstd"), BROKEN),
    "H03-transfer-encoding": (HEAD + b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", BROKEN),
    "H03-not-announced": (page(BOMB[:200_000]), NOT_ONE),
    "H04-loop": (redirect("/mail/config-v1.1.xml"), LookupFailure.TOO_MANY_REDIRECTS),
    "H04-to-nowhere": (b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n", LookupFailure.BAD_REDIRECT),
    "H04-not-modified": (page(b"", status="304 Not Modified"), BROKEN),
    "H04-patience": (floods(b"HTTP/1.1 100 Continue\r\n\r\n" * 500), LARGE),
    "H05-to-http": (redirect(PLAIN_AUTOCONFIG), LookupFailure.BAD_REDIRECT),
    "H07-file": (redirect("file:///etc/passwd"), LookupFailure.BAD_REDIRECT),
    "H07-ftp": (redirect(f"ftp://{HOST}/"), LookupFailure.BAD_REDIRECT),
    "H07-loopback": (redirect("https://127.0.0.1:22/"), LookupFailure.BAD_REDIRECT),
    "H07-metadata": (redirect("https://169.254.169.254/latest/meta-data"), LookupFailure.BAD_REDIRECT),
    "H07-number": (redirect("https://2130706433/"), LookupFailure.BAD_REDIRECT),
    "H07-user-name": (redirect(f"https://anna@{HOST}/"), LookupFailure.BAD_REDIRECT),
    "H07-mail-port": (redirect(f"https://{HOST}:25/"), LookupFailure.BAD_REDIRECT),
    "H10-basic": (page(b"", status="401 Unauthorized", WWW_Authenticate="Basic"), LookupFailure.NEEDS_LOGIN),
    "H10-negotiate": (page(b"", status="401 Unauthorized", WWW_Authenticate="Negotiate"), LookupFailure.NEEDS_LOGIN),
    "H13-deep": (page(deep(10_000)), BAD),
    "H13-wide": (page(config("<a/>" * 20_000)), BAD),
    "H13-attributes": (page(config("<a " + " ".join(f'b{n}=""' for n in range(20_000)) + "/>")), BAD),
    "H13-token": (page(config("<a>" + "x" * 200_000 + "</a>")), BAD),
    "H14-laughs": (page(LAUGHS), BAD),
    "H14-quadratic": (page(QUADRATIC), BAD),
    "H14-parameter": (page(config(before="<!DOCTYPE x [<!ENTITY % a \"<!ENTITY b 'c'>\"> %a;]>")), BAD),
    "H14-harmless": (page(config(before="<!DOCTYPE clientConfig>")), BAD),
    "H16-web-page": (page(WEB_PAGE, content_type="text/html"), NOT_ONE),
    "H16-web-page-as-xml": (page(b"<!DOCTYPE html>" + WEB_PAGE, content_type="text/xml"), NOT_ONE),
    "H16-json": (page(b'{"error": 404}', content_type="application/json"), NOT_ONE),
    "H16-nothing": (page(b""), NOT_ONE),
    "H17-utf-7": (page(config(before='<?xml version="1.0" encoding="utf-7"?>')), BAD),
    "H17-unknown": (page(config(before='<?xml version="1.0" encoding="klingon"?>')), BAD),
    "H17-latin-1-as-utf-8": (page(config(server(), "<displayName>\xe9</displayName>").decode().encode("latin-1")), BAD),
    "H17-nul": (page(config(server() + "\0")), BAD),
    "H17-utf-32": (page(config().decode().encode("utf-32")), BAD),
    "H24-429": (page(b"", status="429 Too Many Requests", Retry_After="0"), LookupFailure.BUSY),
    "H24-429-says-not-when": (page(b"", status="429 Too Many Requests"), LookupFailure.BUSY),
    "H24-500": (page(b"", status="500 Oops", Retry_After="0"), BROKEN),
    "H24-503": (page(b"", status="503 Busy", Retry_After="9999999"), LookupFailure.BUSY),
    "H24-503-for-ever": (page(b"", status="503 Busy", Retry_After="9" * 5000), LookupFailure.BUSY),
    "H24-503-nonsense": (page(b"", status="503 Busy", Retry_After="-1"), LookupFailure.BUSY),
    "H28-no-head": (b"<clientConfig/>", BROKEN),
    "H28-http-0.9": (b"HTTP/0.9 200 OK\r\n\r\n", NOT_ONE),
    "H28-status-of-words": (b"HTTP/1.1 fine OK\r\n\r\n", BROKEN),
    "H28-status-of-four": (b"HTTP/1.1 2000 OK\r\n\r\n", BROKEN),
    "H28-bare-cr": (b"HTTP/1.1 200 OK\r\nX: a\rSet-Cookie: b\r\n\r\n", BROKEN),
    "H28-escapes-in-status": (b"HTTP/1.1 500 \x1b[2J\x9b31m\r\n\r\n", BROKEN),
    "H28-escapes-in-redirect": (redirect("https://x\x1b]0;evil\x07.nl/"), LookupFailure.BAD_REDIRECT),
    "H28-two-lengths": (HEAD + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nxx", BROKEN),
    "H28-negative-length": (HEAD + b"Content-Length: -1\r\n\r\nx", BROKEN),
    "H28-chunk-of-words": (HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n", BROKEN),
}


@pytest.mark.parametrize(("what", "reason"), PAGES.values(), ids=PAGES)
async def test_a_bad_page_is_a_failure_and_never_an_absence(
    what: bytes | Talk, reason: LookupFailure, staged: Staged
) -> None:
    limits = QUICK if reason is SLOW else PATIENT
    async with staged(zone=ZONE, pages={AUTOCONFIG: what}, limits=limits) as here:
        started = time.monotonic()
        report = await here.ask(autoconfig, AUTOCONFIG)
        assert time.monotonic() - started < limits.http_total + limits.connect + HICCUP
    assert isinstance(report.result, LookupFailed)
    assert report.result.reason is reason


IN_A_MOMENT = page(b"", status="503 Busy", Retry_After="0")
BY_THE_CLOCK = page(
    b"",
    status="429 Too Many Requests",
    Date="Tue, 01 Dec 2026 10:00:00 GMT",
    Retry_After="Tue, 01 Dec 2026 10:00:00 GMT",
)
MUCH_LATER = page(b"", status="503 Busy", Retry_After="3600")


@pytest.mark.parametrize(
    ("answers", "asked", "works"),
    [
        pytest.param((IN_A_MOMENT, page(config())), 2, True, id="H24-once-more"),
        pytest.param((BY_THE_CLOCK, page(config())), 2, True, id="H24-once-more-by-the-clock"),
        pytest.param((IN_A_MOMENT, IN_A_MOMENT, page(config())), 2, False, id="H24-and-no-more"),
        pytest.param((MUCH_LATER, page(config())), 1, False, id="H24-too-long-to-wait"),
        pytest.param((page(b"", status="500 Oops", Retry_After="0"), page(config())), 1, False, id="H24-broken"),
    ],
)
async def test_a_busy_server_is_asked_once_more_when_it_says_so(
    answers: tuple[bytes, ...], asked: int, works: bool, staged: Staged
) -> None:
    rest = iter(answers)

    async def one_after_another(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(next(rest))

    async with staged(zone=ZONE, pages={AUTOCONFIG: one_after_another}) as here:
        report = await here.ask(autoconfig, AUTOCONFIG)
        assert len(here.requests) == asked
        assert here.network.cost.http_requests == asked
    assert isinstance(report.result, Found) is works


async def test_h24_a_server_that_stays_busy_is_told(staged: Staged) -> None:
    async with staged(zone=ZONE, pages={AUTOCONFIG: MUCH_LATER}) as here:
        report = await here.ask(autoconfig, AUTOCONFIG)
    assert report.result == LookupFailed(reason=LookupFailure.BUSY, detail="status 503, to be asked again after 3600 s")


async def test_h27_another_page_for_each_visitor_leaves_its_digest(staged: Staged) -> None:
    """Nothing is fetched twice to find out; whoever compares two reports sees it."""
    visitors = iter("12")

    async def by_turns(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(page(config(before=f"<!-- visitor {next(visitors)} -->")))

    async with staged(zone=ZONE, pages={AUTOCONFIG: by_turns}) as here:
        first, second = [await here.ask(autoconfig, AUTOCONFIG) for _ in range(2)]
    assert first.page is not None
    assert second.page is not None
    assert first.result == second.result
    assert first.page.url == second.page.url == AUTOCONFIG
    body = config(before="<!-- visitor 1 -->")
    assert (first.page.sha256, first.page.size) == (hashlib.sha256(body).hexdigest(), len(body))
    assert first.page.sha256 != second.page.sha256


@pytest.mark.parametrize(
    "body",
    [b"<clientConfig", config("<displayName>nobody</displayName>"), config()],
    ids=["unreadable", "without a server", "good"],
)
async def test_h27_every_page_that_was_read_is_remembered(body: bytes, staged: Staged) -> None:
    async with staged(zone=ZONE, pages={AUTOCONFIG: page(body)}) as here:
        report = await here.ask(autoconfig, AUTOCONFIG)
    assert report.page == FetchedPage(url=AUTOCONFIG, sha256=hashlib.sha256(body).hexdigest(), size=len(body))


async def test_h06_another_domain_is_followed_and_told_nothing(staged: Staged, authority: Authority) -> None:
    there = "https://settings.elders.example/config.xml"
    pages = {AUTOCONFIG: page(b"", status="302 Found", location=there, Set_Cookie="a=b"), there: page(config())}
    async with staged(zone=ZONE, pages=pages, mail={993: (follows(IMAP), authority.context(HOST))}) as here:
        seen = await here.look()
        (asked,) = [request for request in here.requests if request.fields["host"] == "settings.elders.example"]
    assert seen.servers[Protocol.IMAP].trusted
    assert seen.servers[Protocol.IMAP].origin == f"{AUTOCONFIG} > https://settings.elders.example"
    assert set(asked.fields) == {"host", "user-agent", "accept", "accept-encoding", "connection"}
    assert "@" not in asked.target


async def test_h08_what_comes_over_http_is_marked_and_the_address_stays_here(
    staged: Staged, authority: Authority
) -> None:
    mail = {993: (follows(IMAP), authority.context(HOST))}
    async with staged(zone=ZONE, pages={PLAIN_AUTOCONFIG: page(config())}, mail=mail) as here:
        seen = await here.look(send_address=True)
        http, https = (server.requests for server in here.web)
        assert http
        assert not any("anna" in request.target or b"anna" in request.body for request in http)
        assert any("anna" in request.target for request in https), "no longer proves anything"
    assert not seen.servers[Protocol.IMAP].trusted
    assert FindingId.PUBLISHED_OVER_HTTP in found(seen)


CERTIFICATES: dict[str, tuple[Callable[[Authority, Path], ssl.SSLContext], LookupFailure]] = {
    "H09-expired": (lambda a, _: a.expired_context(f"autoconfig.{DOMAIN}"), LookupFailure.CERTIFICATE_EXPIRED),
    "H09-other-host": (lambda a, _: a.context("*.hosting.example"), LookupFailure.CERTIFICATE_NAME),
    "H09-self-signed": (
        lambda _, folder: self_signed_context(folder, f"autoconfig.{DOMAIN}"),
        LookupFailure.CERTIFICATE_UNTRUSTED,
    ),
}


@pytest.mark.parametrize(("make", "reason"), CERTIFICATES.values(), ids=CERTIFICATES)
async def test_nothing_is_asked_of_a_web_server_with_a_bad_certificate(
    make: Callable[[Authority, Path], ssl.SSLContext],
    reason: LookupFailure,
    staged: Staged,
    authority: Authority,
    tmp_path: Path,
) -> None:
    pages = {AUTOCONFIG: page(config())}
    async with staged(zone=ZONE, pages=pages, web_certificate=make(authority, tmp_path)) as here:
        seen = await here.look(send_address=True)
        assert here.web[1].requests == []
    result = answer(seen, AUTOCONFIG)
    assert isinstance(result, LookupFailed)
    assert result.reason is reason


def microsoft(account: str) -> bytes:
    return page(f"<Autodiscover><Response><Account>{account}</Account></Response></Autodiscover>".encode())


def elsewhere(url: str) -> bytes:
    return microsoft(f"<Action>redirectUrl</Action><RedirectUrl>{url}</RedirectUrl>")


ROADS = {
    "H11-loop": elsewhere(AUTODISCOVER),
    "H11-foreign": elsewhere("https://autodiscover.elders.example/autodiscover/autodiscover.xml"),
    "H11-http": elsewhere(f"http://autodiscover.{DOMAIN}/autodiscover/autodiscover.xml"),
    "H11-user-name": elsewhere(f"https://anna@autodiscover.{DOMAIN}/"),
    "H11-no-address": elsewhere("https://[::1"),
    "H11-address-elsewhere": microsoft("<Action>redirectAddr</Action><RedirectAddr>anna@elders.example</RedirectAddr>"),
    "H11-address-of-nonsense": microsoft("<Action>redirectAddr</Action><RedirectAddr>\u202e@@</RedirectAddr>"),
    "H11-own-address-again": microsoft(f"<Action>redirectAddr</Action><RedirectAddr>anna@{DOMAIN}</RedirectAddr>"),
    "H11-by-http": redirect("https://autodiscover.elders.example/"),
    "H12-login-elsewhere": page(
        b"", status="401 Unauthorized", WWW_Authenticate="Basic", location="https://autodiscover.elders.example/"
    ),
}


@pytest.mark.parametrize("first", ROADS.values(), ids=ROADS)
async def test_autodiscover_leads_nobody_astray(first: bytes, staged: Staged) -> None:
    there = "https://autodiscover.elders.example/autodiscover/autodiscover.xml"
    async with staged(zone=ZONE, pages={AUTODISCOVER: first, there: microsoft("")}) as here:
        seen = await here.look(send_address=True)
        hosts = [request.fields["host"] for request in here.requests if request.target.startswith("/autodiscover")]
        assert set(hosts) <= {DOMAIN, f"autodiscover.{DOMAIN}"}
        assert len(hosts) <= 12
    assert isinstance(answer(seen, AUTODISCOVER), LookupFailed)
    assert seen.servers == {}


async def test_h10_a_login_page_is_exchange_and_gets_no_answer(staged: Staged) -> None:
    login = page(b"", status="401 Unauthorized", WWW_Authenticate="Basic realm=x")
    async with staged(zone=ZONE, pages={AUTODISCOVER: login}) as here:
        seen = await here.look(send_address=True)
        assert len([request for request in here.requests if request.target.startswith("/autodiscover")]) == 1
    assert FindingId.EXCHANGE_HERE in found(seen)


OUTSIDE = {
    "H15-file": '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
    "H15-http": '<!DOCTYPE x [<!ENTITY e SYSTEM "http://127.0.0.1:{port}/e">]>',
    "H15-external-dtd": '<!DOCTYPE x SYSTEM "http://127.0.0.1:{port}/x.dtd">',
    "H15-parameter": '<!DOCTYPE x [<!ENTITY % e SYSTEM "http://127.0.0.1:{port}/e"> %e;]>',
    "H15-style": '<?xml-stylesheet href="http://127.0.0.1:{port}/x.xsl"?>',
    "H15-include": "",
}


@pytest.mark.parametrize("before", OUTSIDE.values(), ids=OUTSIDE)
async def test_a_document_fetches_nothing(before: str, staged: Staged, authority: Authority) -> None:
    include = '<include xmlns="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/>'
    entity = "&e;" if "ENTITY e" in before else ""
    async with serving(silent) as watch:
        document = config(
            server(), f"<displayName>x{entity}</displayName>", include, before=before.format(port=watch.port)
        )
        mail = {993: (follows(IMAP), authority.context(HOST))}
        async with staged(zone=ZONE, pages={AUTOCONFIG: page(document)}, mail=mail) as here:
            seen = await here.look()
        assert watch.connections == 0
    assert not any("root:" in text for text in texts(seen))
    assert isinstance(answer(seen, AUTOCONFIG), LookupFailed if "DOCTYPE" in before else Found)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-8"], ids=["H17-bom", "H17-utf-16", "H17-utf-8"])
async def test_a_file_in_an_honest_encoding_is_read(encoding: str, staged: Staged) -> None:
    body = config().decode().encode(encoding)
    async with staged(zone=ZONE, pages={AUTOCONFIG: page(body)}) as here:
        seen = await here.look()
    assert isinstance(answer(seen, AUTOCONFIG), Found)


SECTIONS = {
    "H18-port-of-words": server(port="abc"),
    "H18-port-0": server(port="0"),
    "H18-port-too-high": server(port="99999"),
    "H18-host-with-slash": server("imap.voorbeeld.nl/evil"),
    "H18-host-with-space": server("imap. voorbeeld.nl"),
    "H18-domain-twice": server("%EMAILDOMAIN%.%EMAILDOMAIN%.%EMAILADDRESS%"),
    "H18-template": server(security="%server/imap/socket/%"),
    "H18-no-security": server(security=""),
    "H18-unknown-security": server(security="TLS-maybe"),
    "H18-two-securities": server(security="SSL</socketType><socketType>plain"),
    "H18-other-kind": server().replace('"imap"', '"jmap"'),
}


@pytest.mark.parametrize("broken", SECTIONS.values(), ids=SECTIONS)
async def test_a_broken_section_drops_itself_and_no_more(broken: str, staged: Staged, authority: Authority) -> None:
    good = server(port="1993")
    mail = {1993: (follows(IMAP), authority.context(HOST))}
    async with staged(zone=ZONE, pages={AUTOCONFIG: page(config(broken, good))}, mail=mail) as here:
        seen = await here.look()
    claimed = [item.endpoint for item in seen.candidates if SourceName.AUTOCONFIG in item.sources]
    assert {endpoint.port for endpoint in claimed} <= {1993, 993}
    assert not any(endpoint.socket_type is SocketType.PLAIN for endpoint in claimed)
    assert seen.servers[Protocol.IMAP].endpoint.port == 1993


async def test_h18_the_domain_that_a_file_says_it_is_for_does_not_count(staged: Staged) -> None:
    async with staged(zone=ZONE, pages={AUTOCONFIG: page(config("<domain>elders.example</domain>", server()))}) as here:
        seen = await here.look()
    assert isinstance(answer(seen, AUTOCONFIG), Found)


@pytest.mark.parametrize(
    ("security", "kinds"),
    [
        pytest.param("<Encryption>SSL</Encryption>", {"SSL"}, id="H20-encryption-ssl"),
        pytest.param("<SSL>off</SSL><Encryption>SSL</Encryption>", {"SSL"}, id="H20-encryption-overrides"),
        pytest.param("<SSL>on</SSL><Encryption>TLS</Encryption>", {"SSL", "STARTTLS"}, id="H20-encryption-tls"),
        pytest.param("<SSL>yes</SSL>", set(), id="H20-ssl-yes"),
        pytest.param("<Encryption>starttls</Encryption>", set(), id="H20-encryption-unknown"),
        pytest.param("<SSL>on</SSL><Encryption>starttls</Encryption>", set(), id="H20-unknown-beside-on"),
        pytest.param("<SSL>on</SSL><Encryption>None</Encryption>", {"plain"}, id="H20-encryption-none"),
        pytest.param("", {"SSL"}, id="H20-nothing-said"),
    ],
)
def test_encryption_overrides_ssl_and_what_is_unknown_is_no_plain_text(security: str, kinds: set[str]) -> None:
    document = microsoft(
        f"<Protocol><Type>IMAP</Type><Server>{HOST}</Server><Port>993</Port>{security}</Protocol>"
    ).partition(b"\r\n\r\n")[2]
    read = autodiscover_xml.read(document, address=EmailAddress.parse(f"anna@{DOMAIN}"))
    assert isinstance(read, tuple)
    assert {settings.endpoint.socket_type.value for settings in read} == kinds


async def test_h22_pages_for_signing_in_elsewhere_are_neither_opened_nor_shown(staged: Staged) -> None:
    oauth = (
        "<oAuth2><issuer>elders.example</issuer><scope>x</scope><authURL>http://elders.example/auth</authURL>"
        "<tokenURL>https://elders.example/token</tokenURL><clientSecret>s3cr3t</clientSecret></oAuth2>"
    )
    async with staged(zone=ZONE, pages={AUTOCONFIG: page(config(server(), oauth))}) as here:
        seen = await here.look()
        assert not [name for name, _ in here.names.questions if name.endswith("elders.example")]
    assert not any("s3cr3t" in text or "http://elders" in text for text in texts(seen))


async def test_h23_texts_are_made_harmless_and_short(staged: Staged) -> None:
    hostile = "\u202e\u009b31m[@click=app.quit]x[/]\u2066" + "y" * 3000
    document = config(
        f"<displayName>{hostile}</displayName>",
        server(more=f"<username>{hostile}</username>"),
        f'<documentation url="https://{DOMAIN}/\u202e"><descr>{hostile}</descr></documentation>',
        f'<documentation url="https://{DOMAIN}/"><descr>{hostile}</descr></documentation>',
        f'<enable visiturl="https://{DOMAIN}/"><instruction>{hostile}</instruction></enable>',
    )
    async with staged(zone=ZONE, pages={AUTOCONFIG: page(document)}) as here:
        seen = await here.look()  # which sees to it that all is printable
    assert seen.published.display_name is not None
    assert seen.published.help_pages
    assert seen.published.hints
    assert max(len(text) for text in texts(seen)) < 1000


async def test_h26_what_a_table_says_counts_less_than_what_the_domain_says(
    staged: Staged, authority: Authority
) -> None:
    pages = {
        f"{ISPDB}{DOMAIN}": page(config(server("imap.elders.example"))),
        AUTOCONFIG: page(config(server())),
    }
    both = authority.context(HOST, "imap.elders.example")
    async with staged(zone=ZONE, pages=pages, ispdb_url=ISPDB, mail={993: (follows(IMAP), both)}) as here:
        seen = await here.look()
    assert seen.servers[Protocol.IMAP].endpoint.hostname == HOST
    assert FindingId.SOURCES_DISAGREE in found(seen)


@pytest.mark.parametrize(
    "table",
    [
        pytest.param(page(b"", status="500 Oops"), id="H26-broken"),
        pytest.param(says(), id="H26-silent"),
        pytest.param(page(config(server("dead.elders.example"))), id="H26-stale"),
    ],
)
async def test_a_table_that_fails_is_no_harm(table: bytes | Talk, staged: Staged, authority: Authority) -> None:
    pages = {f"{ISPDB}{DOMAIN}": table, AUTOCONFIG: page(config())}
    mail = {993: (follows(IMAP), authority.context(HOST))}
    async with staged(
        zone=ZONE, pages=pages, ispdb_url=ISPDB, mail=mail, limits=replace(PATIENT, http_total=1.0)
    ) as here:
        seen = await here.look()
    assert seen.servers[Protocol.IMAP].verified


async def test_h28_a_flood_of_cookies_is_not_kept(staged: Staged) -> None:
    crumbs = "".join(f"Set-Cookie: a{number}=b\r\n" for number in range(500)).encode()
    flood = HEAD + crumbs + b"Content-Length: 0\r\n\r\n"
    async with staged(zone=ZONE, pages={AUTOCONFIG: flood, PLAIN_AUTOCONFIG: flood}) as here:
        await here.look()
        assert not any("cookie" in request.fields for request in here.requests)


def test_h13_and_h14_take_no_time() -> None:
    for name, (what, _) in PAGES.items():
        if name.startswith(("H13", "H14")):
            assert isinstance(what, bytes)
            body = what.partition(b"\r\n\r\n")[2]
            started = time.monotonic()
            with contextlib.suppress(ValueError):
                autodiscover_xml.read(body, address=EmailAddress.parse(f"anna@{DOMAIN}"))
            assert time.monotonic() - started < PROMPT
