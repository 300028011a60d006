import pytest

from wizard.discovery.autodiscover_xml import MAX_BLOCKS, Elsewhere, read, request
from wizard.model import AuthenticationMethod, EmailAddress, LookupFailed, LookupFailure, ServerSettings, SocketType

ANNA = EmailAddress.parse("anna@voorbeeld.nl")
OUTER = "http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006"
INNER = "http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a"


def document(account: str) -> bytes:
    return (
        f'<?xml version="1.0" encoding="utf-8"?><Autodiscover xmlns="{OUTER}"><Response xmlns="{INNER}">'
        f"<User><DisplayName>Anna</DisplayName></User><Account>{account}</Account></Response></Autodiscover>"
    ).encode()


def block(**elements: object) -> str:
    said = {"Type": "IMAP", "Server": "imap.voorbeeld.nl", "Port": 993} | elements
    return "<Protocol>" + "".join(f"<{name}>{text}</{name}>" for name, text in said.items()) + "</Protocol>"


def servers(*blocks: str) -> tuple[ServerSettings, ...]:
    said = read(document("<AccountType>email</AccountType><Action>settings</Action>" + "".join(blocks)), address=ANNA)
    assert isinstance(said, tuple), said
    return said


def shown(*blocks: str) -> list[str]:
    endpoints = [server.endpoint for server in servers(*blocks)]
    return [f"{one.protocol} {one.hostname} {one.port} {one.socket_type}" for one in endpoints]


def test_the_three_protocols() -> None:
    found = servers(
        block(Type="POP3", Server="pop.voorbeeld.nl", Port=995, LoginName="anna@voorbeeld.nl", SPA="off", SSL="on"),
        block(LoginName="ANNA", SPA="off", SSL="on"),
        block(Type="SMTP", Server="smtp.voorbeeld.nl", Port=465, SPA="off", SSL="on", AuthRequired="on"),
    )
    assert [str(server.endpoint) for server in found] == [
        "pop.voorbeeld.nl:995",
        "imap.voorbeeld.nl:993",
        "smtp.voorbeeld.nl:465",
    ]
    assert [server.username for server in found] == ["%EMAILADDRESS%", "%EMAILLOCALPART%", None]
    assert {server.authentication for server in found} == {(AuthenticationMethod.PASSWORD_CLEARTEXT,)}
    assert {server.endpoint.socket_type for server in found} == {SocketType.SSL}


@pytest.mark.parametrize(
    ("said", "ways"),
    [
        ({"Port": 993}, ["993 SSL"]),
        ({"Port": 993, "SSL": "On"}, ["993 SSL"]),
        ({"Port": 993, "SSL": "true"}, ["993 SSL"]),
        ({"Port": 143, "SSL": "off"}, ["143 plain"]),
        ({"Port": 993, "SSL": "yes"}, []),
        ({"Port": 993, "SSL": "%server/imap/ssl%"}, []),
        ({"Port": 143, "SSL": "on"}, ["143 STARTTLS", "143 SSL"]),
        ({"Port": 143}, ["143 STARTTLS", "143 SSL"]),
        ({"Port": 143, "Encryption": "TLS"}, ["143 STARTTLS"]),
        ({"Port": 143, "Encryption": "TLS", "SSL": "off"}, ["143 STARTTLS"]),
        ({"Port": 993, "Encryption": "SSL", "SSL": "off"}, ["993 SSL"]),
        ({"Port": 993, "Encryption": "TLS"}, ["993 SSL", "993 STARTTLS"]),
        ({"Port": 143, "Encryption": "None", "SSL": "on"}, ["143 plain"]),
        ({"Port": 993, "Encryption": "Auto"}, ["993 SSL"]),
        ({"Port": 143, "Encryption": "Auto"}, ["143 STARTTLS"]),
        ({"Port": 9143, "Encryption": "Auto"}, ["9143 STARTTLS"]),
        ({"Port": 9993, "Encryption": "SSL"}, ["9993 SSL"]),
        ({"Port": 143, "Encryption": "starttls"}, []),
    ],
    ids=str,
)
def test_how_tls_starts(said: dict[str, object], ways: list[str]) -> None:
    assert shown(block(**said)) == [f"imap imap.voorbeeld.nl {way}" for way in ways]


