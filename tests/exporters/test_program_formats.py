"""The formats that programs read, parsed back with the parser that each of them implies."""

import base64
import configparser
import hashlib
import json
import plistlib
import tomllib
import uuid
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import dns.zone
import pytest
from lxml import etree

from tests.exporters import accounts
from wizard.exporters import FORMATS, Context
from wizard.model import (
    Account,
    AuthenticationMethod,
    EmailAddress,
    Obstacle,
    Protocol,
    RecommendedServer,
    SocketType,
)

IMAP, POP = accounts.IMAP_ACCOUNT, accounts.POP_ACCOUNT
POP_FOR_EVER, POP_EMPTY = accounts.POP_FOR_EVER, accounts.POP_EMPTY
POP_SILENT = replace(POP, retention=None)
STARTTLS = replace(IMAP, incoming=accounts.IMAP_STARTTLS, outgoing=accounts.SMTP_STARTTLS)
POP_STARTTLS = replace(POP_FOR_EVER, incoming=accounts.server(Protocol.POP3, SocketType.STARTTLS))
OAUTH2 = AuthenticationMethod.OAUTH2
ENCRYPTED = AuthenticationMethod.PASSWORD_ENCRYPTED


def incoming(account: Account, **changes: Any) -> Account:
    protocol = account.protocol
    return replace(account, incoming=accounts.server(protocol, **changes))


def outgoing(account: Account, **changes: Any) -> Account:
    return replace(account, outgoing=accounts.server(Protocol.SMTP, **changes))


def text(name: str, account: Account) -> str:
    assert FORMATS[name].obstacle(account) is None
    return FORMATS[name].export(account, Context()).decode()


ODD_PORT = incoming(IMAP, port=9930)
ODD_STARTTLS = incoming(IMAP, socket_type=SocketType.STARTTLS, port=9930)
LOCAL_PART = incoming(IMAP, username="%EMAILLOCALPART%")
OWN_NAME = incoming(IMAP, username="u12345")
QUOTED_NAME = incoming(IMAP, username='a"b c')
ONLY_OAUTH2 = incoming(IMAP, authentication=(OAUTH2,))
NO_SIGN_IN = incoming(IMAP, authentication=(AuthenticationMethod.TLS_CLIENT_CERT,))
PLAIN = incoming(IMAP, socket_type=SocketType.PLAIN)
PLAIN_OUT = outgoing(IMAP, socket_type=SocketType.PLAIN)

