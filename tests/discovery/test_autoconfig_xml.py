import os
import random
import time
from pathlib import Path

import pytest
from lxml import etree

from tests.patience import PROMPT
from wizard.discovery.autoconfig_xml import MAX_SERVERS, Configuration, read
from wizard.model import HelpPage, HintId, LookupFailed, LookupFailure, ServerSettings, Text

OWN_FILES = Path(__file__).parent.parent / "data" / "autoconfig"
CLEARTEXT = "password-cleartext"

SERVERS = {
    "local-part-crlf": [
        ("imap", "imap.mail.wolk.example", 993, "SSL", "%EMAILLOCALPART%", [CLEARTEXT]),
        ("smtp", "smtp.mail.wolk.example", 587, "STARTTLS", "%EMAILADDRESS%", [CLEARTEXT]),
    ],
    "japanese-pop-only": [
        (
            "pop3",
            "mail.voorbeeld.nl",
            110,
            "plain",
            "%EMAILLOCALPART%.%EMAILDOMAIN%",
            ["password-encrypted", CLEARTEXT],
        ),
        ("smtp", "voorbeeld.nl", 25, "plain", None, ["none"]),
    ],
    "several-servers-enable": [
        ("pop3", "pop.post.example", 995, "SSL", "%EMAILADDRESS%", [CLEARTEXT]),
        ("imap", "imap.post.example", 993, "SSL", "%EMAILADDRESS%", ["OAuth2", CLEARTEXT]),
        ("imap", "imap.post.example", 143, "STARTTLS", "%EMAILADDRESS%", ["password-encrypted", CLEARTEXT]),
        ("pop3", "pop.post.example", 110, "STARTTLS", "%EMAILADDRESS%", [CLEARTEXT]),
        ("smtp", "smtp.post.example", 465, "SSL", "%EMAILADDRESS%", [CLEARTEXT]),
        ("smtp", "smtp.post.example", 587, "STARTTLS", "%EMAILADDRESS%", [CLEARTEXT]),
    ],
    "oauth2-only": [
        ("imap", "exchange.kantoor.example", 993, "SSL", "%EMAILADDRESS%", ["OAuth2"]),
        ("pop3", "exchange.kantoor.example", 995, "SSL", None, ["OAuth2"]),
        ("smtp", "smtp.kantoor.example", 587, "STARTTLS", "%EMAILADDRESS%", ["OAuth2", CLEARTEXT]),
    ],
    "broken-sections": [("imap", "good.brokken.example", 993, "SSL", None, [CLEARTEXT])],
    "version-1.2": [
        ("imap", "imap.nieuw.example", 993, "SSL", "%EMAILADDRESS%", ["password-encrypted", "OAuth2", CLEARTEXT]),
        ("smtp", "smtp.nieuw.example", 465, "SSL", "%EMAILADDRESS%", ["OAuth2", CLEARTEXT]),
    ],
}


def shape(server: ServerSettings) -> tuple[str, str, int, str, str | None, list[str]]:
    endpoint = server.endpoint
    return (
        endpoint.protocol.value,
        endpoint.hostname,
        endpoint.port,
        endpoint.socket_type.value,
        server.username,
        [method.value for method in server.authentication],
    )


def configuration(document: bytes, domain: str = "voorbeeld.nl") -> Configuration:
    result = read(document, domain=domain)
    assert isinstance(result, Configuration), result
    return result


def own(name: str) -> Configuration:
    return configuration((OWN_FILES / f"{name}.xml").read_bytes())


def document(*sections: str, version: str = "1.1") -> bytes:
    return (
        f'<clientConfig version="{version}"><emailProvider id="x">{"".join(sections)}</emailProvider></clientConfig>'
    ).encode()


def section(hostname: str = "imap.voorbeeld.nl", port: str = "993", socket_type: str = "SSL", more: str = "") -> str:
    return (
        f'<incomingServer type="imap"><hostname>{hostname}</hostname><port>{port}</port>'
        f"<socketType>{socket_type}</socketType>{more}</incomingServer>"
    )


