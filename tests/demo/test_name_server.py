"""The name server of the built-in world answers as name servers do, over UDP and TCP, and bears rubbish."""

import asyncio
import socket

import dns.asyncquery
import dns.flags
import dns.message
import dns.rcode
import dns.rdatatype
import pytest

from wizard import demo
from wizard.demo.loopback import Loopback
from wizard.demo.name_server import NameServer, Zone
from wizard.network import DnsStatus, Limits, Network, NetworkSettings

_QUICK = Limits(dns_try=0.3, dns_name=0.5)


async def _ask(world: demo.World, name: str, kind: str, *, tcp: bool = False) -> dns.message.Message:
    query = dns.message.make_query(name, kind)
    if tcp:
        return await dns.asyncquery.tcp(query, world.resolver[0], port=world.resolver[1], timeout=5)
    return await dns.asyncquery.udp(query, world.resolver[0], port=world.resolver[1], timeout=5)


@pytest.mark.parametrize("tcp", [False, True], ids=["udp", "tcp"])
@pytest.mark.parametrize(
    ("name", "kind", "rcode", "answer"),
    [
        ("all-well.example", "MX", "NOERROR", ["10 mx.all-well.example."]),
        ("ALL-Well.Example", "MX", "NOERROR", ["10 mx.all-well.example."]),
        ("null-mx.example", "MX", "NOERROR", ["0 ."]),
        ("_imaps._tcp.srv-only.example", "SRV", "NOERROR", ["0 1 993 mail.srv-only.example."]),
        ("_pop3._tcp.srv-only.example", "SRV", "NOERROR", ["0 0 0 ."]),
        ("all-well.example", "TXT", "NOERROR", []),
        ("_tcp.srv-only.example", "SRV", "NOERROR", []),
        ("imap.all-well.example", "AAAA", "NOERROR", []),
        ("nobody.all-well.example", "A", "NXDOMAIN", []),
        ("no-such-domain.example", "MX", "NXDOMAIN", []),
        ("elsewhere.test", "A", "NXDOMAIN", []),
        ("broken-dns.example", "MX", "SERVFAIL", []),
        ("imap.broken-dns.example", "A", "SERVFAIL", []),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_answers(world: demo.World, name: str, kind: str, rcode: str, answer: list[str], tcp: bool) -> None:
    response = await _ask(world, name, kind, tcp=tcp)
    assert dns.rcode.to_text(response.rcode()) == rcode
    assert [record.to_text().lower() for rrset in response.answer for record in rrset] == answer
    absent = rcode != "SERVFAIL" and not answer
    assert [rrset.rdtype == dns.rdatatype.SOA for rrset in response.authority] == [True] * absent
    assert not response.flags & dns.flags.AD


async def test_an_address_of_both_families(world: demo.World, network: Network) -> None:
    answer = await network.dns.addresses("mail.ipv6-broken.example")
    assert {":" in address for address in answer.records} == {True, False}
    assert world.addresses["mail.ipv6-broken.example"] in answer.records


async def test_an_alias_is_followed(world: demo.World) -> None:
    response = await _ask(world, "anything.dns-wildcard.example", "A")
    assert [rrset.rdtype for rrset in response.answer] == [dns.rdatatype.CNAME, dns.rdatatype.A]
    assert response.answer[1][0].to_text() == world.addresses["dns-wildcard.example"]


async def test_silence(world: demo.World) -> None:
    async with Network(world.network_settings(NetworkSettings()), _QUICK) as network:
        answer = await network.dns.mx("silent-dns.example")
    assert answer.status is DnsStatus.TIMED_OUT


@pytest.mark.parametrize(
    "packet",
    [
        b"",
        b"rubbish",
        b"\x00" * 12,
        b"\xff" * 600,
        dns.message.make_response(dns.message.make_query("all-well.example", "MX")).to_wire(),
        dns.message.make_query("all-well.example", "MX").to_wire()[:-3],
    ],
    ids=["empty", "rubbish", "no question", "noise", "an answer", "cut off"],
)
async def test_bears_rubbish(world: demo.World, packet: bytes) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
        client.sendto(packet, world.resolver)
    assert (await _ask(world, "all-well.example", "MX")).answer
    reader, writer = await asyncio.open_connection(*world.resolver)
    writer.write(len(packet).to_bytes(2) + packet)
    writer.close()
    await writer.wait_closed()
    assert not await reader.read()
    assert (await _ask(world, "all-well.example", "MX", tcp=True)).answer


async def test_a_long_answer_over_udp_is_cut_and_whole_over_tcp() -> None:
    zone = Zone([f'long.example TXT "{number} {"x" * 200}"' for number in range(9)])
    query = dns.message.make_query("long.example", "TXT", use_edns=False)
    async with Loopback(0) as loopback, NameServer(zone, loopback, 0) as server:
        host, port = server.address
        cut = await dns.asyncquery.udp(query, host, port=port, timeout=5)
        whole = await dns.asyncquery.tcp(query, host, port=port, timeout=5)
    assert cut.flags & dns.flags.TC
    assert len(whole.answer[0]) == 9


async def test_aliases_in_a_circle_end() -> None:
    zone = Zone(["one.example CNAME two.example", "two.example CNAME one.example"])
    query = dns.message.make_query("one.example", "A")
    async with Loopback(0) as loopback, NameServer(zone, loopback, 0) as server:
        response = await dns.asyncquery.udp(query, server.address[0], port=server.address[1], timeout=5)
    assert {rrset.rdtype for rrset in response.answer} == {dns.rdatatype.CNAME}


@pytest.mark.parametrize("line", ["all-well.example", "all-well.example MX", "x.example A nowhere", "x.example HUH 1"])
def test_a_bad_line_is_refused(line: str) -> None:
    with pytest.raises((ValueError, IndexError, dns.exception.DNSException)):
        Zone([line])
