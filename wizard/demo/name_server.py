"""A DNS server on loopback, over UDP and TCP, for the names of the built-in world (RFC 1035, RFC 2308)."""

import asyncio
import socket
from collections import defaultdict
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Self

import dns.exception
import dns.flags
import dns.message
import dns.name
import dns.opcode
import dns.rcode
import dns.rdata
import dns.rdataclass
import dns.rdatatype
import dns.rrset

from wizard.demo.loopback import HOST, Connection, Loopback

_TTL = 300
_MOST_ALIASES = 8


class Trouble(StrEnum):
    """What the name server does with a name instead of answering; stands where a record's type stands."""

    BROKEN = "BROKEN"
    SILENT = "SILENT"


class Zone:
    """What there is to know of all names: lines like `all-well.example MX 10 mx.all-well.example`.

    All names stand in full, without a last dot. Raises ValueError or dns.exception.DNSException on a bad line.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self._records: dict[str, dict[dns.rdatatype.RdataType, list[dns.rdata.Rdata]]] = {}
        self._troubles: dict[str, Trouble] = {}
        self._existing = set[str]()
        for line in dict.fromkeys(lines):
            name, kind, *rest = line.split(maxsplit=2)
            if kind in set(Trouble):
                self._troubles[name] = Trouble(kind)
            else:
                record = dns.rdata.from_text("IN", kind, rest[0], origin=dns.name.root, relativize=False)
                self._records.setdefault(name, defaultdict(list))[record.rdtype].append(record)
                self._existing.update(_with_parents(name))

    def trouble(self, name: str) -> Trouble | None:
        """What is wrong with this name or one above it."""
        return next(filter(None, map(self._troubles.get, _with_parents(name))), None)

    def records(self, name: str) -> Mapping[dns.rdatatype.RdataType, list[dns.rdata.Rdata]] | None:
        """By type what the name has, from a wildcard too; nothing where only names below it have something (RFC 8020).

        None where the name does not exist.
        """
        if name in self._existing:
            return self._records.get(name, {})
        for parent in _with_parents(name):
            if parent in self._existing:
                return self._records.get(f"*.{parent}")
        return None


def _with_parents(name: str) -> Iterable[str]:
    while name:
        yield name
        name = name.partition(".")[2]


class NameServer:
    """Answers from a zone; takes `pace` seconds for each answer. Use as an async context manager."""

    def __init__(self, zone: Zone, loopback: Loopback, pace: float) -> None:
        self._zone = zone
        self._loopback = loopback
        self._pace = pace
        self._answering: set[asyncio.Task[None]] = set()
        self._transport: asyncio.DatagramTransport | None = None
        self.address = (HOST, 0)

    async def __aenter__(self) -> Self:
        """Open one port for both UDP and TCP; which are free for TCP need not be for UDP, so it may take some tries."""
        while self._transport is None:
            port = await self._loopback.listen(self._serve_tcp)
            udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            try:
                udp.bind((HOST, port))
            except OSError:
                udp.close()
                continue
            self._transport, _ = await asyncio.get_running_loop().create_datagram_endpoint(
                lambda: _Datagrams(self), sock=udp
            )
            self.address = (HOST, port)
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._transport is not None
        self._transport.abort()
        for task in self._answering:
            task.cancel()
        await asyncio.gather(*self._answering, return_exceptions=True)
        await asyncio.sleep(0)  # the transport closes its socket in the next turn of the loop

    def receive(self, packet: bytes, client: tuple[str, int]) -> None:
        """Answer a datagram, in its own time."""
        task = asyncio.get_running_loop().create_task(self._serve_udp(packet, client))
        self._answering.add(task)
        task.add_done_callback(self._answering.discard)

    async def _serve_udp(self, packet: bytes, client: tuple[str, int]) -> None:
        response = self.respond(packet)
        if response is not None:
            wire = response.to_wire(max_size=response.request_payload or 512, prefer_truncation=True)
            await asyncio.sleep(self._pace)
            assert self._transport is not None
            self._transport.sendto(wire, client)

    async def _serve_tcp(self, connection: Connection) -> None:
        connection.pace = self._pace
        while True:
            size = int.from_bytes(await connection.read(2))
            response = self.respond(await connection.read(size))
            if response is not None:
                await connection.send(response.to_wire(max_size=65535, prepend_length=True))

    def respond(self, packet: bytes) -> dns.message.Message | None:
        """The answer to one packet; None where silence is the answer."""
        try:
            query = dns.message.from_wire(packet)
        except dns.exception.DNSException:
            return None
        if query.flags & dns.flags.QR or len(query.question) != 1 or query.opcode() != dns.opcode.QUERY:
            return None
        name = query.question[0].name.to_text(omit_final_dot=True).lower()
        response = dns.message.make_response(query, recursion_available=True)
        match self._zone.trouble(name):
            case Trouble.SILENT:
                return None
            case Trouble.BROKEN:
                response.set_rcode(dns.rcode.SERVFAIL)
            case None:
                self._fill(response, name, query.question[0].rdtype)
        return response

    def _fill(self, response: dns.message.Message, name: str, rdtype: dns.rdatatype.RdataType) -> None:
        """Add the records of this name, those of the name it is an alias of, or the proof that there are none."""
        for _ in range(_MOST_ALIASES):
            records = self._zone.records(name)
            found = records or {}
            alias = found.get(dns.rdatatype.CNAME) if rdtype != dns.rdatatype.CNAME else None
            if answer := alias or found.get(rdtype):
                response.answer.append(dns.rrset.from_rdata_list(_absolute(name), _TTL, answer))
            if not alias:
                if not answer:
                    _add_absence(response, name, exists=records is not None)
                return
            name = alias[0].to_text().rstrip(".").lower()


def _add_absence(response: dns.message.Message, name: str, *, exists: bool) -> None:
    """Say that there is no such record, or no such name (RFC 2308)."""
    top = name.rpartition(".")[2]
    soa = f"ns.{top}. hostmaster.{top}. 1 3600 600 86400 {_TTL}"
    response.authority.append(dns.rrset.from_text(_absolute(top), _TTL, "IN", "SOA", soa))
    if not exists:
        response.set_rcode(dns.rcode.NXDOMAIN)


def _absolute(name: str) -> dns.name.Name:
    return dns.name.from_text(name, origin=dns.name.root)


class _Datagrams(asyncio.DatagramProtocol):
    def __init__(self, server: NameServer) -> None:
        self._server = server

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        self._server.receive(data, addr)