def test_every_file_of_our_own_is_expected() -> None:
    assert {path.stem for path in OWN_FILES.glob("*.xml")} == set(SERVERS)
    assert b"\r\n" in (OWN_FILES / "local-part-crlf.xml").read_bytes()


@pytest.mark.parametrize("name", SERVERS)
def test_servers_stand_in_the_order_of_the_file(name: str) -> None:
    assert [shape(server) for server in own(name).servers] == SERVERS[name]


@pytest.mark.parametrize(
    ("name", "display_name"),
    [
        ("local-part-crlf", "Wolk"),
        ("japanese-pop-only", "港ネット"),
        ("several-servers-enable", "Post & Bode"),
        ("broken-sections", None),
        ("version-1.2", "Post van voorbeeld.nl"),
    ],
)
def test_display_name(name: str, display_name: str | None) -> None:
    assert own(name).published.display_name == display_name


@pytest.mark.parametrize(
    ("name", "pages"),
    [
        ("local-part-crlf", [HelpPage(url="https://hulp.wolk.example/mail")]),
        ("japanese-pop-only", [HelpPage(url="http://www.minato.example/mail/", title="設定のしかた", language="ja")]),
        (
            "several-servers-enable",
            [
                HelpPage(url="https://hilfe.post.example/imap", title="Set up IMAP", language="en"),
                HelpPage(url="https://hilfe.post.example/pop", title="POP"),
            ],
        ),
        (
            "oauth2-only",
            [HelpPage(url="https://hulp.kantoor.example/toegang", title="Toegang aanvragen", language="nl")],
        ),
        ("broken-sections", []),
    ],
)
def test_help_pages(name: str, pages: list[HelpPage]) -> None:
    assert list(own(name).published.help_pages) == pages


def test_what_to_switch_on_is_a_hint_in_the_languages_there_are() -> None:
    (post,) = own("several-servers-enable").published.hints
    (kantoor,) = own("oauth2-only").published.hints
    allow = "Allow access by POP3 & IMAP once, in the settings."
    assert (post.id, post.url) == (HintId.ENABLE_FIRST, "https://hilfe.post.example/einschalten")
    assert post.text == Text(nl=allow, en=allow)
    assert kantoor.text == Text(nl="Zet IMAP eerst aan.", en="Switch IMAP on first.")
    assert own("broken-sections").published.hints == ()


@pytest.mark.parametrize(("name", "only"), [("oauth2-only", True), ("several-servers-enable", False)])
def test_oauth2_only_is_about_reading_mail(name: str, *, only: bool) -> None:
    assert own(name).oauth2_only is only


@pytest.mark.parametrize(
    ("socket_type", "read_as"),
    [
        ("SSL", "SSL"),
        ("starttls", "STARTTLS"),
        ("plain", "plain"),
        ("", None),
        ("TLS", None),
        ("none", None),
        ("SSL plain", None),
        ("<plain/>", None),
    ],
)
def test_an_unreadable_security_value_drops_the_server(socket_type: str, read_as: str | None) -> None:
    servers = configuration(document(section(socket_type=socket_type))).servers
    assert [server.endpoint.socket_type.value for server in servers] == ([read_as] if read_as else [])


@pytest.mark.parametrize(
    ("username", "read_as"),
    [
        ("%EMAILADDRESS%", "%EMAILADDRESS%"),
        ("%EMAILLOCALPART%@%EMAILDOMAIN%", "%EMAILLOCALPART%@%EMAILDOMAIN%"),
        ("anna", "anna"),
        ("%EMAILADDRESS", None),
        ("%emailaddress%", None),
        ("%server/imap/socket/%", None),
        ("100%", None),
        ("anna b", None),
        ("anna\u202eb", None),
        ("a" * 321, None),
        ("", None),
    ],
)
def test_username(username: str, read_as: str | None) -> None:
    (server,) = configuration(document(section(more=f"<username>{username}</username>"))).servers
    assert server.username == read_as


