"""`mailwijzer advise`: answers from the command line and from files, servers of the built-in world."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, str, str]]


@pytest.mark.parametrize(
    ("arguments", "outcome"),
    [
        ([], "imap"),
        (["--answer", "devices=several"], "imap"),
        (["--offers", "pop3"], "pop-keep-copy"),
        (["--offers", "imap"], "imap"),
        (
            [
                *("--answer", "devices=one-computer", "--answer", "people=just-me", "--answer", "webmail=never"),
                *("--answer", "backups=regularly", "--answer", "keep_at_provider=unwanted"),
            ],
            "pop-empty-server",
        ),
        (["--demo", "anna@only-pop.example"], "pop-keep-copy"),
        (["--offers", "imap,pop3", "anna@icloud.com", "--answer", "devices=one-computer"], "imap"),
    ],
    ids=lambda value: " ".join(value) or "nothing" if isinstance(value, list) else None,
)
def test_advise(run: Run, arguments: list[str], outcome: str) -> None:
    code, out, _err = run("advise", "--json", *arguments)
    report = json.loads(out)

    assert code == 0
    assert (report["schema"], report["outcome"]) == ("mailwijzer.advice/1", outcome)


def test_the_text_of_the_advice_says_all_that_the_json_says(run: Run) -> None:
    arguments = ["--answer", "devices=several", "--answer", "offline=often", "--offers", "imap,pop3"]
    _code, out, _err = run("advise", "--json", *arguments)
    report = json.loads(out)

    code, text, _err = run("advise", *arguments)
    read = " ".join(text.split())

    assert code == 0
    said = [entry["text"] for part in ("do_first", "reasons", "against", "measures") for entry in report[part]]
    said += [reason["rule"] for part in ("reasons", "against") for reason in report[part]]
    said += [", ".join(reason["references"]) for part in ("reasons", "against") for reason in report[part]]
    said += [f"{report['balance']['imap']} for IMAP", f"{report['balance']['pop3']} for POP"]
    assert report["reasons"]
    assert report["against"]
    assert [sentence for sentence in said if sentence not in read] == []


def test_advice_without_a_network_rests_on_the_answers(run: Run) -> None:
    code, out, err = run("advise", "--demo", "anna@silent-dns.example", "--deadline", "2", "--json")

    assert code == 3
    assert json.loads(out)["outcome"] == "imap"
    assert err


def test_quiet_advice_has_no_notes(run: Run) -> None:
    code, _out, err = run("advise", "--demo", "anna@certificate-expired.example", "--quiet")

    assert (code, err) == (0, "")


@pytest.mark.parametrize(
    ("content", "outcome"),
    [
        ("devices: several\n", "imap"),
        ("old_mail_on_computer: no\nfolders: yes\n", "imap"),
        ("", "imap"),
        ("# nothing yet\n", "imap"),
        (
            "devices: one-computer\npeople: just-me\nwebmail: never\nbackups: regularly\nkeep_at_provider: unwanted\n",
            "pop-empty-server",
        ),
    ],
    ids=["one", "yes and no are words", "empty", "only a comment", "many"],
)
def test_an_answers_file(run: Run, tmp_path: Path, content: str, outcome: str) -> None:
    path = tmp_path / "answers.yaml"
    path.write_text(content, encoding="utf-8")

    code, out, err = run("advise", "--json", "--answers", str(path))

    assert (code, err) == (0, "")
    assert json.loads(out)["outcome"] == outcome


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("devces: several\n", "{path}:1: There is no question “devces”. Did you mean “devices”?"),
        ("folders: no\ndevices: sevral\n", "{path}:2: “sevral” is not one of the answers. Did you mean “several”?"),
        ("folders: true\n", "{path}:1: “true” is not one of the answers. Choose from: yes, no, unsure."),
        ("folders: [yes]\n", "{path}:1: write one answer after “folders:”."),
        ("- devices\n", "{path}:1: write one answer on a line, such as: devices: several"),
    ],
)
def test_a_wrong_answers_file(run: Run, tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "answers.yaml"
    path.write_text(content, encoding="utf-8")

    assert run("advise", "--answers", str(path)) == (2, "", message.format(path=path) + "\n")


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xfe",
        b"devices: &a several\n",
        b"devices: !x several\n",
        b"devices: [",
        b"a: 1\n" * 20000,
        b"folders: no\nfolders: no\n",
    ],
    ids=["no text", "anchor", "tag", "broken", "too large", "twice"],
)
def test_an_unreadable_answers_file(run: Run, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "answers.yaml"
    path.write_bytes(content)

    code, out, err = run("advise", "--answers", str(path))

    assert (code, out) == (2, "")
    assert err.startswith(str(path))
    assert err.count("\n") == 1


def test_an_answer_on_the_command_line_overrules_the_file(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "answers.yaml"
    path.write_text("leaving_provider: yes\n", encoding="utf-8")

    before = json.loads(run("advise", "--json", "--answers", str(path))[1])
    after = json.loads(run("advise", "--json", "--answers", str(path), "--answer", "leaving_provider=no")[1])

    assert (before["outcome"], after["outcome"]) == ("imap-with-archive", "imap")
