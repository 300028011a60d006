"""One cause for garbled mail: the faults of the message itself, and the mail program that decides what can be it."""

from typing import Any

import pytest

from tests.servers.generated_messages import plain_message
from wizard import rulebook
from wizard.diagnosis.comparison import examine, normalised, part_sections
from wizard.diagnosis.garbled import GarbledVerdict, judge_garbled
from wizard.model import ClientChoice, GarbledCause, MessageCopies, PartCopy

HEAD = b"From: bram@voorbeeld.nl\r\nMessage-ID: <1@voorbeeld.nl>\r\nMIME-Version: 1.0\r\n"


def copies(raw: bytes, **changes: Any) -> MessageCopies:
    """Every copy the same, but for these."""
    same: dict[str, Any] = {"size": len(raw), "whole": raw, "again": raw, "in_chunks": ((65536, raw),), "over_pop": raw}
    return MessageCopies(uid=1, **(same | {"past_end": b"", "past_end_asked": True} | changes))


def causes(raw: bytes) -> list[tuple[GarbledCause, str]]:
    return [(one.cause, one.what) for one in examine(copies(raw), 1).observations]


def nested(levels: int) -> bytes:
    heads = (
        b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (level, level) for level in range(levels)
    )
    return HEAD + b"".join(heads) + b"\r\nx\r\n" + b"".join(b"--%d--\r\n" % level for level in reversed(range(levels)))


@pytest.mark.parametrize(
    "raw", [nested(2000), HEAD + b"Content-Type: message/rfc822\r\n\r\n" * 2000], ids=["multipart", "rfc822"]
)
def test_a_message_made_to_break_its_reader_is_a_damaged_one(raw: bytes) -> None:
    assert (GarbledCause.DAMAGED, "mime") in causes(raw)
    assert part_sections(raw, None) == ("1",)


def text(body: bytes, *, kind: bytes = b"text/plain; charset=utf-8", encoding: bytes = b"8bit") -> bytes:
    return HEAD + b"Content-Type: " + kind + b"\r\nContent-Transfer-Encoding: " + encoding + b"\r\n\r\n" + body


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (text(b"goed\r\n"), []),
        (text("één\r\n".encode()), []),
        (b"X-A: " + b"a" * 994 + b"\r\n" + text(b"x\r\n"), [(GarbledCause.LONG_HEADER, "line")]),
        (b"X-A: " + b"a" * 993 + b"\r\n" + text(b"x\r\n"), []),
        (b"X-A: b" + b"\r\n c" * 400 + b"\r\n" + text(b"x\r\n"), [(GarbledCause.LONG_HEADER, "unfolded")]),
        (text(b"een\rtwee\r\n"), [(GarbledCause.DAMAGED, "bare CR")]),
        (text(b"een\ntwee\r\n"), [(GarbledCause.DAMAGED, "bare LF")]),
        (text(b"een\0twee\r\n"), [(GarbledCause.DAMAGED, "NUL")]),
        (text("één\r\n".encode(), kind=b"text/plain"), [(GarbledCause.CHARSET, "8-bit without charset")]),
        (text(b"\xe9\xe9n\r\n"), [(GarbledCause.CHARSET, "does not decode")]),
        (text(b"x\r\n", kind=b"text/plain; charset=klingon"), [(GarbledCause.CHARSET, "unknown charset")]),
        (
            text('<meta charset="utf-16"><p>é</p>\r\n'.encode(), kind=b"text/html; charset=utf-8"),
            [(GarbledCause.CHARSET, "meta")],
        ),
        (text('<meta charset="UTF8"><p>é</p>\r\n'.encode(), kind=b"text/html; charset=utf-8"), []),
        (text(b"x", kind=b"application/ms-tnef", encoding=b"7bit"), [(GarbledCause.TNEF, "kind")]),
        (text(b"aGFsbG8=\r\n", encoding=b"base64"), []),
        (text(b"aGFsbG8=\r\n-- lijst\r\n", encoding=b"base64"), [(GarbledCause.GLUED_TEXT, "after base64")]),
        (
            HEAD + b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\nab\r\n--x--\r\nlijst\r\n",
            [(GarbledCause.GLUED_TEXT, "after the last part")],
        ),
        (HEAD + b"Content-Type: multipart/mixed; boundary=x\r\n\r\nno boundary\r\n", [(GarbledCause.DAMAGED, "mime")]),
    ],
    ids=[
        "fine",
        "fine and not ASCII",
        "line of 999",
        "line of 998",
        "long once unfolded",
        "bare CR",
        "bare LF",
        "NUL",
        "no charset",
        "wrong charset",
        "unknown charset",
        "meta says otherwise",
        "meta says the same",
        "TNEF",
        "base64",
        "text after base64",
        "text after the last part",
        "no boundary",
    ],
)
def test_faults_of_the_message_itself(raw: bytes, expected: list[tuple[GarbledCause, str]]) -> None:
    assert causes(raw) == expected


