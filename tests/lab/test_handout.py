"""The customer's page in a real browser: it prints on one or two pages, and its QR code reads from paper."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.lab.laboratory import Laboratory

pytestmark = pytest.mark.lab

CHROMIUM = (
    "chromium",
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-pdf-header-footer",
)


@pytest.fixture
def page(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """The page for one program, as the wizard exports it."""
    client, protocol, language = request.param
    path = tmp_path / "page.html"
    subprocess.run(
        [
            *(sys.executable, "-m", "wizard", "export", "anna@all-well.example", "--demo", "--format", "handout"),
            *("--protocol", protocol, "--answer", f"client={client}", "--language", language, "--out", path),
        ],
        check=True,
        timeout=60,
    )
    return path


def printed(page: Path) -> Path:
    """The page as PDF."""
    path = page.with_suffix(".pdf")
    profile = page.with_name("profile")
    command = [*CHROMIUM, f"--user-data-dir={profile}", f"--print-to-pdf={path}", page.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=90)
    return path


@pytest.mark.usefixtures("laboratory")
@pytest.mark.parametrize(
    "page",
    [("outlook-classic", "imap", "nl"), ("outlook-classic", "pop3", "nl"), ("thunderbird", "pop3", "en")],
    indirect=True,
    ids="-".join,
)
def test_it_prints_on_one_or_two_pages_of_a4(page: Path) -> None:
    told = subprocess.run(["pdfinfo", printed(page)], check=True, capture_output=True, text=True, timeout=30).stdout

    pages = re.search(r"^Pages:\s+(\d+)$", told, re.MULTILINE)
    assert pages is not None
    assert int(pages[1]) in {1, 2}
    assert "(A4)" in told


@pytest.mark.parametrize("page", [("thunderbird-android", "imap", "nl")], indirect=True, ids="-".join)
def test_its_code_reads_from_paper(laboratory: Laboratory, page: Path) -> None:
    del laboratory  # only to be skipped or required like the rest of the laboratory
    picture = page.with_name("paper")
    subprocess.run(["pdftoppm", "-r", "150", "-png", printed(page), picture], check=True, timeout=60)
    read = subprocess.run(
        ["zbarimg", "--quiet", "--raw", *sorted(page.parent.glob("paper*.png"))],
        check=False,  # it complains of every page without a code
        capture_output=True,
        text=True,
        timeout=60,
    ).stdout

    assert read.startswith('[1,[1,1],[0,"imap.all-well.example",993,3,1,"anna@all-well.example"')
