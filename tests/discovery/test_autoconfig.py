from collections.abc import Callable
from contextlib import AbstractAsyncContextManager as Opened

import pytest

from tests.discovery.neighbourhood import Neighbourhood, ask, claims, configuration, page
from wizard.discovery import autoconfig
from wizard.model import Candidate, Found, HintId, LookupFailed, LookupFailure, NothingFound, SourceName, Text
from wizard.network import Limits

Near = Callable[..., Opened[Neighbourhood]]

OWN_HOST = "https://autoconfig.voorbeeld.nl/mail/config-v1.1.xml"
WELL_KNOWN = "https://voorbeeld.nl/.well-known/autoconfig/mail/config-v1.1.xml"
PLAIN = "http://autoconfig.voorbeeld.nl/mail/config-v1.1.xml"
ELSEWHERE = "https://elders.example/settings.xml"

GOOD = configuration(
    "imap imap.voorbeeld.nl 993 SSL", "smtp smtp.voorbeeld.nl 465 SSL", "imap imap2.voorbeeld.nl 993 SSL"
)


async def test_all_three_places_are_asked_and_http_is_never_trusted(near: Near) -> None:
    async with near(pages={OWN_HOST: GOOD, WELL_KNOWN: GOOD, PLAIN: GOOD}) as all_three:
        results = await ask(autoconfig, all_three.inquiry())
    assert list(results) == [OWN_HOST, WELL_KNOWN, PLAIN]
    for url, trusted in ((OWN_HOST, True), (WELL_KNOWN, True), (PLAIN, False)):
        result = results[url]
        assert isinstance(result, Found)
        assert {(c.source, c.origin, c.trusted) for c in result.candidates} == {(SourceName.AUTOCONFIG, url, trusted)}
        assert result.published.display_name == "Voorbeeld"


async def test_the_order_is_counted_within_each_protocol(near: Near) -> None:
    async with near(pages={OWN_HOST: GOOD}) as one:
        result = (await ask(autoconfig, one.inquiry()))[OWN_HOST]
    assert claims(result) == [
        "imap imap.voorbeeld.nl 993 SSL",
        "smtp smtp.voorbeeld.nl 465 SSL",
        "imap imap2.voorbeeld.nl 993 SSL",
    ]
    assert isinstance(result, Found)
    assert [candidate.order for candidate in result.candidates] == [0, 0, 1]


@pytest.mark.parametrize(("start", "trusted"), [(OWN_HOST, True), (PLAIN, False)])
async def test_every_hop_must_be_https_to_be_trusted(near: Near, start: str, *, trusted: bool) -> None:
    async with near(pages={start: page(b"", status=302, location=ELSEWHERE), ELSEWHERE: GOOD}) as redirected:
        result = (await ask(autoconfig, redirected.inquiry()))[start]
    assert isinstance(result, Found)
    assert {(candidate.origin, candidate.trusted) for candidate in result.candidates} == {
        (f"{start} > https://elders.example", trusted)
    }


async def test_a_redirect_out_of_https_is_not_followed(near: Near) -> None:
    plain = ELSEWHERE.replace("https", "http")
    async with near(pages={OWN_HOST: page(b"", status=302, location=plain), plain: GOOD}) as redirected:
        result = (await ask(autoconfig, redirected.inquiry()))[OWN_HOST]
    assert isinstance(result, LookupFailed)
    assert result.reason is LookupFailure.BAD_REDIRECT
    assert plain not in redirected.fetched


async def test_nobody_learns_the_address(near: Near) -> None:
    async with near(pages={OWN_HOST: GOOD, WELL_KNOWN: GOOD, PLAIN: GOOD}) as one:
        await ask(autoconfig, one.inquiry("anna@voorbeeld.nl"))
    assert sorted(one.fetched) == sorted([OWN_HOST, WELL_KNOWN, PLAIN])


