"""Documents of every kind, whole, cut and hostile."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exporters import accounts
from tests.lint.documents import AUTOCONFIG, GOOD, MOBILECONFIG, places, told
from wizard import rulebook
from wizard.exporters import FORMATS, Context, export
from wizard.i18n import Words
from wizard.i18n.sentences import fault_sentences
from wizard.lint import Kind, read
from wizard.lint.faults import MOST, Faults
from wizard.model import Account, Fault, FaultId, Language, Severity

RULES = rulebook.load()
READABLE = [
    pytest.param(name, account, id=f"{name} {label}")
    for name in Kind
    for label, account in accounts.ACCOUNTS.items()
    if FORMATS[name].obstacle(account) is None and label != "pop-empty"
]


@pytest.mark.parametrize("name", GOOD)
def test_the_kind_is_known_by_the_content(name: str) -> None:
    assert read(GOOD[name].encode(), "settings.txt").kind == name


@pytest.mark.parametrize(
    "document",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"<!DOCTYPE html><html><head><title>404</title></head></html>", id="web page"),
        pytest.param(b"MIT License", id="text"),
        pytest.param(b"\x89PNG\r\n\x1a\n\x00\x00", id="picture"),
        pytest.param(b"0\x82\x01\x00\x30", id="a signature around nothing"),
        pytest.param(b"<x><clientConfig/></x>", id="buried in something else"),
    ],
)
def test_what_is_none_of_them_is_told(document: bytes) -> None:
    reading = read(document, "file")

    assert [fault.id for fault in reading.faults] == [FaultId.UNKNOWN_FORMAT]
    assert reading.servers == ()


@pytest.mark.parametrize("name", GOOD)
def test_cut_anywhere_it_is_a_fault_and_no_crash(name: str) -> None:
    whole = GOOD[name].encode().rstrip()
    for length in range(len(whole)):
        reading = read(whole[:length], "file")
        assert reading.servers == ()
        assert any(fault.severity is Severity.BLOCKING for fault in reading.faults), length


@pytest.mark.parametrize("name", GOOD)
def test_a_byte_order_mark_is_told_and_read_past(name: str) -> None:
    assert places(read(b"\xef\xbb\xbf" + GOOD[name].encode(), "file")) == ["byte-order-mark:1"]


def test_utf_16_is_read() -> None:
    document = AUTOCONFIG.replace("UTF-8", "UTF-16").encode("utf-16")

    assert told(document) == []


def test_a_signed_profile_is_read_inside_its_signature() -> None:
    assert read(b"0\x82\x10\x00\x06\x09" + MOBILECONFIG.encode() + b"\xa0\x82", "file").faults == ()


@pytest.mark.parametrize(
    "document",
    [
        pytest.param(b"<clientConfig>" * 40, id="deep"),
        pytest.param(b"<clientConfig>" + b"<a/>" * 3000 + b"</clientConfig>", id="many elements"),
        pytest.param(b"<clientConfig>" + b"x" * 5000 + b"</clientConfig>", id="much text"),
        pytest.param(b"<clientConfig>" + b" " * 300_000 + b"</clientConfig>", id="large"),
        pytest.param(
            b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><clientConfig>&b;</clientConfig>', id="entities"
        ),
        pytest.param(b'<?xml version="1.0" encoding="utf-7"?><clientConfig/>', id="utf-7"),
    ],
)
def test_hostile_documents_end_in_a_fault(document: bytes) -> None:
    assert FaultId.NOT_WELL_FORMED in {fault.id for fault in read(document, "file").faults}


def test_thousands_of_faults_are_not_all_told_and_hide_nothing_worse() -> None:
    sections = b'<incomingServer type="x"/>' * 500
    reading = read(
        b'<clientConfig version="1.1"><emailProvider id="x.nl">' + sections + b"</emailProvider></clientConfig>", "file"
    )

    assert sum(fault.severity is Severity.WARNING for fault in reading.faults) == MOST
    assert FaultId.NO_INCOMING_SERVER in {fault.id for fault in reading.faults}


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_give_a_reading(document: bytes) -> None:
    for start in (b"", b"<clientConfig>", b"<plist><dict>", b"<Autodiscover>", b'{"protocols":'):
        reading = read(start + document, "file")
        assert reading.servers == ()
        assert reading.faults


@given(st.text(max_size=60), st.sampled_from(sorted(GOOD)), st.integers(min_value=0, max_value=1600))
def test_text_put_anywhere_never_breaks_it(text: str, name: str, place: int) -> None:
    document = GOOD[name]
    for fault in read((document[:place] + text + document[place:]).encode(errors="replace"), "file").faults:
        assert fault.line is None or 1 <= fault.line <= document.count("\n") + text.count("\n") + 3
        assert all(value.isprintable() for value in fault.values.values())


@pytest.mark.parametrize(("name", "account"), READABLE)
def test_what_is_exported_passes(name: str, account: Account) -> None:
    """Apart from what the account itself lacks: IMAP, or a user name form."""
    faults = read(export(name, account, Context()), "file", domain=account.address.domain).faults

    assert {fault.id for fault in faults} <= {FaultId.NO_IMAP_SERVER}


@pytest.mark.parametrize("fault_id", FaultId)
@pytest.mark.parametrize("language", Language)
def test_every_fault_has_words(fault_id: FaultId, language: Language) -> None:
    names = ("where", "parent", "value", "nearest", "allowed", "detail", "limit", "length", "port", "security", "usual",
             "protocol", "domain")  # fmt: skip
    values = {name: f"<{name}>" for name in names} | {"why": "certificate-expired"}
    faults = Faults(document="file")
    faults.add(fault_id, 3, None, **values)
    (fault,) = faults.found
    sentences = fault_sentences(fault, RULES.faults, Words(language))

    assert fault.subject == "file:3"
    assert all(sentence and "{" not in sentence for sentence in sentences)


def test_a_fault_of_the_whole_has_no_line() -> None:
    assert Fault(id=FaultId.NOTHING_PUBLISHED, severity=Severity.WARNING, document="voorbeeld.nl").subject == (
        "voorbeeld.nl"
    )


def files() -> list[Path]:
    folder = os.environ.get("MAILWIJZER_ISPDB")
    return sorted(Path(folder).iterdir()) if folder else []


def test_published_files_of_others_are_read_without_a_crash() -> None:
    """Set MAILWIJZER_ISPDB to a folder of Thunderbird's database to read every file in it."""
    for path in files():
        reading = read(path.read_bytes(), path.name)
        blocked = any(fault.severity is Severity.BLOCKING for fault in reading.faults)
        assert blocked is (path.suffix != ".xml"), path.name
        assert bool(reading.servers) is not blocked
