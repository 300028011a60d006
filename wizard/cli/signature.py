"""A configuration profile signed as Apple's programs verify it."""

from pathlib import Path
from typing import TYPE_CHECKING

from wizard.errors import UnreadableFile

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

_LARGEST = 1024 * 1024


def sign(data: bytes, certificate: Path, key: Path) -> bytes:
    """`data` inside a CMS signature (RFC 5652), DER; the certificates behind the first one in the file go with it.

    Raises UnreadableFile where a file is not what it should be, or the key is not that of the first certificate.
    """
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key
    from cryptography.hazmat.primitives.serialization.pkcs7 import PKCS7Options, PKCS7SignatureBuilder

    signer, *chain = _certificates(certificate)
    try:
        private = load_pem_private_key(_read(key), password=None)
    except (ValueError, TypeError) as error:
        reason = "the key has a passphrase" if isinstance(error, TypeError) else "not a private key in PEM"
        raise UnreadableFile(str(key), reason) from error
    if not isinstance(private, RSAPrivateKey | EllipticCurvePrivateKey):
        raise UnreadableFile(str(key), "not an RSA or elliptic curve key")
    if private.public_key() != signer.public_key():
        raise UnreadableFile(str(key), "not the key of this certificate")
    builder = PKCS7SignatureBuilder().set_data(data).add_signer(signer, private, SHA256())
    for issuer in chain:
        builder = builder.add_certificate(issuer)
    return builder.sign(Encoding.DER, [PKCS7Options.Binary])


def _certificates(path: Path) -> "list[Certificate]":
    from cryptography.x509 import load_pem_x509_certificates

    try:
        return load_pem_x509_certificates(_read(path))
    except ValueError as error:
        raise UnreadableFile(str(path), "not a certificate in PEM") from error


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_LARGEST)
    except OSError as error:
        raise UnreadableFile(str(path), error.strerror or str(error)) from error
