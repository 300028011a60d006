import pytest

from wizard.diagnosis.look_alikes import twin
from wizard.model.domains import ascii_domain


@pytest.mark.parametrize(
    ("name", "looks_like"),
    [
        ("аррӏе.com", "apple.com"),
        ("ziggо.nl", "ziggo.nl"),
        ("mail.ziggо.nl", "mail.ziggo.nl"),
        ("ρaypal.com", "paypal.com"),
        ("gооgle.com", "google.com"),
        ("voorbeeld.nl", None),
        ("müller.de", None),
        ("café.fr", None),
        ("москва.com", None),
        ("сора.рф", None),
        ("例え.jp", None),
        ("aタ.jp", None),
        ("ελλάδα.com", None),
    ],
)
def test_names_that_look_like_another(name: str, looks_like: str | None) -> None:
    ascii_name = ascii_domain(name)
    assert ascii_name is not None
    assert twin(ascii_name) == looks_like
