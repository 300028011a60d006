"""`mailwijzer guide` over the built-in world, and what keeps it and `export` from handing over."""

import json
from collections.abc import Callable

import pytest

ANNA = "anna@all-well.example"

Run = Callable[..., tuple[int, str, str]]


@pytest.mark.parametrize(
    ("situation", "arguments", "code", "message"),
    [
        (
            "null-mx",
            [],
            1,
            "Neither IMAP nor POP is possible for anna@null-mx.example.",
        ),
        (
            "only-imap",
            ["--protocol", "pop3"],
            1,
            "No server for POP was found that works for anna@only-imap.example. There is one for IMAP: “guide” and ",
        ),
        ("silent-dns", ["--deadline", "2"], 3, "This computer is not connected to the internet"),
    ],
)
@pytest.mark.parametrize("verb", [["export", "--format", "sheet"], ["guide", "--client", "thunderbird"]])
def test_nothing_to_hand_over(
    run: Run, verb: list[str], situation: str, arguments: list[str], code: int, message: str
) -> None:
    ended, out, err = run(*verb, "--demo", f"anna@{situation}.example", "--quiet", *arguments)

    assert (ended, out) == (code, "")
    assert err.startswith(message)
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["export", ANNA], "Say which format with --format; “--format list” shows them all.\n"),
        (["export", ANNA, "--format", "autoconfg"], "There is no format “autoconfg”. Did you mean “autoconfig”?\n"),
        (["export", "--format", "sheet"], "Give an e-mail address, for example: mailwijzer export anna@voorbeeld.nl\n"),
        (["guide", ANNA], "Say which mail program with --client; “--client list” shows them all.\n"),
        (
            ["guide", ANNA, "--client", "thunderbrd"],
            "There is no mail program “thunderbrd” in the rulebook. Did you mean “thunderbird”?\n",
        ),
        (["probe"], "Give an e-mail address, for example: mailwijzer probe anna@voorbeeld.nl\n"),
        ([], "Give an e-mail address, for example: mailwijzer anna@voorbeeld.nl\n"),
        (["probe", ANNA, "b@voorbeeld.nl"], "“b@voorbeeld.nl” is one word too many: give one e-mail address.\n"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_is_missing_or_too_much(run: Run, arguments: list[str], message: str) -> None:
    assert run(*arguments) == (2, "", message)


def test_guide(run: Run) -> None:
    code, out, err = run("guide", "--demo", ANNA, "--client", "thunderbird", "--language", "nl", "--name", "Anna")

    assert (code, err) == (0, "")
    assert "imap.all-well.example" in out
    assert "  1. " in out
    assert "**" not in out


def test_guide_as_json(run: Run) -> None:
    code, out, _err = run("guide", "--demo", ANNA, "--client", "thunderbird", "--json")
    report = json.loads(out)

    assert code == 0
    assert (report["schema"], report["client"], report["protocol"]) == ("mailwijzer.guide/1", "thunderbird", "imap")
    assert report["incoming"]["server"]["hostname"] == "imap.all-well.example"
    assert report["steps"]


def test_guide_lists_its_programs(run: Run) -> None:
    _code, out, _err = run("guide", "--client", "list", "--json")
    programs = [client["id"] for client in json.loads(out)["clients"]]

    code, text, err = run("guide", "--client", "list")

    assert (code, err) == (0, "")
    assert [line.split()[0] for line in text.splitlines()] == programs
    assert "thunderbird" in programs
