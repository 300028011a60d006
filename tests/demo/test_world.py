"""The built-in world starts, answers on loopback only, bears rude clients, and leaves nothing behind."""

import asyncio
import contextlib
import dataclasses
import gc
import ipaddress
import time
from pathlib import Path

import pytest

from tests.patience import PROMPT
from wizard import demo
from wizard.model import FailureReason
from wizard.network import DnsStatus, HttpResponse, Network, NetworkSettings, StreamError

_AUTOCONFIG = "https://autoconfig.all-well.example/mail/config-v1.1.xml"


def _open_files() -> int:
    """How many files and sockets this process has open, where the system tells."""
    folder = Path("/proc/self/fd")
    return len(list(folder.iterdir())) if folder.exists() else 0


async def test_starts_and_stops_cleanly_again_and_again(complaints: list[str]) -> None:
    async def visit() -> tuple[Path, float]:
        began = time.monotonic()
        async with demo.world() as world:
            started = time.monotonic() - began
            settings = world.network_settings(NetworkSettings())
            async with Network(settings) as network:
                stream = await network.open_stream("imap.all-well.example", 993, tls=True)
                assert (await stream.read_line()).startswith(b"* OK ")
                assert isinstance(await network.http.get(_AUTOCONFIG), HttpResponse)
            hanging = await asyncio.open_connection(*await world.route(world.addresses["pop.all-well.example"], 995))
            assert settings.ca_file is not None
            assert settings.ca_file.exists()
        hanging[1].close()
        await hanging[1].wait_closed()
        return settings.ca_file, started

    await visit()
    tasks, files = len(asyncio.all_tasks()), _open_files()
    for _ in range(3):
        ca_file, started = await visit()
        gc.collect()
        assert not ca_file.parent.exists()
        assert (len(asyncio.all_tasks()), _open_files()) == (tasks, files)
        assert started < PROMPT


async def test_stops_in_the_middle_of_everything(complaints: list[str]) -> None:
    tasks = len(asyncio.all_tasks())
    async with contextlib.AsyncExitStack() as clients, demo.world(pace=30.0) as world:
        for hostname, port in (("imap.all-well.example", 993), ("smtp.all-well.example", 587)):
            _, writer = await asyncio.open_connection(*await world.route(world.addresses[hostname], port))
            clients.callback(writer.close)
            writer.write(b"something")
        async with Network(world.network_settings(NetworkSettings())) as network:
            asking = asyncio.create_task(network.dns.mx("all-well.example"))
            await asyncio.sleep(0.05)
            began = time.monotonic()
            asking.cancel()
    assert time.monotonic() - began < PROMPT
    await asyncio.gather(asking, return_exceptions=True)
    await asyncio.sleep(0.05)
    assert len(asyncio.all_tasks()) == tasks


async def test_every_way_leads_to_loopback(world: demo.World) -> None:
    dialled: list[str] = []

    async def route(address: str, port: int) -> tuple[str, int]:
        real = await world.route(address, port)
        dialled.append(real[0])
        return real

    settings = dataclasses.replace(world.network_settings(NetworkSettings()), route=route)
    async with Network(settings) as network:
        for hostname, port in (("imap.all-well.example", 993), ("pop.all-well.example", 995)):
            await (await network.open_stream(hostname, port, tls=True)).close()
        assert isinstance(await network.http.get(_AUTOCONFIG), HttpResponse)
        with pytest.raises(StreamError):
            await network.open_stream("imap.all-well.example", 22, tls=False)
    assert len(dialled) == 4
    assert settings.resolver is not None
    assert all(ipaddress.ip_address(address).is_loopback for address in (*dialled, settings.resolver[0]))


@pytest.mark.parametrize(
    ("address", "port"),
    [("192.0.2.10", 22), ("192.0.2.9", 993), ("203.0.113.254", 443), ("127.0.0.1", 993), ("::1", 80)],
)
async def test_what_is_not_in_the_table_is_refused(world: demo.World, address: str, port: int) -> None:
    with pytest.raises(ConnectionRefusedError):
        await asyncio.open_connection(*await world.route(address, port))


async def test_hosts_have_addresses_kept_for_documentation(world: demo.World) -> None:
    kept = [ipaddress.ip_network(network) for network in ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24")]
    addresses = [ipaddress.ip_address(address) for address in world.addresses.values()]
    assert len(set(addresses)) == len(world.addresses)
    assert all(any(address in network for network in kept) for address in addresses)


async def test_a_table_of_providers_that_is_off_stays_off(world: demo.World) -> None:
    assert world.network_settings(NetworkSettings(ispdb_url=None)).ispdb_url is None
    assert world.network_settings(NetworkSettings(deadline=7)).deadline == 7


@pytest.mark.parametrize("words", [b"", b"\x16\x03\x01", b"a CAPABILITY", b"\xff" * 40000], ids=str)
@pytest.mark.parametrize("place", ["imap 993", "smtp 587", "autoconfig 443"])
async def test_bears_clients_that_vanish(world: demo.World, network: Network, place: str, words: bytes) -> None:
    host, port = place.split()
    where = await world.route(world.addresses[f"{host}.all-well.example"], int(port))
    for _ in range(3):
        _, writer = await asyncio.open_connection(*where)
        writer.write(words)
        await asyncio.sleep(0.01)
        writer.transport.abort()
    stream = await network.open_stream("imap.all-well.example", 993, tls=True)
    assert (await stream.read_line()).startswith(b"* OK ")


async def test_takes_its_time_where_somebody_watches() -> None:
    async with (
        demo.world(pace=0.8) as world,
        Network(world.network_settings(NetworkSettings())) as network,
    ):
        began = time.monotonic()
        assert (await network.dns.mx("all-well.example")).status is DnsStatus.FOUND
        assert time.monotonic() - began >= 0.2
        stream = await network.open_stream("imap.all-well.example", 993, tls=True)
        began = time.monotonic()
        await stream.read_line()
        assert time.monotonic() - began > 0.7


async def test_nobody_else_is_trusted(world: demo.World) -> None:
    settings = dataclasses.replace(world.network_settings(NetworkSettings()), ca_file=None)
    async with Network(settings) as network:
        with pytest.raises(StreamError) as refused:
            await network.open_stream("imap.all-well.example", 993, tls=True)
    assert refused.value.reason is FailureReason.CERTIFICATE_UNTRUSTED
