"""What can be wrong in an answer of Autodiscover, and in which line."""

import pytest

from tests.lint.documents import AUTODISCOVER, spoilt, told
from wizard.lint import Kind, read

LOGIN = "<LoginName>anna@voorbeeld.nl</LoginName>"
ERROR = (
    '<Response><Error Time="1" Id="2"><ErrorCode>600</ErrorCode><Message>Invalid Request</Message></Error></Response>'
)


def test_nothing_is_wrong() -> None:
    reading = read(AUTODISCOVER.encode(), "file", domain="voorbeeld.nl")

    assert reading.faults == ()
    assert reading.kind is Kind.AUTODISCOVER
    assert [str(server.endpoint) for server in reading.servers] == ["imap.voorbeeld.nl:993", "smtp.voorbeeld.nl:587"]
    assert {server.username for server in reading.servers} == {"%EMAILADDRESS%"}


@pytest.mark.parametrize(
    ("old", "new", "faults"),
    [
        pytest.param("</Server>", "</Sever>", ["not-well-formed:9"], id="mismatched tag"),
        pytest.param("<Autodiscover", "<!DOCTYPE x><Autodiscover", ["document-type:2"], id="document type"),
        pytest.param('xmlns="http://schemas', 'xmlns="https://schemas', ["namespace:2"], id="https namespace"),
        pytest.param("2006a", "2006", ["namespace:3"], id="response in the outer namespace"),
        pytest.param("<AccountType>email</AccountType>", "", ["element-missing:4"], id="no account type"),
        pytest.param("<SPA>off</SPA>", "", ["spa-left-out:7"], id="no SPA"),
        pytest.param("<SPA>off</SPA>", "<SPA>on</SPA>", ["spa-on:12"], id="SPA on"),
        pytest.param("<SPA>off</SPA>", "<SPA>nee</SPA>", ["value-unknown:12"], id="neither on nor off"),
        pytest.param(LOGIN, "", ["username-left-out:7"], id="no login name"),
        pytest.param("anna@voorbeeld.nl", "%EMAIL%", ["placeholder-unknown:11"], id="template not filled in"),
        pytest.param("<Encryption>SSL</Encryption>", "", [], id="SSL is enough"),
        pytest.param("<Encryption>SSL", "<Encryption>strong", ["value-unknown:14"], id="unknown encryption"),
        pytest.param("<Encryption>SSL", "<Encryption>None", ["port-security:7", "plain-server:7"], id="no encryption"),
        pytest.param("<Type>IMAP", "<Type>IMAP4", ["no-incoming-server:4", "value-unknown:8"], id="type"),
        pytest.param("<Type>IMAP</Type>", "", ["no-incoming-server:4", "element-missing:7"], id="no type"),
        pytest.param("<Type>IMAP", "<Type>EXCH", ["exchange-mixed:7"], id="Exchange"),
        pytest.param("<Port>993</Port>", "", ["no-incoming-server:4", "element-missing:7"], id="no port"),
        pytest.param("imap.voorbeeld.nl", "x y", ["no-incoming-server:4", "hostname-bad:9"], id="bad host"),
        pytest.param("<AuthRequired>on</AuthRequired>\n      </Protocol>\n    </A", "<AuthRequired>off</AuthRequired>\n"
                     "      </Protocol>\n    </A", ["no-sign-in:25"], id="sending without signing in"),
        pytest.param("settings</Action>", "redirectUrl</Action><RedirectUrl>https://x.nl/</RedirectUrl>",
                     ["points-elsewhere:4"], id="redirect"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_line(old: str, new: str, faults: list[str]) -> None:
    assert told(spoilt(AUTODISCOVER, old, new)) == faults


def test_exchange_beside_imap() -> None:
    block = "<Protocol><Type>EXCH</Type><Server>x.voorbeeld.nl</Server></Protocol>\n"

    assert told(spoilt(AUTODISCOVER, "      <Protocol>", f"{block}      <Protocol>")) == ["exchange-mixed:7"]


def test_an_error_is_told_as_it_stands() -> None:
    start = AUTODISCOVER[: AUTODISCOVER.index("  <Response")]
    (fault,) = read(f"{start}{ERROR}</Autodiscover>".encode(), "file").faults[-1:]

    assert (fault.id, fault.values["value"]) == ("says-error", "600 Invalid Request")