CANNOT: dict[str, dict[str, tuple[Account, Obstacle]]] = {
    "mobileconfig": {
        "copies for days": (POP, Obstacle.RETENTION),
        "copies for ever": (POP_FOR_EVER, Obstacle.RETENTION),
        "odd STARTTLS": (ODD_STARTTLS, Obstacle.STARTTLS),
        "no outgoing": (accounts.NO_OUTGOING, Obstacle.NO_OUTGOING),
    },
    "thunderbird-qr": {
        "copies for days": (POP, Obstacle.RETENTION),
        "empty the server": (POP_EMPTY, Obstacle.RETENTION),
        "letters beyond ASCII": (replace(IMAP, address=EmailAddress.parse("bé@voorbeeld.nl")), Obstacle.USERNAME_FORM),
        "no outgoing": (accounts.NO_OUTGOING, Obstacle.NO_OUTGOING),
    },
    "autodiscover": {
        "copies for days": (POP, Obstacle.RETENTION),
        "no outgoing": (accounts.NO_OUTGOING, Obstacle.NO_OUTGOING),
    },
    "k9s": {
        "copies for days": (POP, Obstacle.RETENTION),
        "empty the server": (POP_EMPTY, Obstacle.RETENTION),
        "no outgoing": (accounts.NO_OUTGOING, Obstacle.NO_OUTGOING),
    },
    "pacc": {
        "another port": (ODD_PORT, Obstacle.PORT),
        "STARTTLS": (STARTTLS, Obstacle.STARTTLS),
        "local part": (LOCAL_PART, Obstacle.USERNAME_FORM),
        "no outgoing": (accounts.NO_OUTGOING, Obstacle.NO_OUTGOING),
    },
    "mbsync": {"POP": (POP, Obstacle.ONLY_IMAP), "quotes": (QUOTED_NAME, Obstacle.USERNAME_FORM)},
    "msmtp": {
        "no outgoing": (accounts.NO_OUTGOING, Obstacle.NO_OUTGOING),
        "quotes": (outgoing(IMAP, username='a"b'), Obstacle.USERNAME_FORM),
    },
    "neomutt": {"copies for days": (POP, Obstacle.RETENTION), "quotes": (QUOTED_NAME, Obstacle.USERNAME_FORM)},
    "aerc": {"POP": (POP, Obstacle.ONLY_IMAP), "quotes": (QUOTED_NAME, Obstacle.USERNAME_FORM)},
    "himalaya": {"POP": (POP, Obstacle.ONLY_IMAP), "quotes": (QUOTED_NAME, Obstacle.USERNAME_FORM)},
    "getmail": {
        "IMAP": (IMAP, Obstacle.ONLY_POP3),
        "STARTTLS": (POP_STARTTLS, Obstacle.STARTTLS),
        "quotes": (incoming(POP, username='a"b'), Obstacle.USERNAME_FORM),
        "only OAuth2": (incoming(POP, authentication=(OAUTH2,)), Obstacle.OAUTH2),
    },
    "fetchmail": {"copies for days": (POP, Obstacle.RETENTION), "quotes": (QUOTED_NAME, Obstacle.USERNAME_FORM)},
    "dns-zone": {
        "own user name": (OWN_NAME, Obstacle.USERNAME_FORM),
        "no encryption": (PLAIN, Obstacle.NO_INCOMING),
        "no encryption out": (PLAIN_OUT, Obstacle.NO_OUTGOING),
    },
}
for _name in ("mobileconfig", "thunderbird-qr", "autodiscover", "k9s", "pacc", "mbsync", "neomutt", "aerc", "himalaya"):
    CANNOT[_name] |= {
        "no encryption": (PLAIN, Obstacle.NO_INCOMING),
        "only OAuth2": (ONLY_OAUTH2, Obstacle.OAUTH2),
        "no known sign-in": (NO_SIGN_IN, Obstacle.NO_AUTHENTICATION),
    }


@pytest.mark.parametrize(
    ("name", "account", "expected"),
    [
        pytest.param(name, *case, id=f"{name} {label}")
        for name, cases in CANNOT.items()
        for label, case in cases.items()
    ],
)
def test_what_a_format_cannot_say_it_refuses(name: str, account: Account, expected: Obstacle) -> None:
    assert FORMATS[name].obstacle(account) is expected


@pytest.mark.parametrize("name", CANNOT)
def test_a_format_says_what_it_can(name: str) -> None:
    account = POP if name == "getmail" else IMAP
    assert FORMATS[name].obstacle(account) is None


def test_mobileconfig_has_apples_keys() -> None:
    profile = plistlib.loads(text("mobileconfig", STARTTLS).encode())
    (mail,) = profile.pop("PayloadContent")
    assert profile == {
        "PayloadType": "Configuration",
        "PayloadVersion": 1,
        "PayloadIdentifier": "nl.voorbeeld.mail.anna-voorbeeld-nl",
        "PayloadUUID": profile["PayloadUUID"],
        "PayloadDisplayName": "Voorbeeld Mail (anna@voorbeeld.nl)",
    }
    assert str(uuid.UUID(profile["PayloadUUID"])).upper() == profile["PayloadUUID"] != mail["PayloadUUID"]
    assert mail == {
        "PayloadType": "com.apple.mail.managed",
        "PayloadVersion": 1,
        "PayloadIdentifier": "nl.voorbeeld.mail.anna-voorbeeld-nl.account",
        "PayloadUUID": mail["PayloadUUID"],
        "PayloadDisplayName": "Voorbeeld Mail",
        "EmailAccountDescription": "Voorbeeld Mail",
        "EmailAccountType": "EmailTypeIMAP",
        "EmailAddress": "anna@voorbeeld.nl",
        "EmailAccountName": "Anna Voorbeeld",
        "IncomingMailServerAuthentication": "EmailAuthPassword",
        "IncomingMailServerHostName": "imap.voorbeeld.nl",
        "IncomingMailServerPortNumber": 143,
        "IncomingMailServerUseSSL": True,
        "IncomingMailServerUsername": "anna@voorbeeld.nl",
        "OutgoingMailServerAuthentication": "EmailAuthPassword",
        "OutgoingMailServerHostName": "smtp.voorbeeld.nl",
        "OutgoingMailServerPortNumber": 587,
        "OutgoingMailServerUseSSL": True,
        "OutgoingMailServerUsername": "anna@voorbeeld.nl",
    }