@pytest.mark.parametrize(
    ("hostname", "read_as"),
    [
        ("imap.voorbeeld.nl", "imap.voorbeeld.nl"),
        ("IMAP.Voorbeeld.NL.", "imap.voorbeeld.nl"),
        ("faß.de", "xn--fa-hia.de"),
        ("%EMAILDOMAIN%", "voorbeeld.nl"),
        ("mail.%EMAILDOMAIN%", "mail.voorbeeld.nl"),
        ("%EMAILDOMAIN%%EMAILDOMAIN%", None),
        ("%EMAILADDRESS%", None),
        ("imap.voorbeeld.nl:993", None),
        ("https://imap.voorbeeld.nl", None),
        ("2130706433", None),
        ("0x7f.1", None),
        ("imap\u202e.voorbeeld.nl", None),
        ("-imap.voorbeeld.nl", None),
        (".".join(["a" * 63] * 5), None),
    ],
)
def test_hostname(hostname: str, read_as: str | None) -> None:
    servers = configuration(document(section(hostname=hostname))).servers
    assert [server.endpoint.hostname for server in servers] == ([read_as] if read_as else [])


@pytest.mark.parametrize(
    "port", ["0", "65536", "-1", "+993", "9_93", "99999999999999999999", "993.0", "0x3e1", "²", ""]
)
def test_a_port_out_of_range_drops_the_server(port: str) -> None:
    servers = configuration(document(section(port=port), section(port="143", socket_type="STARTTLS"))).servers
    assert [server.endpoint.port for server in servers] == [143]


def test_a_file_does_not_decide_how_many_servers_are_tested() -> None:
    flood = document(*(section(hostname=f"host{number}.voorbeeld.nl") for number in range(100)))
    assert len(configuration(flood).servers) == MAX_SERVERS


def test_text_from_outside_is_printable() -> None:
    hostile = configuration(
        document(
            "<displayName>Bank\u202e\u009b31m</displayName>",
            '<documentation url="https://voorbeeld.nl/"><descr>\u2066help\u007f</descr></documentation>',
            '<enable visiturl="https://voorbeeld.nl/"><instruction>\u202ego</instruction></enable>',
        )
    ).published
    texts = [hostile.display_name, hostile.help_pages[0].title, hostile.hints[0].text.en, hostile.hints[0].text.nl]
    assert all(text and text.isprintable() for text in texts), texts


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", LookupFailure.NOT_A_CONFIGURATION),
        (b"not found", LookupFailure.NOT_A_CONFIGURATION),
        (b'{"error": "not found"}', LookupFailure.NOT_A_CONFIGURATION),
        (b"<!DOCTYPE html><html><body>Not found<br></body></html>", LookupFailure.NOT_A_CONFIGURATION),
        (b"<html><body><p>Not found</p></body></html>", LookupFailure.NOT_A_CONFIGURATION),
        (b"<Autodiscover><Response/></Autodiscover>", LookupFailure.NOT_A_CONFIGURATION),
        (b"<clientConfig/>", LookupFailure.BAD_CONFIGURATION),
        (document(section()) + b"<p/>", LookupFailure.BAD_CONFIGURATION),
        (document(section())[:-3], LookupFailure.BAD_CONFIGURATION),
        (document("\0"), LookupFailure.BAD_CONFIGURATION),
        (document("&nbsp;"), LookupFailure.BAD_CONFIGURATION),
        (document(b"\xff".decode("latin-1")).decode().encode("latin-1"), LookupFailure.BAD_CONFIGURATION),
        (b"<!DOCTYPE clientConfig>" + document(), LookupFailure.BAD_CONFIGURATION),
        (
            b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + document("<displayName>&a;</displayName>"),
            LookupFailure.BAD_CONFIGURATION,
        ),
        (
            b'<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:1/"> %p;]>' + document(),
            LookupFailure.BAD_CONFIGURATION,
        ),
        (b'<?xml version="1.0" encoding="utf-7"?>' + document(), LookupFailure.BAD_CONFIGURATION),
        (b'<?xml version="1.0" encoding="klingon"?>' + document(), LookupFailure.BAD_CONFIGURATION),
        (b'<?xml version="1.0" encoding="ISO-8859-1"?>' + document(), LookupFailure.BAD_CONFIGURATION),
        (document("<a>" * 40 + "</a>" * 40), LookupFailure.BAD_CONFIGURATION),
        (document("<a/>" * 2000), LookupFailure.BAD_CONFIGURATION),
        (document("<a " + " ".join(f'b{n}="1"' for n in range(17)) + "/>"), LookupFailure.BAD_CONFIGURATION),
        (document('<a b="' + "x" * 5000 + '"/>'), LookupFailure.BAD_CONFIGURATION),
        (document("<a>" + "x" * 5000 + "</a>"), LookupFailure.BAD_CONFIGURATION),
        (document("<!--" + "x" * 300_000 + "-->"), LookupFailure.BAD_CONFIGURATION),
    ],
    ids=lambda value: value if isinstance(value, str) else repr(value[:40]),
)
def test_what_is_no_configuration(body: bytes, reason: LookupFailure) -> None:
    result = read(body, domain="voorbeeld.nl")
    assert isinstance(result, LookupFailed)
    assert result.reason is reason
    assert result.detail.isprintable()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("declared", [True, False])