async def test_where_it_may_be_sent_the_address_goes_to_the_own_host_over_https_only(near: Near) -> None:
    async with near(pages={OWN_HOST: GOOD, WELL_KNOWN: GOOD, PLAIN: GOOD}) as one:
        results = await ask(autoconfig, one.inquiry("anna+a&b@voorbeeld.nl", send_address=True))
    assert [url for url in one.fetched if "anna" in url] == [f"{OWN_HOST}?emailaddress=anna%2Ba%26b@voorbeeld.nl"]
    result = results[OWN_HOST]
    assert isinstance(result, Found)
    assert result.candidates[0].origin == OWN_HOST


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (page(b"gone", status=404), LookupFailure.NOT_FOUND),
        (page(b"who are you?", status=401), LookupFailure.NEEDS_LOGIN),
        (page(b"too busy", status=503), LookupFailure.BUSY),
        (page(b"<!DOCTYPE html><html><body>Not found</body></html>"), LookupFailure.NOT_A_CONFIGURATION),
        (page(b"<clientConfig><emailProvider></clientConfig>"), LookupFailure.BAD_CONFIGURATION),
        (page(b" " * 300_000), LookupFailure.TOO_LARGE),
        (b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n", LookupFailure.TIMED_OUT),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n<clientConfig>", LookupFailure.TIMED_OUT),
    ],
    ids=["404", "401", "503", "web page", "not well-formed", "oversize", "headers never end", "body never ends"],
)
async def test_what_can_go_wrong(near: Near, answer: bytes, reason: LookupFailure) -> None:
    async with near(pages={OWN_HOST: answer}, limits=Limits(http_total=0.5)) as one:
        result = (await ask(autoconfig, one.inquiry()))[OWN_HOST]
    assert isinstance(result, LookupFailed)
    assert result.reason is reason


@pytest.mark.parametrize(
    ("zone", "reason"),
    [
        ([], LookupFailure.NO_SUCH_NAME),
        (["autoconfig.voorbeeld.nl A 203.0.113.1"], LookupFailure.REFUSED),
        (["autoconfig.voorbeeld.nl BROKEN"], LookupFailure.NAME_SERVER),
    ],
    ids=["no such name", "nobody listens", "name server broken"],
)
async def test_a_host_that_cannot_be_reached(near: Near, zone: list[str], reason: LookupFailure) -> None:
    async with near(zone) as nobody:
        result = (await ask(autoconfig, nobody.inquiry()))[OWN_HOST]
    assert isinstance(result, LookupFailed)
    assert result.reason is reason


async def test_a_certificate_for_another_name_is_not_believed(near: Near) -> None:
    async with near(pages={OWN_HOST: GOOD}, certificate_for="server12.webhost.example") as one:
        results = await ask(autoconfig, one.inquiry())
    result = results[OWN_HOST]
    assert isinstance(result, LookupFailed)
    assert result.reason is LookupFailure.CERTIFICATE_NAME
    assert not any(url.startswith("https:") for url in one.fetched)


async def test_oauth2_only_is_told_in_the_words_of_the_rulebook(near: Near) -> None:
    only_tokens = configuration("imap imap.voorbeeld.nl 993 SSL OAuth2", "smtp smtp.voorbeeld.nl 465 SSL", name="Post")
    async with near(pages={OWN_HOST: only_tokens, WELL_KNOWN: GOOD}) as one:
        results = await ask(autoconfig, one.inquiry())
    tokens, passwords = results[OWN_HOST], results[WELL_KNOWN]
    assert isinstance(tokens, Found)
    assert isinstance(passwords, Found)
    assert [(hint.id, hint.text) for hint in tokens.published.hints] == [
        (HintId.OAUTH2_ONLY, Text(nl="Post wil OAuth2.", en="Post wants OAuth2."))
    ]
    assert passwords.published.hints == ()


async def test_a_file_without_usable_servers_still_names_the_provider(near: Near) -> None:
    async with near(pages={OWN_HOST: configuration("imap 127.0.0.1 993 SSL", name="Post")}) as one:
        result = (await ask(autoconfig, one.inquiry()))[OWN_HOST]
    assert isinstance(result, NothingFound)
    assert result.published.display_name == "Post"


async def test_a_server_without_encryption_is_a_candidate_like_any_other(near: Near) -> None:
    async with near(pages={OWN_HOST: configuration("pop3 pop.voorbeeld.nl 110 plain")}) as one:
        result = (await ask(autoconfig, one.inquiry()))[OWN_HOST]
    assert claims(result) == ["pop3 pop.voorbeeld.nl 110 plain"]
    assert isinstance(result, Found)
    assert all(isinstance(candidate, Candidate) for candidate in result.candidates)
