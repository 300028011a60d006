"""Thunderbird itself reads what the wizard wrote, and arrives at the servers that were found."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.lab import marionette
from tests.lab.customers import customer
from tests.lab.dovecot import PASSWORD
from tests.lab.laboratory import Laboratory
from tests.lab.marionette import Marionette
from tests.lab.namespace import INSIDE
from tests.lab.publishing import DOMAIN

pytestmark = pytest.mark.lab

ISP_FOLDER = "/usr/lib/thunderbird/isp"

TRUST = """
const store = Cc["@mozilla.org/security/x509certdb;1"].getService(Ci.nsIX509CertDB);
store.addCertFromBase64(arguments[0], "C,,");
"""

FIND = """
const folder = "resource:///modules/accountcreation/";
const { FindConfig } = ChromeUtils.importESModule(folder + "FindConfig.sys.mjs");
const { AccountConfig } = ChromeUtils.importESModule(folder + "AccountConfig.sys.mjs");
const { ConfigVerifier } = ChromeUtils.importESModule(folder + "ConfigVerifier.sys.mjs");
const [domain, address, password] = arguments;
const signal = new AbortController().signal;
const { value: found } = await FindConfig.parallelAutoDiscovery(domain, address, signal).next();
AccountConfig.replaceVariables(found, "Anna Jansen", address, password);
await new ConfigVerifier(null, signal).verifyConfig(found, false);
const server = one => [
  one.type,
  one.hostname,
  one.port,
  one.socketType == Ci.nsMsgSocketType.SSL ? "SSL"
    : one.socketType == Ci.nsMsgSocketType.alwaysSTARTTLS ? "STARTTLS" : one.socketType,
  one.auth == Ci.nsMsgAuthMethod.passwordCleartext ? "password-cleartext" : one.auth,
  one.username,
];
return {
  source: found.subSource,
  incoming: [found.incoming, ...found.incomingAlternatives].map(server),
  outgoing: [found.outgoing, ...found.outgoingAlternatives].map(server),
  keeps: [found.incoming.leaveMessagesOnServer, found.incoming.daysToLeaveMessagesOnServer],
};
"""
"""What the account set-up does with what was typed: an address, a name, and the password, which it tries."""


@pytest.fixture(scope="module")
def thunderbird(laboratory: Laboratory) -> Iterator[Marionette]:
    """Thunderbird without a screen; its `isp` folder is `isp` in the state directory, empty."""
    user = customer(laboratory, "thunderbird", "upgraded-tls.example")
    (laboratory.namespace.state / "isp").mkdir()
    user.run("mkdir", "profile")
    words = ("--headless", "--marionette", "--remote-allow-system-access", "--no-remote", "--profile")
    mounts = {ISP_FOLDER: f"{INSIDE}/isp"}
    laboratory.namespace.start("thunderbird", *user.inside("thunderbird", *words, user.path("profile"), mounts=mounts))
    laboratory.namespace.wait_for({"thunderbird": [f"127.0.0.1:{marionette.PORT}"]}, seconds=60)
    with marionette.connected(laboratory.namespace) as control:
        authority = laboratory.ca_file.read_text()
        control.run(TRUST, "".join(line for line in authority.splitlines() if not line.startswith("-----")))
        yield control


def _set_up(laboratory: Laboratory, thunderbird: Marionette, address: str) -> dict[str, Any]:
    """What Thunderbird finds for this address, and has signed in with."""
    domain = address.partition("@")[2]
    before = len(laboratory.sign_ins(f"mail.{domain}"))
    found: dict[str, Any] = thunderbird.run(FIND, domain, address, PASSWORD)
    assert len(laboratory.sign_ins(f"mail.{domain}")) > before
    return found


def _server(line: str, address: str) -> list[Any]:
    protocol, hostname, port, socket_type = line.split()
    return [protocol, hostname, int(port), socket_type, "password-cleartext", address]


@pytest.mark.parametrize(
    ("domain", "protocol", "incoming", "outgoing"),
    [
        pytest.param(
            "direct-tls.example",
            "imap",
            ("imap mail.direct-tls.example 993 SSL", "pop3 mail.direct-tls.example 995 SSL"),
            "smtp mail.direct-tls.example 465 SSL",
            id="imap",
        ),
        pytest.param(
            "direct-tls.example",
            "pop3",
            ("pop3 mail.direct-tls.example 995 SSL", "imap mail.direct-tls.example 993 SSL"),
            "smtp mail.direct-tls.example 465 SSL",
            id="pop",
        ),
        pytest.param(
            "upgraded-tls.example",
            "pop3",
            ("pop3 mail.upgraded-tls.example 110 STARTTLS", "imap mail.upgraded-tls.example 143 STARTTLS"),
            "smtp mail.upgraded-tls.example 587 STARTTLS",
            id="pop-starttls",
        ),
    ],
)
def test_isp_folder(
    laboratory: Laboratory,
    thunderbird: Marionette,
    domain: str,
    protocol: str,
    incoming: tuple[str, ...],
    outgoing: str,
) -> None:
    address = f"thunderbird@{domain}"
    file = laboratory.namespace.state / "isp" / f"{domain}.xml"
    file.unlink(missing_ok=True)
    laboratory.export(file, address, "autoconfig", "--protocol", protocol)
    file.chmod(0o644)
    found = _set_up(laboratory, thunderbird, address)
    assert found["source"] == "xml-from-disk"
    assert found["incoming"] == [_server(line, address) for line in incoming]
    assert found["outgoing"] == [_server(outgoing, address)]
    assert protocol == "imap" or found["keeps"] == [True, 14]


def test_web_server(laboratory: Laboratory, thunderbird: Marionette, published: tuple[str, ...]) -> None:
    """It asks the web server that serves the exported site, in TLS."""
    assert published
    address = f"thunderbird@{DOMAIN}"
    found = _set_up(laboratory, thunderbird, address)
    assert found["source"] == "xml-from-isp-https"
    incoming = (f"imap mail.{DOMAIN} 993 SSL", f"pop3 mail.{DOMAIN} 995 SSL")
    assert found["incoming"] == [_server(line, address) for line in incoming]
    assert found["outgoing"] == [_server(f"smtp mail.{DOMAIN} 465 SSL", address)]
