import asyncio
import socket
from pathlib import Path

import pytest

from tests.discovery.neighbourhood import neighbourhood
from wizard.diagnosis import DomainFacts, look_at_domain
from wizard.network import DnsStatus, Limits, Network, NetworkSettings


async def look(network: Network, seconds: float = 5.0) -> DomainFacts:
    return await look_at_domain("voorbeeld.nl", network, asyncio.get_running_loop().time() + seconds)


@pytest.mark.parametrize(
    ("zone", "status", "exchangers", "null_mx"),
    [
        (["voorbeeld.nl MX 20 b.nl", "voorbeeld.nl MX 10 a.nl"], DnsStatus.FOUND, ("a.nl", "b.nl"), False),
        (["voorbeeld.nl MX 0 ."], DnsStatus.FOUND, (), True),
        (["voorbeeld.nl A 192.0.2.1"], DnsStatus.NO_RECORDS, (), False),
        ([], DnsStatus.NO_SUCH_NAME, (), False),
        (["voorbeeld.nl BROKEN"], DnsStatus.SERVER_FAILURE, (), False),
        (["voorbeeld.nl SILENT"], DnsStatus.TIMED_OUT, (), False),
    ],
    ids=["exchangers", "null MX", "no MX", "no such name", "broken", "silent"],
)
async def test_what_the_name_server_says(
    tmp_path: Path, zone: list[str], status: DnsStatus, exchangers: tuple[str, ...], *, null_mx: bool
) -> None:
    async with neighbourhood(tmp_path, zone, limits=Limits(dns_try=0.3, dns_name=0.5)) as one:
        facts = await look(one.network)
    assert facts == DomainFacts(domain="voorbeeld.nl", status=status, exchangers=exchangers, null_mx=null_mx)


async def test_a_name_server_that_is_not_there() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as kept:
        kept.bind(("127.0.0.1", 0))
        port = kept.getsockname()[1]
    async with Network(NetworkSettings(resolver=("127.0.0.1", port))) as network:
        facts = await look(network)
    assert (facts.status, facts.refused) == (DnsStatus.NO_NETWORK, True)


async def test_it_ends_in_time(tmp_path: Path) -> None:
    async with neighbourhood(tmp_path, ["voorbeeld.nl SILENT"]) as one:
        assert (await look(one.network, 0.1)).status is DnsStatus.TIMED_OUT
