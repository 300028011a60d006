"""The network options of the wizard, at the laboratory's servers."""

import signal
import time
from pathlib import Path

import pytest

from tests.lab import nsd, unbound
from tests.lab.laboratory import Laboratory
from tests.patience import PROMPT

pytestmark = pytest.mark.lab


def test_name_server_of_the_system(laboratory: Laboratory) -> None:
    ended = laboratory.wizard(
        "probe", "anna@published.example", "--json", "--ca-file", str(laboratory.ca_file), "--no-ispdb"
    )
    assert ended.json["servers"]["imap"]["verified"], ended.stderr


def test_authority_unknown(laboratory: Laboratory) -> None:
    """Without `--ca-file` nothing here can be trusted: no published settings, no server, nothing recommended."""
    ended = laboratory.wizard("probe", "anna@guessed.example", "--json", "--no-ispdb", "--resolver", nsd.ADDRESS)
    answer = ended.json
    assert answer["servers"] == {"imap": None, "pop3": None, "smtp": None}, ended.stdout
    assert ("certificate-untrusted", "imap.guessed.example:993") in _findings(answer)
    assert ended.exit_code == 1


def test_no_ispdb(laboratory: Laboratory) -> None:
    options = ("--resolver", nsd.ADDRESS, "--ca-file", str(laboratory.ca_file), "--no-ispdb")
    answer = laboratory.wizard("probe", "anna@listed.example", "--json", *options).json
    assert answer["servers"]["imap"]["source"] == "guess"
    assert {source["state"] for source in answer["sources"] if source["source"] == "ispdb"} == {"not-asked"}


def test_ipv4_only(laboratory: Laboratory) -> None:
    answer = laboratory.wizard("probe", "anna@ipv6-lost.example", "--json", "--ipv4", *laboratory.network_options).json
    assert answer["servers"]["imap"]["verified"]
    assert _findings(answer) == set()


@pytest.mark.parametrize("address", ["anna@dead-autoconfig.example", "anna@all-filtered.example"])
def test_deadline_is_hard(laboratory: Laboratory, address: str) -> None:
    ended = laboratory.wizard("probe", address, "--json", "--deadline", "2", *laboratory.network_options)
    assert ended.json["seconds"] < 2.5
    assert ended.seconds < 2 + 2 * PROMPT


def test_discover_connects_to_no_mail_server(laboratory: Laboratory) -> None:
    def connections() -> int:
        return laboratory.log("dovecot").count(f"lip={laboratory.machine('imap.published.example').address},")

    before = connections()
    ended = laboratory.wizard("discover", "anna@published.example", "--json", *laboratory.network_options)
    assert ended.exit_code == 0, ended.stderr
    assert "imap.published.example" in ended.stdout
    assert connections() == before
    laboratory.wizard("probe", "anna@published.example", "--json", *laboratory.network_options)
    assert connections() == before + 1


PROVIDER = """
display_name: Laboratory
domains: [guessed.example]
mx: [hosting.example]
servers:
  - {protocol: imap, hostname: imap.guessed.example, port: 993, socket_type: SSL, username: "%EMAILLOCALPART%"}
references: [https://www.example/]
confidence: high
last_checked: 2026-11-23
"""


@pytest.mark.parametrize(
    ("address", "trusted"),
    [
        pytest.param("anna@guessed.example", True, id="by-domain"),
        pytest.param("anna@srv-only.example", None, id="not-in-it"),
        pytest.param("anna@hosted.example", False, id="by-mail-exchanger"),
    ],
)
def test_own_rulebook(laboratory: Laboratory, tmp_path: Path, address: str, trusted: bool | None) -> None:
    """A provider file of one's own; who the exchanger is, is only known from DNS."""
    (tmp_path / "providers").mkdir()
    (tmp_path / "providers" / "laboratory.yaml").write_text(PROVIDER)
    ended = laboratory.wizard("probe", address, "--json", "--rules", str(tmp_path), *laboratory.network_options)
    assert ended.exit_code == 0, ended.stderr
    claims = [one for one in ended.json["candidates"] if "provider-table" in one["sources"]]
    assert [(one["hostname"], one["username"], one["trusted"]) for one in claims] == (
        [] if trusted is None else [("imap.guessed.example", "%EMAILLOCALPART%", trusted)]
    )


def test_interrupted_while_packets_vanish(laboratory: Laboratory) -> None:
    words = ("probe", "anna@all-filtered.example", "--json", *laboratory.network_options)
    knocking = ("ss", "-Htn", "state", "syn-sent", "dst", laboratory.machine("mail.all-filtered.example").address)
    with laboratory.start_wizard(*words) as running:
        while not laboratory.namespace.run(*knocking) and running.poll() is None:
            time.sleep(0.05)
        began = time.monotonic()
        running.send_signal(signal.SIGINT)
        stdout, _ = running.communicate(timeout=10)
        assert time.monotonic() - began < PROMPT
    assert running.returncode == 130
    assert stdout == ""


def test_captive_portal(laboratory: Laboratory) -> None:
    """The network of a hotel leads every name to its sign-in page until a guest has agreed to something."""
    options = ("--resolver", unbound.HOTEL_ADDRESS, *laboratory.network_options[2:])
    ended = laboratory.wizard("probe", "anna@published.example", "--json", *options)
    answer = ended.json
    assert answer["servers"] == {"imap": None, "pop3": None, "smtp": None}
    assert "captive-portal" in {finding for finding, _ in _findings(answer)}, ended.stdout
    assert "no-such-domain" not in {finding for finding, _ in _findings(answer)}


def test_no_network(laboratory: Laboratory) -> None:
    ended = laboratory.wizard(
        "probe", "anna@published.example", "--json", "--resolver", "10.99.0.1", "--deadline", "10", "--no-ispdb"
    )
    assert ended.exit_code == 3, ended.stdout
    assert ended.seconds < 10 + 2 * PROMPT


def _findings(answer: dict[str, list[dict[str, str]]]) -> set[tuple[str, str]]:
    """The findings, without the one that every host of the laboratory gets: no address in it is on the internet."""
    told = {(finding["id"], finding["subject"]) for finding in answer["findings"]}
    return {(name, subject) for name, subject in told if name != "internal-address"}
