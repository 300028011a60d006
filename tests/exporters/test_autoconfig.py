"""autoconfig: valid, safe for everybody at the domain, and read back as the same settings."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.exporters import accounts
from wizard.exporters import autoconfig
from wizard.model import (
    Account,
    AuthenticationMethod,
    EmailAddress,
    HelpPage,
    Obstacle,
    Protocol,
    RecommendedServer,
    Retention,
    SocketType,
)

SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).with_name("autoconfig-as-written.rng")))
CONTEXT = accounts.bare()


def written(account: Account) -> etree._Element:
    assert autoconfig.obstacle(account) is None
    root = etree.fromstring(autoconfig.export(account, CONTEXT))
    SCHEMA.assertValid(root)
    return root


def texts(root: etree._Element, path: str) -> list[str]:
    return [str(element.text) for element in root.findall(path)]


def endpoints(root: etree._Element) -> list[tuple[str, str, str, str]]:
    return [
        (section.get("type", ""), *(section.findtext(tag, "") for tag in ("hostname", "port", "socketType")))
        for section in root.findall("emailProvider/*")
        if section.tag in {"incomingServer", "outgoingServer"}
    ]


@pytest.mark.parametrize("name", [name for name in accounts.ACCOUNTS if name != "no-outgoing"])
def test_every_account_gives_a_valid_file(name: str) -> None:
    written(accounts.ACCOUNTS[name])


def test_the_advised_server_stands_first_and_all_working_ones_follow() -> None:
    assert endpoints(written(accounts.FULL_POP_ACCOUNT)) == [
        ("pop3", "pop.voorbeeld.nl", "995", "SSL"),
        ("imap", "imap.voorbeeld.nl", "993", "SSL"),
        ("smtp", "smtp.voorbeeld.nl", "465", "SSL"),
        ("smtp", "smtp.voorbeeld.nl", "587", "STARTTLS"),
    ]


def test_a_server_named_twice_is_written_once() -> None:
    account = replace(accounts.IMAP_ACCOUNT, alternatives=(accounts.IMAP, accounts.SMTP))
    assert endpoints(written(account)) == endpoints(written(accounts.IMAP_ACCOUNT))


@pytest.mark.parametrize(
    "alternative",
    [
        pytest.param(accounts.server(Protocol.IMAP, SocketType.PLAIN), id="plain text"),
        pytest.param(accounts.server(Protocol.POP3, verified=False), id="not tested"),
        pytest.param(accounts.server(Protocol.POP3, authentication=(), mechanisms=("EXTERNAL",)), id="no sign-in"),
        pytest.param(accounts.server(Protocol.POP3, username="u12345"), id="one person's user name"),
    ],
)
def test_a_server_that_is_not_for_everybody_is_no_alternative(alternative: RecommendedServer) -> None:
    account = replace(accounts.IMAP_ACCOUNT, alternatives=(alternative,))
    assert endpoints(written(account)) == endpoints(written(accounts.IMAP_ACCOUNT))


@pytest.mark.parametrize(
    ("account", "expected"),
    [
        pytest.param(accounts.POP_ACCOUNT, ["true", "14"], id="a copy for some days"),
        pytest.param(accounts.POP_FOR_EVER, ["true"], id="a copy for ever"),
        pytest.param(accounts.POP_EMPTY, ["false"], id="empty the server"),
        pytest.param(accounts.FULL_ACCOUNT, [], id="IMAP says nothing about POP's copies"),
    ],
)
def test_pop_says_what_happens_to_the_copies(account: Account, expected: list[str]) -> None:
    assert texts(written(account), "emailProvider/incomingServer/pop3/*") == expected


@pytest.mark.parametrize(
    ("username", "expected"),
    [
        pytest.param(None, "%EMAILADDRESS%", id="nothing says it"),
        pytest.param("%EMAILADDRESS%", "%EMAILADDRESS%", id="whole address"),
        pytest.param("%EMAILLOCALPART%", "%EMAILLOCALPART%", id="local part"),
        pytest.param("%EMAILLOCALPART%.%EMAILDOMAIN%", "%EMAILLOCALPART%.%EMAILDOMAIN%", id="joined"),
        pytest.param("anna@voorbeeld.nl", "%EMAILADDRESS%", id="the person's address"),
        pytest.param("Anna@Voorbeeld.NL", "%EMAILADDRESS%", id="the person's address in capitals"),
        pytest.param("anna", "%EMAILLOCALPART%", id="the person's local part"),
    ],
)
def test_user_names_are_placeholders(username: str | None, expected: str) -> None:
    account = replace(accounts.IMAP_ACCOUNT, incoming=accounts.server(Protocol.IMAP, username=username))
    document = autoconfig.export(account, CONTEXT)
    assert texts(etree.fromstring(document), "emailProvider/incomingServer/username") == [expected]
    assert b"anna" not in document.lower()


@pytest.mark.parametrize(
    ("published", "mechanisms", "expected"),
    [
        pytest.param(
            (AuthenticationMethod.OAUTH2, AuthenticationMethod.PASSWORD_CLEARTEXT),
            ("PLAIN", "CRAM-MD5"),
            ["OAuth2", "password-cleartext"],
            id="the published order stands",
        ),
        pytest.param((), ("CRAM-MD5", "PLAIN"), ["password-cleartext", "password-encrypted"], id="as announced"),
        pytest.param((), ("XOAUTH2",), ["password-cleartext", "OAuth2"], id="IMAP's own LOGIN counts"),
    ],
)
def test_sign_in_is_as_published_or_as_announced(
    published: tuple[AuthenticationMethod, ...], mechanisms: tuple[str, ...], expected: list[str]
) -> None:
    incoming = accounts.server(Protocol.IMAP, authentication=published, mechanisms=mechanisms)
    root = written(replace(accounts.IMAP_ACCOUNT, incoming=incoming))
    assert texts(root, "emailProvider/incomingServer/authentication") == expected


@pytest.mark.parametrize(
    ("account", "expected"),
    [
        pytest.param(accounts.NO_OUTGOING, Obstacle.NO_OUTGOING, id="nothing to send with"),
        pytest.param(
            replace(accounts.IMAP_ACCOUNT, incoming=accounts.server(Protocol.IMAP, SocketType.PLAIN)),
            Obstacle.NO_INCOMING,
            id="incoming without encryption",
        ),
        pytest.param(
            replace(accounts.IMAP_ACCOUNT, outgoing=accounts.server(Protocol.SMTP, SocketType.PLAIN)),
            Obstacle.NO_OUTGOING,
            id="outgoing without encryption",
        ),
        pytest.param(
            replace(accounts.IMAP_ACCOUNT, outgoing=accounts.server(Protocol.SMTP, authentication=(), mechanisms=())),
            Obstacle.NO_AUTHENTICATION,
            id="no way to sign in",
        ),
        pytest.param(
            replace(accounts.IMAP_ACCOUNT, incoming=accounts.server(Protocol.IMAP, username="u12345")),
            Obstacle.USERNAME_FORM,
            id="one person's user name",
        ),
    ],
)
def test_what_it_cannot_say_it_refuses(account: Account, expected: Obstacle) -> None:
    assert autoconfig.obstacle(account) is expected


@pytest.mark.parametrize(
    ("name", "short", "long"),
    [
        pytest.param("Voorbeeld", "Voorbeeld", "Voorbeeld", id="fits"),
        pytest.param("  ", "voorbeeld.nl", "voorbeeld.nl", id="empty: the domain"),
        pytest.param("Voorbeeld Internet en Mail", "Voorbeeld Internet…", "Voorbeeld Internet en Mail", id="words"),
        pytest.param("x" * 200, "x" * 19 + "…", "x" * 59 + "…", id="200 letters"),
        pytest.param("\"<&>' ]]>", "\"<&>' ]]>", "\"<&>' ]]>", id="quotes and ampersands"),
        pytest.param("Mail 😀", "Mail 😀", "Mail 😀", id="emoji"),
        pytest.param("a\x00b\x1b[31m", r"a\x00b\x1b[31m", r"a\x00b\x1b[31m", id="control characters"),
        pytest.param("\u202eliam", r"\u202eliam", r"\u202eliam", id="right to left"),
        pytest.param("a\ufffeb\uffff", "a\ufffdb\ufffd", "a\ufffdb\ufffd", id="non-characters"),
    ],
)
def test_hostile_names_stay_names(name: str, short: str, long: str) -> None:
    root = written(replace(accounts.IMAP_ACCOUNT, display_name=name))
    assert texts(root, "emailProvider/displayShortName") == [short]
    assert texts(root, "emailProvider/displayName") == [long]


def test_help_pages_are_linked_and_nothing_but_the_web() -> None:
    pages = (
        HelpPage(url="https://www.voorbeeld.nl/?a=1&b='2'", title='<Hulp> & "uitleg"', language="nl"),
        HelpPage(url="https://www.voorbeeld.nl/en"),
        HelpPage(url="javascript:alert(1)", title="no"),
    )
    root = written(replace(accounts.IMAP_ACCOUNT, help_pages=pages))
    documentation = root.findall("emailProvider/documentation")
    assert [page.get("url") for page in documentation] == [page.url for page in pages[:2]]
    assert [(descr.text, descr.get("lang")) for page in documentation for descr in page] == [(pages[0].title, "nl")]


def test_it_is_indented_utf8_with_a_declaration_and_always_the_same() -> None:
    document = autoconfig.export(accounts.FULL_ACCOUNT, CONTEXT)
    assert document.startswith(b"<?xml version='1.0' encoding='UTF-8'?>\n<clientConfig version=\"1.1\">\n  <emailProv")
    assert document.endswith(b"</clientConfig>\n")
    assert document == autoconfig.export(accounts.FULL_ACCOUNT, accounts.full())


hosts = st.from_regex(r"\A[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?(\.[a-z]{2,8}){1,2}\Z")
servers = st.builds(
    accounts.server,
    st.sampled_from([Protocol.IMAP, Protocol.POP3]),
    st.sampled_from([SocketType.SSL, SocketType.STARTTLS]),
    hostname=hosts,
    port=st.integers(1, 65535),
    username=st.sampled_from(["%EMAILADDRESS%", "%EMAILLOCALPART%", "%EMAILLOCALPART%+%EMAILDOMAIN%", None]),
    authentication=st.lists(st.sampled_from(AuthenticationMethod), min_size=1, unique=True).map(tuple),
)


@settings(deadline=None)
@given(
    incoming=servers,
    name=st.text(max_size=300),
    full_name=st.text(max_size=50),
    days=st.none() | st.integers(1, 3650),
    local_part=st.from_regex(r"\A[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,20}\Z"),
)
def test_whatever_the_names_the_same_settings_are_read_back(
    incoming: RecommendedServer, name: str, full_name: str, days: int | None, local_part: str
) -> None:
    protocol = incoming.endpoint.protocol
    account = Account(
        address=EmailAddress(local_part=local_part, domain="voorbeeld.nl"),
        full_name=full_name,
        display_name=name,
        protocol=protocol,
        incoming=incoming,
        outgoing=accounts.SMTP,
        retention=Retention(keep=True, days=days) if protocol is Protocol.POP3 else None,
    )
    section = written(account).find("emailProvider/incomingServer")
    assert section is not None
    endpoint = incoming.endpoint
    assert section.get("type") == endpoint.protocol.value
    assert section.findtext("hostname") == endpoint.hostname
    assert section.findtext("port") == str(endpoint.port)
    assert section.findtext("socketType") == endpoint.socket_type.value
    assert texts(section, "authentication") == [method.value for method in incoming.settings.authentication]
    assert section.findtext("username") == (incoming.settings.username or "%EMAILADDRESS%")
    days_written = section.findtext("pop3/daysToLeaveMessagesOnServer")
    assert days_written == (str(days) if days is not None and protocol is Protocol.POP3 else None)