def verdict(client: ClientChoice, raw: bytes, *, issuer: str = "Let's Encrypt", **changes: Any) -> GarbledVerdict:
    return judge_garbled([examine(copies(raw, **changes), 1)], client, [("imap.voorbeeld.nl:993", issuer)])


MESSAGE = plain_message("gewoon", b"Dag Anna\r\n" * 20)
NO_STRUCTURE: dict[str, Any] = {"structure": b"1 (UID 1 BODYSTRUCTURE NIL)"}
NO_CHUNKS = {"in_chunks": ((65536, MESSAGE.raw[:-1]),)}
NO_PART = {"parts": (PartCopy(section="1", headers=b"", body=b"Dag"),)}
LARGE = plain_message("groot", b"Dag Anna\r\n" * 20_000).raw
LONG = plain_message("lang", b"Dag\r\n", head=b"X-A: " + b"a" * 2000 + b"\r\n").raw


@pytest.mark.parametrize(
    ("client", "raw", "changes", "cause", "excluded"),
    [
        (ClientChoice.OUTLOOK_CLASSIC, MESSAGE.raw, NO_STRUCTURE, "client-cache", ["wrong-structure"]),
        (ClientChoice.OUTLOOK_CLASSIC, MESSAGE.raw, NO_CHUNKS, "client-cache", ["wrong-chunks"]),
        (ClientChoice.OUTLOOK_CLASSIC, LONG, {}, "long-header", []),
        (ClientChoice.THUNDERBIRD, MESSAGE.raw, NO_STRUCTURE, "client-cache", ["wrong-structure"]),
        (ClientChoice.THUNDERBIRD, MESSAGE.raw, NO_CHUNKS, "wrong-chunks", []),
        (ClientChoice.THUNDERBIRD, LONG, {}, "client-cache", ["long-header"]),
        (ClientChoice.THUNDERBIRD_ANDROID, MESSAGE.raw, NO_PART, "wrong-parts", []),
        (ClientChoice.THUNDERBIRD_ANDROID, LARGE, {}, "partial-download", []),
        (ClientChoice.OUTLOOK_NEW, MESSAGE.raw, {}, "cloud", []),
        (ClientChoice.APPLE_MAIL, MESSAGE.raw, NO_STRUCTURE, "wrong-structure", []),
        (ClientChoice.UNSURE, MESSAGE.raw, {}, "client-cache", []),
        (ClientChoice.UNSURE, MESSAGE.raw, {"size": 5}, "wrong-size", []),
        (ClientChoice.UNSURE, MESSAGE.raw, {"with_extensions": (("UTF8=ACCEPT", b"x"),)}, "extension", []),
        (ClientChoice.THUNDERBIRD, MESSAGE.raw, {"with_extensions": (("COMPRESS=DEFLATE", b"x"),)}, "extension", []),
        (
            ClientChoice.OUTLOOK_CLASSIC,
            MESSAGE.raw,
            {"with_extensions": (("COMPRESS=DEFLATE", b"x"),)},
            "client-cache",
            ["extension"],
        ),
    ],
)
def test_the_mail_program_decides_what_can_be_it(
    client: ClientChoice, raw: bytes, changes: dict[str, Any], cause: str, excluded: list[str]
) -> None:
    found = verdict(client, raw, **changes)

    assert found.cause == f"garbled-{cause}"
    assert list(found.excluded) == [f"garbled-{one}" for one in excluded]


@pytest.mark.parametrize("client", ClientChoice)
def test_every_program_gets_a_cause_where_all_is_well(client: ClientChoice) -> None:
    found = verdict(client, MESSAGE.raw)

    assert found.blames_client
    assert found.same_over_pop
    assert found.cause not in found.others


def test_where_the_server_is_to_blame_nothing_is_said_of_the_program() -> None:
    found = verdict(ClientChoice.UNSURE, MESSAGE.raw, size=5, **NO_STRUCTURE)

    assert (found.cause, found.others) == (GarbledCause.WRONG_STRUCTURE, (GarbledCause.WRONG_SIZE,))
    assert not found.same_everywhere


