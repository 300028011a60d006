"""What the wizard makes of DNSSEC, with a resolver that really validates."""

from typing import Any

import pytest

from tests.lab import unbound
from tests.lab.laboratory import Laboratory

pytestmark = pytest.mark.lab


@pytest.mark.parametrize(
    ("domain", "resolver", "trusted"),
    [
        pytest.param("srv-only.example", unbound.OWN_ADDRESS, True, id="srv"),
        pytest.param("hosted.example", unbound.OWN_ADDRESS, True, id="mx"),
        pytest.param("srv-only.example", unbound.REMOTE_ADDRESS, False, id="srv-resolver-elsewhere"),
        pytest.param("hosted.example", unbound.REMOTE_ADDRESS, False, id="mx-resolver-elsewhere"),
    ],
)
def test_validated_records_are_trusted(laboratory: Laboratory, domain: str, resolver: str, trusted: bool) -> None:
    """Only where the resolver runs on the same machine: anybody between can set the bit that says so (RFC 4035)."""
    answer = _probe(laboratory, domain, resolver)
    assert answer["servers"]["imap"]["trusted"] is trusted
    foreign = [finding["subject"] for finding in answer["findings"] if finding["id"] == "foreign-target"]
    assert bool(foreign) is (domain == "hosted.example" and not trusted)


@pytest.mark.parametrize("resolver", [unbound.OWN_ADDRESS, unbound.REMOTE_ADDRESS], ids=["own", "elsewhere"])
def test_forged_records_are_refused(laboratory: Laboratory, resolver: str) -> None:
    answer = _probe(laboratory, "forged.example", resolver)
    assert answer["servers"] == {"imap": None, "pop3": None, "smtp": None}
    assert ("dns-bogus", "forged.example") in {(finding["id"], finding["subject"]) for finding in answer["findings"]}


def _probe(laboratory: Laboratory, domain: str, resolver: str) -> dict[str, Any]:
    options = ("--resolver", resolver, "--ca-file", str(laboratory.ca_file), "--no-ispdb")
    return laboratory.wizard("probe", f"anna@{domain}", "--json", *options).json
