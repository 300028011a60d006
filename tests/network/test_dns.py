import asyncio
import time
from collections.abc import Mapping, Sequence

import dns.asyncresolver
import dns.name
import pytest

from tests.patience import HICCUP
from tests.servers.lines import unused_port
from tests.servers.names import Fault, name_server
from wizard.network import AddressFamily, DnsStatus, Limits, MxRecord, Network, NetworkSettings, SrvRecord
from wizard.network.cost import CostCounter
from wizard.network.dns import Dns

LIMITS = Limits(dns_try=0.15, dns_name=0.4)


def network(address: tuple[str, int], family: AddressFamily = AddressFamily.BOTH) -> Network:
    return Network(NetworkSettings(resolver=address, family=family), LIMITS)


ENDINGS = {
    "found": ("good.nl", None, DnsStatus.FOUND),
    "no-such-name": ("absent.nl", None, DnsStatus.NO_SUCH_NAME),
    "no-records": ("empty.nl", None, DnsStatus.NO_RECORDS),
    "servfail": ("good.nl", Fault.SERVFAIL, DnsStatus.SERVER_FAILURE),
    "refused": ("good.nl", Fault.REFUSED, DnsStatus.SERVER_FAILURE),
    "mute": ("good.nl", Fault.MUTE, DnsStatus.TIMED_OUT),
    "truncated, whole over tcp": ("good.nl", Fault.TRUNCATED, DnsStatus.FOUND),
    "forged answers first": ("good.nl", Fault.FORGED_FIRST, DnsStatus.FOUND),
    "alias": ("alias.nl", None, DnsStatus.FOUND),
    "alias to nowhere": ("lost.nl", None, DnsStatus.NO_SUCH_NAME),
    "alias loop": ("loop.nl", None, DnsStatus.SERVER_FAILURE),
    "long chain": ("chain0.nl", None, DnsStatus.SERVER_FAILURE),
    "below a wildcard": ("any.wild.nl", None, DnsStatus.FOUND),
}

ZONE: Mapping[str, Mapping[str, Sequence[str]]] = {
    "good.nl": {"A": ["192.0.2.1"], "AAAA": ["2001:db8::1"]},
    "empty.nl": {"TXT": ["hello"]},
    "alias.nl": {"CNAME": ["good.nl."]},
    "lost.nl": {"CNAME": ["absent.nl."]},
    "loop.nl": {"CNAME": ["pool.nl."]},
    "pool.nl": {"CNAME": ["loop.nl."]},
    **{f"chain{number}.nl": {"CNAME": [f"chain{number + 1}.nl."]} for number in range(40)},
    "chain40.nl": {"A": ["192.0.2.1"]},
    "*.wild.nl": {"A": ["192.0.2.9"]},
}


@pytest.mark.parametrize(("name", "fault", "status"), ENDINGS.values(), ids=ENDINGS)
async def test_every_ending_has_its_own_status(name: str, fault: Fault | None, status: DnsStatus) -> None:
    async with name_server(ZONE, {name: fault} if fault else {}) as server, network(server.address) as here:
        started = time.monotonic()
        answer = await here.dns.addresses(name)
        assert answer.status is status
        assert bool(answer.records) == (status is DnsStatus.FOUND)
        assert time.monotonic() - started < LIMITS.dns_name + HICCUP


async def test_an_alias_loop_is_called_so() -> None:
    async with name_server(ZONE) as server, network(server.address) as here:
        assert (await here.dns.addresses("loop.nl")).detail == "CNAME loop"


async def test_a_truncated_answer_is_asked_again_over_tcp() -> None:
    async with name_server(ZONE, {"good.nl": Fault.TRUNCATED}) as server, network(server.address) as here:
        assert (await here.dns.addresses("good.nl")).records == ("2001:db8::1", "192.0.2.1")
        assert server.over_tcp == 2


