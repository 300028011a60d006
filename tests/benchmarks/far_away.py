"""Servers that are far away: every hop of the built-in world takes its share of a round trip. Runs as a program.

It has a process of its own, so that what the servers compute costs the prober nothing. How the way is made long stands
in README.md.
"""

import asyncio
import json
import sys
import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import dns.message
import dns.rdatatype

from tests.benchmarks.situations import CASES
from wizard.demo import World
from wizard.demo.authority import Authority
from wizard.demo.loopback import HOST, Loopback
from wizard.demo.name_server import NameServer, Zone
from wizard.network import NetworkSettings

_PORTS = (80, 110, 143, 443, 465, 587, 993, 995)
_SOON = 0.05  # seconds after which packets to a door on this very machine are lost
_ROOT = Path(__file__).parents[2]
_LOST_QUESTIONS = frozenset((case.situation.domain, kind) for case in CASES for kind in case.lost)
_MOST_AT_ONCE = 64 * 1024  # bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class FarAway:
    """Where the servers are, for a prober in another process. `round_trip` in seconds.

    `doors`: from the address and port that the name server gave out to what listens, or refuses, on loopback.
    """

    round_trip: float
    resolver: tuple[str, int]
    ca_file: Path
    doors: Mapping[tuple[str, int], tuple[str, int]]

    def settings(self) -> NetworkSettings:
        """The settings that lead there and nowhere else."""
        return NetworkSettings(
            resolver=self.resolver, ca_file=self.ca_file, ispdb_url="https://ispdb.example/v1.1/", route=self._route
        )

    async def _route(self, address: str, port: int) -> tuple[str, int]:
        """One round trip for SYN and what answers it; packets to where there is no door are lost."""
        if (address, port) not in self.doors:
            await asyncio.Event().wait()
        await asyncio.sleep(self.round_trip)
        return self.doors[address, port]


@asynccontextmanager
async def far_away(round_trip: float) -> AsyncIterator[FarAway]:
    """Run the servers in a process of their own for as long as the block runs."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.benchmarks.far_away", str(round_trip)),
        cwd=_ROOT,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        limit=1024 * 1024,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        said = json.loads(await process.stdout.readline())
        yield FarAway(
            round_trip=round_trip,
            resolver=(HOST, said["resolver"]),
            ca_file=Path(said["ca_file"]),
            doors={(address, port): (HOST, real_port) for address, port, real_port in said["doors"]},
        )
    finally:
        process.stdin.close()
        await process.wait()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Relay:
    """A long way to one server on loopback: `seconds` there, `seconds` back."""

    port: int
    seconds: float

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there = _collected(reader, self.seconds)
        await asyncio.sleep(self.seconds)  # the last packet of TCP's handshake travels too
        try:
            far_reader, far_writer = await asyncio.open_connection(HOST, self.port)
        except OSError:
            writer.close()
            return
        back = _collected(far_reader, self.seconds)
        await asyncio.gather(_deliver(there, far_writer), _deliver(back, writer))


_Pieces = asyncio.Queue[tuple[float, bytes]]


def _collected(reader: asyncio.StreamReader, seconds: float) -> _Pieces:
    """What comes in, each piece with the moment at which it is due on the other side; an empty one at the end."""
    clock = asyncio.get_running_loop().time
    pieces: _Pieces = asyncio.Queue()

    async def collect() -> None:
        data = b"-"
        while data:
            try:
                data = await reader.read(_MOST_AT_ONCE)
            except ConnectionError:
                data = b""
            pieces.put_nowait((clock() + seconds, data))

    task = asyncio.create_task(collect())
    _COLLECTING.add(task)
    task.add_done_callback(_COLLECTING.discard)
    return pieces


_COLLECTING = set[asyncio.Task[None]]()


async def _deliver(pieces: _Pieces, writer: asyncio.StreamWriter) -> None:
    clock = asyncio.get_running_loop().time
    data = b"-"
    while data:
        moment, data = await pieces.get()
        await asyncio.sleep(moment - clock())
        writer.write(data)
    writer.close()


class _Names(asyncio.DatagramProtocol):
    """Answers each question a round trip after it came; looks the answer up once, for a prober asks much at a time."""

    def __init__(self, name_server: NameServer, round_trip: float) -> None:
        self._name_server = name_server
        self._round_trip = round_trip
        self._answers: dict[bytes, bytes | None] = {}
        self._transport: asyncio.DatagramTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.DatagramTransport", transport)

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        number, question = data[:2], data[2:]
        if question not in self._answers:
            response = None if _asked(data) in _LOST_QUESTIONS else self._name_server.respond(data)
            self._answers[question] = None if response is None else response.to_wire()[2:]
        answer = self._answers[question]
        if answer is not None and self._transport is not None:
            loop = asyncio.get_running_loop()
            loop.call_later(self._round_trip, self._transport.sendto, number + answer, addr)


def _asked(packet: bytes) -> tuple[str, str]:
    question = dns.message.from_wire(packet).question[0]
    return question.name.to_text(omit_final_dot=True), dns.rdatatype.to_text(question.rdtype)


async def _open_doors(world: World, round_trip: float, stack: AsyncExitStack) -> list[tuple[str, int, int]]:
    """Open every door of every host: address, port, and the port on loopback, behind a relay where a server is."""
    relays: dict[int, int] = {}
    doors: list[tuple[str, int, int]] = []
    _, closed = await world.route("192.0.2.255", 1)
    for address in world.addresses.values():
        for port in _PORTS:
            try:
                async with asyncio.timeout(_SOON):
                    _, real_port = await world.route(address, port)
            except TimeoutError:
                continue
            if real_port != closed and real_port not in relays:
                relay = _Relay(port=real_port, seconds=round_trip / 2)
                server = await stack.enter_async_context(await asyncio.start_server(relay, HOST, 0))
                relays[real_port] = server.sockets[0].getsockname()[1]
            doors.append((address, port, relays.get(real_port, closed)))
    return doors


async def _end_all() -> None:
    """End the relays quietly: asyncio reports a visitor's task that is cancelled as a fault."""
    others = asyncio.all_tasks() - {asyncio.current_task()}
    asyncio.get_running_loop().set_exception_handler(lambda _loop, _context: None)
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)


async def _serve(round_trip: float) -> None:
    """Say on stdout where everything is, and serve until stdin ends."""
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="mailwijzer-benchmark-"))
        loopback = await stack.enter_async_context(Loopback(0.0))
        authority = Authority(Path(folder))
        world = World([case.situation for case in CASES], loopback=loopback, authority=authority)
        for hostname in world.addresses:
            authority.context(hostname)  # made now, so that no visitor waits for it
        name_server = NameServer(Zone(world.names()), loopback, 0.0)
        names, _ = await asyncio.get_running_loop().create_datagram_endpoint(
            lambda: _Names(name_server, round_trip), local_addr=(HOST, 0)
        )
        stack.callback(names.close)
        doors = await _open_doors(world, round_trip, stack)
        said = {"resolver": names.get_extra_info("sockname")[1], "ca_file": str(authority.ca_file), "doors": doors}
        print(json.dumps(said), flush=True)
        await asyncio.to_thread(sys.stdin.read)
        await _end_all()


if __name__ == "__main__":
    asyncio.run(_serve(float(sys.argv[1])))