def test_mobileconfig_says_pop_and_encrypted_passwords() -> None:
    account = incoming(POP_SILENT, authentication=(ENCRYPTED,))
    (mail,) = plistlib.loads(text("mobileconfig", account).encode())["PayloadContent"]
    assert mail["EmailAccountType"] == "EmailTypePOP"
    assert mail["IncomingMailServerAuthentication"] == "EmailAuthCRAMMD5"


def test_thunderbird_qr_is_the_smallest_payload() -> None:
    account = replace(
        POP_FOR_EVER,
        address=EmailAddress.parse("fred@example.com"),
        full_name="Fred Example",
        incoming=accounts.server(Protocol.POP3, hostname="pop.example.net"),
        outgoing=accounts.server(Protocol.SMTP, hostname="smtp.example.net"),
    )
    assert text("thunderbird-qr", account) == (
        '[1,[1,1],[1,"pop.example.net",995,3,1,"fred@example.com"],'
        '[[[0,"smtp.example.net",465,3,1,"fred@example.com"],["fred@example.com","Fred Example"]]]]'
    )


@pytest.mark.parametrize(
    ("changes", "security", "method"),
    [
        pytest.param({"socket_type": SocketType.STARTTLS}, 2, 1, id="STARTTLS"),
        pytest.param({"authentication": (ENCRYPTED,)}, 3, 2, id="encrypted password"),
        pytest.param({"authentication": (OAUTH2,), "hostname": "imap.gmail.com"}, 3, 6, id="OAuth2 at a known host"),
        pytest.param({"authentication": (OAUTH2, accounts.PASSWORD)}, 3, 1, id="the password elsewhere"),
    ],
)
def test_thunderbird_qr_has_numbers_for_words(changes: dict[str, Any], security: int, method: int) -> None:
    payload = json.loads(text("thunderbird-qr", incoming(replace(IMAP, full_name=None), **changes)))
    assert payload[2][3:5] == [security, method]
    assert payload[3][0][1] == ["anna@voorbeeld.nl", ""]


def test_autodiscover_says_everything_that_would_be_on_by_default() -> None:
    root = etree.fromstring(text("autodiscover", outgoing(IMAP, socket_type=SocketType.STARTTLS)).encode())
    space = {
        "a": "http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006",
        "o": "http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a",
    }
    assert root.tag == f"{{{space['a']}}}Autodiscover"
    (section,) = root.findall("o:Response/o:Account", space)
    assert [section.findtext(f"o:{tag}", namespaces=space) for tag in ("AccountType", "Action")] == [
        "email",
        "settings",
    ]
    protocols = [
        [(etree.QName(entry).localname, entry.text) for entry in protocol]
        for protocol in section.findall("o:Protocol", space)
    ]
    common = [("LoginName", "anna@voorbeeld.nl"), ("DomainRequired", "off"), ("SPA", "off"), ("SSL", "on")]
    imap = [("Type", "IMAP"), ("Server", "imap.voorbeeld.nl"), ("Port", "993")]
    smtp = [("Type", "SMTP"), ("Server", "smtp.voorbeeld.nl"), ("Port", "587")]
    sending = [("AuthRequired", "on"), ("UsePOPAuth", "on"), ("SMTPLast", "off")]
    assert protocols == [
        [*imap, *common, ("Encryption", "SSL"), ("AuthRequired", "on")],
        [*smtp, *common, ("Encryption", "TLS"), *sending],
    ]


def test_autodiscover_signs_in_apart_where_the_names_differ() -> None:
    assert "<UsePOPAuth>off</UsePOPAuth>" in text("autodiscover", LOCAL_PART)
    assert "<User>" not in text("autodiscover", replace(IMAP, full_name=None))


