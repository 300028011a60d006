"""The network options of the wizard, at the laboratory's servers."""

import pytest

from tests.lab import nsd
from tests.lab.laboratory import Laboratory

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
    assert ended.seconds < 2 + 5


def test_no_network(laboratory: Laboratory) -> None:
    ended = laboratory.wizard(
        "probe", "anna@published.example", "--json", "--resolver", "10.99.0.1", "--deadline", "10", "--no-ispdb"
    )
    assert ended.exit_code == 3, ended.stdout
    assert ended.seconds < 10 + 5


def _findings(answer: dict[str, list[dict[str, str]]]) -> set[tuple[str, str]]:
    return {(finding["id"], finding["subject"]) for finding in answer["findings"]}
