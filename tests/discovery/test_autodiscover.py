from collections.abc import Callable
from contextlib import AbstractAsyncContextManager as Opened

import pytest

from tests.discovery.neighbourhood import Neighbourhood, ask, claims, page
from wizard import pipeline
from wizard.discovery import autodiscover
from wizard.model import (
    Finished,
    Found,
    LookupFailed,
    LookupFailure,
    NotAsked,
    NotAskedReason,
    NothingFound,
    SourceName,
)

Near = Callable[..., Opened[Neighbourhood]]

PATH = "/autodiscover/autodiscover.xml"
BARE, PREFIXED = f"https://voorbeeld.nl{PATH}", f"https://autodiscover.voorbeeld.nl{PATH}"
SERVICE = "_autodiscover._tcp.voorbeeld.nl"
PANEL = f"https://autodiscover.hosting.example{PATH}"


def answer(inside: str) -> bytes:
    return page(f"<Autodiscover><Response><Account>{inside}</Account></Response></Autodiscover>".encode())


SETTINGS = answer(
    "<Action>settings</Action><Protocol><Type>IMAP</Type><Server>imap.hosting.example</Server><Port>993</Port>"
    "<LoginName>anna@voorbeeld.nl</LoginName><SPA>off</SPA></Protocol>"
)


def to_url(url: str) -> bytes:
    return answer(f"<Action>redirectUrl</Action><RedirectUrl>{url}</RedirectUrl>")


def to_address(address: str) -> bytes:
    return answer(f"<Action>redirectAddr</Action><RedirectAddr>{address}</RedirectAddr>")


async def test_the_panels_answer(near: Near) -> None:
    async with near(pages={PREFIXED: SETTINGS}) as one:
        results = await ask(autodiscover, one.inquiry(send_address=True))
    found = results[PREFIXED]
    assert claims(found) == ["imap imap.hosting.example 993 SSL"]
    assert isinstance(found, Found)
    (claim,) = found.candidates
    assert (claim.source, claim.origin, claim.trusted) == (SourceName.AUTODISCOVER, PREFIXED, True)
    assert claim.settings.username == "%EMAILADDRESS%"
    assert isinstance(results[BARE], LookupFailed)
    assert results[SERVICE] == NothingFound()
    assert all(b"anna@voorbeeld.nl" in body for body in one.posted)
    assert one.fetched == [PREFIXED]


async def test_without_consent_nobody_learns_the_address(near: Near) -> None:
    zone = [f"{SERVICE} SRV 0 1 443 autodiscover.voorbeeld.nl"]
    async with near(zone, {BARE: SETTINGS, PREFIXED: SETTINGS}) as one:
        results = await ask(autodiscover, one.inquiry())
    assert set(results.values()) == {NotAsked(reason=NotAskedReason.NEEDS_CONSENT)}
    assert one.fetched == []
    assert one.posted == []


async def test_a_page_that_wants_a_password_gets_none(near: Near) -> None:
    async with near(pages={BARE: page(b"", status=401)}) as one:
        results = await ask(autodiscover, one.inquiry(send_address=True))
    assert results[BARE] == LookupFailed(reason=LookupFailure.NEEDS_LOGIN, detail="status 401")
    assert one.fetched == [BARE]


@pytest.mark.parametrize(
    ("record", "validates", "fetched"),
    [
        ("0 1 443 mail.voorbeeld.nl", False, True),
        ("0 1 443 autodiscover.hosting.example", True, True),
        ("0 1 443 autodiscover.hosting.example", False, False),
        ("0 1 80 mail.voorbeeld.nl", True, False),
        ("0 0 0 .", True, False),
    ],
    ids=["own host", "signed", "unsigned stranger", "no https", "declined"],
)
async def test_the_srv_record(near: Near, record: str, *, validates: bool, fetched: bool) -> None:
    pages = {f"https://mail.voorbeeld.nl{PATH}": SETTINGS, PANEL: SETTINGS}
    async with near([f"{SERVICE} SRV {record}"], pages, validates=validates) as one:
        result = (await ask(autodiscover, one.inquiry(send_address=True)))[SERVICE]
    assert bool(one.fetched) is fetched
    if fetched:
        assert isinstance(result, Found)
        assert all(claim.trusted is validates for claim in result.candidates)
    else:
        assert isinstance(result, LookupFailed | NothingFound)


