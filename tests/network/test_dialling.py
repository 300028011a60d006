"""What one dial learns about an address serves the next one: a silent address is not waited for twice."""

import asyncio
import time
from dataclasses import replace

import pytest

from tests.network.conftest import QUICK, NetworkFactory
from tests.patience import HICCUP
from tests.servers.lines import says, serving, unused_port
from tests.servers.routes import BLACK_HOLE, Routes
from wizard.model import FailureReason
from wizard.network import Network, StreamError
from wizard.network.dialling import KnownAddresses

PATIENT = replace(QUICK, connect=5.0, connect_again=0.2)
IPV6, IPV4 = "2001:db8::1", "192.0.2.1"


async def failure_of(network: Network, hostname: str, port: int) -> tuple[FailureReason, float]:
    """Why there is no connection, and how many seconds it took to know."""
    started = time.monotonic()
    with pytest.raises(StreamError) as caught:
        await network.open_stream(hostname, port, tls=False)
    return caught.value.reason, time.monotonic() - started


async def test_a_silent_address_comes_last_once_another_has_answered(network_to: NetworkFactory) -> None:
    async with serving(says(b"* OK\r\n")) as server:
        there = (server.host, server.port)
        routes = Routes({(IPV6, 143): BLACK_HOLE, (IPV4, 143): there, (IPV4, 993): there})
        async with network_to(routes) as network:
            await network.open_stream("both.voorbeeld.nl", 143, tls=False)
            again = await network.open_stream("both.voorbeeld.nl", 993, tls=False)

    assert routes.asked == [(IPV6, 143), (IPV4, 143), (IPV4, 993)]
    assert again.failed_addresses == ((IPV6, FailureReason.TIMED_OUT),)


async def test_a_refusal_does_not_wait_for_an_address_that_is_known_to_be_silent(network_to: NetworkFactory) -> None:
    async with serving(says(b"* OK\r\n")) as server:
        routes = Routes(
            {
                (IPV6, 143): BLACK_HOLE,
                (IPV6, 993): BLACK_HOLE,
                (IPV4, 143): (server.host, server.port),
                (IPV4, 993): ("127.0.0.1", unused_port()),
            }
        )
        async with network_to(routes, limits=replace(PATIENT, connect_again=4.0)) as network:
            await network.open_stream("both.voorbeeld.nl", 143, tls=False)
            reason, seconds = await failure_of(network, "both.voorbeeld.nl", 993)

    assert reason is FailureReason.REFUSED
    assert seconds < 2.0


async def test_a_refusal_waits_only_a_little_for_an_address_that_may_still_answer(network_to: NetworkFactory) -> None:
    routes = Routes({(IPV6, 993): BLACK_HOLE, (IPV4, 993): ("127.0.0.1", unused_port())})
    async with network_to(routes, limits=PATIENT) as network:
        reason, seconds = await failure_of(network, "both.voorbeeld.nl", 993)

    assert reason is FailureReason.REFUSED
    assert PATIENT.connect_again <= seconds < PATIENT.connect_again + HICCUP


async def test_a_host_that_was_silent_on_one_port_gets_less_time_on_the_next(network_to: NetworkFactory) -> None:
    routes = Routes({143: BLACK_HOLE, 993: BLACK_HOLE})
    async with network_to(routes, limits=replace(PATIENT, connect=1.5)) as network:
        first, long = await failure_of(network, "two.voorbeeld.nl", 993)
        second, short = await failure_of(network, "two.voorbeeld.nl", 143)

    assert first is second is FailureReason.TIMED_OUT
    assert short < long


async def test_who_answers_second_is_not_blamed_for_starting_second(network_to: NetworkFactory) -> None:
    async with serving(says(b"* OK\r\n"), host="::1") as server:

        async def slow(address: str, _: int) -> tuple[str, int]:
            await asyncio.sleep(0.15 if address == IPV6 else 5.0)
            return "::1", server.port

        async with network_to(slow) as network:
            stream = await network.open_stream("both.voorbeeld.nl", 143, tls=False)

    assert (stream.peer_address, stream.failed_addresses) == (IPV6, ())


def test_an_address_that_was_ever_heard_is_not_silent() -> None:
    known = KnownAddresses()
    known.missed(IPV4)
    assert known.is_silent(IPV4)
    known.heard(IPV4)
    assert not known.is_silent(IPV4)
    known.missed(IPV4)
    assert not known.is_silent(IPV4)
