"""Mail programs take the file as it was exported, and really fetch and send with it."""

import pytest

from tests.lab.customers import Customer, customer
from tests.lab.dovecot import PASSWORD
from tests.lab.laboratory import Laboratory
from tests.lab.terminal import terminal

pytestmark = pytest.mark.lab

RECIPIENT = "bob@elsewhere.example"
LETTER = f"To: {RECIPIENT}\nSubject: Sent\n\nHello.\n"
ANSWERS_FOR_EMPTYING = (
    "keep_at_provider=unwanted",
    "devices=one-computer",
    "people=just-me",
    "webmail=never",
    "backups=regularly",
)
POP_AND_EMPTY = ("--protocol", "pop3", *(word for answer in ANSWERS_FOR_EMPTYING for word in ("--answer", answer)))
"""fetchmail and neomutt can keep copies or remove them; they cannot count days, as POP that keeps copies is advised."""

DOMAINS = {"tls": "direct-tls.example", "starttls": "upgraded-tls.example"}
both_securities = pytest.mark.parametrize("domain", DOMAINS.values(), ids=DOMAINS.keys())


@both_securities
def test_mbsync_fetches(laboratory: Laboratory, domain: str) -> None:
    user = customer(laboratory, "mbsync", domain)
    line = user.receive()
    file = user.export("mbsync", "--protocol", "imap")
    _make_folders(user, file)
    _run_where_trusted(user, "mbsync", "--config", file, "--all")
    assert user.has(line, "Mail/**/*")
    assert user.on_server() == 1


def test_getmail_fetches(laboratory: Laboratory) -> None:
    user = customer(laboratory, "getmail", DOMAINS["tls"])
    line = user.receive()
    file = user.export("getmail", "--protocol", "pop3")
    _make_folders(user, file)
    user.run("mkdir", "state")
    _run_where_trusted(user, "getmail", "--rcfile", file, "--getmaildir", user.path("state"))
    assert user.has(line, "Mail/**/*")
    assert user.on_server() == 1


@both_securities
@pytest.mark.parametrize(
    ("options", "left"),
    [pytest.param(("--protocol", "imap"), 1, id="imap"), pytest.param(POP_AND_EMPTY, 0, id="pop")],
)
def test_fetchmail_fetches(laboratory: Laboratory, domain: str, options: tuple[str, ...], left: int) -> None:
    """It asks for the password itself."""
    user = customer(laboratory, f"fetchmail-{options[1]}", domain)
    line = user.receive()
    file = user.export("fetchmail", *options)
    command = user.command("fetchmail", "--fetchmailrc", file, "--mda", "tee fetched")
    with terminal(command) as screen:
        screen.wait_for("Enter password")
        screen.press(f"{PASSWORD}\r")
        screen.wait_until(lambda: user.has(line, "fetched") and user.on_server() == left)


@both_securities
def test_msmtp_sends(laboratory: Laboratory, domain: str) -> None:
    user = customer(laboratory, "msmtp", domain)
    _run_where_trusted(user, "msmtp", "--file", user.export("msmtp"), RECIPIENT, text=LETTER)
    assert user.has_sent(RECIPIENT)


@both_securities
def test_neomutt_reads_with_imap_and_sends(laboratory: Laboratory, domain: str) -> None:
    user = customer(laboratory, "neomutt", domain)
    line = user.receive()
    file = user.export("neomutt", "--protocol", "imap")
    _run_where_trusted(user, "neomutt", "-F", file, "-s", "Sent", RECIPIENT, text="Hello.")
    assert user.has_sent(RECIPIENT)
    with terminal(user.command("neomutt", "-F", file, "-e", "set confirmcreate=no")) as screen:
        screen.wait_for(f"For {user.home.name}")
        screen.press("C~/copied\r")
        screen.wait_until(lambda: user.has(line, "copied"))
    assert user.on_server() == 1


@both_securities
def test_neomutt_fetches_with_pop(laboratory: Laboratory, domain: str) -> None:
    user = customer(laboratory, "neomutt-pop", domain)
    line = user.receive()
    file = user.export("neomutt", *POP_AND_EMPTY)
    user.run("mkdir", "Mail")
    user.run("touch", "inbox")
    command = user.command("neomutt", "-F", file, "-f", user.path("inbox"), "-e", "set spoolfile=~/inbox")
    with terminal(command) as screen:
        screen.wait_for("inbox")
        screen.press("G")
        screen.wait_until(lambda: user.has(line, "inbox") and user.on_server() == 0)


@both_securities
def test_aerc_reads_and_sends(laboratory: Laboratory, domain: str) -> None:
    user = customer(laboratory, "aerc", domain)
    line = user.receive()
    file = user.export("aerc", "--protocol", "imap", "--name", "Anna Jansen")
    user.run("mkdir", "-p", ".config/aerc")
    user.run("mv", file, ".config/aerc/accounts.conf")
    with terminal(user.command("aerc")) as screen:
        screen.wait_for(f"For {user.home.name}")
        screen.press(":pipe -b -m tee piped\r")
        screen.wait_until(lambda: user.has(line, "piped"))
        screen.press(f":compose -H 'To: {RECIPIENT}' -H 'Subject: Sent'\r")
        screen.wait_for("Send this email?")
        screen.press("y")
        screen.wait_until(lambda: user.has_sent(RECIPIENT))


def _make_folders(user: Customer, file: str) -> None:
    """Run the command at the top of the file."""
    (command,) = [line.removeprefix("# ") for line in user.run("cat", file).splitlines() if line.startswith("# mkdir")]
    user.run("sh", "-c", command)


def _run_where_trusted(user: Customer, *words: str, text: str = "") -> None:
    """Run the program; with the same file, on a system that does not know the authority, it must not sign in."""
    hostname = f"mail.{user.address.partition('@')[2]}"
    before = user.laboratory.sign_ins(hostname)
    assert user.attempt(*words, text=text, trusting=False).returncode != 0
    assert user.laboratory.sign_ins(hostname) == before
    user.run(*words, text=text)
    assert len(user.laboratory.sign_ins(hostname)) > len(before)
