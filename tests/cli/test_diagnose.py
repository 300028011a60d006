"""`mailwijzer diagnose`: messages, sending, garbled and sign-in, over the built-in world."""

import io
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from wizard.demo.account import PASSWORD

ANNA = "anna@all-well.example"

Run = Callable[..., tuple[int, str, str]]


def test_a_code_is_looked_up_without_a_network(run: Run) -> None:
    code, out, err = run("diagnose", "0x800CCC0E")

    assert (code, err) == (0, "")
    assert "This code is known" in out
    assert "Never use 25." in out
    assert max(map(len, out.splitlines())) <= 88


def test_a_message_need_not_be_quoted(run: Run) -> None:
    code, out, _err = run("diagnose", "relay", "access", "denied", "--language", "nl")

    assert code == 0
    assert "Heel waarschijnlijk deze" in out
    assert "465 met SSL/TLS" in " ".join(out.split())


def test_the_report_says_what_a_test_showed(run: Run) -> None:
    code, out, _err = run(
        "diagnose", "SEC_ERROR_EXPIRED_CERTIFICATE", "anna@certificate-expired.example", "--demo", "--json"
    )
    report = json.loads(out)
    match = report["matches"][0]

    assert list(report) == ["schema", "symptom", "asked", "address", "matches", "findings"]
    assert (report["schema"], report["symptom"]) == ("mailwijzer.diagnosis/1", "message")
    assert report["address"] == "anna@certificate-expired.example"
    assert (match["id"], match["sure"], match["shown"]) == ("certificate-warning", "likely", "confirmed")
    assert match["findings"] == ["certificate-expired"]
    assert match["references"]
    assert {finding["id"] for finding in report["findings"]} >= {"certificate-expired"}
    assert code in {0, 1}


def test_a_test_that_shows_nothing_is_told(run: Run) -> None:
    code, out, _err = run("diagnose", "0x800CCC0E", ANNA, "--demo", "--json")
    match = json.loads(out)["matches"][0]

    assert code == 0
    assert (match["shown"], match["findings"]) == ("not-seen", [])


@pytest.mark.parametrize("text", ["appeltaart met kaneel", "\x1b[31m\u202e"], ids=["pie", "hostile"])
def test_nothing_known_is_exit_1(run: Run, text: str) -> None:
    code, out, _err = run("diagnose", text)

    assert code == 1
    assert "Nothing is known about" in out
    assert "\x1b" not in out


def test_sending_works(run: Run, tmp_path: Path) -> None:
    home = tmp_path / "home.json"
    code, out, err = run("diagnose", "sending", ANNA, "--demo", "--json", "--out", str(home))
    report = json.loads(out)

    assert code == 0
    assert str(home) in err
    assert list(report)[:6] == ["schema", "symptom", "can_send", "look", "causes", "unseen"]
    assert (report["login"], report["self_message"], report["comparison"]) == (None, None, None)
    assert report["can_send"]
    assert report["causes"][0]["id"] == "sending-works"
    assert [(port["port"], port["failed"]) for port in report["look"]["ports"]] == [
        (465, None),
        (587, None),
        (25, "connect"),
    ]
    assert "anna" not in home.read_text()


Typed = Callable[[str], None]


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Typed:
    """Puts a line on stdin."""

    def put(line: str) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(f"{line}\n".encode())))

    return put


@pytest.mark.parametrize(
    ("situation", "option", "works", "message"),
    [
        ("all-well", "--login", True, None),
        ("all-well", "--send-to-myself", True, {"state": "accepted", "detail": "250 2.0.0 Queued"}),
        (
            "sender-refused",
            "--send-to-myself",
            True,
            {
                "state": "refused",
                "step": "sender",
                "reason": "sender-not-owned",
                "detail": "553 5.7.1 Sender address rejected: not owned by this user",
            },
        ),
        ("app-password", "--send-to-myself", False, {"state": "not-sent"}),
    ],
)
def test_sending_is_tested_with_a_password(
    run: Run, typed: Typed, situation: str, option: str, works: bool, message: dict[str, str] | None
) -> None:
    typed(PASSWORD)
    code, out, _err = run("diagnose", "sending", f"anna@{situation}.example", "--demo", "--json", option)
    report = json.loads(out)
    sent = report["self_message"]

    assert list(report["login"]["servers"]) == ["smtp"]
    assert (report["login"]["works"], report["login"]["mailbox"]) == (works, None)
    assert (sent and {key: value for key, value in sent.items() if key != "message_id"}) == message
    assert code == (0 if works and (sent is None or sent["state"] == "accepted") else 1)