async def test_addresses_come_by_turns_ipv6_first() -> None:
    zone = {"mail.nl": {"A": ["192.0.2.1", "192.0.2.2", "192.0.2.3"], "AAAA": ["2001:db8::1"]}}
    async with name_server(zone) as server, network(server.address) as here:
        records = (await here.dns.addresses("mail.nl")).records
    assert records[0] == "2001:db8::1"
    assert sorted(records[1:]) == ["192.0.2.1", "192.0.2.2", "192.0.2.3"]  # within a family, the server's own order


async def test_addresses_are_capped() -> None:
    zone = {"mail.nl": {"A": [f"192.0.2.{number}" for number in range(1, 100)]}}
    async with name_server(zone) as server, network(server.address) as here:
        assert len((await here.dns.addresses("mail.nl")).records) == LIMITS.addresses


@pytest.mark.parametrize(
    ("family", "kinds", "records"),
    [
        (AddressFamily.IPV4, {"A"}, ("192.0.2.1",)),
        (AddressFamily.IPV6, {"AAAA"}, ("2001:db8::1",)),
        (AddressFamily.BOTH, {"A", "AAAA"}, ("2001:db8::1", "192.0.2.1")),
    ],
    ids=list(AddressFamily)[1:] + list(AddressFamily)[:1],
)
async def test_only_the_wanted_family_is_asked(
    family: AddressFamily, kinds: set[str], records: tuple[str, ...]
) -> None:
    async with name_server(ZONE) as server, network(server.address, family) as here:
        assert (await here.dns.addresses("good.nl")).records == records
        assert {kind for _, kind in server.questions} == kinds


async def test_one_family_without_an_answer_keeps_the_other() -> None:
    zone = {"four.nl": {"A": ["192.0.2.4"]}}
    async with name_server(zone) as server, network(server.address) as here:
        answer = await here.dns.addresses("four.nl")
    assert (answer.status, answer.records) == (DnsStatus.FOUND, ("192.0.2.4",))


MAIL_EXCHANGERS: dict[str, tuple[list[str], tuple[MxRecord, ...]]] = {
    "by preference, then name": (
        ["20 b.nl.x.", "10 z.voorbeeld.nl.", "10 a.voorbeeld.nl."],
        (
            MxRecord(preference=10, exchanger="a.voorbeeld.nl"),
            MxRecord(preference=10, exchanger="z.voorbeeld.nl"),
            MxRecord(preference=20, exchanger="b.nl.x"),
        ),
    ),
    "null": (["0 ."], (MxRecord(preference=0, exchanger=None),)),
    "upper case": (["10 MX.Voorbeeld.NL."], (MxRecord(preference=10, exchanger="mx.voorbeeld.nl"),)),
    "address": (["10 192.0.2.1."], ()),
    "localhost": (["10 localhost."], ()),
    "escape sequence": ([r"10 a\027[31m.voorbeeld.nl."], ()),
    "space": ([r"10 a\032b.voorbeeld.nl."], ()),
    "bad beside good": (["10 10.0.0.1.", "20 mx.nl.x."], (MxRecord(preference=20, exchanger="mx.nl.x"),)),
}


@pytest.mark.parametrize(("texts", "records"), MAIL_EXCHANGERS.values(), ids=MAIL_EXCHANGERS)
async def test_mail_exchangers(texts: list[str], records: tuple[MxRecord, ...]) -> None:
    async with name_server({"d.nl": {"MX": texts}}) as server, network(server.address) as here:
        answer = await here.dns.mx("d.nl")
    assert answer.records == records
    assert answer.status is (DnsStatus.FOUND if records else DnsStatus.NO_RECORDS)


async def test_a_hundred_mail_exchangers_are_capped_and_that_is_said() -> None:
    zone = {"d.nl": {"MX": [f"{number} mx{number}.d.nl." for number in range(100)]}}
    async with name_server(zone, {"d.nl": Fault.TRUNCATED}) as server, network(server.address) as here:
        answer = await here.dns.mx("d.nl")
    assert [record.preference for record in answer.records] == list(range(10))
    assert answer.detail == "100 records, 10 used"


