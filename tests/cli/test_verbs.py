"""Every verb from its words to stdout, stderr and exit code, over the built-in world."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from wizard.cli import main
from wizard.demo import SITUATIONS
from wizard.exporters import FORMATS

ANNA = "anna@all-well.example"

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the command line here; gives exit code, stdout and stderr."""
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")

    def run_here(*arguments: str) -> tuple[int, str, str]:
        code = main(list(arguments))
        out, err = capsysbinary.readouterr()
        return code, out.decode(), err.decode()

    return run_here


def lines_that_differ(one: str, other: str) -> Sequence[tuple[str, str]]:
    return [(a, b) for a, b in zip(one.splitlines(), other.splitlines(), strict=False) if a != b]


# probe


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
    ended, out, _err = run("probe", "--demo", f"anna@{situation}.example", "--json", "--deadline", "2")

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


# discover


def test_discover_connects_to_no_mail_server(run: Run) -> None:
    code, out, err = run("discover", "--demo", ANNA, "--json")
    report = json.loads(out)

    assert (code, err) == (0, "")
    assert list(report) == ["schema", "address", "domain", "candidates", "sources", "findings", "cost"]
    assert report["schema"] == "mailwijzer.discover/1"
    assert ("imap", "imap.all-well.example", 993) in [
        (candidate["protocol"], candidate["hostname"], candidate["port"]) for candidate in report["candidates"]
    ]
    assert all("outcome" not in candidate and not candidate["verified"] for candidate in report["candidates"])
    assert report["cost"]["tcp_connections"] <= report["cost"]["http_requests"] + len(report["sources"])


@pytest.mark.parametrize(
    ("situation", "code"), [("all-well", 0), ("srv-only", 0), ("guess", 1), ("nothing", 1), ("silent-dns", 3)]
)
def test_what_was_only_guessed_is_not_found(run: Run, situation: str, code: int) -> None:
    assert run("discover", "--demo", f"anna@{situation}.example", "--deadline", "2")[0] == code


def test_discover_reads_well(run: Run) -> None:
    code, out, _err = run("discover", "--demo", "anna@srv-only.example", "--language", "nl")

    assert code == 0
    assert "Genoemde servers (niet getest)" in out
    assert "_imaps._tcp.srv-only.example" in out


# advise


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


# export and guide


def test_export_to_stdout(run: Run) -> None:
    code, out, err = run("export", "--demo", ANNA, "--format", "autoconfig")
    root = ET.fromstring(out)

    assert (code, err) == (0, "")
    assert next(server.get("type") for server in root.iter("incomingServer")) == "imap"
    assert "%EMAILADDRESS%" in out
    assert "anna@" not in out


@pytest.mark.parametrize(("option", "beginning"), [("--png", b"\x89PNG\r\n"), ("--svg", b"<?xml")])
def test_export_draws_the_qr_code(run: Run, tmp_path: Path, option: str, beginning: bytes) -> None:
    code, out, _err = run("export", "--demo", ANNA, "--format", "thunderbird-qr", option, "--out", str(tmp_path))
    (path,) = tmp_path.iterdir()

    assert (code, out) == (0, "")
    assert path.name == f"all-well-example-thunderbird-qr.{option[2:]}"
    assert path.read_bytes().startswith(beginning)


def test_export_lists_its_formats(run: Run) -> None:
    assert run("export", "--format", "list") == (0, "\n".join(FORMATS) + "\n", "")


def test_export_of_the_other_protocol(run: Run) -> None:
    _code, out, _err = run("export", "--demo", ANNA, "--format", "json", "--protocol", "pop3", "--name", "Anna")
    account = json.loads(out)

    assert (account["protocol"], account["full_name"]) == ("pop3", "Anna")


def test_export_to_a_file_never_overwrites_unasked(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "sheet.md"
    arguments = ["export", "--demo", ANNA, "--format", "sheet", "--out", str(path)]

    assert run(*arguments) == (0, "", f"Saved: {path}\n")
    first = path.read_bytes()
    assert run(*arguments) == (2, "", f"{path} already exists. Use --force to overwrite it.\n")
    path.write_text("old", encoding="utf-8")
    assert run(*arguments, "--force", "--quiet") == (0, "", "")
    assert path.read_bytes()[:20] == first[:20]
    assert path.stat().st_mode & 0o777 == 0o600


def test_export_to_a_folder_names_the_file_itself(run: Run, tmp_path: Path) -> None:
    code, _out, _err = run("export", "--demo", ANNA, "--format", "autoconfig", "--out", str(tmp_path))

    assert code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["all-well-example-autoconfig.xml"]


def test_export_where_nothing_can_be_written(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "no such folder" / "file"

    code, out, err = run("export", "--demo", ANNA, "--format", "sheet", "--out", str(path))

    assert (code, out) == (2, "")
    assert err == f"{path} cannot be written: No such file or directory.\n"


def test_an_obstacle_is_one_sentence(run: Run) -> None:
    code, out, err = run("export", "--demo", "anna@oauth2-only.example", "--format", "mbsync", "--quiet")

    assert (code, out) == (1, "")
    assert err == "mbsync cannot express signing in with OAuth2.\n"


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


# the default verb


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


# addresses


@pytest.mark.parametrize(
    "address",
    [
        "anna@",
        "@voorbeeld.nl",
        "anna @voorbeeld.nl",
        '"anna"@voorbeeld.nl',
        f"anna@{'a' * 300}.nl",
        "anna@[192.0.2.1]",
        "anna@192.0.2.1",
        "anna@voor\x1b]0;beeld.nl",
        "anna@voor\u202ebeeld.nl",
        "anna@@voorbeeld.nl",
        "anna@voorbeeld",
        "anna@co.uk",
        "a..b@voorbeeld.nl",
        "anna@voor_beeld!.nl",
        "anna@\udcff.nl",
        "",
    ],
)
@pytest.mark.parametrize("verb", [[], ["probe"], ["discover"], ["advise"], ["export", "--format", "sheet"]], ids=str)
def test_a_bad_address_is_one_harmless_sentence(run: Run, verb: list[str], address: str) -> None:
    code, out, err = run(*verb, address)

    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert err[:-1].isprintable()
    assert len(err) < 250


def test_an_address_in_another_script(run: Run) -> None:
    code, out, _err = run("discover", "--demo", "anna@bücher.example", "--json")

    assert code == 1
    assert json.loads(out)["domain"] == "xn--bcher-kva.example"


# rules


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


# network options


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
