"""What the wizard writes for others to publish or to read, taken by the programs that do."""

import json
import plistlib
from pathlib import Path
from typing import Any

import pytest

from tests.lab.laboratory import Laboratory
from tests.lab.publishing import DOMAIN

pytestmark = pytest.mark.lab

ADDRESS = "anna@direct-tls.example"
IMAP = ("--protocol", "imap")
SCHEMA = Path(__file__).parents[1] / "exporters" / "autoconfig-as-written.rng"


EXPECTED = {
    ("imap", f"mail.{DOMAIN}", 993, "SSL"),
    ("pop3", f"mail.{DOMAIN}", 995, "SSL"),
    ("smtp", f"mail.{DOMAIN}", 465, "SSL"),
}


def _servers(servers: list[dict[str, Any]]) -> set[tuple[str, str, int, str]]:
    return {(one["protocol"], one["hostname"], one["port"], one["socket_type"]) for one in servers}


def test_site_and_zone_are_found(laboratory: Laboratory, published: tuple[str, ...]) -> None:
    """Every way of publishing is there, and all say the same."""
    answer = laboratory.wizard("discover", f"anna@{DOMAIN}", "--json", *published).json
    found = {source["origin"] for source in answer["sources"] if source["state"] == "found"}
    assert found >= {
        f"https://autoconfig.{DOMAIN}/mail/config-v1.1.xml",
        f"https://{DOMAIN}/.well-known/autoconfig/mail/config-v1.1.xml",
        f"https://ua-auto-config.{DOMAIN}/.well-known/user-agent-configuration.json",
        f"_imaps._tcp.{DOMAIN}",
        f"_pop3s._tcp.{DOMAIN}",
        f"_submissions._tcp.{DOMAIN}",
    }
    for source in ("autoconfig", "pacc", "srv"):
        assert _servers([one for one in answer["candidates"] if source in one["sources"]]) == EXPECTED, source


def test_published_servers_work(laboratory: Laboratory, published: tuple[str, ...]) -> None:
    answer = laboratory.wizard("probe", f"anna@{DOMAIN}", "--json", *published).json
    assert _servers([{"protocol": name, **server} for name, server in answer["servers"].items()]) == EXPECTED
    assert all(server["trusted"] and server["verified"] for server in answer["servers"].values())
    # every host of the laboratory has an address of the kind that is not on the internet
    assert {finding["id"] for finding in answer["findings"]} <= {"internal-address"}


def test_published_site_passes_lint(laboratory: Laboratory, published: tuple[str, ...]) -> None:
    ended = laboratory.wizard("lint", DOMAIN, "--json", *published)
    findings = {(finding["id"], finding["severity"]) for finding in ended.json["findings"]}
    # every host of the laboratory has an address of the kind that is not on the internet
    assert findings == {("not-published", "note"), ("internal-address", "warning")}, ended.stdout


def test_zone_is_part_of_the_site(laboratory: Laboratory, published: tuple[str, ...], tmp_path: Path) -> None:
    """The name server has read the lines of the site: those of the format of its own are the same."""
    assert published
    laboratory.export(tmp_path / "zone", f"anna@{DOMAIN}", "dns-zone", *IMAP)
    zone = (tmp_path / "zone").read_bytes()
    served = (laboratory.namespace.state / "other.zone").read_bytes()
    assert zone in served
    assert b"SRV" in zone
    assert b"v=UAAC1" in zone


def test_qr_code_is_read(laboratory: Laboratory, tmp_path: Path) -> None:
    """The bytes inside are the payload of Thunderbird for Android, with all letters of the name."""
    code = tmp_path / "code.png"
    laboratory.export(code, ADDRESS, "thunderbird-qr", *IMAP, "--png", "--name", "Ånna “de” Vries 中文")
    words = ("zbarimg", "--quiet", "--nodbus", "--raw", "--oneshot", "-Sbinary", str(code))
    incoming = [0, "mail.direct-tls.example", 993, 3, 1, ADDRESS]
    outgoing = [0, "mail.direct-tls.example", 465, 3, 1, ADDRESS]
    read = json.loads(laboratory.namespace.run(*words))
    assert read == [1, [1, 1], incoming, [[outgoing, [ADDRESS, "Ånna “de” Vries 中文"]]]]


def test_signed_profile_is_verified(laboratory: Laboratory, tmp_path: Path) -> None:
    """Signed with the certificate of a web server, as providers have; openssl would ask for one of mail."""
    pem = str(laboratory.namespace.state / "certificates" / "mail.direct-tls.example.pem")
    signed, content = tmp_path / "signed", tmp_path / "content"
    laboratory.export(signed, ADDRESS, "mobileconfig", *IMAP, "--sign-cert", pem, "--sign-key", pem)
    trust = ("-CAfile", str(laboratory.ca_file), "-purpose", "any")
    words = ("openssl", "smime", "-verify", "-inform", "DER", "-in", str(signed), *trust, "-out", str(content))
    laboratory.namespace.run(*words)
    laboratory.namespace.run("xmllint", "--noout", "--nonet", str(content))
    (mail,) = plistlib.loads(content.read_bytes())["PayloadContent"]
    for direction, port in (("Incoming", 993), ("Outgoing", 465)):
        assert mail[f"{direction}MailServerHostName"] == "mail.direct-tls.example"
        assert mail[f"{direction}MailServerPortNumber"] == port
        assert mail[f"{direction}MailServerUsername"] == ADDRESS


@pytest.mark.parametrize(
    ("name", "options"),
    [
        pytest.param("autoconfig", ("--relaxng", str(SCHEMA)), id="autoconfig"),
        pytest.param("autodiscover", (), id="autodiscover"),
    ],
)
def test_xml_is_well_formed(laboratory: Laboratory, name: str, options: tuple[str, ...], tmp_path: Path) -> None:
    """With a name that XML has to escape."""
    file = tmp_path / name
    laboratory.export(file, ADDRESS, name, *IMAP, "--name", "Anna <Vries> & “Zoon”")
    laboratory.namespace.run("xmllint", "--noout", "--nonet", *options, str(file))