def test_k9s_is_what_the_app_reads() -> None:
    root = etree.fromstring(text("k9s", POP_STARTTLS).encode())
    assert dict(root.attrib) == {"version": "99", "format": "1"}
    (account,) = root.findall("accounts/account")
    assert str(uuid.UUID(account.get("uuid"))) == account.get("uuid")
    assert account.findtext("name") == "Voorbeeld Mail"
    assert [(value.get("key"), value.text) for value in account.findall("settings/value")] == [
        ("deletePolicy", "NEVER")
    ]
    servers = {
        section.get("type"): [(entry.tag, entry.text) for entry in section]
        for section in (account.find("incoming-server"), account.find("outgoing-server"))
        if section is not None
    }
    assert servers == {
        "POP3": [
            ("host", "pop.voorbeeld.nl"),
            ("port", "110"),
            ("connection-security", "STARTTLS_REQUIRED"),
            ("authentication-type", "PLAIN"),
            ("username", "anna@voorbeeld.nl"),
        ],
        "SMTP": [
            ("host", "smtp.voorbeeld.nl"),
            ("port", "465"),
            ("connection-security", "SSL_TLS_REQUIRED"),
            ("authentication-type", "PLAIN"),
            ("username", "anna@voorbeeld.nl"),
        ],
    }
    assert account.findtext("identities/identity/email") == "anna@voorbeeld.nl"
    assert account.findtext("identities/identity/name") == "Anna Voorbeeld"
    assert not any((entry.text or "").isspace() or (entry.tail or "").strip(" ") for entry in account.iter())


def test_k9s_of_imap_says_nothing_about_deleting() -> None:
    assert "deletePolicy" not in text("k9s", IMAP)
    assert "CRAM_MD5" in text("k9s", incoming(IMAP, authentication=(ENCRYPTED,)))


def test_pacc_names_every_server_that_its_rules_imply() -> None:
    assert json.loads(text("pacc", accounts.FULL_POP_ACCOUNT)) == {
        "protocols": {
            "imap": {"host": "imap.voorbeeld.nl"},
            "pop3": {"host": "pop.voorbeeld.nl"},
            "smtp": {"host": "smtp.voorbeeld.nl"},
        },
        "authentication": {"password": True},
        "info": {
            "provider": {"name": "Voorbeeld Mail", "shortName": "Voorbeeld Mail"},
            "help": {"documentation": "https://www.voorbeeld.nl/help?a=1&b=2"},
        },
    }
    names = json.loads(text("pacc", replace(IMAP, display_name="n" * 200)))["info"]["provider"]
    assert (len(names["name"]), len(names["shortName"])) == (60, 20)


def test_pacc_leaves_the_odd_alternative_to_others() -> None:
    odd = (accounts.server(Protocol.POP3, port=9950), accounts.server(Protocol.POP3, verified=False))
    assert set(json.loads(text("pacc", replace(IMAP, alternatives=odd)))["protocols"]) == {"imap", "smtp"}


def records(zone_text: str) -> dict[str, list[str]]:
    zone = dns.zone.from_text(zone_text, origin="voorbeeld.nl.", relativize=False, check_origin=False)
    return {
        f"{name} {dns.rdatatype.to_text(data.rdtype)}": sorted(record.to_text() for record in data)
        for name, node in zone.nodes.items()
        for data in node.rdatasets
    }


def test_dns_zone_prefers_the_advised_protocol() -> None:
    found = records(text("dns-zone", accounts.FULL_POP_ACCOUNT))
    txt = found.pop("_ua-auto-config.voorbeeld.nl. TXT")
    assert found == {
        "_pop3s._tcp.voorbeeld.nl. SRV": ["0 1 995 pop.voorbeeld.nl."],
        "_imaps._tcp.voorbeeld.nl. SRV": ["10 1 993 imap.voorbeeld.nl."],
        "_submissions._tcp.voorbeeld.nl. SRV": ["0 1 465 smtp.voorbeeld.nl."],
        "_submission._tcp.voorbeeld.nl. SRV": ["10 1 587 smtp.voorbeeld.nl."],
    }
    document = text("pacc", accounts.FULL_POP_ACCOUNT).encode()
    expected = base64.b64encode(hashlib.sha256(document).digest()).decode()
    assert txt == [f'"v=UAAC1; a=sha256; d={expected}"']


def test_dns_zone_without_a_pacc_file_has_no_digest_of_it() -> None:
    assert set(records(text("dns-zone", STARTTLS))) == {
        "_imap._tcp.voorbeeld.nl. SRV",
        "_submission._tcp.voorbeeld.nl. SRV",
    }


