"""A whole journey at the provider that publishes its settings: advice, a file, and the steps for a program."""

from xml.etree import ElementTree as ET

import pytest

from tests.lab.laboratory import Laboratory

pytestmark = pytest.mark.lab

ADDRESS = "anna@published.example"


def test_advise(laboratory: Laboratory) -> None:
    ended = laboratory.wizard("advise", ADDRESS, "--answer", "devices=several", "--json", *laboratory.network_options)
    assert ended.exit_code == 0, ended.stderr
    advice = ended.json
    assert advice["schema"] == "mailwijzer.advice/1"
    assert advice["outcome"] == "imap"
    assert advice["protocol"] == "imap"
    assert advice["reasons"][0]["because_of"]


def test_advise_where_only_pop_is_served(laboratory: Laboratory) -> None:
    ended = laboratory.wizard("advise", "anna@pop-only.example", "--json", *laboratory.network_options)
    assert ended.exit_code == 0, ended.stderr
    assert ended.json["outcome"] == "pop-keep-copy"
    assert "imap" in ended.json["vetoed"]


@pytest.mark.parametrize("protocol", ["imap", "pop3"])
def test_export_autoconfig(laboratory: Laboratory, protocol: str) -> None:
    options = ("--format", "autoconfig", "--protocol", protocol)
    ended = laboratory.wizard("export", ADDRESS, *options, *laboratory.network_options)
    assert ended.exit_code == 0, ended.stderr
    provider = ET.fromstring(ended.stdout).find("emailProvider")
    assert provider is not None
    servers = [
        tuple(server.findtext(name) for name in ("hostname", "port", "socketType", "username"))
        for server in (*provider.iter("incomingServer"), *provider.iter("outgoingServer"))
    ]
    incoming = {
        "imap": ("imap.published.example", "993", "SSL", "%EMAILADDRESS%"),
        "pop3": ("pop.published.example", "995", "SSL", "%EMAILADDRESS%"),
    }
    assert servers[0] == incoming[protocol]
    assert servers[-1] == ("smtp.published.example", "465", "SSL", "%EMAILADDRESS%")
    assert "anna" not in ended.stdout


@pytest.mark.parametrize("client", ["outlook-classic", "thunderbird"])
def test_guide(laboratory: Laboratory, client: str) -> None:
    ended = laboratory.wizard("guide", ADDRESS, "--client", client, *laboratory.network_options)
    assert ended.exit_code == 0, ended.stderr
    for value in (ADDRESS, "imap.published.example", "993", "smtp.published.example", "465"):
        assert value in ended.stdout
