"""Saving is all or nothing and for the user's eyes only; a case comes back as it was."""

import errno
import os
import stat
from pathlib import Path

import pytest

from wizard.errors import UnreadableFile, UnwritableFile
from wizard.files import case_bytes, file_stem, read_case, save
from wizard.model import (
    AdviceOutcome,
    Answers,
    AuthenticationMethod,
    Case,
    ClientChoice,
    Devices,
    EmailAddress,
    Endpoint,
    Language,
    Protocol,
    RecommendedServer,
    ServerSettings,
    SocketType,
    SourceName,
    YesNo,
)

SERVER = RecommendedServer(
    settings=ServerSettings(
        endpoint=Endpoint(protocol=Protocol.IMAP, hostname="imap.voorbeeld.nl", port=993, socket_type=SocketType.SSL),
        username="%EMAILADDRESS%",
        authentication=(AuthenticationMethod.PASSWORD_CLEARTEXT,),
    ),
    source=SourceName.AUTOCONFIG,
    origin="https://autoconfig.voorbeeld.nl/mail/config-v1.1.xml",
    trusted=True,
    verified=True,
)


def case(full_name: str | None) -> Case:
    return Case(
        address=EmailAddress.parse("anna@voorbeeld.nl"),
        full_name=full_name,
        answers=Answers(devices=Devices.SEVERAL, folders=YesNo.NO),
        servers=(SERVER,),
        outcome=AdviceOutcome.IMAP,
        chosen=None,
        client=ClientChoice.THUNDERBIRD,
        language=Language.NL,
    )


def test_a_saved_file_is_whole_and_private(tmp_path: Path) -> None:
    path = tmp_path / "settings.xml"
    save(path, b"whole")

    assert path.read_bytes() == b"whole"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_an_existing_file_is_kept_unless_overwriting_was_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "settings.xml"
    path.write_bytes(b"old")

    with pytest.raises(UnwritableFile) as refused:
        save(path, b"new")
    assert refused.value.exists
    assert path.read_bytes() == b"old"

    save(path, b"new", overwrite=True)
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("overwrite", [False, True])
def test_nothing_is_written_through_a_link_or_into_a_pipe(tmp_path: Path, overwrite: bool) -> None:
    target = tmp_path / "target"
    target.write_bytes(b"precious")
    link = tmp_path / "link"
    link.symlink_to(target)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)

    for path in (link, pipe, tmp_path):
        with pytest.raises(UnwritableFile):
            save(path, b"x", overwrite=overwrite)
    assert target.read_bytes() == b"precious"


@pytest.mark.parametrize("name", ["missing/settings.xml", "nul\0name", "x" * 300])
def test_a_path_that_cannot_be_written_is_one_error(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnwritableFile) as refused:
        save(Path(f"{tmp_path}/{name}"), b"x")
    assert not refused.value.exists
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("domain", "stem"),
    [
        ("voorbeeld.nl", "voorbeeld-nl"),
        ("../../etc/passwd", "etc-passwd"),
        ("c:\\con", "c--con"),
        ("", "mail"),
        ("xn--fa-hia.de", "xn--fa-hia-de"),
        ("a" * 300, "a" * 100),
    ],
)
def test_file_names_hold_nothing_but_letters_digits_and_hyphens(domain: str, stem: str) -> None:
    assert file_stem(domain) == stem


@pytest.mark.parametrize(
    "full_name", [None, "Anna de Vries", "“Quote” & *star* #no: yes", "null", "😀 \u202e", "- x\ny"]
)
def test_a_case_comes_back_as_it_was(tmp_path: Path, full_name: str | None) -> None:
    path = tmp_path / "case.yaml"
    save(path, case_bytes(case(full_name)))

    assert read_case(path) == case(full_name)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "not a case file"),
        (b"\xff\xfe\x00", "not a case file"),
        (b"- just\n- a list\n", "not a case file"),
        (b"schema: mailwijzer.probe/1\n", "not a case file"),
        (b"schema: mailwijzer.case/2\n", "made by another version of this program"),
        (b"a: &a [x]\nschema: mailwijzer.case/1\nb: [*a, *a]\n", "not a case file"),
        (b"[" * 5000, "not a case file"),
        (b"schema: mailwijzer.case/1\naddress: 2026-13-01\n", "not a case file"),
        (b"#" * (1024 * 1024 + 1), "not a case file"),
        (b"schema: mailwijzer.case/1\naddress: anna@voorbeeld.nl\n", "a damaged case file"),
    ],
    ids=["empty", "binary", "list", "other", "newer", "aliases", "deep", "13th month", "huge", "half"],
)
def test_a_file_that_is_no_case_is_refused_with_one_line(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "case.yaml"
    path.write_bytes(content)

    with pytest.raises(UnreadableFile) as refused:
        read_case(path)
    assert refused.value.reason.startswith(reason)


def test_a_damaged_address_or_server_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    good = case_bytes(case(None)).decode()
    for old, new in [("anna@voorbeeld.nl", "no address"), ("993", "many"), ("imap.voorbeeld", "[x"), ("SSL", "tls")]:
        path.write_text(good.replace(old, new, 1))
        with pytest.raises(UnreadableFile):
            read_case(path)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("imap.voorbeeld.nl", '"imap.voorbeeld.nl\\nPassCmd evil"'),
        ("imap.voorbeeld.nl", '"a.nl\\e]0;b"'),
        ("imap.voorbeeld.nl", "Imap.Voorbeeld.NL"),
        ("imap.voorbeeld.nl", "localhost"),
        ("993", "0"),
        ("993", "65536"),
        ("'%EMAILADDRESS%'", '"anna\\nPassCmd evil"'),
        ("https://autoconfig", '"\\e[31m"#'),
    ],
)
def test_no_case_brings_a_server_that_nobody_can_find(tmp_path: Path, old: str, new: str) -> None:
    path = tmp_path / "case.yaml"
    good = case_bytes(case(None)).decode()
    assert old in good
    path.write_text(good.replace(old, new, 1))

    with pytest.raises(UnreadableFile) as refused:
        read_case(path)
    assert refused.value.reason == "a damaged case file (`$.servers[0]`)"


def test_a_case_is_a_plain_file(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)

    for path, reason in ((tmp_path, os.strerror(errno.EISDIR)), (pipe, "not a plain file")):
        with pytest.raises(UnreadableFile) as refused:
            read_case(path)
        assert refused.value.reason == reason


def test_a_missing_case_file_is_one_error(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile):
        read_case(tmp_path / "nowhere.yaml")
