"""What can be wrong in an autoconfig file, and in which line."""

import pytest

from tests.lint.documents import AUTOCONFIG, spoilt, told
from wizard.lint import Kind, read
from wizard.model import Protocol, Severity, SocketType

IMAP = AUTOCONFIG[
    AUTOCONFIG.index('    <incomingServer type="imap">') : AUTOCONFIG.index('    <incomingServer type="pop3">')
]
POP3 = AUTOCONFIG[AUTOCONFIG.index('    <incomingServer type="pop3">') : AUTOCONFIG.index("    <outgoingServer")]
SMTP = AUTOCONFIG[AUTOCONFIG.index("    <outgoingServer") : AUTOCONFIG.index("    <documentation")]
PLAIN_IMAP = IMAP.replace("993", "143").replace("SSL", "plain")
PASSWORD = "<authentication>password-cleartext</authentication>"
USERNAME = "<username>%EMAILADDRESS%</username>"


def test_nothing_is_wrong() -> None:
    reading = read(AUTOCONFIG.encode(), "file", domain="voorbeeld.nl")

    assert reading.faults == ()
    assert reading.kind is Kind.AUTOCONFIG
    assert reading.domains == ("voorbeeld.nl",)
    assert [str(server.endpoint) for server in reading.servers] == [
        "imap.voorbeeld.nl:993",
        "pop.voorbeeld.nl:995",
        "smtp.voorbeeld.nl:465",
    ]