SERVICES: dict[str, tuple[list[str], tuple[SrvRecord, ...]]] = {
    "priority, weight descending, name": (
        ["10 5 993 light.d.nl.", "10 50 993 heavy.d.nl.", "0 1 993 first.d.nl.", "10 5 993 even.d.nl."],
        (
            SrvRecord(priority=0, weight=1, port=993, target="first.d.nl"),
            SrvRecord(priority=10, weight=50, port=993, target="heavy.d.nl"),
            SrvRecord(priority=10, weight=5, port=993, target="even.d.nl"),
            SrvRecord(priority=10, weight=5, port=993, target="light.d.nl"),
        ),
    ),
    "weight 0 comes last": (
        ["0 0 993 none.d.nl.", "0 65535 993 all.d.nl.", "65535 0 993 far.d.nl."],
        (
            SrvRecord(priority=0, weight=65535, port=993, target="all.d.nl"),
            SrvRecord(priority=0, weight=0, port=993, target="none.d.nl"),
            SrvRecord(priority=65535, weight=0, port=993, target="far.d.nl"),
        ),
    ),
    "underscore, and A-labels": (
        ["0 0 993 _mail.d.nl.", "1 0 993 xn--fa-hia.d.nl."],
        (
            SrvRecord(priority=0, weight=0, port=993, target="_mail.d.nl"),
            SrvRecord(priority=1, weight=0, port=993, target="xn--fa-hia.d.nl"),
        ),
    ),
    "8 bits": ([r"0 0 993 fa\195\159.d.nl."], ()),
    "a dot inside a label": ([r"0 0 993 a\.b.d.nl."], ()),
    "not offered": (["0 0 0 ."], (SrvRecord(priority=0, weight=0, port=0, target=None),)),
    "port 0": (["0 0 0 imap.d.nl."], ()),
    "address": (["0 0 993 127.0.0.1."], ()),
    "localhost": (["0 0 993 localhost."], ()),
    "escape sequence": ([r"0 0 993 a\027[31m.d.nl."], ()),
}


@pytest.mark.parametrize(("texts", "records"), SERVICES.values(), ids=SERVICES)
async def test_services(texts: list[str], records: tuple[SrvRecord, ...]) -> None:
    async with name_server({"_imaps._tcp.d.nl": {"SRV": texts}}) as server, network(server.address) as here:
        answer = await here.dns.srv("_imaps._tcp.d.nl")
    assert answer.records == records


async def test_texts_are_joined_and_printable() -> None:
    async with name_server({"d.nl": {"TXT": [r'"one " "two\027[0m"']}}) as server, network(server.address) as here:
        assert (await here.dns.txt("d.nl")).records == (r"one two\x1b[0m",)


async def test_a_long_text_is_one_whatever_its_strings() -> None:
    strings = ["mailconf=https://d.nl/" + "a" * 230, "b" * 255, "", "c" * 255]
    zone = {"d.nl": {"TXT": [" ".join(f'"{string}"' for string in strings)]}}
    async with name_server(zone) as server, network(server.address) as here:
        assert (await here.dns.txt("d.nl")).records == ("".join(strings),)


@pytest.mark.parametrize("name", ["good.nl", "absent.nl", "empty.nl", "broken.nl", "mute.nl"])
async def test_nothing_is_asked_twice_at_once_or_later(name: str) -> None:
    faults = {"broken.nl": Fault.SERVFAIL}
    async with name_server(ZONE, faults, delay=0.02) as server, network(server.address, AddressFamily.IPV4) as here:
        together = await asyncio.gather(*(here.dns.addresses(name) for _ in range(5)))
        later = await here.dns.addresses(name.upper())
        assert all(answer == later for answer in together)
        assert server.questions == [(name, "A")]
        assert here.cost.dns_queries == 1


