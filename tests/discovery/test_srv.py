from collections.abc import Callable
from contextlib import AbstractAsyncContextManager as Opened

import pytest

from tests.discovery.neighbourhood import Neighbourhood, ask, claims
from wizard.discovery import srv
from wizard.model import Found, LookupFailed, LookupFailure, NothingFound, Protocol, SocketType, SourceName

Near = Callable[..., Opened[Neighbourhood]]


def record(service: str, *values: str) -> list[str]:
    return [f"{service}._tcp.voorbeeld.nl SRV {value}" for value in values]


@pytest.mark.parametrize(
    ("service", "values", "found"),
    [
        ("_imaps", ["0 1 993 imap.voorbeeld.nl"], ["imap imap.voorbeeld.nl 993 SSL"]),
        ("_imap", ["0 1 143 imap.voorbeeld.nl"], ["imap imap.voorbeeld.nl 143 STARTTLS"]),
        ("_pop3s", ["0 1 995 pop.voorbeeld.nl"], ["pop3 pop.voorbeeld.nl 995 SSL"]),
        ("_pop3", ["0 1 110 pop.voorbeeld.nl"], ["pop3 pop.voorbeeld.nl 110 STARTTLS"]),
        ("_submissions", ["0 1 465 smtp.voorbeeld.nl"], ["smtp smtp.voorbeeld.nl 465 SSL"]),
        ("_submission", ["0 1 587 smtp.voorbeeld.nl"], ["smtp smtp.voorbeeld.nl 587 STARTTLS"]),
        (
            "_submission",
            ["0 1 465 smtp.voorbeeld.nl"],
            ["smtp smtp.voorbeeld.nl 465 SSL", "smtp smtp.voorbeeld.nl 465 STARTTLS"],
        ),
        ("_submissions", ["0 1 587 smtp.voorbeeld.nl"], ["smtp smtp.voorbeeld.nl 587 SSL"]),
        ("_imaps", ["0 1 9993 IMAP.Voorbeeld.NL"], ["imap imap.voorbeeld.nl 9993 SSL"]),
        (
            "_imaps",
            [
                "10 99 993 d.voorbeeld.nl",
                "5 0 993 c.voorbeeld.nl",
                "0 10 993 b.voorbeeld.nl",
                "0 20 993 a.voorbeeld.nl",
            ],
            [f"imap {letter}.voorbeeld.nl 993 SSL" for letter in "abcd"],
        ),
        ("_imaps", ["0 0 0 .", "1 0 993 a.voorbeeld.nl"], ["imap a.voorbeeld.nl 993 SSL"]),
        (
            "_imaps",
            ["0 0 0 a.voorbeeld.nl", "1 0 993 127.0.0.1", "2 0 993 localhost", "3 0 993 b.voorbeeld.nl"],
            ["imap b.voorbeeld.nl 993 SSL"],
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
async def test_what_a_record_says(near: Near, service: str, values: list[str], found: list[str]) -> None:
    async with near(record(service, *values)) as one:
        results = await ask(srv, one.inquiry())
    result = results.pop(f"{service}._tcp.voorbeeld.nl")
    assert claims(result) == found
    assert isinstance(result, Found)
    assert [candidate.order for candidate in result.candidates] == list(range(len(found)))
    assert all(candidate.settings.username is None for candidate in result.candidates)
    assert set(results.values()) == {NothingFound()}


@pytest.mark.parametrize("validates", [True, False], ids=["signed", "unsigned"])
async def test_trusted_only_with_dnssec(near: Near, *, validates: bool) -> None:
    async with near(record("_imaps", "0 1 993 imap.elders.example"), validates=validates) as one:
        result = (await ask(srv, one.inquiry()))["_imaps._tcp.voorbeeld.nl"]
    assert isinstance(result, Found)
    (candidate,) = result.candidates
    assert (candidate.source, candidate.origin) == (SourceName.SRV, "_imaps._tcp.voorbeeld.nl")
    assert candidate.trusted is validates


async def test_a_dot_means_decidedly_not_offered(near: Near) -> None:
    zone = record("_pop3", "0 0 0 .") + record("_pop3s", "0 0 0 .") + record("_imap", "0 0 143 a.nl", "0 0 0 .")
    async with near(zone) as one:
        results = await ask(srv, one.inquiry())
        declined = await srv.not_offered(one.inquiry())
    assert results["_pop3s._tcp.voorbeeld.nl"] == NothingFound(not_offered=frozenset({(Protocol.POP3, SocketType.SSL)}))
    assert declined == {(Protocol.POP3, SocketType.SSL), (Protocol.POP3, SocketType.STARTTLS)}


async def test_six_questions_and_no_more(near: Near) -> None:
    async with near() as one:
        await ask(srv, one.inquiry())
        await srv.not_offered(one.inquiry())
    assert sorted(one.name_server.asked) == sorted((f"{service}._tcp.voorbeeld.nl", "SRV") for service in srv.SERVICES)


@pytest.mark.parametrize(
    ("zone", "reason"),
    [
        (["_imaps._tcp.voorbeeld.nl BROKEN"], LookupFailure.NAME_SERVER),
        (record("_imaps", "0 0 0 imap.voorbeeld.nl"), LookupFailure.BAD_CONFIGURATION),
    ],
    ids=["name server broken", "nothing usable"],
)
async def test_no_answer_is_no_absence(near: Near, zone: list[str], reason: LookupFailure) -> None:
    async with near(zone) as one:
        result = (await ask(srv, one.inquiry()))["_imaps._tcp.voorbeeld.nl"]
    assert isinstance(result, LookupFailed)
    assert result.reason is reason


async def test_the_priority_comes_along_to_be_compared_across_protocols(near: Near) -> None:
    zone = record("_imaps", "10 1 993 imap.voorbeeld.nl") + record("_pop3s", "0 5 995 a.nl", "20 5 995 b.nl")
    async with near(zone) as one:
        results = await ask(srv, one.inquiry())
    found = [result for result in results.values() if isinstance(result, Found)]
    said = {claim.endpoint.hostname: claim.priority for result in found for claim in result.candidates}
    assert said == {"imap.voorbeeld.nl": 10, "a.nl": 0, "b.nl": 20}


async def test_both_ways_of_a_submission_port_have_the_priority(near: Near) -> None:
    async with near(record("_submission", "7 1 465 smtp.voorbeeld.nl")) as one:
        result = (await ask(srv, one.inquiry()))["_submission._tcp.voorbeeld.nl"]
    assert isinstance(result, Found)
    assert [claim.priority for claim in result.candidates] == [7, 7]
