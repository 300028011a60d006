"""Signing in at Dovecot and Postfix: the right password, the wrong one, and a mailbox that stays as it was."""

import email
import shutil
import sys
import time
from email import policy
from pathlib import Path

import pytest

from tests.lab.dovecot import APP_PASSWORD, NEARLY_FULL, PASSWORD, WITH_APP_PASSWORD
from tests.lab.laboratory import Ended, Laboratory
from tests.lab.postfix import KEPT, NOT_OWNED

pytestmark = pytest.mark.lab

HOST = "mail.lab.example"
PROVIDER = """
display_name: Laboratory
domains: [lab.example]
servers:
  - {protocol: imap, hostname: mail.lab.example, port: 993, socket_type: SSL, username: "%EMAILADDRESS%"}
  - {protocol: pop3, hostname: mail.lab.example, port: 995, socket_type: SSL, username: "%EMAILADDRESS%"}
  - {protocol: smtp, hostname: mail.lab.example, port: 465, socket_type: SSL, username: "%EMAILADDRESS%"}
references: [https://www.example/]
confidence: high
last_checked: 2026-11-23
"""
MESSAGE = "From: bart@voorbeeld.nl\r\nSubject: Dag\r\nDate: Tue, 5 Mar 2019 10:11:12 +0100\r\n\r\nDag Anna!\r\n"


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """A rulebook that vouches for the laboratory's mail server."""
    (tmp_path / "providers").mkdir()
    (tmp_path / "providers" / "laboratory.yaml").write_text(PROVIDER)
    return tmp_path


def typing(laboratory: Laboratory, password: str) -> tuple[str, str]:
    """The options with which this password is given."""
    keeper = laboratory.namespace.state / "password"
    keeper.write_text(f"{password}\n")
    return "--password-command", f"cat '{keeper}'"


def login(laboratory: Laboratory, address: str, password: str, *options: str) -> Ended:
    words = ("probe", address, "--login", "--json", *typing(laboratory, password))
    return laboratory.wizard(*words, *options, *laboratory.network_options)


def send(laboratory: Laboratory, address: str, password: str, *options: str) -> Ended:
    words = ("diagnose", "sending", address, "--send-to-myself", "--json", *typing(laboratory, password))
    return laboratory.wizard(*words, *options, *laboratory.network_options)


def put_mail(laboratory: Laboratory, address: str, *folders: str, inbox: int = 2, octets: int = 0) -> Path:
    """So many messages in INBOX and one in each of these folders, each so much longer, as if they had come in."""
    maildir = laboratory.namespace.state / "homes" / address / "Maildir"
    for folder, count in [("", inbox), *((f".{name}", 1) for name in folders)]:
        for part in ("cur", "new", "tmp"):
            (maildir / folder / part).mkdir(parents=True, exist_ok=True)
        already = len(list((maildir / folder).glob("*/*.lab*")))
        for number in range(already, already + count):
            (maildir / folder / "new" / f"{1551777072 + number}.{number}.lab").write_text(MESSAGE + "x" * octets)
    for path in [maildir.parent, *maildir.parent.rglob("*")]:
        shutil.chown(path, user="mail", group="mail")
    return maildir


def test_the_right_password_works(laboratory: Laboratory, rules: Path) -> None:
    before = len(laboratory.sign_ins(HOST))
    ended = login(laboratory, "anna@lab.example", PASSWORD, "--rules", str(rules))

    result = ended.json["login"]
    assert result["works"], result
    assert [server["state"] for server in result["servers"].values()] == ["signed-in"] * 3
    assert len(laboratory.sign_ins(HOST)) == before + 3
    assert ended.exit_code == 0
    assert PASSWORD not in ended.stdout + ended.stderr


def test_a_wrong_password_is_tried_once(laboratory: Laboratory, rules: Path) -> None:
    before = len(laboratory.sign_ins(HOST))
    ended = login(laboratory, "bart@lab.example", "not the right one", "--rules", str(rules))

    servers = ended.json["login"]["servers"]
    assert (servers["imap"]["state"], servers["imap"]["reason"]) == ("refused", "wrong-password")
    assert [servers[other]["reason"] for other in ("pop3", "smtp")] == ["lock-out", "lock-out"]
    assert len(laboratory.sign_ins(HOST)) == before + 1
    assert ended.exit_code == 1


def test_a_guessed_server_gets_no_password_unasked(laboratory: Laboratory) -> None:
    before = len(laboratory.sign_ins(HOST))
    ended = login(laboratory, "anna@lab.example", PASSWORD)

    reasons = {server["reason"] for server in ended.json["login"]["servers"].values()}
    assert reasons == {"untrusted-source"}
    assert len(laboratory.sign_ins(HOST)) == before


def test_the_mailbox_is_measured_and_left_as_it_was(laboratory: Laboratory, rules: Path) -> None:
    address = "carla@lab.example"
    maildir = put_mail(laboratory, address, "Werk", "Verzonden")
    content = sorted(path.read_text() for path in maildir.rglob("*.lab*"))

    mailbox = login(laboratory, address, PASSWORD, "--rules", str(rules)).json["login"]["mailbox"]

    assert (mailbox["messages"], mailbox["all_messages"], mailbox["pop_messages"]) == (2, 4, 2)
    assert mailbox["own_folders"] == ["Werk"]
    assert mailbox["oldest"] is not None
    assert (mailbox["idle"], mailbox["uidl_stable"]) == ("yes", "yes")
    assert sorted(path.read_text() for path in maildir.rglob("*.lab*")) == content
    assert not [path.name for path in maildir.rglob("*.lab*") if "S" in path.name.partition(":2,")[2]]


