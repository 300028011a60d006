"""`mailwijzer export` over the built-in world."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from wizard.exporters import FORMATS, SITES

ANNA = "anna@all-well.example"
SIGNED = ["--sign-cert", "chain.pem", "--sign-key", "key.pem"]

Run = Callable[..., tuple[int, str, str]]


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
    assert run("export", "--format", "list") == (0, "\n".join([*FORMATS, *SITES]) + "\n", "")


@pytest.mark.parametrize("file_format", ["json", "site"])
def test_a_place_with_a_name_that_no_disk_takes_is_wrong_use(run: Run, tmp_path: Path, file_format: str) -> None:
    out = tmp_path / ("x" * 300)

    code, _out, err = run("export", "--demo", ANNA, "--format", file_format, "--out", str(out))
    assert (code, err) == (2, f"{out} cannot be written: the name is too long.\n")


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
    assert err == f"{path} cannot be written: there is no such folder.\n"


def test_an_obstacle_is_one_sentence(run: Run) -> None:
    code, out, err = run("export", "--demo", "anna@oauth2-only.example", "--format", "mbsync", "--quiet")

    assert (code, out) == (1, "")
    assert err == "mbsync cannot express signing in with OAuth2. Use autoconfig instead.\n"


def test_a_site_goes_into_a_new_folder(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    arguments = ["export", "--demo", ANNA, "--format", "site", "--out", str(folder)]
    code, out, err = run(*arguments)

    assert (code, out) == (0, "")
    assert f"Saved: {folder / 'README.txt'}" in err
    assert (folder / ".well-known/autoconfig/mail/config-v1.1.xml").is_file()
    assert run(*arguments) == (2, "", f"{folder} already exists. Use --force to overwrite it.\n")
    assert run(*arguments, "--force", "--quiet") == (0, "", "")


def test_a_site_needs_a_folder(run: Run) -> None:
    code, out, err = run("export", "--demo", ANNA, "--format", "site")

    assert (code, out, err) == (2, "", "site is many files: say in which folder with --out.\n")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--sign-cert", "c.pem"], "Give both or neither: --sign-cert and --sign-key."),
        (
            ["--sign-cert", "c.pem", "--sign-key", "k.pem", "--format", "k9s"],
            "Only the format mobileconfig can be signed.",
        ),
    ],
)
def test_signing_wants_a_certificate_a_key_and_a_profile(run: Run, arguments: list[str], sentence: str) -> None:
    assert run("export", "--demo", ANNA, "--format", "mobileconfig", *arguments) == (2, "", f"{sentence}\n")


def test_the_handout_of_one_program(run: Run) -> None:
    code, out, _err = run(
        "export", "--demo", ANNA, "--format", "handout", "--answer", "client=outlook-classic", "--language", "nl"
    )

    assert code == 0
    assert "<title>Uw e-mail instellen in Outlook (klassiek)</title>" in out


@pytest.mark.parametrize("arguments", [["--format", "thunderbird-qr", "--png"], ["--format", "mobileconfig", *SIGNED]])
def test_binary_files_are_not_for_a_screen(arguments: list[str]) -> None:
    leader, follower = os.openpty()
    command = [sys.executable, "-m", "wizard", "export", "--demo", ANNA, "--language", "en", *arguments]
    with os.fdopen(leader, "rb"), os.fdopen(follower, "wb") as screen:
        ran = subprocess.run(command, stdout=screen, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, check=False)

    assert ran.returncode == 2
    assert ran.stderr.decode() == "This file is not for a screen: say where to write it with --out.\n"
