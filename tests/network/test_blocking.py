"""A stream in the hands of a library that knows sockets only: ends in time, bounds, and TLS that nothing slips past."""

import asyncio
import contextlib
import zlib
from collections.abc import Callable
from io import BufferedReader

import pytest

from tests.network.conftest import HOST, NetworkFactory
from tests.patience import HICCUP
from tests.servers.authority import Authority
from tests.servers.lines import Talk, answers, floods, says, serving, silent, starts_tls
from tests.servers.routes import Routes
from wizard.model import FailureReason
from wizard.network import NETWORK_ERRORS, BlockingConnection, StreamError


def begun(connection: BlockingConnection, seconds: float = 2.0, *, octets: int = 10_000, lines: int = 100) -> None:
    connection.begin(seconds, most_bytes=octets, most_lines=lines)


def drained(connection: BlockingConnection) -> None:
    while connection.recv(4096):
        pass


async def talked(
    network_to: NetworkFactory,
    talk: Talk,
    use: Callable[[BlockingConnection], object],
    *,
    tls: Authority | None = None,
    seconds: float = 5.0,
) -> object:
    context = tls.context(HOST) if tls is not None else None
    async with (
        serving(talk, context=context) as server,
        network_to(Routes({1: ("127.0.0.1", server.port)})) as network,
    ):
        end = asyncio.get_running_loop().time() + seconds
        return await network.talk_in_thread(HOST, 1, tls=tls is not None, end=end, talk=use)


async def test_a_file_gives_lines_and_bytes_as_they_came(network_to: NetworkFactory, authority: Authority) -> None:
    def use(connection: BlockingConnection) -> tuple[bytes, bytes, bytes, list[bytes]]:
        begun(connection)
        file = connection.makefile("rb")
        return file.readline(), file.read(5), file.readline(), connection.heard

    found = await talked(network_to, says(b"one\r\ntw", b"o\nthree\r\n", pause=0.02), use, tls=authority)

    assert found == (b"one\r\n", b"two\nt", b"hree\r\n", [b"one", b"two", b"three"])


async def test_an_exchange_ends_whatever_drips_in(network_to: NetworkFactory, authority: Authority) -> None:
    def use(connection: BlockingConnection) -> float:
        begun(connection, 0.4)
        started = asyncio.run_coroutine_threadsafe(_now(), connection._loop).result()
        with pytest.raises(TimeoutError):
            connection.makefile().readline()
        assert connection.failure == (FailureReason.TIMED_OUT, "")
        assert not connection.out_of_time
        return asyncio.run_coroutine_threadsafe(_now(), connection._loop).result() - started

    drip = says(*([b"x"] * 100), pause=0.05)
    seconds = await talked(network_to, drip, use, tls=authority)
    assert isinstance(seconds, float)
    assert seconds < 0.4 + HICCUP


async def _now() -> float:
    return asyncio.get_running_loop().time()


async def test_no_exchange_outlives_the_whole_talk(network_to: NetworkFactory, authority: Authority) -> None:
    def use(connection: BlockingConnection) -> None:
        begun(connection, 60)
        with pytest.raises(TimeoutError):
            connection.recv(10)
        assert connection.out_of_time

    async with asyncio.timeout(3):
        await talked(network_to, silent, use, tls=authority, seconds=0.6)


@pytest.mark.parametrize(("octets", "lines"), [(5_000, 1_000_000), (1_000_000, 50)], ids=["bytes", "lines"])
async def test_a_flood_is_stopped(octets: int, lines: int, network_to: NetworkFactory, authority: Authority) -> None:
    def use(connection: BlockingConnection) -> FailureReason:
        begun(connection, octets=octets, lines=lines)
        with pytest.raises(StreamError):
            drained(connection)
        assert connection.failure is not None
        return connection.failure[0]

    assert await talked(network_to, floods(b"* OK\r\n" * 20), use, tls=authority) is FailureReason.TOO_LONG


async def test_only_the_last_of_what_was_heard_is_kept(network_to: NetworkFactory, authority: Authority) -> None:
    def use(connection: BlockingConnection) -> int:
        begun(connection, octets=200_000, lines=200_000)
        with pytest.raises(StreamError):
            drained(connection)
        return sum(map(len, connection.heard))

    kept = await talked(network_to, floods(b"x" * 99 + b"\n"), use, tls=authority)
    assert isinstance(kept, int)
    assert 10_000 < kept <= 16 * 1024


async def test_tls_starts_within_the_talk_and_is_verified(network_to: NetworkFactory, authority: Authority) -> None:
    def use(connection: BlockingConnection) -> bytes:
        begun(connection)
        before = connection.tls
        connection.sendall(b"STARTTLS\r\n")
        assert connection.makefile().readline() == b"go\r\n"
        connection.wrap_socket(connection, server_hostname="elders.example")
        assert before is None
        assert connection.tls is not None
        assert connection.tls.hostname_matches
        return connection.makefile().readline()

    talk = starts_tls(authority.context(HOST), b"go\r\n", inside=b"inside\r\n")
    assert await talked(network_to, talk, use) == b"inside\r\n"


