"""Addresses as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.errors import AddressProblem, InvalidAddress
from wizard.model import EmailAddress


@pytest.mark.parametrize(
    ("text", "local_part", "domain"),
    [
        ("anna@voorbeeld.nl", "anna", "voorbeeld.nl"),
        ("  Anna.de-Vries+test@Voorbeeld.NL \n", "Anna.de-Vries+test", "voorbeeld.nl"),
        ("o'neil@voorbeeld.nl", "o'neil", "voorbeeld.nl"),
        ("info@faß.de", "info", "xn--fa-hia.de"),
        ("info@FAẞ.de", "info", "xn--fa-hia.de"),
        ("用户@例え.jp", "用户", "xn--r8jz45g.jp"),
        ("x@sub.voorbeeld.co.uk", "x", "sub.voorbeeld.co.uk"),
        ("x@voorbeeld.nl.", "x", "voorbeeld.nl"),
        ("x@voorbeeld。nl。", "x", "voorbeeld.nl"),
        ("a" * 64 + "@voorbeeld.nl", "a" * 64, "voorbeeld.nl"),
    ],
)
def test_good_addresses(text: str, local_part: str, domain: str) -> None:
    address = EmailAddress.parse(text)

    assert (address.local_part, address.domain) == (local_part, domain)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", AddressProblem.EMPTY),
        ("   ", AddressProblem.EMPTY),
        ("anna.voorbeeld.nl", AddressProblem.NO_AT),
        ("anna@@voorbeeld.nl", AddressProblem.SEVERAL_AT),
        ("anna@x@voorbeeld.nl", AddressProblem.SEVERAL_AT),
        ("@voorbeeld.nl", AddressProblem.NO_LOCAL_PART),
        ("anna@", AddressProblem.NO_DOMAIN),
        ("an na@voorbeeld.nl", AddressProblem.SPACE),
        ("anna@voor beeld.nl", AddressProblem.SPACE),
        ("anna\u00a0x@voorbeeld.nl", AddressProblem.SPACE),
        ('"anna"@voorbeeld.nl', AddressProblem.QUOTES),
        ("an\x1bna@voorbeeld.nl", AddressProblem.CONTROL_CHARACTER),
        ("anna@voor\x00beeld.nl", AddressProblem.CONTROL_CHARACTER),
        ("anna@voorbeeld.nl\r\nDATA", AddressProblem.CONTROL_CHARACTER),
        ("an\u202ena@voorbeeld.nl", AddressProblem.BAD_CHARACTER),
        ("an\u200bna@voorbeeld.nl", AddressProblem.BAD_CHARACTER),
        ("an(na)@voorbeeld.nl", AddressProblem.BAD_CHARACTER),
        ("Anna<anna@voorbeeld.nl>", AddressProblem.BAD_CHARACTER),
        (".anna@voorbeeld.nl", AddressProblem.DOTS),
        ("anna.@voorbeeld.nl", AddressProblem.DOTS),
        ("an..na@voorbeeld.nl", AddressProblem.DOTS),
        ("a" * 65 + "@voorbeeld.nl", AddressProblem.TOO_LONG),
        ("a" * 280 + "@voorbeeld.nl", AddressProblem.TOO_LONG),
        ("a" * 60 + "@" + ".".join(["b" * 60] * 4) + ".nl", AddressProblem.TOO_LONG),
        ("anna@[192.0.2.1]", AddressProblem.IP_LITERAL),
        ("anna@[IPv6:2001:db8::1]", AddressProblem.IP_LITERAL),
        ("anna@192.0.2.1", AddressProblem.IP_LITERAL),
        ("anna@voorbeeld..nl", AddressProblem.BAD_DOMAIN),
        ("anna@-voorbeeld.nl", AddressProblem.BAD_DOMAIN),
        ("anna@voor/beeld.nl", AddressProblem.BAD_DOMAIN),
        ("anna@" + "b" * 64 + ".nl", AddressProblem.BAD_DOMAIN),
        ("anna@0x7f.1", AddressProblem.BAD_DOMAIN),
        ("anna@localhost", AddressProblem.NO_TOP_LEVEL),
        ("anna@co.uk", AddressProblem.PUBLIC_SUFFIX),
    ],
)
def test_what_cannot_be_served_is_named(text: str, problem: AddressProblem) -> None:
    with pytest.raises(InvalidAddress) as refused:
        EmailAddress.parse(text)

    assert refused.value.problem is problem
    assert refused.value.text.isprintable()


@given(st.text(max_size=400))
def test_any_text_is_an_address_or_a_named_problem(text: str) -> None:
    try:
        address = EmailAddress.parse(text)
    except InvalidAddress as refused:
        assert refused.text.isprintable()
    else:
        assert EmailAddress.parse(str(address)) == address


def test_the_form_for_people_has_the_domain_as_written() -> None:
    assert EmailAddress.parse("info@faß.de").for_people == "info@faß.de"
