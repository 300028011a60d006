"""How programs that set themselves up were led to an attacker's server, or out of TLS.

A1 to A10 are the scenarios of "Automatic Insecurity: Exploring Email Auto-configuration in the Wild" (NDSS 2025). Who
attacks here is on the way between this computer and the provider: he forges what is not protected, and drops the rest.
"""

import ssl
from collections.abc import Mapping

import pytest

from tests.servers.authority import Authority
from tests.servers.lines import Talk
from tests.servers.names import Zone
from tests.servers.routes import BLACK_HOLE
from tests.servers.scripts import Script, follows
from tests.servers.web import page, redirect
from tests.threats.conftest import Staged
from tests.threats.stage import DOMAIN, HOST, WEB, found
from wizard.model import FindingId, Found, Investigation, Protocol, SocketType, SourceName

MX = {"MX": [f"10 mx.{DOMAIN}."]}
EVIL = "imap.evil.example"
ZONE: Zone = {DOMAIN: MX, HOST: {"A": ["192.0.2.1"]}, EVIL: {"A": ["192.0.2.66"]}}
HTTPS = f"https://autoconfig.{DOMAIN}/mail/config-v1.1.xml"
HTTP = f"http://autoconfig.{DOMAIN}/mail/config-v1.1.xml"

PLAIN = Script(before=[(b"* OK",), (b"* CAPABILITY IMAP4rev1 AUTH=PLAIN", b"<tag> OK"), (b"<tag> OK",)])
UPGRADING = Script(
    before=[(b"* OK",), (b"* CAPABILITY IMAP4rev1 STARTTLS", b"<tag> OK"), (b"<tag> OK",)],
    inside=[(b"* CAPABILITY IMAP4rev1", b"<tag> OK"), (b"<tag> OK",)],
)


def config(*servers: tuple[str, int, str]) -> bytes:
    sections = "".join(
        f'<incomingServer type="imap"><hostname>{host}</hostname><port>{port}</port>'
        f"<socketType>{security}</socketType></incomingServer>"
        for host, port, security in servers
    )
    return page(f'<clientConfig version="1.1"><emailProvider id="x">{sections}</emailProvider></clientConfig>'.encode())


def records(service: str, *values: str) -> Zone:
    return {f"_{service}._tcp.{DOMAIN}": {"SRV": values}}


def chosen(seen: Investigation) -> tuple[str, str] | None:
    server = seen.servers.get(Protocol.IMAP)
    return None if server is None else (str(server.endpoint), server.endpoint.socket_type.value)


async def test_a1_1_a_forged_page_does_not_beat_a_server_of_the_domain(staged: Staged, authority: Authority) -> None:
    talk = follows(PLAIN)
    mail = {("192.0.2.1", 993): (talk, authority.context(HOST)), ("192.0.2.66", 993): (talk, authority.context(EVIL))}
    async with staged(
        zone=ZONE, pages={HTTP: config((EVIL, 993, "SSL"))}, mail=mail, routes={(WEB, 443): BLACK_HOLE}
    ) as here:
        seen = await here.look()
    assert chosen(seen) == (f"{HOST}:993", "SSL")


async def test_a1_1_a_forged_page_that_stands_alone_is_marked_twice(staged: Staged, authority: Authority) -> None:
    mail = {("192.0.2.66", 993): (follows(PLAIN), authority.context(EVIL))}
    async with staged(
        zone=ZONE, pages={HTTP: config((EVIL, 993, "SSL"))}, mail=mail, routes={(WEB, 443): BLACK_HOLE}
    ) as here:
        seen = await here.look()
    assert chosen(seen) == (f"{EVIL}:993", "SSL")
    assert not seen.servers[Protocol.IMAP].trusted
    assert found(seen) >= {FindingId.PUBLISHED_OVER_HTTP, FindingId.FOREIGN_TARGET}


async def test_a1_2_autodiscover_is_never_asked_over_http(staged: Staged) -> None:
    zone = {**ZONE, DOMAIN: {**MX, "A": [WEB]}, f"autodiscover.{DOMAIN}": {"A": ["192.0.2.90"]}}
    async with staged(zone=zone, pages={HTTP: config()}) as here:
        await here.look(send_address=True)
        assert ("192.0.2.90", 443) in here.routes.asked
        assert ("192.0.2.90", 80) not in here.routes.asked
        assert not any("autodiscover" in request.target for request in here.web[0].requests)


