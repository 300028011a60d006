"""The telephone alphabets."""

import string

import pytest

from wizard.i18n import Words
from wizard.journey.spelling import spell
from wizard.model import Language


@pytest.mark.parametrize("letter", string.ascii_lowercase)
def test_every_letter_has_a_word_of_its_own_letter(letter: str) -> None:
    (spelled,) = spell(letter, Words(Language.NL))
    assert spelled.dutch.lower().startswith(letter)
    assert spelled.international.lower().startswith(letter)


def test_an_address_in_dutch() -> None:
    spelled = spell("A_b-9@x.nl", Words(Language.NL))
    assert [each.dutch for each in spelled] == [
        "hoofdletter Anton",
        "laag streepje",
        "Bernard",
        "streepje",
        "negen",
        "apenstaartje",
        "Xantippe",
        "punt",
        "Nico",
        "Lodewijk",
    ]
    assert spelled[0].international == "hoofdletter Alfa"


def test_what_has_no_word_is_said_as_it_is() -> None:
    assert spell("é", Words(Language.EN))[0].dutch == "é"
