"""`mailwijzer` without a verb and without a terminal."""

import json
from collections.abc import Callable

import pytest

Run = Callable[..., tuple[int, str, str]]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["Advice: IMAP", "Settings for anna@all-well.example", "imap.all-well.example", "993"]),
        ("nl", ["Advies: IMAP", "Instellingen voor anna@all-well.example", "imap.all-well.example", "993"]),
    ],
)
def test_the_whole_way_without_asking(run: Run, language: str, expected: list[str]) -> None:
    code, out, err = run("--demo", "--language", language)

    assert (code, err) == (0, "")
    assert [words for words in expected if words not in out] == []
    assert "\x1b" not in out


def test_the_whole_way_with_answers(run: Run) -> None:
    code, out, _err = run("--demo", "anna@pop-expires.example", "--answer", "devices=one-computer")

    assert code == 0
    assert "Advice: POP" in out
    assert "pop.pop-expires.example" in out


@pytest.mark.parametrize(("situation", "code"), [("null-mx", 1), ("no-such-domain", 1), ("silent-dns", 3)])
def test_the_whole_way_to_nothing(run: Run, situation: str, code: int) -> None:
    ended, out, _err = run("--demo", f"anna@{situation}.example", "--deadline", "2")

    assert ended == code
    assert "What to know" in out


def test_the_whole_way_where_the_advised_servers_do_not_work(run: Run) -> None:
    code, out, _err = run("--demo", "anna@certificate-expired.example")

    assert code == 0
    assert "No server for IMAP was found that works" in " ".join(out.split())


def test_the_whole_way_as_json(run: Run) -> None:
    _code, out, _err = run("--demo", "--json")
    report = json.loads(out)

    assert list(report) == ["schema", "probe", "advice", "account"]
    assert report["probe"]["schema"] == "mailwijzer.probe/1"
    assert report["advice"]["schema"] == "mailwijzer.advice/1"
    assert report["account"]["incoming"]["hostname"] == "imap.all-well.example"