@pytest.mark.parametrize(
    ("situation", "language", "sentences"),
    [
        ("all-well", "nl", ["de server heeft het aangenomen", "Proefbericht van Mailwijzer"]),
        ("sender-refused", "en", ["the server refused it", "not owned by this user", "does not belong to the user"]),
        ("app-password", "en", ["nothing was sent, because signing in did not work"]),
    ],
)
def test_a_message_to_oneself_is_told(
    run: Run, typed: Typed, situation: str, language: str, sentences: list[str]
) -> None:
    typed(PASSWORD)
    address = f"anna@{situation}.example"
    _code, out, err = run("diagnose", "sending", address, "--demo", "--send-to-myself", "--language", language)
    shown = " ".join(out.split())

    assert [sentence for sentence in sentences if sentence not in shown] == []
    assert f"{address}" in err
    assert "If sending still fails" not in shown


def test_two_places_are_compared(run: Run, tmp_path: Path) -> None:
    home = tmp_path / "home.json"
    run("diagnose", "sending", ANNA, "--demo", "--out", str(home))
    away = tmp_path / "away.json"
    look = json.loads(home.read_text())
    for port in look["ports"][:2]:
        port |= {"passed": ["name"], "failed": "connect", "reason": "timed-out", "mechanisms": []}
    away.write_text(json.dumps(look))

    code, out, _err = run("diagnose", "sending", ANNA, "--demo", "--compare", str(away), "--json")
    assert (code, json.loads(out)["comparison"]["difference"]) == (0, "better-here")

    code, out, err = run("diagnose", "sending", "--compare", str(home), "--compare", str(away), "--send-to-myself")
    assert (code, out) == (2, "")
    assert "compared without signing in" in err

    code, out, _err = run("diagnose", "sending", "--compare", str(home), "--compare", str(away))
    assert code == 1
    assert "Sending is possible there and not here" in out
    assert out.count("there (") == 3
    assert not re.search(r"\d{4}-\d\d-\d\dT", out)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "Say what is wrong"),
        (["sending"], "Give an e-mail address"),
        (["garbled"], "Give an e-mail address"),
        (["sign-in"], "Give an e-mail address"),
        (["sending", "anna"], "has no @"),
        (["sending", ANNA, "--compare", "/nowhere.json"], "/nowhere.json cannot be used"),
        (["garbled", ANNA, "--newest", "6"], "is not a number from 1 to 5"),
        (["garbled", ANNA, "--date", "gisteren"], "is not a date"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_use_is_one_sentence(run: Run, arguments: list[str], sentence: str) -> None:
    code, out, err = run("diagnose", *arguments)

    assert (code, out) == (2, "")
    assert sentence in err


def test_an_old_look_is_not_overwritten_unasked(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "look.json"
    path.write_text("mine")
    code, _out, err = run("diagnose", "sending", ANNA, "--demo", "--out", str(path))

    assert code == 2
    assert "--force" in err
    assert path.read_text() == "mine"


def test_sign_in_names_what_servers_ask_for(run: Run) -> None:
    code, out, _err = run("diagnose", "sign-in", ANNA, "--demo", "--json")
    report = json.loads(out)

    assert code == 0
    assert [server["protocol"] for server in report["servers"]] == ["imap", "pop3", "smtp"]
    assert report["servers"][0]["username"] == ANNA
    assert [cause["id"] for cause in report["causes"]] == sorted(cause["id"] for cause in report["causes"])
    assert len(report["causes"]) == 7
    assert report["login"] is None


def test_sign_in_reads_well(run: Run) -> None:
    code, out, _err = run("diagnose", "sign-in", ANNA, "--demo", "--language", "nl")

    assert code == 0
    assert "Wat de servers vragen" in out
    assert "app-wachtwoord" in out


@pytest.mark.parametrize(
    ("situation", "verdict", "code"),
    [
        ("all-well", "garbled-client-cache", 0),
        ("garbled-structure", "garbled-wrong-structure", 1),
        ("garbled-pieces", "garbled-wrong-chunks", 1),
    ],
)
def test_garbled_mail_is_compared(run: Run, typed: Typed, situation: str, verdict: str, code: int) -> None:
    typed(PASSWORD)
    ended, out, _err = run("diagnose", "garbled", f"anna@{situation}.example", "--demo", "--json", "--newest", "5")
    report = json.loads(out)

    assert ended == code
    assert report["verdict"]["id"] == verdict
    assert [message["broke_at"] for message in report["messages"]] == [None] * 5
    assert all(message["compared_with_pop"] for message in report["messages"])
    assert report["login"]["servers"]["imap"]["state"] == "signed-in"


def test_a_message_that_is_not_there_is_not_found(run: Run, typed: Typed) -> None:
    typed(PASSWORD)
    code, out, _err = run("diagnose", "garbled", ANNA, "--demo", "--json", "--subject", "geen enkel bericht")

    assert code == 1
    assert json.loads(out)["verdict"] is None
