from collections.abc import Callable
from contextlib import AbstractAsyncContextManager as Opened

import pytest

from tests.discovery.neighbourhood import ISPDB, Neighbourhood, claims, configuration, only
from wizard.discovery import ispdb
from wizard.model import Found, NotAsked, NotAskedReason, SourceName

Near = Callable[..., Opened[Neighbourhood]]

ENTRY = f"{ISPDB}voorbeeld.nl"


@pytest.mark.parametrize("ispdb_url", [ISPDB, ISPDB.rstrip("/")])
async def test_only_the_domain_is_told(near: Near, ispdb_url: str) -> None:
    pages = {ENTRY: configuration("imap imap.%EMAILDOMAIN% 993 SSL")}
    async with near(pages=pages, ispdb_url=ispdb_url) as one:
        result = await only(ispdb, one.inquiry(send_address=True))
    assert claims(result) == ["imap imap.voorbeeld.nl 993 SSL"]
    assert isinstance(result, Found)
    (candidate,) = result.candidates
    assert (candidate.source, candidate.origin, candidate.trusted) == (SourceName.ISPDB, ENTRY, True)
    assert one.fetched == [ENTRY]


async def test_a_database_over_http_is_not_trusted(near: Near) -> None:
    url = "http://ispdb.example/v1.1/voorbeeld.nl"
    async with near(
        pages={url: configuration("imap imap.voorbeeld.nl 993 SSL")}, ispdb_url="http://ispdb.example/v1.1/"
    ) as one:
        result = await only(ispdb, one.inquiry())
    assert isinstance(result, Found)
    assert [candidate.trusted for candidate in result.candidates] == [False]


async def test_switched_off_asks_nothing(near: Near) -> None:
    async with near(pages={ENTRY: configuration("imap imap.voorbeeld.nl 993 SSL")}, ispdb_url=None) as one:
        assert await only(ispdb, one.inquiry()) == NotAsked(reason=NotAskedReason.SWITCHED_OFF)
    assert one.name_server.asked == []
