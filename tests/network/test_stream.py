import asyncio
import contextlib
import errno
import time
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from tests.network.conftest import HOST, QUICK, NetworkFactory
from tests.patience import HICCUP
from tests.servers.authority import Authority
from tests.servers.lines import (
    Talk,
    closes,
    floods,
    resets,
    says,
    serving,
    silent,
    starts_tls,
    unused_port,
)
from tests.servers.names import Fault, name_server
from tests.servers.routes import BLACK_HOLE, Destination, Routes, unreachable
from wizard.model import FailureReason, Stage
from wizard.network import NETWORK_ERRORS, Network, NetworkSettings, Stream, StreamError, reason_for


@contextlib.asynccontextmanager
async def stream_to(talk: Talk, network_to: NetworkFactory) -> AsyncIterator[Stream]:
    async with serving(talk) as server, network_to(Routes({143: (server.host, server.port)})) as network:
        yield await network.open_stream(HOST, 143, tls=False)


async def read_on(stream: Stream) -> None:
    while True:
        await stream.read_line()


LINES = {
    "crlf": ((b"* OK ready\r\n",), [b"* OK ready"]),
    "bare lf": ((b"* OK ready\n",), [b"* OK ready"]),
    "mixed": ((b"one\ntwo\r\nthree\n",), [b"one", b"two", b"three"]),
    "byte by byte": (tuple(bytes([byte]) for byte in b"+OK hi\r\n+OK\r\n"), [b"+OK hi", b"+OK"]),
    "cut between cr and lf": ((b"one\r", b"\ntwo\r\n"), [b"one", b"two"]),
    "empty": ((b"\r\n\n",), [b"", b""]),
    "bare cr, nul and 8 bits stay": ((b"a\rb\0c\xff\r\r\n",), [b"a\rb\0c\xff\r"]),
    "longest": ((b"x" * QUICK.line + b"\r\n",), [b"x" * QUICK.line]),
}


@pytest.mark.parametrize(("chunks", "lines"), LINES.values(), ids=LINES)
async def test_lines_come_without_their_end(
    chunks: tuple[bytes, ...], lines: list[bytes], network_to: NetworkFactory
) -> None:
    async with stream_to(says(*chunks, pause=0.001), network_to) as stream:
        assert [await stream.read_line() for _ in lines] == lines


@pytest.mark.parametrize(
    "talk",
    [says(b"x" * (QUICK.line + 1) + b"\r\n"), says(b"x" * (QUICK.line + 2)), floods(b"x" * 65536)],
    ids=["one byte too long", "no end in sight", "endless"],
)
async def test_a_line_that_is_too_long_is_no_line(talk: Talk, network_to: NetworkFactory) -> None:
    async with stream_to(talk, network_to) as stream:
        with pytest.raises(StreamError) as caught:
            await stream.read_line()
        assert caught.value.reason is FailureReason.TOO_LONG
        assert caught.value.detail == "x" * 60


async def test_the_caller_may_set_another_limit(network_to: NetworkFactory) -> None:
    async with stream_to(says(b"12345\r\n123456\r\n"), network_to) as stream:
        assert await stream.read_line(limit=5) == b"12345"
        with pytest.raises(StreamError, match="too-long"):
            await stream.read_line(limit=5)


async def test_a_flood_waits_outside(network_to: NetworkFactory) -> None:
    async with stream_to(floods(b"y" * 60000 + b"\n"), network_to) as stream:
        await asyncio.sleep(0.2)
        waiting = len(stream._protocol.buffer)
        assert QUICK.read_ahead < waiting < QUICK.read_ahead + 300_000
        for _ in range(20):  # reading goes on where it was paused
            assert len(await stream.read_line(limit=60000)) == 60000


async def test_a_dripping_line_does_not_outlast_the_callers_clock(network_to: NetworkFactory) -> None:
    async with stream_to(says(*[b"z"] * 100, pause=0.05), network_to) as stream:
        started = time.monotonic()
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(QUICK.greeting):
                await stream.read_line()
        assert time.monotonic() - started < QUICK.greeting + HICCUP


ENDS = {
    "closed": (closes, FailureReason.CLOSED),
    "closed within a line": (None, FailureReason.CLOSED),
    "reset": (resets, FailureReason.RESET),
}


@pytest.mark.parametrize(("talk", "reason"), ENDS.values(), ids=ENDS)
async def test_the_end_of_a_stream_says_how_it_ended(
    talk: Talk | None, reason: FailureReason, network_to: NetworkFactory
) -> None:
    async def half_a_line(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"* OK whole\r\n* BY\x1b")

    async with stream_to(talk or half_a_line, network_to) as stream:
        with pytest.raises(NETWORK_ERRORS) as caught:
            await read_on(stream)
        assert reason_for(caught.value)[0] is reason
        assert "\x1b" not in reason_for(caught.value)[1]
        with pytest.raises(NETWORK_ERRORS):
            await stream.write(b"too late\r\n")


