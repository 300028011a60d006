"""`mailwijzer discover` over the built-in world."""

import json
from collections.abc import Callable

import pytest

ANNA = "anna@all-well.example"

Run = Callable[..., tuple[int, str, str]]


def test_discover_connects_to_no_mail_server(run: Run) -> None:
    code, out, err = run("discover", "--demo", ANNA, "--json")
    report = json.loads(out)

    assert (code, err) == (0, "")
    assert list(report) == ["schema", "address", "domain", "candidates", "sources", "findings", "cost"]
    assert report["schema"] == "mailwijzer.discover/1"
    assert ("imap", "imap.all-well.example", 993) in [
        (candidate["protocol"], candidate["hostname"], candidate["port"]) for candidate in report["candidates"]
    ]
    assert all("outcome" not in candidate and not candidate["verified"] for candidate in report["candidates"])
    assert report["cost"]["tcp_connections"] <= report["cost"]["http_requests"] + len(report["sources"])


@pytest.mark.parametrize(
    ("situation", "code"), [("all-well", 0), ("srv-only", 0), ("guess", 1), ("nothing", 1), ("silent-dns", 3)]
)
def test_what_was_only_guessed_is_not_found(run: Run, situation: str, code: int) -> None:
    assert run("discover", "--demo", f"anna@{situation}.example", "--deadline", "2")[0] == code


def test_discover_reads_well(run: Run) -> None:
    code, out, _err = run("discover", "--demo", "anna@srv-only.example", "--language", "nl")

    assert code == 0
    assert "Genoemde servers (niet getest)" in out
    assert "_imaps._tcp.srv-only.example" in out
