"""Deflated connections: what arrives is what was sent, and a few bytes never become many at once."""

import random
import zlib

import pytest

from wizard.model import FailureReason
from wizard.network import StreamError
from wizard.network.deflate import Deflate


def packed(data: bytes, flush: int = zlib.Z_SYNC_FLUSH) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush(flush)


def read_all(deflate: Deflate, size: int) -> bytes:
    together = bytearray()
    while data := deflate.read(size):
        assert len(data) <= size
        together += data
    return bytes(together)


@pytest.mark.parametrize("size", [1, 7, 8192])
@pytest.mark.parametrize("at_once", [1, 3, 100_000])
def test_what_was_packed_is_read_whatever_the_pieces(size: int, at_once: int) -> None:
    data = b"* 1 FETCH " * 50 + random.Random(1).randbytes(300)
    sent, deflate = packed(data), Deflate()
    together = bytearray()
    for place in range(0, len(sent), at_once):
        deflate.feed(sent[place : place + at_once])
        together += read_all(deflate, size)

    assert bytes(together) == data


def test_each_message_can_be_read_as_soon_as_it_is_sent() -> None:
    ours, theirs = Deflate(), Deflate()
    for line in (b"a1 NOOP\r\n", b"a2 LOGOUT\r\n", b""):
        theirs.feed(ours.packed(line))
        assert read_all(theirs, 100) == line


def test_a_bomb_is_inflated_no_further_than_it_is_read() -> None:
    bomb = packed(b"\0" * 50_000_000)
    deflate = Deflate()
    deflate.feed(bomb)

    assert len(bomb) < 60_000
    assert [len(deflate.read(1000)) for _ in range(3)] == [1000] * 3
    assert len(deflate._waiting) <= len(bomb)


@pytest.mark.parametrize(
    "data",
    [b"* OK not deflated at all\r\n" * 20, b"\xff" * 100, zlib.compress(b"with a head of its own")],
    ids=["text", "ones", "zlib"],
)
def test_what_is_not_deflated_is_told(data: bytes) -> None:
    deflate = Deflate()
    deflate.feed(data)
    with pytest.raises(StreamError) as told:
        read_all(deflate, 1000)
    assert told.value.reason is FailureReason.WRONG_PROTOCOL


def test_nothing_comes_behind_the_end_of_a_stream() -> None:
    deflate = Deflate()
    deflate.feed(packed(b"bye", zlib.Z_FINISH) + b"more")

    assert deflate.read(100) == b"bye"
    with pytest.raises(StreamError):
        deflate.read(100)


def test_half_a_stream_is_no_fault_yet() -> None:
    deflate = Deflate()
    deflate.feed(packed(b"hello" * 100)[:5])
    read_all(deflate, 1000)
    assert deflate.read(1000) == b""