async def test_an_asker_that_gives_up_takes_the_answer_from_no_other() -> None:
    async with name_server(ZONE, delay=0.05) as server, network(server.address) as here:
        impatient = asyncio.create_task(here.dns.addresses("good.nl"))
        patient = asyncio.create_task(here.dns.addresses("good.nl"))
        await asyncio.sleep(0.01)
        impatient.cancel()
        assert (await patient).status is DnsStatus.FOUND


@pytest.mark.parametrize("name", ["", "two words.nl", "192.0.2.1", "a..nl", "x" * 64 + ".nl", "a\r\nb.nl"])
async def test_what_is_no_name_is_never_asked(name: str) -> None:
    async with name_server(ZONE) as server, network(server.address) as here:
        assert (await here.dns.addresses(name)).status is DnsStatus.NO_SUCH_NAME
        assert server.questions == []


async def test_names_beyond_ascii_are_asked_by_idna_2008() -> None:
    zone = {"xn--fa-hia.de": {"A": ["192.0.2.1"]}}
    async with name_server(zone) as server, network(server.address) as here:
        assert (await here.dns.addresses("faß.de")).records == ("192.0.2.1",)


async def test_the_search_list_is_never_used() -> None:
    async with name_server({"absent.nl.corp.example": {"A": ["192.0.2.66"]}}) as server:
        resolver = dns.asyncresolver.Resolver(configure=False)
        resolver.nameservers, resolver.port = [server.address[0]], server.address[1]
        resolver.search = [dns.name.from_text("corp.example.")]
        resolver.use_search_by_default = True
        resolver.ndots = 9
        asking = Dns(resolver, limits=LIMITS, cost=CostCounter())
        assert (await asking.addresses("absent.nl")).status is DnsStatus.NO_SUCH_NAME
        assert {name for name, _ in server.questions} == {"absent.nl"}
        await asking.close()


@pytest.mark.parametrize(("name", "validated"), [("good.nl", True), ("good.nl", False), ("absent.nl", True)])
async def test_a_name_server_on_this_machine_is_believed_about_dnssec(name: str, validated: bool) -> None:
    async with name_server(ZONE, authenticated=validated) as server, network(server.address) as here:
        assert (await here.dns.addresses(name)).authenticated is validated


async def test_a_name_server_elsewhere_is_not_believed_about_dnssec() -> None:
    async with name_server({"d.nl": {"MX": ["10 mx.d.nl."]}}, authenticated=True) as server:
        resolver = dns.asyncresolver.Resolver(configure=False)
        resolver.port = server.address[1]
        resolver.nameservers = [server.address[0], "192.0.2.53"]
        asking = Dns(resolver, limits=LIMITS, cost=CostCounter())
        answer = await asking.mx("d.nl")
        assert (answer.status, answer.authenticated) == (DnsStatus.FOUND, False)
        await asking.close()


async def test_without_a_name_server_there_is_no_network() -> None:
    asking = Dns(None, limits=LIMITS, cost=CostCounter())
    assert (await asking.mx("voorbeeld.nl")).status is DnsStatus.NO_NETWORK


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
async def test_a_name_server_that_is_not_there_is_no_network_and_that_at_once(host: str) -> None:
    async with Network(NetworkSettings(resolver=(host, unused_port(host)))) as here:  # with the real, long limits
        started = time.monotonic()
        assert (await here.dns.mx("voorbeeld.nl")).status is DnsStatus.NO_NETWORK
        assert time.monotonic() - started < HICCUP


async def test_without_a_route_to_the_name_server_there_is_no_network() -> None:
    async with Network(NetworkSettings(resolver=("255.255.255.255", 53)), LIMITS) as here:
        answer = await here.dns.mx("voorbeeld.nl")
    assert (answer.status, answer.detail) == (DnsStatus.NO_NETWORK, "Network is unreachable")
