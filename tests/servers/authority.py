"""A private certificate authority for servers on loopback, and certificates with every common fault."""

import ssl
import warnings
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import trustme
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


class Authority:
    """Issues certificates; only who is given `ca_file` believes them."""

    def __init__(self) -> None:
        self._authority = trustme.CA(organization_name="Certificaten van Voorbeeld")

    def ca_file(self, folder: Path) -> Path:
        """Where the authority's own certificate now stands, as PEM."""
        path = folder / "authority.pem"
        self._authority.cert_pem.write_to_path(str(path))
        return path

    def context(self, *names: str) -> ssl.SSLContext:
        """A server that is what it says it is, under these names."""
        return _server(self._authority.issue_cert(*names))

    def expired_context(self, *names: str) -> ssl.SSLContext:
        """A server whose certificate ended yesterday."""
        now = datetime.now(UTC)
        return _server(
            self._authority.issue_cert(*names, not_before=now - timedelta(days=90), not_after=now - timedelta(days=1))
        )

    def future_context(self, *names: str) -> ssl.SSLContext:
        """A server whose certificate begins tomorrow."""
        now = datetime.now(UTC)
        return _server(
            self._authority.issue_cert(*names, not_before=now + timedelta(days=1), not_after=now + timedelta(days=90))
        )

    def common_name_context(self, name: str) -> ssl.SSLContext:
        """A server that names itself in the subject only, as was done before 2000."""
        return _server(self._authority.issue_cert(common_name=name))

    def old_context(self, *names: str, version: ssl.TLSVersion = ssl.TLSVersion.TLSv1_1) -> ssl.SSLContext:
        """A server that knows nothing newer than `version`."""
        context = self.context(*names)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            context.minimum_version = version
            context.maximum_version = version
        context.set_ciphers("ALL:@SECLEVEL=0")
        return context


def self_signed_context(folder: Path, *names: str) -> ssl.SSLContext:
    """A server that vouches for itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = self_signed_certificate(key, common_name="Zelfgemaakt", names=names)
    path = folder / "self-signed.pem"
    path.write_bytes(certificate.public_bytes(_PEM) + key.private_bytes(_PEM, _PKCS8, _OPEN))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context


def self_signed_certificate(
    key: ec.EllipticCurvePrivateKey, *, common_name: str, names: Sequence[str] = ()
) -> x509.Certificate:
    """A certificate by the key, for the key; the names are taken as they are, good or bad."""
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name)])
    now = datetime.now(UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
    )
    if names:
        builder = builder.add_extension(
            x509.SubjectAlternativeName([x509.DNSName(name) for name in names]), critical=False
        )
    return builder.sign(key, hashes.SHA256())


def _server(certificate: trustme.LeafCert) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context


_PEM = serialization.Encoding.PEM
_PKCS8 = serialization.PrivateFormat.PKCS8
_OPEN = serialization.NoEncryption()