@pytest.mark.parametrize("buffered", [True, False], ids=["file", "socket"])
async def test_what_was_slipped_in_before_tls_is_an_attack(
    buffered: bool, network_to: NetworkFactory, authority: Authority
) -> None:
    """A library's own buffer never holds more than the line it waits for."""

    def use(connection: BlockingConnection) -> FailureReason:
        begun(connection)
        connection.sendall(b"STARTTLS\r\n")
        line = connection.makefile().readline() if buffered else connection.recv(65536)
        assert line == b"go\r\n"
        with pytest.raises(StreamError) as caught:
            connection.wrap_socket(connection)
        with pytest.raises(NETWORK_ERRORS):
            connection.sendall(b"LOGIN anna secret\r\n")
        return caught.value.reason

    talk = starts_tls(authority.context(HOST), b"go\r\ninjected\r\n")
    assert await talked(network_to, talk, use) is FailureReason.DATA_BEFORE_TLS


async def test_a_certificate_of_somebody_else_ends_the_talk(network_to: NetworkFactory, authority: Authority) -> None:
    def use(connection: BlockingConnection) -> FailureReason:
        begun(connection)
        connection.sendall(b"STARTTLS\r\n")
        connection.makefile().readline()
        with pytest.raises(StreamError) as caught:
            connection.wrap_socket(connection, server_hostname="elders.example")
        with pytest.raises(NETWORK_ERRORS):
            connection.sendall(b"LOGIN anna secret\r\n")
        return caught.value.reason

    talk = starts_tls(authority.context("elders.example"), b"go\r\n")
    assert await talked(network_to, talk, use) is FailureReason.CERTIFICATE_NAME


async def test_the_end_of_the_connection_is_an_empty_read(network_to: NetworkFactory, authority: Authority) -> None:
    def use(connection: BlockingConnection) -> tuple[bytes, bytes]:
        begun(connection)
        file = connection.makefile()
        return file.readline(), file.readline()

    assert await talked(network_to, answers(b"bye\r\n"), use, tls=authority) == (b"bye\r\n", b"")


async def test_a_cancelled_talk_is_waited_for(network_to: NetworkFactory, authority: Authority) -> None:
    ended: list[str] = []

    def use(connection: BlockingConnection) -> None:
        begun(connection, 30)
        try:
            connection.makefile().readline()
        finally:
            ended.append("thread")

    task = asyncio.create_task(talked(network_to, silent, use, tls=authority, seconds=60))
    await asyncio.sleep(0.3)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asyncio.wait_for(task, 2)
    assert ended == ["thread"]


def deflated(*pieces: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return b"".join(packer.compress(piece) + packer.flush(zlib.Z_SYNC_FLUSH) for piece in pieces)


def compressing(connection: BlockingConnection, octets: int = 10_000) -> BufferedReader:
    begun(connection, octets=octets, lines=1_000_000)
    file = connection.makefile()
    assert connection.compress(lambda: file.readline() == b"OK\r\n")
    return file


async def test_what_follows_the_agreement_is_inflated(network_to: NetworkFactory, authority: Authority) -> None:
    """Even where it comes together with the agreement."""

    def use(connection: BlockingConnection) -> list[bytes]:
        file = compressing(connection)
        connection.sendall(b"a1 NOOP\r\n")
        return [file.readline(), file.read(3), file.readline()]

    heard = bytearray()

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"OK\r\n" + deflated(b"one\r\ntw")[:6])
        await asyncio.sleep(0.05)
        writer.write(deflated(b"one\r\ntw", b"o and three\r\n")[6:])
        heard.extend(await reader.read(1000))

    assert await talked(network_to, talk, use, tls=authority) == [b"one\r\n", b"two", b" and three\r\n"]
    assert zlib.decompressobj(wbits=-15).decompress(bytes(heard)) == b"a1 NOOP\r\n"


async def test_without_an_agreement_all_stays_as_it_was(network_to: NetworkFactory, authority: Authority) -> None:
    def use(connection: BlockingConnection) -> bytes:
        begun(connection)
        file = connection.makefile()
        assert not connection.compress(lambda: file.readline() == b"OK\r\n")
        return file.readline()

    assert await talked(network_to, says(b"NO\r\nplain\r\n"), use, tls=authority) == b"plain\r\n"


@pytest.mark.parametrize(
    ("sent", "reason"),
    [
        (deflated(b"\0" * 10_000_000), FailureReason.TOO_LONG),
        (deflated(*[b""] * 10) + b"\x00\x00\x00\xff\xff" * 10_000, FailureReason.TOO_LONG),
        (b"* OK plain\r\n" * 20, FailureReason.WRONG_PROTOCOL),
        (deflated(b"hello" * 100)[:5], FailureReason.CLOSED),
    ],
    ids=["bomb", "blocks-of-nothing", "noise", "cut-off"],
)
async def test_a_bad_deflated_stream_ends(
    sent: bytes, reason: FailureReason, network_to: NetworkFactory, authority: Authority
) -> None:
    def use(connection: BlockingConnection) -> FailureReason:
        file = compressing(connection)
        with contextlib.suppress(StreamError):
            while file.read(4096):
                pass
        assert connection.failure is not None
        return connection.failure[0]

    async def talk(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"OK\r\n" + sent)
        await writer.drain()

    assert await talked(network_to, talk, use, tls=authority) is reason
