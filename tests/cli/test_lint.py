"""`mailwijzer lint` over files and the built-in world."""

import contextlib
import json
import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.lint.documents import AUTOCONFIG, GOOD, spoilt

Run = Callable[..., tuple[int, str, str]]
CONFIG = "https://autoconfig.all-well.example/mail/config-v1.1.xml"


@pytest.mark.parametrize("name", GOOD)
def test_a_good_file(run: Run, tmp_path: Path, name: str) -> None:
    path = tmp_path / "settings"
    path.write_text(GOOD[name], encoding="utf-8")
    code, out, err = run("lint", str(path), "--offline", "--json")
    report = json.loads(out)

    assert (code, err) == (0, "")
    assert list(report) == ["schema", "target", "servers", "findings"]
    assert (report["schema"], report["target"], report["findings"]) == ("mailwijzer.lint/1", str(path), [])
    assert report["servers"][0]["hostname"] == "imap.voorbeeld.nl"
    assert {server["verified"] for server in report["servers"]} == {False}


def test_the_fields_of_a_server(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "config.xml"
    path.write_text(AUTOCONFIG, encoding="utf-8")
    report = json.loads(run("lint", str(path), "--offline", "--json")[1])

    assert report["servers"][2] == {
        "protocol": "smtp",
        "hostname": "smtp.voorbeeld.nl",
        "port": 465,
        "socket_type": "SSL",
        "authentication": ["password-cleartext"],
        "username": "%EMAILADDRESS%",
        "source": "autoconfig",
        "origin": str(path),
        "trusted": True,
        "verified": False,
    }


def test_a_bad_file(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "config.xml"
    path.write_bytes(spoilt(AUTOCONFIG, "993", "993x"))
    code, out, _err = run("lint", str(path), "--offline", "--json")
    finding = json.loads(out)["findings"][-1]

    assert code == 1
    assert finding == {
        "id": "port-bad",
        "severity": "warning",
        "subject": f"{path}:9",
        "text": "“993x” is not a port. Fill in a number from 1 to 65535.",
    }


@pytest.mark.parametrize(
    ("name", "shown"), [(b"\x1b[31m.xml", r"\x1b[31m.xml"), (b"\xff.xml", r"\udcff.xml")], ids=["escape", "no UTF-8"]
)
@pytest.mark.parametrize("option", ["--json", "--quiet"])
def test_a_file_name_is_harmless_on_screen(run: Run, tmp_path: Path, name: bytes, shown: str, option: str) -> None:
    path = tmp_path / os.fsdecode(name)
    path.write_text(AUTOCONFIG, encoding="utf-8")
    code, out, _err = run("lint", str(path), "--offline", option)

    assert code == 0
    assert shown in out.replace(r"\\", "\\")
    assert "\x1b" not in out


def test_a_note_is_no_failure(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "config.xml"
    path.write_bytes(spoilt(AUTOCONFIG, "https://www", "http://www"))
    code, out, _err = run("lint", str(path), "--offline")

    assert code == 0
    assert f"{path}:29" in out.replace("\n    ", "")


def test_in_dutch(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"")
    code, out, _err = run("lint", str(path), "--language", "nl")

    assert code == 1
    assert "Dit is geen autoconfig" in " ".join(out.split())  # a long path breaks the line


@pytest.mark.parametrize("target", ["all-well.example", "anna@all-well.example"])
def test_a_domain(run: Run, target: str) -> None:
    code, out, _err = run("lint", target, "--demo", "--json", "--no-ispdb")
    report = json.loads(out)

    assert code == 0
    assert report["target"] == "all-well.example"
    assert {finding["id"] for finding in report["findings"]} == {"not-published"}
    assert all(server["verified"] for server in report["servers"])


def test_a_domain_that_contradicts_itself(run: Run) -> None:
    code, out, _err = run("lint", "sources-disagree.example", "--demo", "--json")
    severities = {(finding["id"], finding["severity"]) for finding in json.loads(out)["findings"]}

    assert code == 1
    assert ("sources-disagree", "warning") in severities


def test_a_url_and_its_servers(run: Run) -> None:
    code, out, _err = run("lint", CONFIG, "--demo", "--json")
    report = json.loads(out)

    assert (code, report["findings"]) == (0, [])
    assert [server["verified"] for server in report["servers"]] == [True] * 4


def test_a_url_with_nothing_behind_it(run: Run) -> None:
    code, out, _err = run("lint", "https://autoconfig.all-well.example/no.xml", "--demo", "--json")

    assert code == 1
    assert [finding["id"] for finding in json.loads(out)["findings"]] == ["not-fetched"]


def test_the_deadline_holds_for_a_url_too(run: Run) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as mute:
        mute.bind(("127.0.0.1", 0))
        mute.setblocking(False)
        resolver = f"127.0.0.1:{mute.getsockname()[1]}"
        code, out, _err = run("lint", CONFIG, "--json", "--resolver", resolver, "--deadline", "0.5")
        questions = 0
        with contextlib.suppress(BlockingIOError):
            while mute.recv(4096):
                questions += 1

    assert code == 1
    assert [finding["id"] for finding in json.loads(out)["findings"]] == ["not-fetched"]
    assert questions == 2, "a question is repeated after two seconds"


def test_the_servers_of_a_file_are_tested(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "config.xml"
    text = AUTOCONFIG.replace("voorbeeld.nl", "all-well.example").replace("imap.all-well", "gone.all-well")
    path.write_text(text, encoding="utf-8")
    code, out, _err = run("lint", str(path), "--demo", "--json")
    report = json.loads(out)

    assert code == 1
    assert [finding["id"] for finding in report["findings"]] == ["no-such-host"]
    assert [server["verified"] for server in report["servers"]] == [False, True, True]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "Say what to check: mailwijzer lint followed by a file, a web address or a domain."),
        (["a.xml", "b.xml"], "“b.xml” is one word too many."),
        (["voorbeeld.nl", "--offline"], "With --offline only a file can be checked."),
        ([CONFIG, "--offline"], "With --offline only a file can be checked."),
        (["https://a\x1b[31m.nl/"], r"“https://a\x1b[31m.nl/” is not a web address that begins with https://."),
        (["https://[::1"], "“https://[::1” is not a web address that begins with https://."),
        (["no-such-file.xml"], "no-such-file.xml cannot be used: there is no such file."),
        (["no such file"], "no such file cannot be used: there is no such file."),
    ],
)
def test_wrong_use(run: Run, arguments: list[str], sentence: str) -> None:
    assert run("lint", *arguments) == (2, "", sentence + "\n")