def test_encodings(encoding: str, *, declared: bool) -> None:
    text = document(section(), "<displayName>Één</displayName>").decode()
    if declared:
        text = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>\n{text}'
    result = configuration(text.encode(encoding))
    assert result.published.display_name == "Één"
    assert len(result.servers) == 1


def test_entity_expansion_is_refused_at_once() -> None:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    began = time.monotonic()
    result = read(f'<!DOCTYPE x [<!ENTITY a0 "x">{entities}]><clientConfig>&a9;</clientConfig>'.encode(), domain="a.nl")
    assert result == LookupFailed(reason=LookupFailure.BAD_CONFIGURATION, detail="document type")
    assert time.monotonic() - began < PROMPT


@pytest.mark.parametrize("name", SERVERS)
def test_a_truncated_file_is_never_half_a_configuration(name: str) -> None:
    whole = (OWN_FILES / f"{name}.xml").read_bytes().rstrip()
    for length in range(0, len(whole) - 1, 7):
        assert isinstance(read(whole[:length], domain="voorbeeld.nl"), LookupFailed)


def test_damaged_files_never_raise() -> None:
    chance = random.Random(6186)
    whole = (OWN_FILES / "several-servers-enable.xml").read_bytes()
    for _ in range(500):
        damaged = bytearray(whole)
        for _ in range(3):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        result = read(bytes(damaged), domain="voorbeeld.nl")
        if isinstance(result, Configuration):
            assert all(server.endpoint.socket_type != "plain" for server in result.servers)


def independently(path: Path) -> list[tuple[str, str, int, str, str | None, list[str]]]:
    """The same file by another library and another way, as simply as can be."""
    servers = []
    for server in etree.parse(path).xpath(
        "//incomingServer[@type='imap' or @type='pop3'] | //outgoingServer[@type='smtp']"
    ):
        username = server.findtext("username")
        servers.append(
            (
                server.get("type"),
                server.findtext("hostname").replace("%EMAILDOMAIN%", "voorbeeld.nl"),
                int(server.findtext("port")),
                server.findtext("socketType"),
                username,
                server.xpath("authentication/text()"),
            )
        )
    return servers


def files() -> list[Path]:
    folder = os.environ.get("MAILWIJZER_ISPDB")
    simple = [path for path in OWN_FILES.glob("*.xml") if path.stem in {"local-part-crlf", "japanese-pop-only"}]
    return [*sorted(simple), *(sorted(Path(folder).glob("*.xml")) if folder else [])]


@pytest.mark.parametrize("path", files(), ids=lambda path: path.stem)
def test_agrees_with_an_independent_reading(path: Path) -> None:
    """Set MAILWIJZER_ISPDB to a folder of Thunderbird's database to compare with every file in it."""
    result = configuration(path.read_bytes())
    assert [shape(server) for server in result.servers] == independently(path)
    tree = etree.parse(path)
    assert result.published.display_name == tree.findtext(".//displayName").replace("%EMAILDOMAIN%", "voorbeeld.nl")
    assert [page.url for page in result.published.help_pages] == tree.xpath(
        "//documentation/@url | //emailProvider/instruction/@url"
    )
    assert [hint.url for hint in result.published.hints] == tree.xpath("//enable/@visiturl")
