"""`mailwijzer probe` over the built-in world, and where there is no network."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from wizard.demo import SITUATIONS

ANNA = "anna@all-well.example"

Run = Callable[..., tuple[int, str, str]]


def test_probe_gives_json_and_nothing_else(run: Run) -> None:
    code, out, err = run("probe", "--demo", ANNA, "--json")
    report: dict[str, Any] = json.loads(out)

    assert (code, err) == (0, "")
    assert out.startswith('{\n  "schema": "mailwijzer.probe/1"')
    assert {protocol: server["hostname"] for protocol, server in report["servers"].items()} == {
        "imap": "imap.all-well.example",
        "pop3": "pop.all-well.example",
        "smtp": "smtp.all-well.example",
    }
    assert all(server["trusted"] and server["verified"] for server in report["servers"].values())


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["Mail servers of", "Receiving with IMAP: imap.all-well.example, port 993", "What was asked"]),
        ("nl", ["Mailservers van", "imap.all-well.example, poort 993", "Wat er is gevraagd"]),
    ],
)
def test_probe_reads_well(run: Run, language: str, expected: list[str]) -> None:
    code, out, err = run("probe", "--demo", ANNA, "--language", language)

    assert (code, err) == (0, "")
    assert [words for words in expected if words not in out] == []
    assert max(map(len, out.splitlines())) <= 88
    assert "\x1b" not in out


@pytest.mark.parametrize(
    ("situation", "code", "finding"),
    [
        ("all-well", 0, None),
        ("only-pop", 0, None),
        ("null-mx", 1, "no-mail-here"),
        ("no-such-domain", 1, "no-such-domain"),
        ("nothing", 1, "nothing-found"),
        ("no-encryption", 1, "no-encryption"),
        ("silent-dns", 3, "no-network"),
    ],
)
def test_what_probe_found_gives_the_exit_code(run: Run, situation: str, code: int, finding: str | None) -> None:
    ended, out, _err = run(
        "probe", "--demo", f"anna@{situation}.example", "--json", "--deadline", "2" if code == 3 else "10"
    )

    assert ended == code
    assert finding is None or finding in [one["id"] for one in json.loads(out)["findings"]]


def test_a_finding_stands_in_the_text_with_its_next_step(run: Run) -> None:
    _code, out, _err = run("probe", "--demo", "anna@certificate-expired.example", "--json")
    finding = next(one for one in json.loads(out)["findings"] if one["id"] == "certificate-expired")

    code, text, _err = run("probe", "--demo", "anna@certificate-expired.example")

    assert code == 0
    assert finding["text"] in " ".join(text.replace("Problem: ", "").split())


def test_demo_lists_its_situations(run: Run) -> None:
    code, out, err = run("probe", "--demo", "--json")
    report = json.loads(out)

    assert (code, err) == (0, "")
    assert list(report) == ["schema", "situations"]
    assert report["schema"] == "mailwijzer.demo/1"
    assert [situation["id"] for situation in report["situations"]] == [situation.id for situation in SITUATIONS]
    assert report["situations"][0]["address"] == ANNA
    assert all(list(situation) == ["id", "address", "shows"] for situation in report["situations"])


def test_demo_lists_its_situations_for_people(run: Run) -> None:
    code, out, _err = run("probe", "--demo", "--language", "nl")

    assert code == 0
    assert [situation.id for situation in SITUATIONS if situation.address not in out] == []
    assert " ".join(SITUATIONS[0].shows.nl.split()) in " ".join(out.split())


@pytest.mark.parametrize("content", [None, "no certificate"], ids=["missing", "no PEM"])
def test_a_ca_file_that_cannot_be_used(run: Run, tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "ca.pem"
    if content is not None:
        path.write_text(content, encoding="utf-8")

    code, out, err = run("probe", "anna@voorbeeld.nl", "--ca-file", str(path), "--resolver", "127.0.0.1:9")

    assert (code, out) == (2, "")
    assert err.startswith(f"{path} cannot be used: ")


def test_no_name_server_answers(run: Run) -> None:
    code, out, _err = run(
        "probe", "anna@voorbeeld.nl", "--resolver", "127.0.0.1:9", "--no-ispdb", "--deadline", "4", "--json"
    )
    report = json.loads(out)

    assert code == 3
    assert "no-network" in [finding["id"] for finding in report["findings"]]
    assert report["servers"] == {"imap": None, "pop3": None, "smtp": None}
    assert report["seconds"] <= 4.5


def test_both_kinds_of_addresses_are_in_the_evidence(run: Run) -> None:
    _, out, _ = run("probe", "--demo", "anna@ipv6-elsewhere.example", "--json")
    (imap,) = [item for item in json.loads(out)["candidates"] if (item["protocol"], item["port"]) == ("imap", 993)]

    assert imap["outcome"]["reason"] == "certificate-name"
    assert (imap["other_family"]["family"], imap["other_family"]["state"]) == ("ipv4", "connected")

    _, out, _ = run("probe", "--demo", "anna@ipv6-elsewhere.example", "--language", "nl")
    assert "Via IPv4: werkt, " in out
