from collections.abc import Callable
from contextlib import AbstractAsyncContextManager as Opened

import pytest

from tests.discovery.neighbourhood import Neighbourhood, ask, claims, provider
from wizard.discovery import provider_table
from wizard.model import (
    Found,
    LookupFailed,
    LookupFailure,
    NothingFound,
    Protocol,
    SocketType,
)

Near = Callable[..., Opened[Neighbourhood]]


SERVERS = ["imap imap.voorbeeld.nl 993 SSL", "smtp smtp.voorbeeld.nl 465 SSL"]


async def test_a_known_domain_is_answered_without_a_network(near: Near) -> None:
    async with near(providers=[provider(SERVERS)]) as one:
        results = await ask(provider_table, one.inquiry())
    assert list(results) == ["providers/voorbeeld.yaml"]
    result = results["providers/voorbeeld.yaml"]
    assert claims(result) == SERVERS
    assert isinstance(result, Found)
    assert all(candidate.trusted for candidate in result.candidates)
    assert result.published.provider == "voorbeeld"
    assert one.name_server.asked == []


@pytest.mark.parametrize("validates", [True, False], ids=["signed", "unsigned"])
@pytest.mark.parametrize("exchanger", ["mx.voorbeeld.nl", "eu1.mx.voorbeeld.nl"])
async def test_a_domain_of_ones_own_is_known_by_its_exchanger(near: Near, exchanger: str, *, validates: bool) -> None:
    zone = [f"eigen.example MX 10 {exchanger}", "eigen.example MX 20 backup.example"]
    async with near(zone, providers=[provider(SERVERS)], validates=validates) as one:
        results = await ask(provider_table, one.inquiry("anna@eigen.example"))
    result = results["MX eigen.example"]
    assert claims(result) == SERVERS
    assert isinstance(result, Found)
    assert {(c.origin, c.trusted) for c in result.candidates} == {("providers/voorbeeld.yaml", validates)}


@pytest.mark.parametrize(
    "zone",
    [
        [],
        ["eigen.example MX 0 ."],
        ["eigen.example MX 10 notmx.voorbeeld.nl.example"],
        ["eigen.example MX 10 evilmx.voorbeeld.nl"],
        ["eigen.example MX 10 backup.example", "eigen.example MX 20 mx.voorbeeld.nl"],
    ],
    ids=["no such name", "null", "below another domain", "only looks like it", "not the best"],
)
async def test_other_exchangers_say_nothing(near: Near, zone: list[str]) -> None:
    async with near(zone, providers=[provider(SERVERS)]) as one:
        results = await ask(provider_table, one.inquiry("anna@eigen.example"))
    assert results == {"MX eigen.example": NothingFound()}


async def test_what_a_provider_lacks_is_told(near: Near) -> None:
    async with near(providers=[provider(lacks=[Protocol.POP3])]) as one:
        (result,) = (await ask(provider_table, one.inquiry())).values()
    assert isinstance(result, NothingFound)
    assert result.not_offered == {(Protocol.POP3, SocketType.SSL), (Protocol.POP3, SocketType.STARTTLS)}
    assert result.published.lacks == {Protocol.POP3}


async def test_a_broken_name_server_is_no_absence(near: Near) -> None:
    async with near(["eigen.example BROKEN"]) as one:
        (result,) = (await ask(provider_table, one.inquiry("anna@eigen.example"))).values()
    assert isinstance(result, LookupFailed)
    assert result.reason is LookupFailure.NAME_SERVER
