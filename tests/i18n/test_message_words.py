"""What differs between copies of a message, in both languages."""

import pytest

from wizard.i18n import Words
from wizard.i18n.message_words import compared_word, value_word
from wizard.model import Language

NL, EN = Words(Language.NL), Words(Language.EN)


@pytest.mark.parametrize(
    ("what", "dutch"),
    [
        ("chunks of 65536", "in stukken van 65536 bytes"),
        ("whole", "in één keer"),
        ("octets", "lengte in bytes"),
        ("COMPRESS=DEFLATE", "COMPRESS=DEFLATE"),
    ],
)
def test_what_was_compared(what: str, dutch: str) -> None:
    assert compared_word(what, NL) == dutch
    assert compared_word(what, EN)


@pytest.mark.parametrize(
    ("value", "dutch"), [("1 octets", "1 byte"), ("91370 octets", "91370 bytes"), ("text/html", "text/html")]
)
def test_what_was_said_or_found(value: str, dutch: str) -> None:
    assert value_word(value, NL) == dutch