def test_two_servers_of_one_kind_share_a_name_in_dns() -> None:
    second = accounts.server(Protocol.IMAP, hostname="imap2.voorbeeld.nl")
    plain = accounts.server(Protocol.POP3, SocketType.PLAIN)
    found = records(text("dns-zone", replace(IMAP, alternatives=(second, plain))))
    assert found["_imaps._tcp.voorbeeld.nl. SRV"] == ["0 1 993 imap.voorbeeld.nl.", "10 1 993 imap2.voorbeeld.nl."]
    assert not any("_pop3" in name for name in found)


def toml(account: Account) -> dict[str, Any]:
    found: dict[str, Any] = tomllib.loads(text("himalaya", account))["accounts"]["anna-voorbeeld-nl"]
    return found


def test_himalaya_has_the_keys_of_version_2() -> None:
    plain = {"username": "anna@voorbeeld.nl", "password": {"command": ["pass", "show", "mail/anna@voorbeeld.nl"]}}
    assert toml(STARTTLS) == {
        "email": "anna@voorbeeld.nl",
        "default": True,
        "imap": {"server": "imap://imap.voorbeeld.nl:143", "starttls": True, "sasl": {"plain": plain}},
        "smtp": {"server": "smtp://smtp.voorbeeld.nl:587", "starttls": True, "sasl": {"plain": plain}},
    }
    assert toml(IMAP)["imap"]["server"] == "imaps://imap.voorbeeld.nl:993"
    assert "starttls" not in toml(IMAP)["smtp"]


def section(name: str, account: Account, title: str) -> dict[str, str]:
    parser = configparser.RawConfigParser(interpolation=None)
    parser.read_string(text(name, account))
    return dict(parser[title])


def test_aerc_never_sends_without_tls() -> None:
    assert section("aerc", STARTTLS, "anna-voorbeeld-nl") == {
        "source": "imap://anna%40voorbeeld.nl@imap.voorbeeld.nl:143",
        "source-cred-cmd": "pass show mail/anna@voorbeeld.nl",
        "outgoing": "smtp+plain://anna%40voorbeeld.nl@smtp.voorbeeld.nl:587",
        "smtp-starttls": "yes",
        "outgoing-cred-cmd": "pass show mail/anna@voorbeeld.nl",
        "default": "INBOX",
        "from": "Anna Voorbeeld <anna@voorbeeld.nl>",
        "copy-to": "Sent",
    }
    tls = section("aerc", IMAP, "anna-voorbeeld-nl")
    assert tls["outgoing"] == "smtps+plain://anna%40voorbeeld.nl@smtp.voorbeeld.nl:465"
    assert "smtp-starttls" not in tls
    assert section("aerc", replace(IMAP, full_name="A; [x]"), "anna-voorbeeld-nl")["from"] == "anna@voorbeeld.nl"


@pytest.mark.parametrize(
    ("account", "options"),
    [
        pytest.param(POP, {"delete": "false", "delete_after": "14"}, id="copies for days"),
        pytest.param(POP_FOR_EVER, {"delete": "false"}, id="copies for ever"),
        pytest.param(POP_EMPTY, {"delete": "true"}, id="empty the server"),
        pytest.param(POP_SILENT, {"delete": "false"}, id="nothing said"),
    ],
)
def test_getmail_verifies_and_keeps_as_advised(account: Account, options: dict[str, str]) -> None:
    retriever = section("getmail", account, "retriever")
    assert retriever == {
        "type": "SimplePOP3SSLRetriever",
        "server": "pop.voorbeeld.nl",
        "port": "995",
        "username": "anna@voorbeeld.nl",
        "password_command": '("pass", "show", "mail/anna@voorbeeld.nl")',
        "ca_certs": "/etc/ssl/certs/ca-certificates.crt",
    }
    assert section("getmail", account, "destination")["path"] == "~/Mail/anna-voorbeeld-nl/"
    assert section("getmail", account, "options") == {"read_all": "false", **options}


