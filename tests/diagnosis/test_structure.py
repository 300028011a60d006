"""What a message is made of: the server's words and our own reading of the bytes, hostile ones too."""

import random

import pytest

from tests.servers.generated_messages import generated
from wizard.diagnosis.comparison import anonymised
from wizard.diagnosis.imap_lists import NotAList, read_list
from wizard.diagnosis.structure import WrongStructure, differences, own_structure, said_structure

TEXT = b'("text" "plain" ("charset" "utf-8") NIL NIL "7bit" 5 1 NIL NIL NIL NIL)'


def answer(structure: bytes) -> bytes:
    return b"1 (UID 7 BODYSTRUCTURE " + structure + b")"


def test_a_part_has_number_kind_encoding_charset_and_length() -> None:
    part = said_structure(answer(b'(%s%s "mixed" ("boundary" "x") NIL NIL NIL)' % (TEXT, TEXT)))

    assert [(one.section, one.kind) for one in part.walk()] == [
        ("", "multipart/mixed"),
        ("1", "text/plain"),
        ("2", "text/plain"),
    ]
    assert (part.children[0].encoding, part.children[0].charset, part.children[0].octets) == ("7bit", "utf-8", 5)


@pytest.mark.parametrize(
    "structure",
    [
        b"",
        b"NIL",
        b"()",
        b"(())",
        b'("text")',
        b'("text" NIL NIL NIL NIL "7bit" 5 1)',
        b'("text" "plain" NIL NIL NIL NIL 5 1)',
        b'("text" "plain" NIL NIL NIL "7bit" NIL 1)',
        b'("text" "plain" "charset" NIL NIL "7bit" 5 1)',
        b'(text plain NIL NIL NIL "7bit" 5 1)',
        b"(%s%s)" % (TEXT, TEXT),
        b'(%s "mixed"' % TEXT,
        b'("text" "plain" {900}\r\nabc)',
        b"(" * 5000,
        b'("text" "pl',
        b'("ALTERNATIVE")',
    ],
    ids=lambda value: value[:40].decode("latin-1"),
)
def test_what_breaks_the_grammar_is_told(structure: bytes) -> None:
    with pytest.raises(WrongStructure):
        said_structure(answer(structure))


def test_an_answer_cut_off_anywhere_is_an_error_and_no_crash() -> None:
    whole = answer(generated(7).structure)
    for end in range(len(whole) - 1):
        with pytest.raises(WrongStructure):
            said_structure(whole[:end])


def test_noise_is_an_error_and_no_crash() -> None:
    noise = random.Random(3)
    for _ in range(300):
        data = bytes(noise.choice(b'()"{}1a\\ \r\nNIL') for _ in range(60))
        try:
            read_list(data)
        except NotAList:
            continue


@pytest.mark.parametrize("seed", range(60))
def test_the_two_readings_of_an_honest_message_agree(seed: int) -> None:
    message = generated(seed)

    assert list(differences(said_structure(answer(message.structure)), own_structure(message.raw))) == []


@pytest.mark.parametrize(
    ("find", "replace", "what"),
    [
        (b'"plain"', b'"html"', "kind"),
        (b'"7bit"', b'"base64"', "encoding"),
        (b'"utf-8"', b'"us-ascii"', "charset"),
        (b'"7bit" 5', b'"7bit" 6', "octets"),
        (TEXT + b' "mixed"', b' "mixed"', "parts"),
        (b'"mixed"', b'"related"', "kind"),
    ],
    ids=["kind", "encoding", "charset", "octets", "parts", "subtype"],
)
def test_a_difference_is_named(find: bytes, replace: bytes, what: str) -> None:
    part = b"Content-Type: text/plain; charset=utf-8\r\n\r\nabc\r\n"
    edge = b"\r\n--x\r\n"
    raw = b'Content-Type: multipart/mixed; boundary="x"\r\n' + edge + part + edge + part + b"\r\n--x--\r\n"
    said = b'(%s%s "mixed" ("boundary" "x") NIL NIL NIL)' % (TEXT, TEXT)

    assert list(differences(said_structure(answer(said)), own_structure(raw))) == []
    wrong = said_structure(answer(said.replace(find, replace, 1)))
    assert [difference.what for difference in differences(wrong, own_structure(raw))] == [what]


def test_a_message_that_is_itself_broken_accuses_nobody() -> None:
    raw = b'Content-Type: multipart/mixed; boundary="x"\r\n\r\n--y\r\n\r\nlost\r\n'

    assert list(differences(said_structure(answer(TEXT)), own_structure(raw))) == []


def test_private_words_are_made_of_x() -> None:
    shown = anonymised(
        answer(
            b'(("text" "plain" ("charset" "utf-8" "name" "Ontslagbrief Kees.pdf") "<id@voorbeeld.nl>" {6}\r\ngeheim '
            b'"7bit" 5 1 NIL NIL NIL NIL) "mixed" ("boundary" "=_b1c") NIL NIL NIL)'
        )
    )

    assert "Kees" not in shown
    assert "voorbeeld" not in shown
    assert "geheim" not in shown
    assert "=_b1c" not in shown
    assert '"text" "plain" ("charset" "utf-8" "name" "xxxxxxxxxxxxxxxxxxxxx")' in shown
    assert '"7bit" 5 1' in shown
