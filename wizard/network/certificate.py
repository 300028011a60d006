"""What a certificate says, read with our own eyes: names, dates, issuer (RFC 5280), and name matching (RFC 9525)."""

import ipaddress
import warnings
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from wizard.model import FailureReason, TlsFacts, printable
from wizard.network.failures import CERTIFICATE_REASONS, StreamError
from wizard.network.web_address import is_ip_address

if TYPE_CHECKING:
    from cryptography import x509

_MOST_NAMES = 100


def read(der: bytes, *, hostname: str, version: str, trusted: bool) -> TlsFacts:
    """The facts of a server's certificate, as seen from a client that wanted `hostname` (A-labels).

    Raises StreamError (TLS_HANDSHAKE) for what is no certificate.
    """
    from cryptography import x509

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # faults of a stranger's certificate are not the user's to be warned of
            certificate = x509.load_der_x509_certificate(der)
            names, addresses = _subject_names(certificate)
            return TlsFacts(
                version=printable(version, limit=20),
                hostname_matches=name_matches(hostname, names) or _is_address_in(hostname, addresses),
                trusted=trusted,
                issuer=_short_name(certificate.issuer),
                names=tuple(printable(name, limit=255) for name in names[:_MOST_NAMES]),
                not_before=certificate.not_valid_before_utc,
                not_after=certificate.not_valid_after_utc,
                self_signed=_is_self_signed(certificate),
            )
    except (ValueError, TypeError, x509.InvalidVersion) as error:
        raise StreamError(FailureReason.TLS_HANDSHAKE, printable(f"unreadable certificate: {error}")) from error


def name_matches(hostname: str, names: Iterable[str]) -> bool:
    """Whether a DNS name of the certificate stands for the host (RFC 9525 section 6.3).

    A wildcard counts only as the whole left-most label, with at least two labels behind it; never a part of a
    label, never an IP address.
    """
    if is_ip_address(hostname):
        return False
    wanted = hostname.lower().removesuffix(".").split(".")
    return any(_labels_match(wanted, name.lower().split(".")) for name in names)


def reason_by_facts(hint: FailureReason, facts: TlsFacts, *, now: datetime | None = None) -> FailureReason:
    """Why a certificate was refused, by its own facts; `hint` is what the library made of it.

    Libraries differ in their codes and in which of several faults they name, so a hint that the facts contradict is
    dropped. A hint that is not about the certificate stands.
    """
    if hint not in CERTIFICATE_REASONS:
        return hint
    if hint is FailureReason.CERTIFICATE_UNTRUSTED or facts.self_signed:
        return FailureReason.CERTIFICATE_UNTRUSTED
    faults = []
    if not facts.hostname_matches:
        faults.append(FailureReason.CERTIFICATE_NAME)
    if not facts.not_before <= (now or datetime.now(UTC)) <= facts.not_after:
        faults.append(FailureReason.CERTIFICATE_EXPIRED)
    if hint in faults:
        return hint
    return faults[0] if faults else FailureReason.CERTIFICATE_UNTRUSTED


def _labels_match(wanted: list[str], presented: list[str]) -> bool:
    if len(wanted) != len(presented):
        return False
    if presented[0] == "*":
        return len(presented) > 2 and bool(wanted[0]) and wanted[1:] == presented[1:]
    return wanted == presented


def _is_address_in(hostname: str, addresses: Iterable[str]) -> bool:
    return is_ip_address(hostname) and str(ipaddress.ip_address(hostname)) in addresses


def _subject_names(certificate: "x509.Certificate") -> tuple[list[str], list[str]]:
    """The DNS names and the IP addresses of the certificate; never its common name."""
    from cryptography import x509

    try:
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        return names.get_values_for_type(x509.DNSName), [
            str(address) for address in names.get_values_for_type(x509.IPAddress)
        ]
    except (x509.ExtensionNotFound, x509.DuplicateExtension, x509.UnsupportedGeneralNameType, ValueError):
        return [], []


def _short_name(name: "x509.Name") -> str:
    """Organisation and common name, as far as there: `Let's Encrypt, R11`."""
    from cryptography.x509.oid import NameOID

    parts = [
        str(attribute.value)
        for oid in (NameOID.ORGANIZATION_NAME, NameOID.COMMON_NAME)
        for attribute in name.get_attributes_for_oid(oid)[:1]
    ]
    return printable(", ".join(dict.fromkeys(parts)) or name.rfc4514_string(), limit=120)


def _is_self_signed(certificate: "x509.Certificate") -> bool:
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm

    if certificate.issuer != certificate.subject:
        return False
    try:
        certificate.verify_directly_issued_by(certificate)
    except (InvalidSignature, UnsupportedAlgorithm, ValueError, TypeError):
        return False
    return True
