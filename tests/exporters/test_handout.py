"""handout: a page that shows everything, runs nothing, fetches nothing, and takes hostile names."""

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exporters import accounts
from wizard import guides, rulebook
from wizard.exporters import Context, export
from wizard.i18n import Words
from wizard.model import Account, ClientChoice, EmailAddress, Known, Language, Protocol

RULES = rulebook.load()
VOID = {"meta", "br", "path"}


class Reader(HTMLParser):
    """Tags, attributes and text of a page; every element must be closed in order."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.words: list[str] = []
        self.style = ""
        self._open: list[str] = []
        self.feed(page.decode())
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] == "style":
            self.style += data
        else:
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def context(client: ClientChoice | None, account: Account, language: Language = Language.EN) -> Context:
    guide = guides.compose(account, RULES.clients[client]) if client is not None else None
    return replace(accounts.full(language), guide=guide)


def page(account: Account, client: ClientChoice | None, language: Language = Language.EN) -> Reader:
    return Reader(export("handout", account, context(client, account, language)))


@pytest.mark.parametrize("client", [*RULES.clients, None])
@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", accounts.ACCOUNTS)
def test_every_program_and_account_has_its_page(name: str, client: ClientChoice | None, language: Language) -> None:
    account = accounts.ACCOUNTS[name]
    shown = page(account, client, language)

    assert account.address.for_people in shown.text
    assert account.incoming.endpoint.hostname in shown.text
    assert str(account.incoming.endpoint.port) in shown.text
    assert "{" not in shown.text
    assert "**" not in shown.text
    others = {choice for choice in RULES.clients if choice is not client}
    title = shown.text.partition(account.address.for_people)[0]
    if client is not None:
        name_of = RULES.clients[client].name.in_language(language)
        assert name_of in title
        longer = {RULES.clients[other].name.in_language(language) for other in others}
        assert not any(other in title for other in longer if name_of not in other and other not in name_of)


def test_nothing_is_fetched_or_run() -> None:
    shown = page(accounts.FULL_ACCOUNT, ClientChoice.THUNDERBIRD_ANDROID)
    digest = base64.b64encode(hashlib.sha256(shown.style.encode()).digest()).decode()

    assert not set(shown.tags) & {"script", "img", "link", "iframe", "a", "form", "object", "embed"}
    assert not [name for name, _ in shown.attributes if name in {"src", "href", "style"} or name.startswith("on")]
    policy = next(value for name, value in shown.attributes if name == "content" and "default-src" in value)
    assert policy == (f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'")
    assert "url(" not in shown.style
    assert "@import" not in shown.style


def test_the_qr_code_stands_only_where_it_can_be_scanned() -> None:
    assert "svg" in page(accounts.IMAP_ACCOUNT, ClientChoice.THUNDERBIRD_ANDROID).tags
    assert "svg" not in page(accounts.IMAP_ACCOUNT, ClientChoice.THUNDERBIRD).tags
    assert "svg" not in page(accounts.POP_ACCOUNT, ClientChoice.THUNDERBIRD_ANDROID).tags  # it cannot count days


def test_the_qr_code_has_its_quiet_border() -> None:
    text = export("handout", accounts.IMAP_ACCOUNT, context(ClientChoice.THUNDERBIRD_ANDROID, accounts.IMAP_ACCOUNT))
    (width,) = re.findall(rb'viewBox="0 0 (\d+) \d+"', text)
    squares = [(int(x), int(y)) for x, y in re.findall(rb"M(\d+) (\d+)h1v1h-1z", text)]

    assert min(min(place) for place in squares) == 4
    assert max(max(place) for place in squares) == int(width) - 5


def test_a_program_that_cannot_says_so_instead_of_steps() -> None:
    cannot = replace(accounts.guide(can_do=Known.NO), protocol=Protocol.POP3, instead=Protocol.IMAP)
    shown = Reader(export("handout", accounts.POP_ACCOUNT, Context(guide=cannot)))

    assert "Thunderbird cannot do POP. It can do IMAP." in shown.text
    assert "The steps" not in shown.text


def test_without_a_server_for_sending() -> None:
    assert "No server for sending was found" in page(accounts.NO_OUTGOING, ClientChoice.THUNDERBIRD).text


def test_asterisks_in_a_user_name_are_no_labels() -> None:
    account = replace(accounts.IMAP_ACCOUNT, address=EmailAddress.parse("a**b@voorbeeld.nl"))
    shown = page(account, ClientChoice.THUNDERBIRD)

    assert shown.text.count("a**b@voorbeeld.nl") >= 3


@given(st.text(max_size=120))
def test_hostile_names_stay_text(name: str) -> None:
    for text in (name, f"<script>alert(1)</script>{name}", f'"><img src=x onerror=y>{name}', f"</style>{name}"):
        account = replace(accounts.FULL_ACCOUNT, full_name=text, display_name=text)
        shown = page(account, ClientChoice.APPLE_MAIL)
        assert not set(shown.tags) & {"script", "img"}


def test_the_language_of_the_page_is_said() -> None:
    assert ("lang", "nl") in page(accounts.IMAP_ACCOUNT, None, Language.NL).attributes
    plain = Context(words=Words(Language.NL))
    assert b"Uw e-mail instellen" in export("handout", accounts.IMAP_ACCOUNT, plain)
