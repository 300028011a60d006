"""What can be wrong in a configuration profile, and in which line."""

import pytest

from tests.lint.documents import MOBILECONFIG, spoilt, told
from wizard.lint import Kind, read

SSL = "    <key>IncomingMailServerUseSSL</key><true/>\n"


def test_nothing_is_wrong() -> None:
    reading = read(MOBILECONFIG.encode(), "file", domain="voorbeeld.nl")

    assert reading.faults == ()
    assert reading.kind is Kind.MOBILECONFIG
    assert [f"{server.endpoint} {server.endpoint.socket_type} {server.username}" for server in reading.servers] == [
        "imap.voorbeeld.nl:993 SSL %EMAILADDRESS%",
        "smtp.voorbeeld.nl:587 STARTTLS %EMAILLOCALPART%",
    ]


def test_a_file_of_many_accounts_is_not_read_to_the_end() -> None:
    account = MOBILECONFIG.partition("<array>")[2].partition("</array>")[0]
    many = "".join(account.replace(".voorbeeld.nl", f"{number}.voorbeeld.nl") for number in range(20))
    reading = read(MOBILECONFIG.replace(account, many).encode(), "file")

    assert [server.endpoint.hostname for server in reading.servers] == [
        f"{name}{number}.voorbeeld.nl" for number in range(8) for name in ("imap", "smtp")
    ]


@pytest.mark.parametrize(
    ("old", "new", "faults"),
    [
        pytest.param("</key>", "</kye>", ["not-well-formed:4"], id="mismatched tag"),
        pytest.param(SSL, "", ["ssl-default-off:4", "port-security:8", "plain-server:8"], id="no UseSSL"),
        pytest.param("UseSSL</key><true/>", "UseSSL</key><false/>", ["port-security:8", "plain-server:8",
                                                                     "ssl-default-off:10"], id="UseSSL off"),
        pytest.param("    <key>OutgoingMailServerPortNumber</key><integer>587</integer>\n", "", ["port-left-out:4"],
                     id="no port"),
        pytest.param("<integer>993</integer>", "<string>993</string>", ["value-unknown:9"], id="port as text"),
        pytest.param("<integer>993</integer>", "<integer>-1</integer>", ["port-bad:9"], id="port below"),
        pytest.param("<string>imap.voorbeeld.nl</string>", "<string>x y</string>", ["hostname-bad:8"], id="bad host"),
        pytest.param("EmailTypeIMAP", "IMAP", ["value-unknown:5"], id="type"),
        pytest.param("EmailAuthPassword", "Password", ["value-unknown:7"], id="authentication"),
        pytest.param("EmailAuthPassword", "EmailAuthNone", ["no-sign-in:7"], id="no sign-in"),
        pytest.param("    <key>IncomingMailServerUsername</key><string>anna@voorbeeld.nl</string>\n", "",
                     ["username-left-out:4"], id="no user name"),
        pytest.param(SSL, SSL + "<key>IncomingPassword</key><string>x</string>\n", ["password-inside:11"],
                     id="password"),
        pytest.param(SSL, SSL + SSL, ["element-twice:11"], id="key twice"),
        pytest.param("com.apple.mail.managed", "com.apple.vpn", ["element-missing:4"], id="no mail account"),
        pytest.param("  <key>PayloadVersion</key><integer>1</integer>\n</dict></plist>", "</dict></plist>",
                     ["element-missing:3"], id="no version"),
        pytest.param("<dict>", "<array>", ["not-well-formed:26"], id="no dictionary"),
        pytest.param("<!DOCTYPE plist PUBLIC", '<!DOCTYPE plist [<!ENTITY a "b">]>\n<!--', ["not-well-formed:2"],
                     id="entity"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_line(old: str, new: str, faults: list[str]) -> None:
    assert told(spoilt(MOBILECONFIG, old, new)) == faults