def test_a_message_to_oneself_arrives(laboratory: Laboratory, rules: Path) -> None:
    ended = send(laboratory, KEPT, PASSWORD, "--rules", str(rules))

    sent = ended.json["self_message"]
    assert sent["state"] == "accepted", ended.json
    assert "queued as" in sent["detail"]
    assert ended.exit_code == 0
    mailbox = laboratory.namespace.state / "homes" / KEPT / "Maildir" / "new"
    deadline = time.monotonic() + 10
    while not (arrived := list(mailbox.glob("*"))):
        assert time.monotonic() < deadline, laboratory.log("postfix")
        time.sleep(0.05)
    [message] = [email.message_from_bytes(path.read_bytes(), policy=policy.default) for path in arrived]
    assert (message["Message-ID"], message["From"], message["To"]) == (sent["message_id"], KEPT, KEPT)
    assert message["Delivered-To"] == KEPT
    assert "to test whether sending works" in message.get_content()
    assert PASSWORD not in message.as_string()


def test_an_address_of_somebody_else_is_no_sender(laboratory: Laboratory, rules: Path) -> None:
    ended = send(laboratory, NOT_OWNED, PASSWORD, "--rules", str(rules))

    sent = ended.json["self_message"]
    assert (sent["state"], sent["reason"]) == ("refused", "sender-not-owned"), ended.json
    assert "not owned by user" in sent["detail"]
    assert ended.json["login"]["servers"]["smtp"]["state"] == "signed-in"
    assert ended.exit_code == 1


def test_a_wrong_password_sends_nothing(laboratory: Laboratory, rules: Path) -> None:
    before = len(laboratory.sign_ins(HOST))
    ended = send(laboratory, "erik@lab.example", "not the right one", "--rules", str(rules))

    assert ended.json["login"]["servers"]["smtp"]["reason"] == "wrong-password"
    assert ended.json["self_message"] == {"state": "not-sent"}
    assert len(laboratory.sign_ins(HOST)) == before + 1
    assert ended.exit_code == 1


def test_the_space_is_measured(laboratory: Laboratory, rules: Path) -> None:
    put_mail(laboratory, NEARLY_FULL, inbox=3, octets=330_000)
    ended = login(laboratory, NEARLY_FULL, PASSWORD, "--rules", str(rules))

    quota = ended.json["login"]["mailbox"]["quota"]
    assert quota["total"] == 1024 * 1024
    assert 0.9 < quota["used"] / quota["total"] < 1


def test_folders_for_a_purpose_are_known_by_it(laboratory: Laboratory, rules: Path) -> None:
    address = "gerda@lab.example"
    put_mail(laboratory, address, "Sent", "Weg", "Half", "Werk")
    mailbox = login(laboratory, address, PASSWORD, "--rules", str(rules)).json["login"]["mailbox"]

    assert mailbox["special_use"] == {"drafts": "Half", "sent": "Sent", "trash": "Weg"}
    assert mailbox["own_folders"] == ["Werk"]


def test_an_ordinary_password_is_refused_where_an_app_password_is_wanted(laboratory: Laboratory, rules: Path) -> None:
    before = len(laboratory.sign_ins(HOST))
    refused = login(laboratory, WITH_APP_PASSWORD, PASSWORD, "--rules", str(rules)).json["login"]
    assert refused["servers"]["imap"]["reason"] == "app-password-needed", refused
    assert [refused["servers"][other]["reason"] for other in ("pop3", "smtp")] == ["lock-out", "lock-out"]
    assert len(laboratory.sign_ins(HOST)) == before + 1

    assert login(laboratory, WITH_APP_PASSWORD, APP_PASSWORD, "--rules", str(rules)).json["login"]["works"]


DEVICE = """
import poplib, ssl, sys
hostname, address, password = sys.argv[1:]
device = poplib.POP3_SSL(hostname, context=ssl._create_unverified_context(), timeout=20)
device.user(address)
device.pass_(password)
for number in range(1, device.stat()[0] + 1):
    device.retr(number)
    device.dele(number)
device.quit()
"""
"""What a mail program does that uses POP and leaves nothing on the server."""


def test_a_device_that_empties_the_mailbox_is_recognised(laboratory: Laboratory, rules: Path) -> None:
    address = "hans@lab.example"
    put_mail(laboratory, address, inbox=240)
    server = laboratory.machine(HOST).address
    laboratory.namespace.run(sys.executable, "-c", DEVICE, server, address, PASSWORD)
    put_mail(laboratory, address, inbox=2)

    words = ("probe", address, "--login", *typing(laboratory, PASSWORD), "--rules", str(rules))
    mailbox = login(laboratory, address, PASSWORD, "--rules", str(rules)).json["login"]["mailbox"]
    shown = laboratory.wizard(*words, *laboratory.network_options).stdout

    assert (mailbox["messages"], mailbox["pop_messages"], mailbox["ever_arrived"]) == (2, 2, 242)
    assert "a device with POP probably removes what it fetches" in " ".join(shown.split())
