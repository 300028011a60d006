"""`mailwijzer rules`."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

ANNA = "anna@all-well.example"

Run = Callable[..., tuple[int, str, str]]


def test_rules_check(run: Run) -> None:
    code, out, err = run("rules", "check")

    assert (code, err) == (0, "")
    assert out.startswith("The rulebook is in order: ")


def test_rules_check_as_json(run: Run) -> None:
    code, out, _err = run("rules", "check", "--json")

    assert (code, json.loads(out)) == (0, {"schema": "mailwijzer.rules-check/1", "problems": []})


def test_rules_list_and_explain(run: Run) -> None:
    _code, out, _err = run("rules", "list", "--json")
    rules = json.loads(out)["rules"]

    code, text, _err = run("rules", "list")

    assert code == 0
    assert [rule["id"] for rule in rules if f"• {rule['id']}: " not in text] == []


def test_rules_explain(run: Run) -> None:
    _code, out, _err = run("rules", "explain", "several-devices", "--json")
    record = json.loads(out)

    code, text, err = run("rules", "explain", "several-devices")

    assert (code, err) == (0, "")
    assert (record["schema"], record["id"]) == ("mailwijzer.rule/1", "several-devices")
    assert text.startswith("several-devices\n")
    assert record["text"] in " ".join(text.split())


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "Say what to do with the rules: check, list, or explain and the name of a rule.\n"),
        (["chek"], "“mailwijzer rules chek” does not exist. Choose from: check, list, explain.\n"),
        (
            ["explain"],
            "“rules explain” takes the name of one rule; “rules check” and “rules list” take none.\n",
        ),
        (["explain", "svral-devices"], "There is no rule “svral-devices”. Did you mean “several-devices”?\n"),
    ],
)
def test_wrong_words_for_rules(run: Run, arguments: list[str], message: str) -> None:
    assert run("rules", *arguments) == (2, "", message)


@pytest.fixture
def broken_rules(tmp_path: Path) -> Path:
    (tmp_path / "advice").mkdir()
    (tmp_path / "advice" / "own.yaml").write_text('own-rule:\n  "wh\\een": {}\n', encoding="utf-8")
    return tmp_path


def test_rules_check_names_every_problem(run: Run, broken_rules: Path) -> None:
    code, out, err = run("rules", "check", "--rules", str(broken_rules))

    assert (code, err) == (4, "")
    assert out.startswith(f"{broken_rules}/advice/own.yaml:")
    assert all(line.isprintable() for line in out.splitlines())
    assert json.loads(run("rules", "check", "--json", "--rules", str(broken_rules))[1])["problems"] == out.splitlines()


@pytest.mark.parametrize("verb", [["advise"], ["rules", "list"], ["probe", "--demo", ANNA], ["--demo"]], ids=" ".join)
def test_an_invalid_rulebook_stops_every_verb(run: Run, broken_rules: Path, verb: list[str]) -> None:
    code, out, err = run(*verb, "--rules", str(broken_rules))

    assert (code, out) == (4, "")
    assert err.splitlines()[0] == "The rulebook is invalid:"
    assert all(line.isprintable() for line in err.splitlines())


def test_rules_that_break_their_own_cases_fail_the_check(run: Run, tmp_path: Path) -> None:
    (tmp_path / "advice").mkdir()
    (tmp_path / "advice" / "own.yaml").write_text(
        "own-rule:\n"
        "  when: {devices: several}\n"
        "  favours: imap\n"
        "  strength: slight\n"
        "  text: {nl: Een regel., en: A rule.}\n"
        "  references: [S2]\n"
        "  cases:\n"
        "    fires: {devices: one-phone}\n"
        "    silent: {devices: several}\n",
        encoding="utf-8",
    )

    code, out, err = run("rules", "check", "--rules", str(tmp_path))

    assert (code in {1, 4}, err) == (True, "")
    assert out.splitlines()[0].startswith(f"{tmp_path}/advice/own.yaml:1: own-rule")


def test_no_such_rules_folder(run: Run, tmp_path: Path) -> None:
    code, out, err = run("advise", "--rules", str(tmp_path / "none"))

    assert (code, out) == (2, "")
    assert err.startswith(f"{tmp_path / 'none'} cannot be used: ")
