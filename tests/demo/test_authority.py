"""The private authority: certificates that are good, or bad in just one way."""

import asyncio
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509

from wizard.demo.authority import Authority, Flaw


def _certificate(folder: Path, name: str, flaw: Flaw | None = None, *, year: int = 2026) -> x509.Certificate:
    """The certificate that a client sees, whatever it thinks of it."""
    context = Authority(folder, year=year).context(name, flaw)
    return _shown(context, name)


def _shown(context: ssl.SSLContext, asked_for: str | None) -> x509.Certificate:
    careless = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    careless.check_hostname = False
    careless.verify_mode = ssl.CERT_NONE
    to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
    client = careless.wrap_bio(to_client, to_server, server_hostname=asked_for)
    server = context.wrap_bio(to_server, to_client, server_side=True)
    for side in (client, server, client):
        try:
            side.do_handshake()
        except ssl.SSLWantReadError:
            continue
    shown = client.getpeercert(binary_form=True)
    assert shown is not None
    return x509.load_der_x509_certificate(shown)


def _names(certificate: x509.Certificate) -> list[str]:
    extension = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName)
    return extension.value.get_values_for_type(x509.DNSName)


@pytest.mark.parametrize("day", [datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 12, 31, 23, 59, tzinfo=UTC)])
def test_good_all_year_long(tmp_path: Path, day: datetime) -> None:
    certificate = _certificate(tmp_path, "imap.all-well.example")
    assert certificate.not_valid_before_utc <= day
    assert certificate.not_valid_after_utc - day > timedelta(days=390)
    assert certificate.not_valid_after_utc - certificate.not_valid_before_utc <= timedelta(days=825)


@pytest.mark.parametrize("day", [datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 12, 31, 23, 59, tzinfo=UTC)])
def test_expired_all_year_long(tmp_path: Path, day: datetime) -> None:
    certificate = _certificate(tmp_path, "imap.all-well.example", Flaw.EXPIRED)
    assert certificate.not_valid_before_utc < certificate.not_valid_after_utc < day


def test_self_signed_by_nobody_else(tmp_path: Path) -> None:
    certificate = _certificate(tmp_path, "imap.all-well.example", Flaw.SELF_SIGNED)
    assert certificate.issuer == certificate.subject
    certificate.verify_directly_issued_by(certificate)


def test_signed_by_the_authority_in_the_file(tmp_path: Path) -> None:
    authority = Authority(tmp_path)
    root = x509.load_pem_x509_certificate(authority.ca_file.read_bytes())
    _shown(authority.context("imap.all-well.example"), None).verify_directly_issued_by(root)


@pytest.mark.parametrize(
    ("asked_for", "shown"),
    [
        ("one.example", "one.example"),
        ("two.example", "two.example"),
        ("other.example", "default.example"),
        (None, "default.example"),
    ],
    ids=str,
)
def test_shows_the_certificate_for_the_name_asked_for(tmp_path: Path, asked_for: str | None, shown: str) -> None:
    context = Authority(tmp_path).context_by_name({"one.example", "two.example"}, default="default.example")
    assert _names(_shown(context, asked_for)) == [shown]


async def test_a_strict_client_is_content(tmp_path: Path) -> None:
    authority = Authority(tmp_path)
    strict = ssl.create_default_context(cafile=authority.ca_file)
    strict.verify_flags |= ssl.VERIFY_X509_STRICT

    async def hang_up(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()

    context = authority.context("imap.all-well.example")
    async with await asyncio.start_server(hang_up, "127.0.0.1", 0, ssl=context) as server:
        port = server.sockets[0].getsockname()[1]
        _, writer = await asyncio.open_connection(
            "127.0.0.1", port, ssl=strict, server_hostname="imap.all-well.example"
        )
        writer.close()
        await writer.wait_closed()


def test_makes_each_certificate_once(tmp_path: Path) -> None:
    authority = Authority(tmp_path)
    assert authority.context("one.example") is authority.context("one.example")
    assert authority.context("one.example") is not authority.context("one.example", Flaw.EXPIRED)


def test_leaves_no_key_on_disk(tmp_path: Path) -> None:
    authority = Authority(tmp_path)
    authority.context("one.example")
    assert list(tmp_path.iterdir()) == [authority.ca_file]
    assert b"PRIVATE KEY" not in authority.ca_file.read_bytes()
