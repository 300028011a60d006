"""A private certificate authority for servers on loopback, and certificates with every common fault."""

import ssl
import warnings
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import trustme
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID


class Authority:
    """Issues certificates; only who is given `ca_file` believes them."""

    def __init__(self, name: str = "Certificaten van Voorbeeld") -> None:
        self._authority = trustme.CA(organization_name=name)

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

    def incomplete_context(self, folder: Path, *names: str) -> ssl.SSLContext:
        """A server that sends its own certificate, but not the one of the authority between."""
        between = self._authority.create_child_ca()
        leaf = between.issue_cert(*names)
        path = folder / "incomplete.pem"
        path.write_bytes(leaf.private_key_pem.bytes() + leaf.cert_chain_pems[0].bytes())
        return _from_pem(path)

    def forged_context(self, folder: Path, *names: str) -> ssl.SSLContext:
        """A server with a certificate that claims to be signed, and is not."""
        leaf = self._authority.issue_cert(*names)
        der = bytearray(ssl.PEM_cert_to_DER_cert(leaf.cert_chain_pems[0].bytes().decode()))
        der[-4] ^= 0x55
        path = folder / "forged.pem"
        path.write_bytes(leaf.private_key_pem.bytes() + ssl.DER_cert_to_PEM_cert(bytes(der)).encode())
        return _from_pem(path)

    def odd_context(
        self,
        folder: Path,
        *names: str,
        for_clients: bool = False,
        key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey | None = None,
    ) -> ssl.SSLContext:
        """A server whose certificate is really signed, with the names taken as they are, good or bad."""
        signer = serialization.load_pem_private_key(self._authority.private_key_pem.bytes(), password=None)
        assert isinstance(signer, ec.EllipticCurvePrivateKey)
        issuer = x509.load_pem_x509_certificate(self._authority.cert_pem.bytes()).subject
        key = key or ec.generate_private_key(ec.SECP256R1())
        usage = ExtendedKeyUsageOID.CLIENT_AUTH if for_clients else ExtendedKeyUsageOID.SERVER_AUTH
        builder = _builder(_name("Vreemd"), issuer, key, names)
        certificate = builder.add_extension(x509.ExtendedKeyUsage([usage]), critical=False).sign(
            signer, hashes.SHA256()
        )
        return _from_file(folder / "odd.pem", certificate, key)


def old_fashioned_authority(folder: Path, *names: str) -> tuple[Path, ssl.SSLContext]:
    """An authority as companies have them, and a server that it vouches for.

    Its limits are not marked as critical and no key is named: RFC 5280 forbids both, and strict checks refuse it.
    """
    root, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    subject = _name("Kantoor van Voorbeeld")
    limits = x509.BasicConstraints(ca=True, path_length=None)
    own = _builder(subject, subject, root, ()).add_extension(limits, critical=False).sign(root, hashes.SHA256())
    ca_file = folder / "old-fashioned.pem"
    ca_file.write_bytes(own.public_bytes(_PEM))
    certificate = _builder(_name("Server"), subject, key, names).sign(root, hashes.SHA256())
    return ca_file, _from_file(folder / "old-fashioned-server.pem", certificate, key)


def self_signed_context(folder: Path, *names: str) -> ssl.SSLContext:
    """A server that vouches for itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = self_signed_certificate(key, common_name="Zelfgemaakt", names=names)
    return _from_file(folder / "self-signed.pem", certificate, key)


def self_signed_certificate(
    key: ec.EllipticCurvePrivateKey, *, common_name: str, names: Sequence[str] = ()
) -> x509.Certificate:
    """A certificate by the key, for the key; the names are taken as they are, good or bad."""
    subject = _name(common_name)
    return _builder(subject, subject, key, names).sign(key, hashes.SHA256())


_Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


def _name(common_name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name)])


def _builder(subject: x509.Name, issuer: x509.Name, key: _Key, names: Sequence[str]) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
    )
    if not names:
        return builder
    alternatives = x509.SubjectAlternativeName([x509.DNSName(name) for name in names])
    return builder.add_extension(alternatives, critical=False)


def _server(certificate: trustme.LeafCert) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context


def _from_file(path: Path, certificate: x509.Certificate, key: _Key) -> ssl.SSLContext:
    path.write_bytes(certificate.public_bytes(_PEM) + key.private_bytes(_PEM, _PKCS8, _OPEN))
    return _from_pem(path)


def _from_pem(path: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.set_ciphers("DEFAULT:@SECLEVEL=0")  # weak keys are served too
    context.load_cert_chain(path)
    return context


_PEM = serialization.Encoding.PEM
_PKCS8 = serialization.PrivateFormat.PKCS8
_OPEN = serialization.NoEncryption()