@pytest.mark.parametrize(
    ("first", "mx", "found"),
    [
        (to_url(PREFIXED), [], True),
        (to_url(PANEL), ["voorbeeld.nl MX 10 mx.hosting.example"], True),
        (to_url(PANEL), [], False),
        (to_url(PREFIXED.replace("https", "http")), [], False),
        (to_url("https://[::1"), [], False),
        (to_url(""), [], False),
        (to_address("anna@mail.voorbeeld.nl"), [], True),
        (to_address("anna@hosting.example"), ["voorbeeld.nl MX 10 mx.hosting.example"], True),
        (to_address("anna@elders.example"), [], False),
        (to_address("anna@nl"), [], False),
        (to_address("nobody"), [], False),
    ],
    ids=[
        "own host",
        "host of the mail exchanger",
        "stranger",
        "http",
        "no url",
        "nowhere",
        "address in a sub-domain",
        "address at the mail exchanger",
        "address of a stranger",
        "public suffix",
        "no address",
    ],
)
async def test_redirections_lead_to_the_provider_only(near: Near, first: bytes, mx: list[str], *, found: bool) -> None:
    pages = {
        BARE: first,
        PREFIXED: SETTINGS,
        PANEL: SETTINGS,
        f"https://autodiscover.mail.voorbeeld.nl{PATH}": SETTINGS,
        f"https://autodiscover.elders.example{PATH}": SETTINGS,
        f"http://autodiscover.voorbeeld.nl{PATH}": SETTINGS,
    }
    async with near(mx, pages) as one:
        result = (await ask(autodiscover, one.inquiry(send_address=True)))[BARE]
    assert isinstance(result, Found) is found, result
    if not found:
        assert isinstance(result, LookupFailed)
        assert result.reason is LookupFailure.BAD_REDIRECT
        assert set(one.fetched) == {BARE, PREFIXED}


async def test_redirections_end(near: Near) -> None:
    async with near(pages={BARE: to_url(BARE)}) as one:
        result = (await ask(autodiscover, one.inquiry(send_address=True)))[BARE]
    assert result == LookupFailed(reason=LookupFailure.TOO_MANY_REDIRECTS)
    assert len(one.fetched) == 1 + autodiscover.MAX_REDIRECTS


async def test_exchange_without_imap_is_nothing(near: Near) -> None:
    exchange = answer("<Action>settings</Action><Protocol><Type>EXCH</Type><Server>x</Server></Protocol>")
    async with near(pages={BARE: exchange}) as one:
        result = (await ask(autodiscover, one.inquiry(send_address=True)))[BARE]
    assert result == NothingFound()


async def test_it_never_climbs_to_a_shorter_name(near: Near) -> None:
    async with near() as one:
        await ask(autodiscover, one.inquiry("anna@afdeling.voorbeeld.nl", send_address=True))
    assert all(name.endswith("afdeling.voorbeeld.nl") for name in one.names_asked)


@pytest.mark.parametrize("consent", [True, False])
async def test_the_consent_goes_the_whole_way(near: Near, *, consent: bool) -> None:
    async with near(pages={PREFIXED: SETTINGS}) as one:
        investigating = pipeline.investigate(
            one.inquiry().address, one.network, one.rulebook, connect=False, send_address=consent
        )
        events = [event async for event in investigating]
    (finished,) = (event for event in events if isinstance(event, Finished))
    (report,) = (report for report in finished.investigation.sources if report.origin == PREFIXED)
    assert isinstance(report.result, Found if consent else NotAsked)
    assert any(b"anna@" in body for body in one.posted) is consent


async def test_a_name_server_that_fails_is_no_absence(near: Near) -> None:
    async with near([f"{SERVICE} BROKEN"]) as one:
        result = (await ask(autodiscover, one.inquiry(send_address=True)))[SERVICE]
    assert isinstance(result, LookupFailed)
    assert result.reason is LookupFailure.NAME_SERVER


async def test_what_holds_no_settings_is_said(near: Near) -> None:
    async with near(pages={BARE: page(b"<html>Welcome</html>")}) as one:
        result = (await ask(autodiscover, one.inquiry(send_address=True)))[BARE]
    assert isinstance(result, LookupFailed)
    assert result.reason is LookupFailure.NOT_A_CONFIGURATION
