import asyncio
import time
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager as Opened
from pathlib import Path

import pytest

import wizard.discovery
from tests.discovery.neighbourhood import Neighbourhood, rulebook
from wizard import demo
from wizard.discovery import SOURCES, Inquiry, lookups
from wizard.discovery.lookup import answer, dns_failure, lookup
from wizard.model import (
    EmailAddress,
    Found,
    LookupFailed,
    LookupFailure,
    LookupResult,
    NotAsked,
    NothingFound,
    SourceName,
)
from wizard.network import DnsAnswer, DnsStatus, Limits, Network, NetworkSettings

Near = Callable[..., Opened[Neighbourhood]]

IMPATIENT = Limits(dns_try=0.3, dns_name=0.6)


async def test_a_defect_becomes_an_answer() -> None:
    async def breaks() -> LookupResult:
        raise KeyError("\x1b[31mimap")

    report = await lookup(SourceName.SRV, "_imaps._tcp.voorbeeld.nl", breaks).run()
    assert isinstance(report.result, LookupFailed)
    assert report.result.reason is LookupFailure.INTERNAL_ERROR
    assert report.result.detail.startswith("KeyError: ")
    assert report.result.detail.isprintable()
    assert (report.source, report.origin) == (SourceName.SRV, "_imaps._tcp.voorbeeld.nl")


async def test_the_time_is_measured() -> None:
    async def takes_time() -> LookupResult:
        await asyncio.sleep(0.05)
        return NothingFound()

    report = await lookup(SourceName.SRV, "x", takes_time).run()
    assert 0.05 <= report.seconds < 5


async def test_what_has_not_answered_at_the_end_has_timed_out() -> None:
    async def never() -> LookupResult:
        await asyncio.get_running_loop().create_future()
        raise AssertionError

    question = lookup(SourceName.SRV, "x", never)
    report = await answer(question, asyncio.get_running_loop().time() + 0.05)
    assert report.result == LookupFailed(reason=LookupFailure.TIMED_OUT)
    assert (report.source, report.origin) == (SourceName.SRV, "x")
    assert 0.05 <= report.seconds < 5


async def test_it_can_be_cancelled() -> None:
    async def never() -> LookupResult:
        await asyncio.get_running_loop().create_future()
        raise AssertionError

    task = asyncio.ensure_future(lookup(SourceName.SRV, "x", never).run())
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


def test_every_source_is_registered_once() -> None:
    folder = Path(wizard.discovery.__file__).parent
    sources = {path.stem for path in folder.glob("*.py") if "\nNAME = SourceName." in path.read_text("utf-8")}
    assert {str(source.__name__).rpartition(".")[2] for source in SOURCES} == sources  # type: ignore[attr-defined]
    assert len(set(map(id, SOURCES))) == len(SOURCES)
    assert {source.NAME for source in SOURCES} == set(SourceName) - {SourceName.MANUAL}


async def test_every_question_has_a_name_of_its_own_and_asks_nothing_yet(near: Near) -> None:
    async with near() as one:
        questions = lookups(one.inquiry())
        await asyncio.sleep(0)
    keys = [(question.source, question.origin) for question in questions]
    assert len(set(keys)) == len(keys) == 18
    assert {source for source, _ in keys} == {source.NAME for source in SOURCES}
    assert one.name_server.asked == []


async def test_a_dead_network_ends_in_time_with_an_answer_for_every_question(near: Near) -> None:
    async with near(["voorbeeld.nl SILENT", "ispdb.example SILENT"], limits=IMPATIENT) as silent:
        began = time.monotonic()
        reports = await asyncio.gather(*(question.run() for question in lookups(silent.inquiry())))
    assert time.monotonic() - began < 5
    assert {report.result.reason for report in reports if isinstance(report.result, LookupFailed)} == {
        LookupFailure.TIMED_OUT
    }
    unasked = [report.source for report in reports if isinstance(report.result, NotAsked)]
    assert unasked == [SourceName.AUTODISCOVER, SourceName.AUTODISCOVER]
    assert all(isinstance(report.result, LookupFailed | NotAsked) for report in reports)


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (DnsStatus.FOUND, None),
        (DnsStatus.NO_RECORDS, None),
        (DnsStatus.NO_SUCH_NAME, None),
        (DnsStatus.TIMED_OUT, LookupFailure.TIMED_OUT),
        (DnsStatus.SERVER_FAILURE, LookupFailure.NAME_SERVER),
        (DnsStatus.NO_NETWORK, LookupFailure.UNREACHABLE),
    ],
)
def test_only_an_answer_counts_as_an_answer(status: DnsStatus, reason: LookupFailure | None) -> None:
    failure = dns_failure(DnsAnswer(status=status, detail="why"))
    assert failure == (None if reason is None else LookupFailed(reason=reason, detail="why"))


@pytest.mark.parametrize("situation", demo.SITUATIONS, ids=lambda situation: situation.id)
async def test_no_situation_of_the_built_in_world_breaks_a_source(situation: demo.Situation) -> None:
    async with demo.world() as world, Network(world.network_settings(NetworkSettings()), IMPATIENT) as network:
        inquiry = Inquiry(address=EmailAddress.parse(situation.address), network=network, rulebook=rulebook())
        reports = await asyncio.gather(*(question.run() for question in lookups(inquiry)))
    broken = [
        report
        for report in reports
        if isinstance(report.result, LookupFailed) and report.result.reason is LookupFailure.INTERNAL_ERROR
    ]
    assert broken == []
    if situation.id == demo.SITUATIONS[0].id:
        assert any(isinstance(report.result, Found) for report in reports)
