"""Signed profiles: what OpenSSL and the library itself make of them, and keys that do not fit."""

import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.hazmat.primitives.serialization.pkcs7 import load_der_pkcs7_certificates
from cryptography.x509.oid import NameOID

from wizard.cli.signature import sign
from wizard.errors import UnreadableFile

PROFILE = b'<?xml version="1.0"?>\n<plist version="1.0"><dict/></plist>\n'
Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


def certificate(key: Key) -> bytes:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Voorbeeld")])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder(
        name, name, key.public_key(), x509.random_serial_number(), now, now + timedelta(days=1)
    )
    return builder.sign(key, SHA256()).public_bytes(Encoding.PEM)


def pem(key: Key | ed25519.Ed25519PrivateKey, passphrase: bytes | None = None) -> bytes:
    hidden = BestAvailableEncryption(passphrase) if passphrase else NoEncryption()
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, hidden)


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """A certificate with another behind it, and the key of the first."""
    key = ec.generate_private_key(ec.SECP256R1())
    chain, own = tmp_path / "chain.pem", tmp_path / "key.pem"
    chain.write_bytes(certificate(key) + certificate(ec.generate_private_key(ec.SECP256R1())))
    own.write_bytes(pem(key))
    return chain, own


def test_the_profile_and_the_whole_chain_are_inside(files: tuple[Path, Path]) -> None:
    signed = sign(PROFILE, *files)

    assert PROFILE in signed
    assert len(load_der_pkcs7_certificates(signed)) == 2


def test_openssl_verifies_it(files: tuple[Path, Path], tmp_path: Path) -> None:
    path = tmp_path / "signed"
    path.write_bytes(sign(PROFILE, *files))
    command = ["openssl", "smime", "-verify", "-noverify", "-inform", "DER", "-in", str(path)]
    ran = subprocess.run(command, capture_output=True, check=False)

    assert (ran.returncode, ran.stdout) == (0, PROFILE)


def test_rsa_works_too(tmp_path: Path) -> None:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    (tmp_path / "c").write_bytes(certificate(key))
    (tmp_path / "k").write_bytes(pem(key))

    assert PROFILE in sign(PROFILE, tmp_path / "c", tmp_path / "k")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(b"no key", "not a private key in PEM", id="no key"),
        pytest.param(pem(ec.generate_private_key(ec.SECP256R1())), "not the key of this certificate", id="another key"),
        pytest.param(
            pem(ec.generate_private_key(ec.SECP256R1()), b"secret"), "the key has a passphrase", id="passphrase"
        ),
        pytest.param(pem(ed25519.Ed25519PrivateKey.generate()), "not an RSA or elliptic curve key", id="another kind"),
    ],
)
def test_a_key_that_does_not_fit(files: tuple[Path, Path], content: bytes, reason: str) -> None:
    files[1].write_bytes(content)
    with pytest.raises(UnreadableFile) as caught:
        sign(PROFILE, *files)
    assert caught.value.reason == reason


def test_a_certificate_that_is_none(files: tuple[Path, Path]) -> None:
    files[0].write_bytes(b"no certificate")
    with pytest.raises(UnreadableFile) as caught:
        sign(PROFILE, *files)
    assert caught.value.reason == "not a certificate in PEM"


def test_a_file_that_is_not_there(files: tuple[Path, Path], tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile) as caught:
        sign(PROFILE, tmp_path / "none", files[1])
    assert caught.value.reason == "No such file or directory"