@pytest.mark.parametrize(
    ("name", "account", "present", "absent"),
    [
        pytest.param(
            "mbsync", IMAP, ["SSLType IMAPS", "Port 993", 'User "anna@voorbeeld.nl"'], ["TLSType"], id="mbsync"
        ),
        pytest.param("mbsync", STARTTLS, ["SSLType STARTTLS", "Port 143"], ["SSLType IMAPS"], id="mbsync STARTTLS"),
        pytest.param("msmtp", IMAP, ["tls on", "tls_starttls off", "port 465"], [], id="msmtp"),
        pytest.param("msmtp", STARTTLS, ["tls on", "tls_starttls on", "port 587"], [], id="msmtp STARTTLS"),
        pytest.param(
            "neomutt",
            IMAP,
            [
                'set folder="imaps://imap.voorbeeld.nl:993/"',
                'set smtp_url="smtps://anna%40voorbeeld.nl@smtp.voorbeeld.nl:465/"',
                "set ssl_force_tls=yes",
            ],
            ["pop_"],
            id="neomutt",
        ),
        pytest.param(
            "neomutt",
            STARTTLS,
            [
                'set folder="imap://imap.voorbeeld.nl:143/"',
                'set smtp_url="smtp://anna%40voorbeeld.nl@smtp.voorbeeld.nl:587/"',
                "set ssl_force_tls=yes",
            ],
            ["imaps", "smtps"],
            id="neomutt STARTTLS",
        ),
        pytest.param(
            "neomutt",
            POP_EMPTY,
            ['set pop_host="pops://anna%40voorbeeld.nl@pop.voorbeeld.nl:995/"', "set pop_delete=yes"],
            ["imap_"],
            id="neomutt POP",
        ),
        pytest.param(
            "neomutt",
            POP_STARTTLS,
            ['set pop_host="pop://anna%40voorbeeld.nl@pop.voorbeeld.nl:110/"', "set pop_delete=no"],
            ["imap_"],
            id="neomutt POP STARTTLS",
        ),
        pytest.param(
            "fetchmail",
            POP_EMPTY,
            ["poll pop.voorbeeld.nl with protocol POP3 service 995", "  ssl", '  sslproto "TLS1.2+"', "  no keep"],
            [],
            id="fetchmail",
        ),
        pytest.param(
            "fetchmail",
            STARTTLS,
            ["poll imap.voorbeeld.nl with protocol IMAP service 143", '  sslproto "TLS1.2+"', "  sslcertck", "  keep"],
            ["  ssl\n"],
            id="fetchmail STARTTLS",
        ),
    ],
)
def test_lines_of_the_plain_formats(name: str, account: Account, present: list[str], absent: list[str]) -> None:
    document = text(name, account)
    for line in present:
        assert line in document.splitlines()
    for part in absent:
        assert part not in document


def test_neomutt_quotes_what_its_quotes_do_not() -> None:
    assert r'set realname="A \"b\" \$c \`d\` \\e"' in text("neomutt", replace(IMAP, full_name='A "b" $c `d` \\e'))
    assert "realname" not in text("neomutt", replace(IMAP, full_name=None))


def test_every_program_is_told_where_its_password_comes_from() -> None:
    for name in ("mbsync", "msmtp", "neomutt", "aerc"):
        assert "pass show mail/anna@voorbeeld.nl" in text(name, IMAP)
    assert "password" not in text("fetchmail", IMAP)


@pytest.mark.parametrize("name", ["mbsync", "msmtp", "neomutt", "aerc", "himalaya", "fetchmail"])
@pytest.mark.parametrize("local_part", ["a`id`", "a$x", "a'b", "a|b", "a&b", "a#b", "a%b", "a{b"])
def test_what_a_shell_could_misread_is_refused(name: str, local_part: str) -> None:
    account = replace(IMAP, address=EmailAddress.parse(f"{local_part}@voorbeeld.nl"))
    assert FORMATS[name].obstacle(account) is Obstacle.USERNAME_FORM


@pytest.mark.parametrize("name", CANNOT)
def test_the_user_name_is_the_persons_own(name: str) -> None:
    build: Callable[..., RecommendedServer] = accounts.server
    account = replace(
        POP if name == "getmail" else IMAP,
        incoming=build(Protocol.POP3 if name == "getmail" else Protocol.IMAP, username="%EMAILLOCALPART%"),
        outgoing=build(Protocol.SMTP, username="%EMAILLOCALPART%"),
    )
    if FORMATS[name].obstacle(account) is None:
        assert "%EMAIL" not in text(name, account)