async def test_what_is_written_arrives(network_to: NetworkFactory) -> None:
    async with serving(silent) as server, network_to(Routes({143: (server.host, server.port)})) as network:
        stream = await network.open_stream(HOST, 143, tls=False)
        await stream.write(b"a1 CAPABILITY\r\n")
        await stream.write(b"a2 LOGOUT\r\n")
        await stream.close()
        await asyncio.sleep(0.01)
        assert server.received == b"a1 CAPABILITY\r\na2 LOGOUT\r\n"


UNREACHED: dict[str, tuple[Destination, FailureReason]] = {
    "refused": (("127.0.0.1", unused_port()), FailureReason.REFUSED),
    "black hole": (BLACK_HOLE, FailureReason.TIMED_OUT),
    "host unreachable": (unreachable(errno.EHOSTUNREACH), FailureReason.UNREACHABLE),
    "network unreachable": (unreachable(errno.ENETUNREACH), FailureReason.UNREACHABLE),
    "prohibited": (unreachable(errno.EACCES), FailureReason.BLOCKED),
    "local firewall": (unreachable(errno.EPERM), FailureReason.BLOCKED),
    "route to nowhere": (unreachable(errno.EINVAL), FailureReason.UNREACHABLE),
    "reset": (unreachable(errno.ECONNRESET), FailureReason.RESET),
}


@pytest.mark.parametrize(("destination", "reason"), UNREACHED.values(), ids=UNREACHED)
async def test_a_server_that_is_not_reached(
    destination: Destination, reason: FailureReason, network_to: NetworkFactory
) -> None:
    async with network_to(Routes({143: destination})) as network:
        started = time.monotonic()
        with pytest.raises(StreamError) as caught:
            await network.open_stream(HOST, 143, tls=False)
        assert (caught.value.reason, caught.value.stage) == (reason, Stage.CONNECT)
        assert time.monotonic() - started < QUICK.connect + HICCUP
        assert network.cost.tcp_connections == 1


@pytest.mark.parametrize(
    ("hostname", "reason"),
    [
        ("absent.nl", FailureReason.NO_SUCH_NAME),
        ("empty.voorbeeld.nl", FailureReason.NO_ADDRESS),
        ("192.0.2.1", FailureReason.NO_SUCH_NAME),
        ("broken.nl", FailureReason.UNREACHABLE),
        ("mute.nl", FailureReason.TIMED_OUT),
    ],
)
async def test_a_name_without_an_address_is_not_dialled(hostname: str, reason: FailureReason) -> None:
    faults = {"broken.nl": Fault.SERVFAIL, "mute.nl": Fault.MUTE}
    async with (
        name_server({"empty.voorbeeld.nl": {"TXT": ["x"]}}, faults) as names,
        Network(NetworkSettings(resolver=names.address), QUICK) as network,
    ):
        with pytest.raises(StreamError) as caught:
            await network.open_stream(hostname, 993, tls=True)
        assert (caught.value.reason, caught.value.stage) == (reason, Stage.RESOLVE)
        assert network.cost.tcp_connections == 0


BROKEN_IPV6: dict[str, tuple[Destination, tuple[tuple[str, FailureReason], ...]]] = {
    "silent": (BLACK_HOLE, (("2001:db8::1", FailureReason.TIMED_OUT),)),
    "refused": (("::1", unused_port("::1")), (("2001:db8::1", FailureReason.REFUSED),)),
    "rejected on the way": (unreachable(errno.EHOSTUNREACH), (("2001:db8::1", FailureReason.UNREACHABLE),)),
    "not on this machine at all": (unreachable(errno.ENETUNREACH), ()),
}


@pytest.mark.parametrize(("destination", "failed"), BROKEN_IPV6.values(), ids=BROKEN_IPV6)
async def test_ipv4_helps_out_where_ipv6_fails(
    destination: Destination, failed: tuple[tuple[str, FailureReason], ...], network_to: NetworkFactory
) -> None:
    async with serving(says(b"* OK\r\n")) as server:
        routes = Routes({("2001:db8::1", 143): destination, ("192.0.2.1", 143): (server.host, server.port)})
        async with network_to(routes) as network:
            stream = await network.open_stream("both.voorbeeld.nl", 143, tls=False)
            assert stream.peer_address == "192.0.2.1"
            assert stream.failed_addresses == failed
            assert routes.asked == [("2001:db8::1", 143), ("192.0.2.1", 143)]
            assert await stream.read_line() == b"* OK"


