"""The laboratory itself: every kind of server answers as it should, seen with other programs than the wizard."""

import base64

import pytest

from tests.lab.dovecot import PASSWORD
from tests.lab.laboratory import Laboratory
from tests.lab.namespace import LaboratoryError

pytestmark = pytest.mark.lab

IMAP = "a CAPABILITY\na LOGOUT\n"
POP3 = "CAPA\nQUIT\n"
SMTP = "EHLO client.example\nQUIT\n"
HTTP = "GET /mail/config-v1.1.xml HTTP/1.0\n\n"


def talk(laboratory: Laboratory, hostname: str, port: int, upgrade: str | None, said: str) -> str:
    """What the server says inside a TLS session that was verified for its name."""
    place = ["-connect", f"{laboratory.machine(hostname).address}:{port}", "-servername", hostname]
    trust = ["-CAfile", str(laboratory.ca_file), "-verify_hostname", hostname, "-verify_return_error"]
    starttls = ["-starttls", upgrade] if upgrade else []
    return laboratory.namespace.run("openssl", "s_client", "-quiet", "-crlf", *place, *trust, *starttls, text=said)


@pytest.mark.parametrize(
    ("hostname", "port", "upgrade", "said", "answer"),
    [
        pytest.param("imap.published.example", 993, None, IMAP, "* OK [CAPABILITY IMAP4rev1", id="imaps"),
        pytest.param("mail.starttls-only.example", 143, "imap", IMAP, "AUTH=PLAIN", id="imap-starttls"),
        pytest.param("pop.published.example", 995, None, POP3, "+OK Dovecot", id="pop3s"),
        pytest.param("mail.starttls-only.example", 110, "pop3", POP3, "SASL PLAIN", id="pop3-stls"),
        pytest.param("smtp.published.example", 465, None, SMTP, "220 smtp.published.example", id="submissions"),
        pytest.param("mail.starttls-only.example", 587, "smtp", SMTP, "AUTH PLAIN LOGIN", id="submission"),
        pytest.param("autoconfig.published.example", 443, None, HTTP, "<clientConfig", id="https"),
    ],
)
def test_server_answers_in_tls(
    laboratory: Laboratory, hostname: str, port: int, upgrade: str | None, said: str, answer: str
) -> None:
    assert answer in talk(laboratory, hostname, port, upgrade, said)


@pytest.mark.parametrize(
    ("hostname", "port", "upgrade", "refusal"),
    [
        pytest.param("imap.expired.example", 993, None, "certificate has expired", id="expired"),
        pytest.param("imap.other-name.example", 143, "imap", "hostname mismatch", id="other-name"),
        pytest.param("smtp.unknown-issuer.example", 465, None, "unable to verify|unable to get", id="unknown-issuer"),
        pytest.param("mail.no-tls.example", 143, "imap", "STARTTLS", id="no-tls"),
        pytest.param("mail.no-tls.example", 993, None, "Connection refused", id="not-served"),
    ],
)
def test_server_is_refused(laboratory: Laboratory, hostname: str, port: int, upgrade: str | None, refusal: str) -> None:
    with pytest.raises(LaboratoryError, match=refusal):
        talk(laboratory, hostname, port, upgrade, IMAP)


@pytest.mark.parametrize(
    ("hostname", "port", "ipv6", "vanishes"),
    [
        pytest.param("mail.filtered-465.example", 465, False, True, id="one-port"),
        pytest.param("mail.filtered-465.example", 587, False, False, id="other-port-of-it"),
        pytest.param("autoconfig.dead-autoconfig.example", 443, False, True, id="every-port"),
        pytest.param("mail.ipv6-lost.example", 993, True, True, id="ipv6"),
        pytest.param("mail.ipv6-lost.example", 993, False, False, id="ipv4-beside-it"),
    ],
)
def test_packets_vanish(laboratory: Laboratory, hostname: str, port: int, ipv6: bool, vanishes: bool) -> None:
    machine = laboratory.machine(hostname)
    place = f"{machine.address6 if ipv6 else machine.address}/{port}"
    attempt = f"timeout 1 bash -c 'exec 3<>/dev/tcp/{place}'; echo $?"
    assert laboratory.namespace.run("sh", "-c", attempt).strip() == ("124" if vanishes else "0")


def test_names_come_from_the_name_server_of_the_laboratory(laboratory: Laboratory) -> None:
    known = laboratory.namespace.run("getent", "ahosts", "imap.published.example")
    assert known.split()[0] == laboratory.machine("imap.published.example").address
    with pytest.raises(LaboratoryError, match="getent ahosts"):
        laboratory.namespace.run("getent", "ahosts", "www.not-registered.example")


_PLAIN = base64.b64encode(b"\0anna@lab.example\0" + PASSWORD.encode()).decode()


@pytest.mark.parametrize(
    ("port", "said", "answer"),
    [
        pytest.param(993, f"a LOGIN anna@lab.example {PASSWORD}\na LOGOUT\n", "Logged in", id="imap"),
        pytest.param(995, f"USER anna@lab.example\nPASS {PASSWORD}\nQUIT\n", "+OK Logged in", id="pop3"),
        pytest.param(465, f"EHLO client.example\nAUTH PLAIN {_PLAIN}\nQUIT\n", "235 2.7.0", id="smtp"),
    ],
)
def test_sign_in_works_and_is_logged(laboratory: Laboratory, port: int, said: str, answer: str) -> None:
    """What `test_nobody_signed_in` looks for is really written when somebody signs in."""
    before = len(laboratory.sign_ins("mail.lab.example"))
    assert answer in talk(laboratory, "mail.lab.example", port, None, said)
    assert len(laboratory.sign_ins("mail.lab.example")) == before + 1
