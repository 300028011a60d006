from collections.abc import Callable
from contextlib import AbstractAsyncContextManager as Opened

import pytest

from tests.discovery.neighbourhood import ISPDB, Neighbourhood, claims, configuration, only, page
from wizard.discovery import mx
from wizard.discovery.mail_exchanger import provider_domains
from wizard.model import Found, LookupFailed, LookupFailure, NotAsked, NotAskedReason, NothingFound, SourceName

Near = Callable[..., Opened[Neighbourhood]]

MX = "voorbeeld.nl MX 10 mx1.post.provider.example"
UNDER_PARENT = "https://autoconfig.post.provider.example/mail/config-v1.1.xml"
UNDER_REGISTERED = "https://autoconfig.provider.example/mail/config-v1.1.xml"
LISTED_PARENT = f"{ISPDB}post.provider.example"
LISTED_REGISTERED = f"{ISPDB}provider.example"


@pytest.mark.parametrize(
    ("exchanger", "domain", "asked"),
    [
        ("mx1.provider.example", "voorbeeld.nl", ("provider.example",)),
        ("mx1.mail.provider.example", "voorbeeld.nl", ("mail.provider.example", "provider.example")),
        ("a.mail.protection.outlook.com", "a.nl", ("mail.protection.outlook.com", "outlook.com")),
        ("provider.example", "voorbeeld.nl", ("provider.example",)),
        ("provider.co.uk", "voorbeeld.nl", ("provider.co.uk",)),
        ("mx.provider.co.uk", "voorbeeld.nl", ("provider.co.uk",)),
        ("co.uk", "voorbeeld.nl", ()),
        ("nl", "voorbeeld.nl", ()),
        ("customer.github.io", "voorbeeld.nl", ("customer.github.io",)),
        ("github.io", "voorbeeld.nl", ()),
        ("mail.voorbeeld.nl", "voorbeeld.nl", ()),
        ("mx1.mail.voorbeeld.nl", "voorbeeld.nl", ("mail.voorbeeld.nl",)),
    ],
)
def test_whose_names_may_be_asked(exchanger: str, domain: str, asked: tuple[str, ...]) -> None:
    assert provider_domains(exchanger, domain=domain) == asked


@pytest.mark.parametrize(
    ("published_at", "winner"),
    [
        ([UNDER_PARENT, UNDER_REGISTERED, LISTED_PARENT, LISTED_REGISTERED], UNDER_PARENT),
        ([UNDER_REGISTERED, LISTED_PARENT, LISTED_REGISTERED], UNDER_REGISTERED),
        ([LISTED_PARENT, LISTED_REGISTERED], LISTED_PARENT),
        ([LISTED_REGISTERED], LISTED_REGISTERED),
    ],
    ids=["all", "no parent", "only listed", "only the registered domain listed"],
)
@pytest.mark.parametrize("validates", [True, False], ids=["signed", "unsigned"])
async def test_the_best_place_wins(near: Near, published_at: list[str], winner: str, *, validates: bool) -> None:
    pages = {url: configuration(f"imap imap{n}.%EMAILDOMAIN% 993 SSL") for n, url in enumerate(published_at)}
    async with near([MX], pages, validates=validates) as provider:
        result = await only(mx, provider.inquiry())
    assert claims(result) == ["imap imap0.voorbeeld.nl 993 SSL"]
    assert isinstance(result, Found)
    (candidate,) = result.candidates
    assert (candidate.source, candidate.origin, candidate.trusted) == (SourceName.MX, winner, validates)


async def test_only_the_best_exchanger_counts(near: Near) -> None:
    other = "https://autoconfig.other.example/mail/config-v1.1.xml"
    pages = {other: configuration("imap imap.other.example 993 SSL")}
    async with near([MX, "voorbeeld.nl MX 5 mx.better.example", "voorbeeld.nl MX 20 mx.other.example"], pages) as one:
        result = await only(mx, one.inquiry())
    assert isinstance(result, LookupFailed)
    assert "autoconfig.better.example" in one.names_asked
    assert not {name for name in one.names_asked if "other" in name or "provider" in name}


async def test_http_is_never_asked_and_nobody_learns_the_address(near: Near) -> None:
    plain = UNDER_PARENT.replace("https", "http")
    async with near(
        [MX], {plain: configuration("imap a.example 993 SSL"), LISTED_PARENT: page(b"", status=404)}
    ) as one:
        await only(mx, one.inquiry(send_address=True))
    assert all(url.startswith("https://") and "anna" not in url for url in one.fetched)
    assert LISTED_PARENT in one.fetched


@pytest.mark.parametrize("exchanger", ["provider.co.uk", "mx.provider.co.uk", "co.uk", "uk"])
async def test_a_public_suffix_is_never_asked(near: Near, exchanger: str) -> None:
    async with near([f"voorbeeld.nl MX 10 {exchanger}", "ispdb.example A 192.0.2.9"]) as one:
        await only(mx, one.inquiry())
    below_suffix = {"autoconfig.co.uk", "autoconfig.uk", "co.uk", "uk"}
    assert one.names_asked & below_suffix == set()


@pytest.mark.parametrize(
    "zone", [["voorbeeld.nl MX 0 ."], ["voorbeeld.nl A 192.0.2.1"], []], ids=["null", "no", "none"]
)
async def test_a_domain_that_takes_no_mail_leads_nowhere(near: Near, zone: list[str]) -> None:
    async with near(zone) as nowhere:
        assert await only(mx, nowhere.inquiry()) == NothingFound()
    assert nowhere.names_asked == {"voorbeeld.nl"}


async def test_an_exchanger_of_ones_own_leads_nowhere_new(near: Near) -> None:
    async with near(["voorbeeld.nl MX 10 mx.voorbeeld.nl"]) as own:
        assert await only(mx, own.inquiry()) == NotAsked(reason=NotAskedReason.NOT_NEEDED)


async def test_without_the_database_only_the_provider_itself_is_asked(near: Near) -> None:
    async with near([MX], ispdb_url=None) as one:
        result = await only(mx, one.inquiry())
    assert one.names_asked == {"voorbeeld.nl", "autoconfig.post.provider.example", "autoconfig.provider.example"}
    assert result == LookupFailed(reason=LookupFailure.NO_SUCH_NAME, detail=UNDER_PARENT)


async def test_what_went_wrong_tells_more_than_what_is_not_there(near: Near) -> None:
    pages = {LISTED_PARENT: b"HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n"}
    async with near([MX], pages) as one:
        result = await only(mx, one.inquiry())
    assert isinstance(result, LookupFailed)
    assert result.reason is LookupFailure.SERVER_ERROR
    assert result.detail.startswith(LISTED_PARENT)


async def test_a_file_without_servers_is_an_answer(near: Near) -> None:
    async with near([MX], {LISTED_PARENT: configuration(name="Provider")}) as one:
        result = await only(mx, one.inquiry())
    assert isinstance(result, NothingFound)
    assert result.published.display_name == "Provider"


async def test_a_broken_name_server_is_no_absence(near: Near) -> None:
    async with near(["voorbeeld.nl BROKEN"]) as one:
        result = await only(mx, one.inquiry())
    assert isinstance(result, LookupFailed)
    assert result.reason is LookupFailure.NAME_SERVER
