"""What a domain publishes, over real web servers and a real name server on loopback."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from tests.discovery.neighbourhood import Neighbourhood, neighbourhood, page
from tests.exporters import accounts
from tests.lint.documents import AUTOCONFIG, AUTODISCOVER, GOOD, PACC
from wizard import discovery
from wizard.exporters import Context, export_site, pacc
from wizard.lint import Document, Published, domain_of, look_at_published, published_by
from wizard.model import Found, LookupFailure, Protocol, SourceName, SourceReport
from wizard.network import HttpFailure

CONFIG = "https://autoconfig.voorbeeld.nl/mail/config-v1.1.xml"
WELL_KNOWN = "https://voorbeeld.nl/.well-known/autoconfig/mail/config-v1.1.xml"
PACC_URL = "https://ua-auto-config.voorbeeld.nl/.well-known/user-agent-configuration.json"

Near = Callable[..., AbstractAsyncContextManager[Neighbourhood]]


@pytest.fixture
def near(tmp_path: Path) -> Near:
    return partial(neighbourhood, tmp_path)


async def sources(around: Neighbourhood) -> list[SourceReport]:
    return [await lookup.run() for lookup in discovery.lookups(around.inquiry())]


async def look(around: Neighbourhood) -> Published:
    return await look_at_published("voorbeeld.nl", await sources(around), around.network)


def told(published: Published) -> list[str]:
    return [f"{fault.id} {fault.document}" for fault in published.faults if fault.id != "not-published"]


def with_type(body: bytes, media_type: str) -> bytes:
    return page(body).replace(b"text/xml", media_type.encode(), 1)


async def test_nothing_published(near: Near) -> None:
    async with near() as around:
        assert told(await look(around)) == ["nothing-published voorbeeld.nl"]


async def test_one_good_file(near: Near) -> None:
    async with near(pages={CONFIG: page(AUTOCONFIG.encode())}) as around:
        published = await look(around)

    assert told(published) == []
    assert [fault.values["value"] for fault in published.faults] == ["DNS (SRV)", "PACC", "Autodiscover"]
    assert [document.url for document in published.documents] == [CONFIG]


async def test_two_copies_that_differ(near: Near) -> None:
    other = AUTOCONFIG.replace("imap.voorbeeld.nl", "mail.voorbeeld.nl").encode()
    async with near(pages={CONFIG: page(AUTOCONFIG.encode()), WELL_KNOWN: page(other)}) as around:
        assert told(await look(around)) == [f"copies-differ {WELL_KNOWN}"]


async def test_two_copies_of_one_file(near: Near) -> None:
    same = page(AUTOCONFIG.encode())
    async with near(pages={CONFIG: same, WELL_KNOWN: same}) as around:
        assert told(await look(around)) == []


async def test_a_broken_file_is_told_with_its_line(near: Near) -> None:
    async with near(pages={CONFIG: page(AUTOCONFIG.replace("</port>", "", 1).encode())}) as around:
        published = await look(around)

    assert f"not-well-formed {CONFIG}" in told(published)
    assert next(fault.line for fault in published.faults if fault.document == CONFIG) == 13


async def test_a_certificate_for_another_name(near: Near) -> None:
    async with near(pages={CONFIG: page(AUTOCONFIG.encode())}, certificate_for="www.voorbeeld.nl") as around:
        published = await look(around)

    assert f"not-fetched {CONFIG}" in told(published)
    assert {fault.values["why"] for fault in published.faults if fault.id == "not-fetched"} == {"certificate-name"}


async def test_the_media_type(near: Near) -> None:
    async with near(pages={CONFIG: with_type(AUTOCONFIG.encode(), "application/octet-stream")}) as around:
        assert told(await look(around)) == [f"content-type {CONFIG}"]


@pytest.mark.parametrize(
    ("record", "faults"),
    [
        pytest.param(pacc.digest(PACC.encode()), [], id="right"),
        pytest.param(pacc.digest(PACC.encode()).replace("v=UAAC1", "V=uaac1"), [], id="in another case"),
        pytest.param(pacc.digest(b"another file"), [f"digest-other {PACC_URL}"], id="another file"),
        pytest.param("v=spf1 -all", [f"digest-missing {PACC_URL}"], id="another record"),
        pytest.param(None, [f"digest-missing {PACC_URL}"], id="no record"),
    ],
)
async def test_the_digest_of_a_pacc_file(near: Near, record: str | None, faults: list[str]) -> None:
    zone = [f'_ua-auto-config.voorbeeld.nl TXT "{record}"'] if record is not None else []
    async with near(zone, {PACC_URL: with_type(PACC.encode(), "application/json")}) as around:
        assert [told_of for told_of in told(await look(around)) if PACC_URL in told_of] == faults


@pytest.mark.parametrize(
    ("url", "domain"),
    [
        (CONFIG, "voorbeeld.nl"),
        (WELL_KNOWN, "voorbeeld.nl"),
        (PACC_URL, "voorbeeld.nl"),
        ("http://autoconfig.voorbeeld.nl:8080/x", "voorbeeld.nl"),
        ("https://voorbeeld.nl/autodiscover/autodiscover.xml", "voorbeeld.nl"),
        ("https://www.voorbeeld.nl/config.xml", None),
    ],
)
def test_the_domain_of_a_well_known_place(url: str, domain: str | None) -> None:
    assert domain_of(url) == domain


async def test_a_page_about_another_domain(near: Near) -> None:
    async with near(pages={"https://autoconfig.ander.nl/mail/config-v1.1.xml": page(AUTOCONFIG.encode())}) as around:
        document = await published_by("https://autoconfig.ander.nl/mail/config-v1.1.xml", around.network)

    assert isinstance(document, Document)
    assert [fault.id for fault in document.reading.faults] == ["domain-other"]


async def test_autodiscover_is_asked_as_programs_ask(near: Near) -> None:
    url = "https://autodiscover.voorbeeld.nl/autodiscover/autodiscover.xml"
    async with near(pages={url: page(AUTODISCOVER.replace("<SPA>off</SPA>", "", 1).encode())}) as around:
        document = await published_by(url, around.network)

    assert isinstance(document, Document)
    assert [fault.id for fault in document.reading.faults] == ["spa-left-out"]
    assert b"postmaster@voorbeeld.nl" in around.posted[0]


async def test_a_page_that_is_not_there(near: Near) -> None:
    async with near(pages={WELL_KNOWN: page(b"")}) as around:
        assert isinstance(await published_by("https://voorbeeld.nl/x.xml", around.network), HttpFailure)


async def test_what_does_not_come_in_time_is_told(near: Near) -> None:
    async with near(pages={CONFIG: page(AUTOCONFIG.encode())}) as around:
        failure = await published_by(CONFIG, around.network, end=0.0)
        found = await sources(around)
        published = await look_at_published("voorbeeld.nl", found, around.network, end=0.0)

    assert failure == HttpFailure(reason=LookupFailure.TIMED_OUT, hops=(CONFIG,))
    assert f"not-fetched {CONFIG}" in told(published)
    assert published.documents == ()


async def test_everything_that_a_site_holds_is_found_again_and_passes(near: Near) -> None:
    """The whole way: an account, the site of its domain, served; discover and lint over it."""
    account = replace(accounts.FULL_ACCOUNT, help_pages=())
    tree = export_site("site", account, Context())
    pages = {
        CONFIG: page(tree["autoconfig/mail/config-v1.1.xml"]),
        WELL_KNOWN: page(tree[".well-known/autoconfig/mail/config-v1.1.xml"]),
        PACC_URL: with_type(tree["ua-auto-config/.well-known/user-agent-configuration.json"], "application/json"),
    }
    zone = [
        line.replace(" 3600 IN ", " ").replace("voorbeeld.nl. ", "voorbeeld.nl ", 1)
        for line in tree["dns.zone"].decode().splitlines()
        if not line.startswith(";")
    ]
    async with near(zone, pages) as around:
        found = await sources(around)
        published = await look_at_published("voorbeeld.nl", found, around.network)

    assert told(published) == []
    wanted = {account.incoming.endpoint, *(server.endpoint for server in account.alternatives)}
    for source in (SourceName.AUTOCONFIG, SourceName.SRV, SourceName.PACC):
        endpoints = {
            claim.endpoint
            for report in found
            if report.source is source and isinstance(report.result, Found)
            for claim in report.result.candidates
        }
        assert account.incoming.endpoint in endpoints
        assert {endpoint for endpoint in endpoints if endpoint.protocol is not Protocol.SMTP} <= wanted


def test_every_good_document_is_about_the_same_domain() -> None:
    assert all("voorbeeld.nl" in document for document in GOOD.values())
