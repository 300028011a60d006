"""What can be sent as a name and a password, and that no text of a server gives the password away."""

import base64
import uuid
from collections.abc import Callable
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.mailbox.credentials import Credentials
from wizard.model import Password

CANARY = 'CANARY-7f3e \\"é€/+?'


def credentials(password: str = CANARY, username: str = "anna@voorbeeld.nl") -> Credentials:
    return Credentials(username=username, password=Password(password))


@pytest.mark.parametrize("text", ["x\r\nA1 DELETE INBOX", "x\n", "\rx", "x\0y", "", "x" * 1001, "\udcff"])
def test_what_would_become_a_command_cannot_be_sent(text: str) -> None:
    assert not credentials(password=text).sendable
    assert not credentials(username=text).sendable


@pytest.mark.parametrize("text", [" spaces ", "é€😀", "tab\there", '"quoted"', "x" * 1000, "-----", "{5}"])
def test_every_other_password_can(text: str) -> None:
    assert credentials(password=text).sendable
    assert credentials(password=text).plain() == f"\0anna@voorbeeld.nl\0{text}"


RAW = CANARY.encode()
FORMS: dict[str, Callable[[str], bytes]] = {
    "raw": lambda text: text.encode(),
    "upper": lambda text: text.upper().encode(),
    "base64": lambda text: base64.b64encode(text.encode()),
    "base64-of-plain": lambda text: base64.b64encode(b"\0anna@voorbeeld.nl\0" + text.encode()),
    "base64-of-the-line": lambda text: base64.b64encode(b"A1 LOGIN anna " + text.encode() + b"\r\n"),
    "base64-after-one": lambda text: base64.b64encode(b"x" + text.encode() + b"y"),
    "base64-after-two": lambda text: base64.b64encode(b"xx" + text.encode() + b"yy"),
    "base64-for-urls": lambda text: base64.urlsafe_b64encode(text.encode()),
    "hex": lambda text: text.encode().hex().encode(),
    "hex-upper": lambda text: text.encode().hex().upper().encode(),
    "hex-spaced": lambda text: text.encode().hex(" ").encode(),
    "url": lambda text: quote(text, safe="").encode(),
    "url-form": lambda text: quote_plus(text).encode(),
    "url-lower": lambda text: quote(text).lower().encode(),
    "url-every": lambda text: b"".join(b"%%%02X" % octet for octet in text.encode()),
    "quoted": lambda text: b'"' + text.replace("\\", "\\\\").replace('"', '\\"').encode() + b'"',
    "python-repr": lambda text: repr(text).encode(),
    "python-bytes": lambda text: repr(text.encode()).encode(),
    "latin-1": lambda text: text.encode("latin-1", errors="replace"),
    "html": lambda text: b"".join(b"&#%d;" % ord(character) for character in text),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("password", [CANARY, f"CANARY-{uuid.UUID(int=7)}", "abcd", "Wacht woord 12"])
def test_a_server_that_repeats_the_password_is_not_repeated(form: str, password: str) -> None:
    said = b"NO login failed: " + FORMS[form](password) + b" was wrong"

    shown = credentials(password).redacted(said)

    assert shown.startswith("NO login failed: ")
    assert "***" in shown
    assert FORMS[form](password).decode("latin-1").lower() not in shown.lower()


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=4, max_size=20), st.sampled_from(sorted(FORMS)))
def test_any_password_is_found_in_any_form(password: str, form: str) -> None:
    assert "***" in credentials(password).redacted(b"<" + FORMS[form](password) + b">")


def test_nothing_is_shown_where_the_password_is_too_short_to_find() -> None:
    assert credentials("abc").redacted(b"NO abc") == ""


def test_what_is_shown_is_printable() -> None:
    assert credentials().redacted(b"NO \x1b]52;c;x\x07") == "NO \\x1b]52;c;x\\x07"


def test_the_words_around_it_stay() -> None:
    assert credentials("hunter2-secret").redacted(b"NO hunter2-secret is wrong") == "NO *** is wrong"