async def test_a1_3_a_way_out_of_https_is_not_taken(staged: Staged) -> None:
    pages = {HTTPS: redirect(f"http://settings.{DOMAIN}/x"), f"http://settings.{DOMAIN}/x": config((EVIL, 993, "SSL"))}
    async with staged(zone=ZONE, pages=pages) as here:
        seen = await here.look()
        assert not any(request.target == "/x" for request in here.requests)
    assert not any(SourceName.AUTOCONFIG in item.sources for item in seen.candidates)


async def test_a2_1_nobody_may_register_a_name_that_is_asked_for_settings(staged: Staged) -> None:
    zone = {DOMAIN: {"MX": ["10 provider.co.uk."]}, "autoconfig.co.uk": {"A": [WEB]}, "autoconfig.nl": {"A": [WEB]}}
    pages = {"https://autoconfig.co.uk/mail/config-v1.1.xml": config((EVIL, 993, "SSL"))}
    async with staged(zone=zone, pages=pages, ispdb_url="https://ispdb.example/v1.1/") as here:
        seen = await here.look(send_address=True)
        assert {name for name, _ in here.names.questions}.isdisjoint({"autoconfig.co.uk", "autoconfig.nl", "co.uk"})
        assert here.requests == []
    assert seen.candidates == ()


@pytest.mark.parametrize("tls_too", [True, False], ids=["A3.1-tls-works-too", "A3.1-plain-only"])
async def test_published_plain_text_is_never_recommended(tls_too: bool, staged: Staged, authority: Authority) -> None:
    host = f"mail2.{DOMAIN}"
    zone = {DOMAIN: MX, host: {"A": ["192.0.2.1"]}}
    secure: Mapping[int, tuple[Talk, ssl.SSLContext | None]] = {993: (follows(PLAIN), authority.context(host))}
    mail = {143: (follows(PLAIN), None), **(secure if tls_too else {})}
    async with staged(zone=zone, pages={HTTPS: config((host, 143, "plain"))}, mail=mail) as here:
        seen = await here.look()
    assert chosen(seen) == ((f"{host}:993", "SSL") if tls_too else None)
    assert (FindingId.NO_ENCRYPTION in found(seen)) is not tls_too
    assert any(item.endpoint.socket_type is SocketType.PLAIN and item.connected for item in seen.candidates)


@pytest.mark.parametrize("stripped", [False, True], ids=["A3.2-whole", "A3.2-stripped"])
async def test_a_record_without_tls_from_the_start_means_starttls_or_nothing(
    stripped: bool, staged: Staged, authority: Authority
) -> None:
    zone = {**ZONE, **records("imap", f"0 0 143 {HOST}.")}
    talk = follows(PLAIN) if stripped else follows(UPGRADING, authority.context(HOST))
    async with staged(zone=zone, mail={143: talk}) as here:
        seen = await here.look()
    assert chosen(seen) == (None if stripped else (f"{HOST}:143", "STARTTLS"))
    assert (FindingId.STARTTLS_NOT_OFFERED in found(seen)) is stripped


@pytest.mark.parametrize("words", ["yes", "starttls?", "", "%server/imap/socket/%", "none", "SSL plain"])
async def test_a4_1_words_that_cannot_be_read_are_no_plain_text(words: str, staged: Staged) -> None:
    async with staged(
        zone={DOMAIN: MX, EVIL: {"A": ["192.0.2.66"]}}, pages={HTTPS: config((EVIL, 143, words))}
    ) as here:
        seen = await here.look()
        assert ("192.0.2.66", 143) not in here.routes.asked
    assert seen.candidates == ()


async def test_a5_1_where_nothing_is_found_nothing_is_made_up(staged: Staged) -> None:
    async with staged(zone={DOMAIN: {**MX, "A": ["192.0.2.1"]}}, mail={143: follows(PLAIN)}) as here:
        seen = await here.look()
    assert seen.servers == {}
    assert seen.candidates
    assert not any(item.endpoint.socket_type is SocketType.PLAIN for item in seen.candidates)


async def test_a6_1_autodiscovers_encryption_is_obeyed(staged: Staged, authority: Authority) -> None:
    url = f"https://autodiscover.{DOMAIN}/autodiscover/autodiscover.xml"
    block = f"<Type>IMAP</Type><Server>{EVIL}</Server><Port>1993</Port><SSL>off</SSL><Encryption>SSL</Encryption>"
    answer = f"<Autodiscover><Response><Account><Protocol>{block}</Protocol></Account></Response></Autodiscover>"
    mail = {1993: (follows(PLAIN), authority.context(EVIL))}
    async with staged(zone=ZONE, pages={url: page(answer.encode())}, mail=mail) as here:
        seen = await here.look(send_address=True)
    assert chosen(seen) == (f"{EVIL}:1993", "SSL")


