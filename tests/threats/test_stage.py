"""The stage would see what must not be there."""

from dataclasses import dataclass

import pytest

from tests.servers.lines import LineServer, silent
from tests.threats.conftest import Staged
from tests.threats.stage import said_to, texts


@dataclass(frozen=True)
class Value:
    parts: tuple[object, ...]


def test_every_text_is_found_however_deep() -> None:
    deep = Value(parts=(Value(parts=({"key": ["one", frozenset({"two"})]}, 3, None, b"bytes")), "three"))
    assert sorted(texts(deep)) == ["key", "one", "three", "two"]


@pytest.mark.parametrize(
    ("received", "words"),
    [
        (b"A1 CAPABILITY\r\nA4 LOGOUT\r\n", {b"CAPABILITY", b"LOGOUT"}),
        (b"A5 LOGIN anna geheim\r\n", {b"LOGIN"}),
        (b"a7 authenticate PLAIN AGFubmE=\r\n", {b"AUTHENTICATE"}),
        (b"EHLO [127.0.0.1]\r\nAUTH PLAIN AGFubmE=\r\n", {b"EHLO", b"AUTH"}),
        (b"CAPA\r\nUSER anna\r\nPASS geheim\r\n", {b"CAPA", b"USER", b"PASS"}),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", set()),
    ],
)
def test_every_command_is_heard(received: bytes, words: set[bytes]) -> None:
    assert said_to(LineServer(host="", port=0, received=bytearray(received))) == words


async def test_what_must_not_be_there_is_refused(staged: Staged) -> None:
    async with staged(mail={1: silent}) as here:
        here.expect_nothing_bad(Value(parts=("harmless",)))
        with pytest.raises(AssertionError):
            here.expect_nothing_bad(Value(parts=("evil\x1b[2J",)))
        here.mail[1].received += b"USER anna\r\n"
        with pytest.raises(AssertionError):
            here.expect_nothing_bad(Value(parts=()))
