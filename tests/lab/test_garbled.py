"""Messages of every shape in Dovecot's mailboxes, compared over every way: nobody is accused, nothing is changed."""

import shutil
from pathlib import Path

import pytest

from tests.lab.dovecot import PASSWORD
from tests.lab.laboratory import Ended, Laboratory
from tests.lab.test_login import PROVIDER, typing
from tests.servers.generated_messages import generated, plain_message
from wizard.demo.stored_message import StoredMessage

pytestmark = pytest.mark.lab

AT_ONCE = 5
WAYS = {"whole", "again", "beside", "chunks of 65536", "COMPRESS=DEFLATE", "pop3"}


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """A rulebook that vouches for the laboratory's mail server."""
    (tmp_path / "providers").mkdir()
    (tmp_path / "providers" / "laboratory.yaml").write_text(PROVIDER)
    return tmp_path


def deliver(laboratory: Laboratory, address: str, messages: list[StoredMessage]) -> Path:
    """The messages, in this order, as if they had come in."""
    maildir = laboratory.namespace.state / "homes" / address / "Maildir"
    for part in ("cur", "new", "tmp"):
        (maildir / part).mkdir(parents=True)
    for number, message in enumerate(messages):
        (maildir / "new" / f"{1551777072 + number}.{number}.lab").write_bytes(message.raw)
    for path in [maildir.parent, *maildir.parent.rglob("*")]:
        shutil.chown(path, user="mail", group="mail")
    return maildir


def compare(laboratory: Laboratory, address: str, rules: Path, *options: str) -> Ended:
    words = ("--newest", str(AT_ONCE), *typing(laboratory, PASSWORD), "--rules", str(rules), "--json")
    return laboratory.wizard("diagnose", "garbled", address, *words, *options, *laboratory.network_options)


@pytest.mark.parametrize("first", range(0, 200, AT_ONCE))
def test_dovecot_is_accused_of_nothing(laboratory: Laboratory, rules: Path, first: int) -> None:
    address = f"garbled-{first}@lab.example"
    maildir = deliver(laboratory, address, [generated(seed) for seed in range(first, first + AT_ONCE)])
    before = sorted(path.read_bytes() for path in maildir.rglob("*.lab*"))

    ended = compare(laboratory, address, rules)
    report = ended.json

    assert len(report["messages"]) == AT_ONCE, ended.stderr
    assert [message["observations"] for message in report["messages"]] == [[]] * AT_ONCE
    assert [message["broke_at"] for message in report["messages"]] == [None] * AT_ONCE
    ways = [{copy["way"] for copy in message["copies"]} for message in report["messages"]]
    assert [WAYS - found for found in ways] == [set()] * AT_ONCE
    assert report["verdict"]["id"] == "garbled-client-cache"
    assert report["verdict"]["same_over_pop"]
    assert ended.exit_code == 0
    assert sorted(path.read_bytes() for path in maildir.rglob("*.lab*")) == before
    assert not [path.name for path in maildir.rglob("*.lab*") if "S" in path.name.partition(":2,")[2]]


def test_a_long_header_is_found_in_a_real_mailbox(laboratory: Laboratory, rules: Path) -> None:
    address = "long-header@lab.example"
    head = b"X-Very-Long: " + b"a" * 1500 + b"\r\n"
    deliver(laboratory, address, [plain_message("lang", b"Dag\r\n", head=head)])

    ended = compare(laboratory, address, rules, "--answer", "client=outlook-classic")

    assert ended.json["verdict"]["id"] == "garbled-long-header", ended.stderr
    assert ended.exit_code == 1
