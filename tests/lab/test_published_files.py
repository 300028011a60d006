"""What the wizard writes for others to publish or to read, taken by the programs that do."""

import json
import plistlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.lab import nsd
from tests.lab.laboratory import Laboratory
from tests.lab.namespace import INSIDE
from tests.lab.situations import EVERYTHING

pytestmark = pytest.mark.lab

ADDRESS = "anna@direct-tls.example"
DOMAIN = "to-be-published.example"
SCHEMA = Path(__file__).parents[1] / "exporters" / "autoconfig-as-written.rng"


def export(laboratory: Laboratory, out: Path, *options: str, address: str = ADDRESS) -> None:
    """Have the wizard write this file or folder, for IMAP."""
    words = ("export", address, "--protocol", "imap", *options, "--out", str(out))
    ended = laboratory.wizard(*words, *laboratory.network_options)
    assert ended.exit_code == 0, ended.stderr


@pytest.fixture(scope="module")
def published(laboratory: Laboratory) -> tuple[str, ...]:
    """A domain of which only the mail servers were there follows the README.txt of its exported site, step by step.

    Returns the network options with which the result is seen.
    """
    state, inside = laboratory.namespace.state, laboratory.namespace
    folder = state / "site"
    export(laboratory, folder, "--format", "site", address=f"anna@{DOMAIN}")
    inside.run("chmod", "-R", "a+rX", str(INSIDE / "site"))
    zone = (folder / "dns.zone").read_text()
    zone = re.sub(rf"^;(.*)your-web-server\.{DOMAIN}", rf"\1www.{DOMAIN}", zone, flags=re.MULTILINE)
    web_server = laboratory.machine(f"www.{DOMAIN}")
    new_names = tuple(f"{name}.{DOMAIN}. A" for name in ("autoconfig", "ua-auto-config"))
    known = nsd.records(EVERYTHING, laboratory.machines).splitlines(keepends=True)
    inside.start(
        "other-nsd",
        *nsd.configure_other("".join(line for line in known if not line.startswith(new_names)) + zone, state),
    )
    places = {
        "/srv/mail-settings": str(INSIDE / "site"),
        "/etc/ssl/mail-settings/fullchain.pem": str(web_server.pem),
        "/etc/ssl/mail-settings/key.pem": str(web_server.pem),
        "listen 443": f"listen {web_server.address}:443",
    }
    for name in ("servers", "inside-the-domain"):
        file = folder / "nginx" / f"{name}.conf"
        file.write_text(_replaced(file.read_text(), places))
    (state / "other-nginx.conf").write_text(
        f"""
user root;
daemon off;
pid {INSIDE}/other-nginx.pid;
events {{ }}
http {{
  access_log off;
  include {INSIDE}/site/nginx/servers.conf;
  server {{
    listen {web_server.address}:443 ssl;
    server_name {DOMAIN};
    ssl_certificate {web_server.pem};
    ssl_certificate_key {web_server.pem};
    include {INSIDE}/site/nginx/inside-the-domain.conf;
  }}
}}
"""
    )
    inside.start("other-nginx", "nginx", "-e", f"{INSIDE}/other-nginx.log", "-c", f"{INSIDE}/other-nginx.conf")
    listening = {"other-nginx": [f"{web_server.address}:443"], "other-nsd": [f"{nsd.OTHER_ADDRESS}:53"]}
    inside.wait_for(listening, seconds=10)
    return laboratory.network_options_with(nsd.OTHER_ADDRESS)


def _replaced(text: str, places: Mapping[str, str]) -> str:
    for before, after in places.items():
        text = text.replace(before, after)
    return text


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
    assert answer["findings"] == []


def test_published_site_passes_lint(laboratory: Laboratory, published: tuple[str, ...]) -> None:
    ended = laboratory.wizard("lint", DOMAIN, *published)
    assert ended.exit_code == 0, ended.stdout


def test_zone_is_part_of_the_site(laboratory: Laboratory, published: tuple[str, ...], tmp_path: Path) -> None:
    """The name server has read the lines of the site: those of the format of its own are the same."""
    assert published
    export(laboratory, tmp_path / "zone", "--format", "dns-zone", address=f"anna@{DOMAIN}")
    zone = (tmp_path / "zone").read_bytes()
    served = (laboratory.namespace.state / "other.zone").read_bytes()
    assert zone in served
    assert b"SRV" in zone
    assert b"v=UAAC1" in zone


def test_qr_code_is_read(laboratory: Laboratory, tmp_path: Path) -> None:
    """The bytes inside are the payload of Thunderbird for Android, with all letters of the name."""
    code = tmp_path / "code.png"
    export(laboratory, code, "--format", "thunderbird-qr", "--png", "--name", "Ånna “de” Vries 中文")
    words = ("zbarimg", "--quiet", "--nodbus", "--raw", "--oneshot", "-Sbinary", str(code))
    incoming = [0, "mail.direct-tls.example", 993, 3, 1, ADDRESS]
    outgoing = [0, "mail.direct-tls.example", 465, 3, 1, ADDRESS]
    read = json.loads(laboratory.namespace.run(*words))
    assert read == [1, [1, 1], incoming, [[outgoing, [ADDRESS, "Ånna “de” Vries 中文"]]]]


def test_signed_profile_is_verified(laboratory: Laboratory, tmp_path: Path) -> None:
    """Signed with the certificate of a web server, as providers have; openssl would ask for one of mail."""
    pem = str(laboratory.namespace.state / "certificates" / "mail.direct-tls.example.pem")
    signed, content = tmp_path / "signed", tmp_path / "content"
    export(laboratory, signed, "--format", "mobileconfig", "--sign-cert", pem, "--sign-key", pem)
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
    export(laboratory, file, "--format", name, "--name", "Anna <Vries> & “Zoon”")
    laboratory.namespace.run("xmllint", "--noout", "--nonet", *options, str(file))