def test_whoever_opens_the_connection_comes_first() -> None:
    found = verdict(ClientChoice.UNSURE, MESSAGE.raw, issuer="Kaspersky Anti-Virus Personal Root", over_pop=b"x")

    assert (found.cause, found.product) == (GarbledCause.REWRITTEN, "Kaspersky")
    assert GarbledCause.POP_DIFFERS not in found.others


def test_an_interceptor_that_the_test_of_the_servers_found_counts_too() -> None:
    evidence = [examine(copies(MESSAGE.raw, over_pop=b"x"), 1)]
    found = judge_garbled(evidence, ClientChoice.UNSURE, [("imap.voorbeeld.nl:993", "Filter")], product="Filter")

    assert (found.cause, found.product) == (GarbledCause.REWRITTEN, "Filter")


def test_what_servers_add_for_pop_is_no_difference() -> None:
    raw = text(b"dag\r\n")
    changed = b"X-UIDL: 17\r\nStatus: RO\r\n" + raw.replace(b"\r\n", b"\n") + b"\n"

    assert normalised(changed) == normalised(raw)
    assert causes(raw) == []
    assert examine(copies(raw, over_pop=changed), 1).observations == ()


def test_a_message_that_changes_says_nothing_else_about_the_server() -> None:
    found = examine(copies(MESSAGE.raw, again=MESSAGE.raw + b"x", in_chunks=((65536, b"y"),), **NO_STRUCTURE), 1)

    assert {one.cause for one in found.observations} == {GarbledCause.CHANGED}


@pytest.mark.parametrize(
    ("changes", "accused"),
    [
        ({"in_chunks": ((65536, None),)}, [("chunks of 65536", "refused")]),
        ({"broke_at": "chunks of 65536", "in_chunks": ()}, [("chunks of 65536", "no answer")]),
        ({"broke_at": "out of time", "in_chunks": ()}, []),
    ],
    ids=["refused", "hangs up", "our own time was over"],
)
def test_chunks_that_do_not_come(changes: dict[str, Any], accused: list[tuple[str, str]]) -> None:
    found = examine(copies(MESSAGE.raw, **changes), 1).observations

    assert [(one.what, one.said) for one in found] == accused
    assert {one.cause for one in found} <= {GarbledCause.WRONG_CHUNKS}


def test_a_message_that_was_not_fetched_is_no_evidence() -> None:
    evidence = examine(MessageCopies(uid=1, size=9_000_000, broke_at="too large"), 1)

    assert evidence.broke_at == "too large"
    with pytest.raises(ValueError, match="nothing was compared"):
        judge_garbled([evidence], ClientChoice.UNSURE)


@pytest.mark.parametrize(
    ("changes", "accused"),
    [
        ({"with_extensions": (("UTF8=ACCEPT", MESSAGE.raw), ("COMPRESS=DEFLATE", MESSAGE.raw))}, []),
        ({"with_extensions": (("UTF8=ACCEPT", b"x"), ("COMPRESS=DEFLATE", b"x"))}, ["UTF8=ACCEPT"]),
        ({"with_extensions": (("UTF8=ACCEPT", MESSAGE.raw), ("COMPRESS=DEFLATE", b"x"))}, ["COMPRESS=DEFLATE"]),
        ({"with_extensions": (("UTF8=ACCEPT", None), ("COMPRESS=DEFLATE", b"x"))}, ["COMPRESS=DEFLATE"]),
        (
            {"with_extensions": (("COMPRESS=DEFLATE", None),), "broke_at": "COMPRESS=DEFLATE"},
            ["COMPRESS=DEFLATE"],
        ),
        ({"with_extensions": (("COMPRESS=DEFLATE", None),), "broke_at": "out of time"}, []),
        ({"with_extensions": (("COMPRESS=DEFLATE", None),)}, []),
    ],
)
def test_each_extension_answers_for_itself(changes: dict[str, Any], accused: list[str]) -> None:
    found = examine(copies(MESSAGE.raw, **changes), 1).observations

    assert [(one.cause, one.what) for one in found] == [(GarbledCause.EXTENSION, what) for what in accused]


def test_every_cause_has_its_words() -> None:
    rules = rulebook.load()

    assert [cause for cause in GarbledCause if cause not in rules.diagnoses] == []
