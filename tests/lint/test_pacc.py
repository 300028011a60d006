"""What can be wrong in a PACC file, and in which line."""

import pytest

from tests.lint.documents import PACC, spoilt, told
from wizard.lint import Kind, read
from wizard.model import SocketType


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