@pytest.mark.parametrize(
    "said",
    [
        {"Type": "EXCH"},
        {"Type": "WEB"},
        {"Server": ""},
        {"Server": "localhost"},
        {"Server": "192.0.2.1"},
        {"Server": "imap voorbeeld.nl"},
        {"Port": ""},
        {"Port": "0"},
        {"Port": "65536"},
        {"Port": "-1"},
        {"Port": "\u0669\u0669\u0663"},
    ],
    ids=str,
)
def test_a_bad_block_takes_no_other_with_it(said: dict[str, object]) -> None:
    assert shown(block(**said), block(Type="POP3", Port=995)) == ["pop3 imap.voorbeeld.nl 995 SSL"]


@pytest.mark.parametrize(
    ("said", "methods"),
    [
        ({"SPA": "off"}, (AuthenticationMethod.PASSWORD_CLEARTEXT,)),
        ({"SPA": "on"}, (AuthenticationMethod.NTLM,)),
        ({}, ()),
        ({"SPA": "perhaps"}, ()),
        ({"Type": "SMTP", "AuthRequired": "off"}, (AuthenticationMethod.NONE,)),
        ({"AuthRequired": "off", "SPA": "off"}, (AuthenticationMethod.PASSWORD_CLEARTEXT,)),
    ],
    ids=str,
)
def test_how_to_sign_in(said: dict[str, object], methods: tuple[AuthenticationMethod, ...]) -> None:
    assert servers(block(**said))[0].authentication == methods


@pytest.mark.parametrize(
    ("said", "username"),
    [
        ({"LoginName": "Anna@Voorbeeld.NL"}, "%EMAILADDRESS%"),
        ({"LoginName": "anna"}, "%EMAILLOCALPART%"),
        ({"LoginName": "klant1234"}, "klant1234"),
        ({"LoginName": "%EMAIL%"}, None),
        ({"LoginName": "anna", "DomainRequired": "on"}, None),
        ({"LoginName": "anna", "DomainRequired": "off"}, "%EMAILLOCALPART%"),
        ({"LoginName": "a" * 321}, None),
        ({"LoginName": "klant\u202e1234"}, None),
        ({}, None),
    ],
    ids=str,
)
def test_the_user_name(said: dict[str, object], username: str | None) -> None:
    assert servers(block(**said))[0].username == username


def test_nobody_decides_how_many_connections_we_make() -> None:
    assert len(servers(*(block(Server=f"imap{number}.voorbeeld.nl") for number in range(50)))) == MAX_BLOCKS


def test_the_same_twice_is_once() -> None:
    assert len(servers(block(), block())) == 1


def test_redirections() -> None:
    url = "<Action>redirectUrl</Action><RedirectUrl>https://a.nl/x</RedirectUrl>"
    address = "<Action>RedirectAddr</Action><RedirectAddr>anna@elders.example</RedirectAddr>"

    assert read(document(url), address=ANNA) == Elsewhere(url="https://a.nl/x")
    assert read(document(address), address=ANNA) == Elsewhere(address="anna@elders.example")


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (b"", LookupFailure.NOT_A_CONFIGURATION),
        (b"<!DOCTYPE html><html><body>Welcome</body></html>", LookupFailure.NOT_A_CONFIGURATION),
        (b"<html/>", LookupFailure.NOT_A_CONFIGURATION),
        (b"<Autodiscover>", LookupFailure.BAD_CONFIGURATION),
        (b"<Autodiscover/>", LookupFailure.BAD_CONFIGURATION),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><Autodiscover/>', LookupFailure.BAD_CONFIGURATION),
        (
            b"<Autodiscover><Response><Error><ErrorCode>600</ErrorCode></Error></Response></Autodiscover>",
            LookupFailure.NOT_FOUND,
        ),
    ],
    ids=["empty", "web page", "other xml", "cut off", "no account", "entities", "error 600"],
)
def test_what_holds_no_settings(answer: bytes, reason: LookupFailure) -> None:
    said = read(answer, address=ANNA)
    assert isinstance(said, LookupFailed)
    assert said.reason is reason


def test_every_beginning_of_an_answer_is_survived() -> None:
    whole = document("<Action>settings</Action>" + block())
    for end in range(len(whole)):
        assert isinstance(read(whole[:end], address=ANNA), LookupFailed)


def test_the_question_names_the_address_safely() -> None:
    question = request(EmailAddress.parse("a&b@voorbeeld.nl"))
    assert b"<EMailAddress>a&amp;b@voorbeeld.nl</EMailAddress>" in question
    assert b"http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a" in question
