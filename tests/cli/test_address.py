"""Addresses of every kind, at every verb that takes one."""

import json
from collections.abc import Callable

import pytest

Run = Callable[..., tuple[int, str, str]]


@pytest.mark.parametrize(
    "address",
    [
        "anna@",
        "@voorbeeld.nl",
        "anna @voorbeeld.nl",
        '"anna"@voorbeeld.nl',
        f"anna@{'a' * 300}.nl",
        "anna@[192.0.2.1]",
        "anna@192.0.2.1",
        "anna@voor\x1b]0;beeld.nl",
        "anna@voor\u202ebeeld.nl",
        "anna@@voorbeeld.nl",
        "anna@voorbeeld",
        "anna@co.uk",
        "a..b@voorbeeld.nl",
        "anna@voor_beeld!.nl",
        "anna@\udcff.nl",
        "",
    ],
)
@pytest.mark.parametrize("verb", [[], ["probe"], ["discover"], ["advise"], ["export", "--format", "sheet"]], ids=str)
def test_a_bad_address_is_one_harmless_sentence(run: Run, verb: list[str], address: str) -> None:
    code, out, err = run(*verb, address)

    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert err[:-1].isprintable()
    assert len(err) < 250


def test_an_address_in_another_script(run: Run) -> None:
    code, out, _err = run("discover", "--demo", "anna@bücher.example", "--json")

    assert code == 1
    assert json.loads(out)["domain"] == "xn--bcher-kva.example"
