"""A name server on loopback: UDP and TCP on one port, a zone from a dictionary, faults on demand."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import cast

import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rdatatype
import dns.rrset

Zone = Mapping[str, Mapping[str, Sequence[str]]]
"""Name without the last dot -> kind -> records: `{"voorbeeld.nl": {"MX": ["10 mx.voorbeeld.nl."]}}`."""


class Fault(StrEnum):
    """What can be wrong with a name."""

    SERVFAIL = "servfail"
    REFUSED = "refused"
    MUTE = "mute"
    TRUNCATED = "truncated"
    FORGED_FIRST = "forged-first"
    ONLY_CUT_SHORT = "only-cut-short"
    """Truncated over UDP; over TCP the door shuts before the answer."""
    DRIPPING = "dripping"
    """Truncated over UDP; over TCP the answer comes by the byte."""


@dataclass(slots=True, kw_only=True)
class NameServer:
    """`zone` and `faults` may change while it runs. `questions` are (name, kind) as they came in, repeats too.

    A name that is not in the zone does not exist; `*.voorbeeld.nl` stands for all below. A CNAME is followed. The
    fault of `*` is that of every name that has none of its own. `changes` holds what a name has the first few times.
    """

    zone: dict[str, Mapping[str, Sequence[str]]] = field(default_factory=dict)
    faults: dict[str, Fault] = field(default_factory=dict)
    authenticated: bool = False
    delay: float = 0.0
    questions: list[tuple[str, str]] = field(default_factory=list)
    over_tcp: int = 0
    changes: dict[str, list[Mapping[str, Sequence[str]]]] = field(default_factory=dict)
    address: tuple[str, int] = ("127.0.0.1", 0)

    def fault_of(self, wire: bytes) -> Fault | None:
        """What is wrong with the name in this question."""
        name = dns.message.from_wire(wire).question[0].name.to_text(omit_final_dot=True).lower()
        return self.faults.get(name, self.faults.get("*"))

    def reply(self, wire: bytes, *, tcp: bool) -> list[bytes]:
        """The answers to one question, none for a mute server."""
        query = dns.message.from_wire(wire)
        question = query.question[0]
        name = question.name.to_text(omit_final_dot=True).lower()
        kind = dns.rdatatype.to_text(question.rdtype)
        self.questions.append((name, kind))
        self.over_tcp += tcp
        response = dns.message.make_response(query, recursion_available=True)
        if self.authenticated:
            response.flags |= dns.flags.AD
        match self.fault_of(wire):
            case Fault.MUTE:
                return []
            case Fault.SERVFAIL:
                response.set_rcode(dns.rcode.SERVFAIL)
            case Fault.REFUSED:
                response.set_rcode(dns.rcode.REFUSED)
            case Fault.TRUNCATED | Fault.ONLY_CUT_SHORT | Fault.DRIPPING if not tcp:
                response.flags |= dns.flags.TC
            case Fault.FORGED_FIRST if not tcp:
                self._fill(response, question.name, question.rdtype)
                forged = bytearray(response.to_wire())
                forged[0] ^= 0xFF
                return [b"\x00", bytes(forged[:2]) + b"garbage", bytes(forged), response.to_wire()]
            case _:
                self._fill(response, question.name, question.rdtype)
        return [response.to_wire(max_size=65535)]

    def _fill(self, response: dns.message.Message, name: dns.name.Name, kind: dns.rdatatype.RdataType) -> None:
        for _ in range(50):
            kinds = self._kinds(name.to_text(omit_final_dot=True).lower())
            if kinds is None:
                response.set_rcode(dns.rcode.NXDOMAIN)
                return
            texts = kinds.get(dns.rdatatype.to_text(kind), ())
            if texts:
                response.answer.append(dns.rrset.from_text(name, 60, "IN", kind, *texts))
                return
            if "CNAME" not in kinds:
                return
            alias = dns.rrset.from_text(name, 60, "IN", "CNAME", *kinds["CNAME"])
            if alias in response.answer:
                return
            response.answer.append(alias)
            name = alias[0].target

    def _kinds(self, name: str) -> Mapping[str, Sequence[str]] | None:
        if self.changes.get(name):
            return self.changes[name].pop(0)
        if name in self.zone:
            return self.zone[name]
        labels = name.split(".")
        for start in range(1, len(labels)):
            wildcard = ".".join(["*", *labels[start:]])
            if wildcard in self.zone:
                return self.zone[wildcard]
        return None


@contextlib.asynccontextmanager
async def name_server(
    zone: Zone | None = None,
    faults: Mapping[str, Fault] | None = None,
    *,
    authenticated: bool = False,
    delay: float = 0.0,
    host: str = "127.0.0.1",
) -> AsyncIterator[NameServer]:
    """Serve the zone; `address` of what is given is where."""
    server = NameServer(zone=dict(zone or {}), faults=dict(faults or {}), authenticated=authenticated, delay=delay)

    tasks: set[asyncio.Task[None]] = set()

    async def over_tcp(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        tasks.add(asyncio.current_task())  # type: ignore[arg-type]
        try:
            with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
                await _answer_over_tcp(server, reader, writer)
        finally:
            writer.close()

    transport, listener = await _one_port_for_both(server, over_tcp, host)
    try:
        yield server
    finally:
        listener.close()
        transport.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for _ in range(6):
            await asyncio.sleep(0)


async def _answer_over_tcp(server: NameServer, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    wire = await reader.readexactly(int.from_bytes(await reader.readexactly(2), "big"))
    for answer in server.reply(wire, tcp=True):
        framed = len(answer).to_bytes(2, "big") + answer
        match server.fault_of(wire):
            case Fault.DRIPPING:
                for byte in framed:
                    writer.write(bytes([byte]))
                    await asyncio.sleep(0.05)
            case Fault.ONLY_CUT_SHORT:
                pass
            case _:
                writer.write(framed)


async def _one_port_for_both(
    server: NameServer,
    over_tcp: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]],
    host: str,
) -> tuple[asyncio.DatagramTransport, asyncio.Server]:
    loop = asyncio.get_running_loop()
    while True:
        transport, _ = await loop.create_datagram_endpoint(lambda: _Datagrams(server), local_addr=(host, 0))
        server.address = (host, transport.get_extra_info("sockname")[1])
        try:
            return transport, await asyncio.start_server(over_tcp, *server.address)
        except OSError:  # somebody has this port over TCP
            transport.close()


class _Datagrams(asyncio.DatagramProtocol):
    def __init__(self, server: NameServer) -> None:
        self._server = server
        self._transport: asyncio.DatagramTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.DatagramTransport", transport)

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        asyncio.get_running_loop().call_later(self._server.delay, self._answer, data, addr)

    def _answer(self, data: bytes, addr: tuple[str, int]) -> None:
        assert self._transport is not None
        if not self._transport.is_closing():
            for answer in self._server.reply(data, tcp=False):
                self._transport.sendto(answer, addr)
