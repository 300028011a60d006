"""A private certificate authority: certificates for the servers of the built-in world, good ones and bad ones."""

import ssl
import warnings
from collections.abc import Container
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID


class Flaw(StrEnum):
    """What is wrong with a certificate, or with the TLS around it."""

    EXPIRED = "expired"
    SELF_SIGNED = "self-signed"
    INTERCEPTED = "intercepted"
    OLD_TLS = "old-tls"


_SCANNER = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Avast Web/Mail Shield Root")])


class Authority:
    """Signs with a key of its own, made anew each time; `folder` must stay while it is used.

    Dates are whole years, so that pictures of the screen stay the same for a year. A good certificate is valid for 13
    months at least and 25 at most: macOS refuses any that is valid for more than 825 days.
    """

    def __init__(self, folder: Path, *, year: int | None = None) -> None:
        self._folder = folder
        self._year = year or datetime.now(tz=UTC).year
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._server_key = ec.generate_private_key(ec.SECP256R1())
        self._scanner_key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Mailwijzer demo authority")])
        self._contexts: dict[tuple[str, Flaw | None], ssl.SSLContext] = {}
        self.ca_file = folder / "authority.pem"
        self.ca_file.write_bytes(self._own_certificate().public_bytes(serialization.Encoding.PEM))

    def context(self, hostname: str, flaw: Flaw | None = None) -> ssl.SSLContext:
        """The server side of TLS with a certificate for this name; made when it is first asked for."""
        if (hostname, flaw) not in self._contexts:
            self._contexts[hostname, flaw] = self._new_context(hostname, flaw)
        return self._contexts[hostname, flaw]

    def context_by_name(self, hostnames: Container[str], *, default: str) -> ssl.SSLContext:
        """The server side of TLS that shows each client a certificate for the name it asks for (RFC 6066 section 3).

        Where that is none of `hostnames`, or no name is asked for, the certificate is for `default`.
        """

        def choose(connection: ssl.SSLObject, name: str | None, _: ssl.SSLContext) -> None:
            connection.context = self.context(name if name is not None and name in hostnames else default)

        context = self._new_context(default, None)
        context.sni_callback = choose
        return context

    def _new_context(self, hostname: str, flaw: Flaw | None) -> ssl.SSLContext:
        path = self._folder / f"{hostname}.pem"
        key = self._server_key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        path.touch(mode=0o600)
        path.write_bytes(key + self._certificate(hostname, flaw).public_bytes(serialization.Encoding.PEM))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path)
        path.unlink()
        if flaw is Flaw.OLD_TLS:
            context.set_ciphers("DEFAULT:@SECLEVEL=0")
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", DeprecationWarning)
                context.minimum_version = ssl.TLSVersion.TLSv1
                context.maximum_version = ssl.TLSVersion.TLSv1_1
        return context

    def _certificate(self, hostname: str, flaw: Flaw | None) -> x509.Certificate:
        key = self._server_key
        own_name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, hostname)])
        issuer, signing_key = self._name, self._key
        if flaw is Flaw.SELF_SIGNED:
            issuer, signing_key = own_name, key
        elif flaw is Flaw.INTERCEPTED:
            issuer, signing_key = _SCANNER, self._scanner_key
        builder = (
            _builder(own_name, issuer=issuer, key=key)
            .not_valid_before(datetime(self._year - (flaw is Flaw.EXPIRED), 1, 1, tzinfo=UTC))
            .not_valid_after(
                datetime(self._year - 1, 12, 1, tzinfo=UTC)
                if flaw is Flaw.EXPIRED
                else datetime(self._year + 2, 2, 1, tzinfo=UTC)
            )
            .add_extension(x509.SubjectAlternativeName([x509.DNSName(hostname)]), critical=False)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signing_key.public_key()), critical=False)
        )
        return builder.sign(signing_key, hashes.SHA256())

    def _own_certificate(self) -> x509.Certificate:
        uses = x509.KeyUsage(
            key_cert_sign=True,
            crl_sign=True,
            digital_signature=False,
            content_commitment=False,
            key_encipherment=False,
            data_encipherment=False,
            key_agreement=False,
            encipher_only=False,
            decipher_only=False,
        )
        builder = (
            _builder(self._name, issuer=self._name, key=self._key)
            .not_valid_before(datetime(self._year - 2, 1, 1, tzinfo=UTC))
            .not_valid_after(datetime(self._year + 3, 1, 1, tzinfo=UTC))
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(uses, critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(self._key.public_key()), critical=False)
        )
        return builder.sign(self._key, hashes.SHA256())


def _builder(subject: x509.Name, *, issuer: x509.Name, key: ec.EllipticCurvePrivateKey) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
    )
