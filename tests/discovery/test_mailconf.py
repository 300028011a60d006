from collections.abc import Callable
from contextlib import AbstractAsyncContextManager as Opened

import pytest

from tests.discovery.neighbourhood import Neighbourhood, claims, configuration, only
from wizard.discovery import mailconf
from wizard.model import Found, LookupFailed, LookupFailure, NothingFound, SourceName

Near = Callable[..., Opened[Neighbourhood]]

URL = "https://settings.elders.example/voorbeeld.xml"
FILE = {URL: configuration("imap imap.voorbeeld.nl 993 SSL", "smtp smtp.voorbeeld.nl 465 SSL")}


@pytest.mark.parametrize("validates", [True, False], ids=["signed", "unsigned"])
async def test_the_file_that_the_record_names(near: Near, *, validates: bool) -> None:
    zone = ['voorbeeld.nl TXT "v=spf1 -all"', f'voorbeeld.nl TXT "mailconf={URL}"']
    async with near(zone, FILE, validates=validates) as one:
        result = await only(mailconf, one.inquiry())
    assert claims(result) == ["imap imap.voorbeeld.nl 993 SSL", "smtp smtp.voorbeeld.nl 465 SSL"]
    assert isinstance(result, Found)
    assert {(claim.source, claim.origin) for claim in result.candidates} == {(SourceName.AUTOCONFIG, URL)}
    assert all(claim.trusted is validates for claim in result.candidates)
    assert one.fetched == [URL]


@pytest.mark.parametrize(
    "zone", [[], ['voorbeeld.nl TXT "v=spf1 mailconf=https://a.nl/"']], ids=["no TXT", "other TXT"]
)
async def test_no_record_is_nothing(near: Near, zone: list[str]) -> None:
    async with near(zone) as one:
        assert await only(mailconf, one.inquiry()) == NothingFound()
    assert one.fetched == []


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("http://settings.elders.example/voorbeeld.xml", LookupFailure.BAD_CONFIGURATION),
        ("file:///etc/passwd", LookupFailure.BAD_CONFIGURATION),
        ("https://anna@settings.elders.example/", LookupFailure.BAD_CONFIGURATION),
        ("https://[::1", LookupFailure.BAD_CONFIGURATION),
        ("https://192.168.1.1/admin", LookupFailure.BAD_CONFIGURATION),
        ("https://[2001:db8::1]/", LookupFailure.BAD_CONFIGURATION),
        ("https://settings.elders.example:8443/voorbeeld.xml", LookupFailure.BAD_CONFIGURATION),
        ("https://settings.elders.example:99999/", LookupFailure.BAD_CONFIGURATION),
        ("https://settings.elders.example/none.xml", LookupFailure.NOT_FOUND),
        ("https://nowhere.elders.example/", LookupFailure.NO_SUCH_NAME),
    ],
)
async def test_what_cannot_be_followed_is_said(near: Near, value: str, reason: LookupFailure) -> None:
    async with near([f'voorbeeld.nl TXT "mailconf={value}"'], FILE) as one:
        result = await only(mailconf, one.inquiry())
    assert isinstance(result, LookupFailed)
    assert result.reason is reason


async def test_a_broken_name_server_is_no_absence(near: Near) -> None:
    async with near(["voorbeeld.nl BROKEN"]) as one:
        result = await only(mailconf, one.inquiry())
    assert isinstance(result, LookupFailed)
    assert result.reason is LookupFailure.NAME_SERVER