async def test_a7_1_records_are_taken_in_the_order_of_their_priorities(staged: Staged, authority: Authority) -> None:
    hosts = {f"{name}.{DOMAIN}": {"A": ["192.0.2.1"]} for name in ("last", "second", "first")}
    zone = {
        DOMAIN: MX,
        **hosts,
        **records("imaps", f"30 99 993 last.{DOMAIN}.", f"2 1 993 second.{DOMAIN}.", f"2 50 993 first.{DOMAIN}."),
    }
    async with staged(zone=zone, mail={993: (follows(PLAIN), authority.context(*hosts))}) as here:
        seen = await here.look()
    order = [chosen(seen), *((str(server.endpoint), "SSL") for server in seen.alternatives)]
    assert order == [(f"{name}.{DOMAIN}:993", "SSL") for name in ("first", "second", "last")]


async def test_a8_1_what_a_table_remembers_is_tested_like_the_rest(staged: Staged, authority: Authority) -> None:
    pages = {f"https://ispdb.example/v1.1/{DOMAIN}": config((HOST, 143, "plain"), (f"old.{DOMAIN}", 993, "SSL"))}
    mail = {993: (follows(PLAIN), authority.context(HOST)), 143: follows(PLAIN)}
    zone = {**ZONE, f"old.{DOMAIN}": {"A": ["192.0.2.9"]}}
    async with staged(zone=zone, pages=pages, mail=mail, ispdb_url="https://ispdb.example/v1.1/") as here:
        seen = await here.look()
    assert chosen(seen) == (f"{HOST}:993", "SSL")
    assert FindingId.PUBLISHED_SERVER_DEAD in found(seen)


async def test_a9_1_and_a9_2_a_provider_that_puts_tls_last_still_gets_tls(staged: Staged, authority: Authority) -> None:
    context = authority.context(HOST)
    zone = {**ZONE, **records("imap", f"0 0 143 {HOST}."), **records("imaps", f"9 0 993 {HOST}.")}
    pages = {HTTPS: config((HOST, 143, "plain"), (HOST, 143, "STARTTLS"), (HOST, 993, "SSL"))}
    mail = {143: (follows(UPGRADING, context), None), 993: (follows(PLAIN), context)}
    async with staged(zone=zone, pages=pages, mail=mail) as here:
        seen = await here.look()
    assert chosen(seen) == (f"{HOST}:993", "SSL")


@pytest.mark.parametrize("stripped", [False, True], ids=["A10.1-dropped", "A10.1-dropped-and-stripped"])
async def test_dropping_the_secure_port_gains_nothing(stripped: bool, staged: Staged, authority: Authority) -> None:
    """The file says TLS from the start, the records say STARTTLS; whoever is on the way swallows what is secure."""
    zone = {**ZONE, **records("imap", f"0 0 143 {HOST}.")}
    talk = follows(PLAIN) if stripped else follows(UPGRADING, authority.context(HOST))
    async with staged(
        zone=zone, pages={HTTPS: config((HOST, 993, "SSL"))}, mail={143: talk}, routes={993: BLACK_HOLE}
    ) as here:
        seen = await here.look()
    assert FindingId.SOURCES_DISAGREE in found(seen)
    assert FindingId.PORT_FILTERED in found(seen)
    server = seen.servers[Protocol.IMAP]
    if stripped:
        assert (chosen(seen), server.verified) == ((f"{HOST}:993", "SSL"), False)
    else:
        assert (chosen(seen), server.verified) == ((f"{HOST}:143", "STARTTLS"), True)
        assert server.connected is not None
        assert server.connected.tls is not None


async def test_a10_1_dropping_the_protected_page_leaves_the_forged_one_unbelieved(
    staged: Staged, authority: Authority
) -> None:
    mail = {("192.0.2.1", 993): (follows(PLAIN), authority.context(HOST))}
    pages = {HTTP: config((HOST, 143, "plain")), HTTPS: config((HOST, 993, "SSL"))}
    async with staged(zone=ZONE, pages=pages, mail=mail, routes={(WEB, 443): BLACK_HOLE}) as here:
        seen = await here.look()
    assert chosen(seen) == (f"{HOST}:993", "SSL")
    (page_report,) = [report for report in seen.sources if report.origin == HTTPS]
    assert not isinstance(page_report.result, Found)