@pytest.mark.parametrize(
    ("old", "new", "faults"),
    [
        pytest.param("</port>", "</prot>", ["not-well-formed:9"], id="mismatched tag"),
        pytest.param("Voorbeeld Mail", "Voorbeeld & Mail", ["not-well-formed:5"], id="bare ampersand"),
        pytest.param("<clientConfig", "<!DOCTYPE x>\n<clientConfig", ["document-type:2"], id="document type"),
        pytest.param('encoding="UTF-8"', 'encoding="ISO-8859-1"', ["encoding:1"], id="other encoding"),
        pytest.param(
            'encoding="UTF-8"', 'encoding="nonsense"', ["not-well-formed:1", "encoding:1"], id="no encoding at all"
        ),
        pytest.param('version="1.1">', 'version="2.0">', ["version:2"], id="version"),
        pytest.param(' version="1.1">', ">", ["version:2"], id="no version"),
        pytest.param('version="1.1">', 'version="1.2">', [], id="version 1.2"),
        pytest.param("    <domain>voorbeeld.nl</domain>\n", "", ["element-missing:3"], id="no domain"),
        pytest.param("<domain>voorbeeld.nl", "<domain>voorbeeld", ["domain-bad:4"], id="a domain without a dot"),
        pytest.param("<domain>voorbeeld.nl", "<domain>voor beeld", ["domain-bad:4"], id="no domain name"),
        pytest.param("<domain>voorbeeld.nl", "<domain>ander.nl", ["domain-other:3"], id="another domain"),
        pytest.param(' id="voorbeeld.nl"', "", ["attribute-missing:3"], id="no id"),
        pytest.param('id="voorbeeld.nl"', 'id="Voorbeeld BV"', ["domain-bad:3"], id="id is no domain"),
        pytest.param("Voorbeeld Mail", "x" * 61, ["text-too-long:5"], id="long name"),
        pytest.param("Voorbeeld Mail", "x" * 60, [], id="name as long as it may be"),
        pytest.param("<displayShortName>Voor", "<displayShortName>" + "x" * 21, ["text-too-long:6"], id="short name"),
        pytest.param("displayShortName>V", "displayNameShort>V", ["not-well-formed:6"], id="half misspelt"),
        pytest.param('type="imap"', 'type="imap4"', ["no-imap-server:3", "value-unknown:7"], id="type"),
        pytest.param(' type="imap"', "", ["no-imap-server:3", "attribute-missing:7"], id="no type"),
        pytest.param('type="imap"', 'type="jmap"', [], id="a type with a URL"),
        pytest.param(
            "<hostname>imap.voorbeeld.nl</hostname>", "", ["no-imap-server:3", "element-missing:7"], id="no host"
        ),
        pytest.param("imap.voorbeeld.nl", "imap voorbeeld", ["no-imap-server:3", "hostname-bad:8"], id="bad host"),
        pytest.param("imap.voorbeeld.nl", "", ["no-imap-server:3", "element-empty:8"], id="empty host"),
        pytest.param("imap.voorbeeld.nl", "imap.%EMAILDOMAIN%", ["hostname-placeholder:8"], id="placeholder"),
        pytest.param("993", "0", ["no-imap-server:3", "port-bad:9"], id="port 0"),
        pytest.param("993", "65536", ["no-imap-server:3", "port-bad:9"], id="port beyond"),
        pytest.param("993", "143", ["port-security:7"], id="143 with SSL"),
        pytest.param("993", "1993", ["port-unusual:7"], id="unusual port"),
        pytest.param("465", "587", ["port-security:22"], id="587 with SSL"),
        pytest.param("465", "25", ["port-security:22", "port-relay:22"], id="port 25"),
        pytest.param("<socketType>SSL", "<socketType>TLS", ["no-imap-server:3", "value-unknown:10"], id="socket type"),
        pytest.param(
            "<socketType>SSL", "<socketType>starttls", ["no-imap-server:3", "value-unknown:10"], id="its case"
        ),
        pytest.param(PASSWORD, "", ["element-missing:7"], id="no authentication"),
        pytest.param("password-cleartext", "plain", ["authentication-old-name:11"], id="old name"),
        pytest.param("password-cleartext", "secret", ["value-unknown:11"], id="unknown authentication"),
        pytest.param("password-cleartext", "NTLM", ["authentication-android:11"], id="not on Android"),
        pytest.param("password-cleartext", "none", ["no-sign-in:11"], id="no sign-in"),
        pytest.param("password-cleartext", "OAuth2", ["oauth2-host:11"], id="OAuth2 elsewhere"),
        pytest.param(f"{USERNAME}\n    </incoming", "</incoming", ["element-missing:7"], id="no user name"),
        pytest.param(USERNAME, "<username>anna</username>", ["username-of-one:12"], id="one person's user name"),
        pytest.param("%EMAILADDRESS%", "%EMAILADRESS%", ["placeholder-unknown:12"], id="misspelt placeholder"),
        pytest.param("%EMAILADDRESS%", "%EMAILLOCALPART%.x", [], id="made of a placeholder"),
        pytest.param(USERNAME, f"{USERNAME}\n{USERNAME}", ["element-twice:13"], id="twice"),
        pytest.param(USERNAME, f"{USERNAME}<password>x</password>", ["password-inside:12"], id="password"),
        pytest.param(USERNAME, f"{USERNAME}<colour>x</colour>", ["element-unknown:12"], id="unknown element"),
        pytest.param("https://www", "http://www", ["page-not-https:29"], id="help over http"),
        pytest.param(
            "</emailProvider>",
            '</emailProvider><enable visiturl="http://x.nl"/>',
            ["page-not-https:30"],
            id="a page to switch it on over http",
        ),
        pytest.param(SMTP, "", ["no-outgoing-server:3"], id="no outgoing"),
        pytest.param(IMAP, "", ["no-imap-server:3"], id="POP only"),
        pytest.param(IMAP + POP3, "", ["no-incoming-server:3"], id="no incoming"),
        pytest.param(POP3, IMAP, ["server-twice:14"], id="the same server twice"),
        pytest.param(POP3, PLAIN_IMAP, ["plain-drops-file:14"], id="plain behind TLS"),
        pytest.param(IMAP, PLAIN_IMAP + IMAP, ["plain-drops-file:7", "plain-first:7"], id="plain before TLS"),
        pytest.param(POP3, POP3.replace("995", "110").replace("SSL", "plain"), ["plain-server:14"], id="plain POP"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(old: str, new: str, faults: list[str]) -> None:
    assert told(spoilt(AUTOCONFIG, old, new)) == faults


def test_a_misspelt_element_names_what_is_meant() -> None:
    document = AUTOCONFIG.replace("displayShortName", "displayNameShort").encode()
    (fault,) = read(document, "file").faults

    assert (fault.id, fault.line, fault.values["nearest"]) == ("element-misspelt", 6, "<displayShortName>")


def test_only_oauth2_is_worse_than_a_choice() -> None:
    only = read(spoilt(AUTOCONFIG, "password-cleartext", "OAuth2"), "file").faults
    choice = read(spoilt(AUTOCONFIG, PASSWORD, f"<authentication>OAuth2</authentication>{PASSWORD}"), "file").faults

    assert [fault.severity for fault in (*only, *choice)] == [Severity.WARNING, Severity.NOTE]


@pytest.mark.parametrize("hostname", ["imap.gmail.com", "outlook.office365.com", "imap.mail.yahoo.com"])
def test_thunderbird_knows_the_large_providers_oauth2(hostname: str) -> None:
    document = spoilt(AUTOCONFIG, "imap.voorbeeld.nl", hostname).replace(b"password-cleartext", b"OAuth2", 1)

    assert told(document) == []


def test_the_placeholder_in_a_host_name_is_filled_in() -> None:
    reading = read(spoilt(AUTOCONFIG, "imap.voorbeeld.nl", "imap.%EMAILDOMAIN%"), "file")

    assert reading.servers[0].endpoint.hostname == "imap.voorbeeld.nl"


def test_a_server_that_no_program_can_read_is_not_listed() -> None:
    reading = read(spoilt(AUTOCONFIG, "<socketType>SSL", "<socketType>TLS"), "file")

    assert {server.endpoint.protocol for server in reading.servers} == {Protocol.POP3, Protocol.SMTP}
    assert all(server.endpoint.socket_type is not SocketType.PLAIN for server in reading.servers)