async def test_ipv6_that_works_is_alone(network_to: NetworkFactory) -> None:
    async with serving(says(b"* OK\r\n"), host="::1") as server:
        routes = Routes({143: ("::1", server.port)})
        async with network_to(routes) as network:
            stream = await network.open_stream("both.voorbeeld.nl", 143, tls=False)
            assert (stream.peer_address, stream.failed_addresses) == ("2001:db8::1", ())
            await stream.read_line()
            assert routes.asked == [("2001:db8::1", 143)]


async def test_when_all_addresses_fail_the_most_telling_failure_counts(network_to: NetworkFactory) -> None:
    routes = Routes({("2001:db8::1", 143): BLACK_HOLE, ("192.0.2.1", 143): ("127.0.0.1", unused_port())})
    async with network_to(routes) as network:
        with pytest.raises(StreamError) as caught:
            await network.open_stream("both.voorbeeld.nl", 143, tls=False)
    assert caught.value.reason is FailureReason.REFUSED


async def test_at_most_two_connections_to_one_host(network_to: NetworkFactory) -> None:
    visitors: list[int] = []
    inside = 0

    async def visit(network: Network) -> None:
        nonlocal inside
        stream = await network.open_stream(HOST, 143, tls=False)
        inside += 1
        visitors.append(inside)
        await stream.read_line()
        await asyncio.sleep(0.02)
        inside -= 1
        await stream.close()

    async with serving(says(b"* OK\r\n")) as server, network_to(Routes({143: (server.host, server.port)})) as network:
        await asyncio.gather(*(visit(network) for _ in range(8)))
    assert server.connections == 8
    assert max(visitors) == 2


async def test_at_most_so_many_connections_in_all(network_to: NetworkFactory) -> None:
    limits = replace(QUICK, connections=1)
    async with serving(silent) as server:
        routes = Routes({143: (server.host, server.port)})
        async with network_to(routes, limits=limits) as network, asyncio.timeout(5):
            first = await network.open_stream(HOST, 143, tls=False)
            second = asyncio.create_task(network.open_stream("www.voorbeeld.nl", 143, tls=False))
            await asyncio.sleep(0.05)
            assert not second.done()
            await first.close()
            await (await second).close()


async def test_a_failed_connection_gives_its_place_back(network_to: NetworkFactory) -> None:
    async with serving(says(b"plain\r\n")) as server:
        routes = Routes({993: (server.host, server.port), 143: ("127.0.0.1", unused_port())})
        async with network_to(routes) as network, asyncio.timeout(5):
            for port, tls in [(993, True), (143, False), (993, True), (143, False), (993, True)]:
                with pytest.raises(StreamError):
                    await network.open_stream(HOST, port, tls=tls)


async def test_an_abandoned_connection_gives_its_place_back(network_to: NetworkFactory) -> None:
    async with network_to(Routes({143: BLACK_HOLE})) as network, asyncio.timeout(5):
        for _ in range(4):
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.02):
                    await network.open_stream(HOST, 143, tls=False)


async def test_a_connection_abandoned_in_the_handshake_gives_its_place_back(network_to: NetworkFactory) -> None:
    async with serving(silent) as server, network_to(Routes({993: (server.host, server.port)})) as network:
        async with asyncio.timeout(5):
            for _ in range(4):
                with pytest.raises(TimeoutError):
                    async with asyncio.timeout(0.05):
                        await network.open_stream(HOST, 993, tls=True)
        await asyncio.sleep(0.02)
        assert server.open_now == 0


async def test_a_fault_of_ours_is_not_taken_for_one_of_the_network(network_to: NetworkFactory) -> None:
    async def broken(address: str, port: int) -> tuple[str, int]:
        raise LookupError(address, port)

    async with network_to(broken) as network:
        with pytest.raises(LookupError):
            await network.open_stream(HOST, 143, tls=False)


async def test_the_other_family_gets_no_connection_when_both_answer_at_once(network_to: NetworkFactory) -> None:
    gate = asyncio.Event()

    async with serving(silent) as server:

        async def together(address: str, port: int) -> tuple[str, int]:
            if ":" in address:
                await gate.wait()
            else:
                gate.set()
            return server.host, server.port

        async with network_to(together) as network:
            stream = await network.open_stream("both.voorbeeld.nl", 143, tls=False)
            await asyncio.sleep(0.05)
            assert server.open_now == 1
            await stream.close()


