"""What can be wrong in a PACC file, and in which line."""

from typing import Any

import pytest

from tests.lint.documents import PACC, spoilt, told
from wizard.lint import Kind, pacc, read
from wizard.lint.faults import MOST, Faults
from wizard.model import FaultId, SocketType


def test_nothing_is_wrong() -> None:
    reading = read(PACC.encode(), "file", domain="voorbeeld.nl")

    assert reading.faults == ()
    assert reading.kind is Kind.PACC
    assert [str(server.endpoint) for server in reading.servers] == [
        "imap.voorbeeld.nl:993",
        "pop.voorbeeld.nl:995",
        "smtp.voorbeeld.nl:465",
    ]
    assert {server.endpoint.socket_type for server in reading.servers} == {SocketType.SSL}


@pytest.mark.parametrize(
    ("old", "new", "faults"),
    [
        pytest.param("true},", "true}", ["not-well-formed:8"], id="comma missing"),
        pytest.param('"pop3"', '"imap"', ["not-well-formed:3"], id="member twice"),
        pytest.param('"protocols"', '"protocol"', ["element-missing:1", "no-incoming-server:1", "no-outgoing-server:1",
                                                   "member-ignored:2"], id="no protocols"),
        pytest.param('"authentication": {"password": true},', "", ["element-missing:1"], id="no authentication"),
        pytest.param('{"password": true}', "{}", ["value-unknown:7"], id="no way to sign in"),
        pytest.param('"name": "Voorbeeld Mail", ', "", ["element-missing:9"], id="no name"),
        pytest.param("Voorbeeld Mail", "x" * 61, ["text-too-long:9"], id="long name"),
        pytest.param('"imap.voorbeeld.nl"', '"imap.voorbeeld.nl", "port": 143', ["member-ignored:3"], id="a port"),
        pytest.param('"imap.voorbeeld.nl"', '"imap voorbeeld"', ["hostname-bad:3"], id="bad host"),
        pytest.param('"pop.voorbeeld.nl"', "5", ["element-missing:4"], id="host is a number"),
        pytest.param('{"host": "pop.voorbeeld.nl"}', "[]", ["element-missing:4", "value-unknown:4"], id="no object"),
        pytest.param('"smtp"', '"smpt"', ["no-outgoing-server:2", "member-ignored:5"], id="misspelt protocol"),
        pytest.param('"info"', '"logo": 1, "info"', ["member-ignored:8"], id="unknown member"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_line(old: str, new: str, faults: list[str]) -> None:
    assert told(spoilt(PACC, old, new)) == faults


class CountedText(str):
    """A text that counts how often somebody works out a line in it."""

    __slots__ = ("counted",)

    def count(self, *what: Any) -> int:
        self.counted = getattr(self, "counted", 0) + 1
        return super().count(*what)


def test_thousands_of_strange_members_are_neither_told_nor_looked_for() -> None:
    text = CountedText("{" + ", ".join(f'"strange{number}": 1' for number in range(2000)) + "}")
    faults = Faults(document="file")
    members = pacc.read(text, faults)
    assert members is not None
    pacc.lint(members, text, faults)

    told_of = [fault.id for fault in faults.in_order()]
    assert told_of.count(FaultId.MEMBER_IGNORED) == MOST
    assert FaultId.NO_INCOMING_SERVER in told_of
    assert text.counted < MOST + 10


@pytest.mark.parametrize(
    ("document", "detail"),
    [(b'{"a":' + b"9" * 5000 + b"}", "Exceeds the limit"), (b'{"a": 1, "a": 2}', "“a”: duplicate")],
    ids=["a number beyond all numbers", "twice"],
)
def test_what_is_not_well_formed_says_why(document: bytes, detail: str) -> None:
    assert read(document, "file").faults[0].values["detail"].startswith(detail)


@pytest.mark.parametrize(
    ("document", "faults"),
    [
        pytest.param(b'{\n\n"\xff"', ["not-well-formed:3"], id="not UTF-8"),
        pytest.param(b"{" * 100_000, ["not-well-formed:1"], id="one brace after another"),
        pytest.param(b'{"a":' * 100_000, ["not-well-formed:1"], id="too deep"),
    ],
)
def test_hostile_files_end_in_a_fault(document: bytes, faults: list[str]) -> None:
    assert told(document) == faults
