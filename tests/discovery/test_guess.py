from collections.abc import Callable
from contextlib import AbstractAsyncContextManager as Opened

import pytest

from tests.discovery.neighbourhood import Neighbourhood, claims, only, provider
from wizard.discovery import guess
from wizard.model import Found, LookupFailed, LookupFailure, NotAsked, NotAskedReason, NothingFound, Protocol

Near = Callable[..., Opened[Neighbourhood]]

NAMES = ("imap.", "pop.", "pop3.", "smtp.", "mail.", "")


async def test_only_names_that_exist_in_the_usual_order(near: Near) -> None:
    async with near(f"{name}voorbeeld.nl A 192.0.2.{n}" for n, name in enumerate(("imap.", "mail.", ""))) as one:
        result = await only(guess, one.inquiry())
    imap, mail, bare = "imap.voorbeeld.nl", "mail.voorbeeld.nl", "voorbeeld.nl"
    assert claims(result) == [
        *(f"imap {host} 993 SSL" for host in (imap, mail, bare)),
        *(f"imap {host} 143 STARTTLS" for host in (imap, mail, bare)),
        *(f"pop3 {host} 995 SSL" for host in (mail, bare)),
        *(f"pop3 {host} 110 STARTTLS" for host in (mail, bare)),
        *(f"smtp {host} 465 SSL" for host in (mail, bare)),
        *(f"smtp {host} 587 STARTTLS" for host in (mail, bare)),
    ]
    assert isinstance(result, Found)
    assert not result.wildcard
    assert not any(candidate.trusted for candidate in result.candidates)


@pytest.mark.parametrize("kind", ["A 192.0.2.1", "AAAA 2001:db8::1", "CNAME elders.example"])
async def test_any_kind_of_address_counts(near: Near, kind: str) -> None:
    async with near([f"imap.voorbeeld.nl {kind}", "elders.example A 192.0.2.1"]) as one:
        result = await only(guess, one.inquiry())
    assert claims(result) == ["imap imap.voorbeeld.nl 993 SSL", "imap imap.voorbeeld.nl 143 STARTTLS"]


async def test_what_the_domain_declines_is_left_out(near: Near) -> None:
    zone = [
        "mail.voorbeeld.nl A 192.0.2.1",
        "_pop3s._tcp.voorbeeld.nl SRV 0 0 0 .",
        "_pop3._tcp.voorbeeld.nl SRV 0 0 0 .",
        "_imap._tcp.voorbeeld.nl SRV 0 0 0 .",
    ]
    async with near(zone) as one:
        result = await only(guess, one.inquiry())
    assert claims(result) == [
        "imap mail.voorbeeld.nl 993 SSL",
        "smtp mail.voorbeeld.nl 465 SSL",
        "smtp mail.voorbeeld.nl 587 STARTTLS",
    ]


async def test_a_wildcard_is_told(near: Near) -> None:
    zone = [f"{name}wild.example A 192.0.2.1" for name in NAMES]
    async with near([*zone, "*.wild.example A 192.0.2.1"]) as one:
        result = await only(guess, one.inquiry("anna@wild.example"))
    assert isinstance(result, Found)
    assert result.wildcard
    assert result.candidates


async def test_a_wildcard_elsewhere_says_nothing_of_these_names(near: Near) -> None:
    async with near(["*.wild.example A 192.0.2.1", "mail.wild.example A 192.0.2.2", "wild.example A 192.0.2.1"]) as one:
        result = await only(guess, one.inquiry("anna@wild.example"))
    assert isinstance(result, Found)
    assert {c.endpoint.hostname for c in result.candidates} >= {"mail.wild.example", "wild.example"}


async def test_every_name_is_asked_once_and_one_made_up(near: Near) -> None:
    async with near() as one:
        assert await only(guess, one.inquiry()) == NothingFound()
    addresses = [name for name, kind in one.name_server.asked if kind == "A"]
    made_up = set(addresses) - {f"{name}voorbeeld.nl" for name in NAMES}
    assert len(addresses) == len(set(addresses)) == 7
    assert len(made_up) == 1


@pytest.mark.parametrize(
    ("known", "asked"),
    [
        (provider(servers=["imap imap.voorbeeld.nl 993 SSL"]), False),
        (provider(lacks=[Protocol.POP3]), False),
        (provider(), True),
    ],
    ids=["servers known", "known to lack some", "nothing known"],
)
async def test_a_provider_whose_servers_are_known_needs_no_guessing(near: Near, known: object, *, asked: bool) -> None:
    async with near(["mail.voorbeeld.nl A 192.0.2.1"], providers=[known]) as one:
        result = await only(guess, one.inquiry())
    assert (result == NotAsked(reason=NotAskedReason.NOT_NEEDED)) is not asked
    assert bool(one.name_server.asked) is asked


async def test_a_broken_name_server_is_no_absence(near: Near) -> None:
    async with near(["voorbeeld.nl BROKEN"]) as one:
        result = await only(guess, one.inquiry())
    assert isinstance(result, LookupFailed)
    assert result.reason is LookupFailure.NAME_SERVER