async def test_a_large_write_waits_for_the_reader(network_to: NetworkFactory) -> None:
    async def late(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.1)
        await reader.read()

    async with serving(late) as server, network_to(Routes({143: (server.host, server.port)})) as network:
        stream = await network.open_stream(HOST, 143, tls=False)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.05):
                await stream.write(b"x" * 20_000_000)
        await stream.close()


async def test_closing_is_quick_and_never_raises(authority: Authority, network_to: NetworkFactory) -> None:
    async def deaf(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.transport.pause_reading()  # type: ignore[attr-defined]
        await asyncio.sleep(5)

    async with (
        serving(deaf, context=authority.context(HOST)) as server,
        network_to(Routes({993: (server.host, server.port)})) as network,
    ):
        stream = await network.open_stream(HOST, 993, tls=True)
        started = time.monotonic()
        await stream.close()
        await stream.close()
        assert time.monotonic() - started < 2 * QUICK.close + HICCUP
        assert stream._protocol.closed.done()


async def test_a_network_that_ends_closes_what_is_open(network_to: NetworkFactory) -> None:
    async with serving(says(b"* OK\r\n")) as server:
        async with network_to(Routes({143: (server.host, server.port)})) as network:
            stream = await network.open_stream(HOST, 143, tls=False)
            await stream.read_line()
        assert stream._protocol.closed.done()


async def test_starttls_reads_on_inside_tls(authority: Authority, network_to: NetworkFactory) -> None:
    talk = starts_tls(authority.context(HOST), b"a1 OK go\r\n", inside=b"* inside\r\n")
    async with stream_to(talk, network_to) as stream:
        await stream.write(b"a1 STARTTLS\r\n")
        assert await stream.read_line() == b"a1 OK go"
        await stream.start_tls(HOST)
        assert await stream.read_line() == b"* inside"
        assert stream.tls is not None
        assert stream.tls.trusted


@pytest.mark.parametrize("inspect_only", [False, True])
@pytest.mark.parametrize(
    "go", [b"a1 OK go\r\n* CAPABILITY AUTH=PLAIN\r\n", b"a1 OK go\r\n*"], ids=["whole line", "one byte"]
)
async def test_words_smuggled_in_before_tls_end_the_connection(
    go: bytes, inspect_only: bool, authority: Authority, network_to: NetworkFactory
) -> None:
    async with stream_to(starts_tls(authority.context(HOST), go), network_to) as stream:
        await stream.write(b"a1 STARTTLS\r\n")
        assert await stream.read_line() == b"a1 OK go"
        with pytest.raises(StreamError) as caught:
            await stream.start_tls(HOST, inspect_only=inspect_only)
        assert caught.value.reason is FailureReason.DATA_BEFORE_TLS
        assert caught.value.detail.startswith("*")
        assert stream.tls is None
        with pytest.raises(NETWORK_ERRORS):
            await stream.read_line()
        with pytest.raises((*NETWORK_ERRORS, RuntimeError)):
            await stream.write(b"a2 LOGIN anna geheim\r\n")
        await stream.close()


async def test_a_handshake_that_never_ends_leaves_a_dead_stream(network_to: NetworkFactory) -> None:
    async with stream_to(silent, network_to) as stream:
        with pytest.raises(StreamError) as caught:
            await stream.start_tls(HOST)
        assert (caught.value.reason, caught.value.stage) == (FailureReason.TIMED_OUT, Stage.TLS)
        with pytest.raises(NETWORK_ERRORS):
            await stream.read_line()
        await stream.close()


async def test_nothing_is_said_in_a_second_look(authority: Authority, network_to: NetworkFactory) -> None:
    async with (
        serving(silent, context=authority.context("elders.example")) as server,
        network_to(Routes({993: (server.host, server.port)})) as network,
    ):
        stream = await network.open_stream(HOST, 993, tls=True, inspect_only=True)
        with pytest.raises(RuntimeError):
            await stream.write(b"a1 LOGIN anna geheim\r\n")
        await stream.close()
        assert server.received == b""


async def test_words_smuggled_in_during_the_handshake_never_come_out(
    authority: Authority, network_to: NetworkFactory
) -> None:
    async def late(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\n")
        writer.write(b"a1 OK go\r\n")
        await reader.readexactly(20)  # the handshake has begun
        writer.write(b"* CAPABILITY AUTH=PLAIN\r\n")
        await reader.read()

    async with stream_to(late, network_to) as stream:
        await stream.write(b"a1 STARTTLS\r\n")
        await stream.read_line()
        with pytest.raises(StreamError) as caught:
            await stream.start_tls(HOST)
        assert caught.value.reason is FailureReason.WRONG_PROTOCOL
        with pytest.raises(NETWORK_ERRORS):
            await stream.read_line()
