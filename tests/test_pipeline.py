"""The whole way over the built-in world: events in order, an end in time, nothing left behind."""

import asyncio
import time

import pytest

from tests.patience import HICCUP
from wizard import demo, pipeline, rulebook
from wizard.model import (
    Answers,
    Devices,
    EmailAddress,
    Event,
    Finished,
    ProbeFinished,
    ProbeStarted,
    Protocol,
    Settled,
    SourceFinished,
    SourceStarted,
)
from wizard.network import Network, NetworkSettings

RULEBOOK = rulebook.load()


async def events_of(situation: str, *, deadline: float = 30.0, connect: bool = True) -> list[Event]:
    """All events of looking into this situation of the built-in world."""
    address = EmailAddress.parse(f"anna@{situation}.example")
    async with demo.world() as world:
        settings = world.network_settings(NetworkSettings(deadline=deadline))
        async with Network(settings) as network:
            return [event async for event in pipeline.investigate(address, network, RULEBOOK, connect=connect)]


async def test_every_start_has_its_end_and_the_result_comes_last() -> None:
    events = await events_of("all-well")

    asked = {(event.source, event.origin) for event in events if isinstance(event, SourceStarted)}
    answered = {(event.report.source, event.report.origin) for event in events if isinstance(event, SourceFinished)}
    begun = [event.endpoint for event in events if isinstance(event, ProbeStarted)]
    ended = [event.report.endpoint for event in events if isinstance(event, ProbeFinished)]
    assert asked == answered
    assert sorted(map(str, begun)) == sorted(map(str, ended))
    assert len(begun) == len(set(begun))
    assert isinstance(events[-1], Finished)
    assert any(isinstance(event, Settled) for event in events)


async def test_from_an_address_to_an_account() -> None:
    finished = (await events_of("all-well"))[-1]
    assert isinstance(finished, Finished)
    found = finished.investigation

    advice = pipeline.advise(pipeline.facts(Answers(devices=Devices.SEVERAL), found, RULEBOOK), RULEBOOK)
    assert advice.protocol is Protocol.IMAP
    account = pipeline.compose_account(found, protocol=advice.protocol, outcome=advice.outcome, full_name="Anna")

    assert str(account.incoming.endpoint) == "imap.all-well.example:993"
    assert account.incoming.verified
    assert account.outgoing is not None
    assert str(account.outgoing.endpoint) == "smtp.all-well.example:465"
    assert found.cost.dns_queries > 0
    assert found.cost.tcp_connections > 0
    assert found.settled_seconds <= found.seconds


async def test_without_connections_no_mail_server_is_tested() -> None:
    events = await events_of("all-well", connect=False)

    finished = events[-1]
    assert isinstance(finished, Finished)
    assert not any(isinstance(event, ProbeStarted | ProbeFinished) for event in events)
    assert finished.investigation.candidates
    assert finished.investigation.servers == {}
    assert finished.investigation.findings == ()


@pytest.mark.parametrize("situation", ["silent-dns", "never-greets", "ipv6-broken", "slow"])
async def test_the_deadline_is_kept_whatever_is_silent(situation: str) -> None:
    started = time.monotonic()
    events = await events_of(situation, deadline=1.0)

    assert time.monotonic() - started < 1.0 + HICCUP
    assert isinstance(events[-1], Finished)
    assert events[-1].investigation.seconds <= 1.0


async def test_a_reader_who_leaves_early_leaves_nothing_running() -> None:
    before = asyncio.all_tasks()
    async with demo.world() as world, Network(world.network_settings(NetworkSettings())) as network:
        events = pipeline.investigate(EmailAddress.parse("anna@never-greets.example"), network, RULEBOOK)
        seen = []
        async for event in events:
            seen.append(event)
            if isinstance(event, ProbeStarted):
                break
        started = time.monotonic()
        await events.aclose()
        assert time.monotonic() - started < HICCUP
    await asyncio.sleep(0)

    assert seen
    assert asyncio.all_tasks() == before


async def test_the_recommendation_settles_before_slow_servers_have_ended() -> None:
    events = await events_of("port-587-filtered")

    settled = next(index for index, event in enumerate(events) if isinstance(event, Settled))
    assert any(isinstance(event, ProbeFinished) for event in events[settled:])
    first = events[settled]
    last = events[-1]
    assert isinstance(first, Settled)
    assert isinstance(last, Finished)
    assert {p: s.endpoint for p, s in first.servers.items()} == {
        p: s.endpoint for p, s in last.investigation.servers.items()
    }
