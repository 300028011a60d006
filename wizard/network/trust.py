"""Whom we believe: the system's trust store, as mail programs use it, and what a refused certificate still tells."""

import platform
import ssl
import warnings
from pathlib import Path

from wizard.errors import UnreadableFile
from wizard.model import FailureReason, TlsFacts, printable
from wizard.network import certificate
from wizard.network.failures import StreamError

_CA_FILES = (
    "/etc/ssl/cert.pem",
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/cert.pem",
    "/etc/ssl/ca-bundle.pem",
)
_CIPHERS = "@SECLEVEL=2:ECDH+AESGCM:ECDH+CHACHA20:ECDH+AES:DHE+AES:!aNULL:!eNULL:!aDSS:!SHA1:!AESCCM"
"""Forward secrecy and no SHA-1: what Python itself takes, where no distribution has it take more (Debian does)."""
_BAD_BUT_KNOWN = frozenset({FailureReason.CERTIFICATE_EXPIRED, FailureReason.CERTIFICATE_NAME})


class Trust:
    """The two TLS contexts of a run, and which certificates were refused.

    `verifying` is for everything that counts: the system's authorities and `ca_file`, the name checked against DNS
    names only, TLS 1.2 with forward secrecy at least, no key log whatever the environment says. `inspecting` verifies
    nothing and takes TLS 1.0; it only looks at what `verifying` refused. Raises UnreadableFile for a `ca_file` that
    holds no certificate.
    """

    def __init__(self, ca_file: Path | None = None) -> None:
        self.verifying = _verifying_context(ca_file)
        self.inspecting = _inspecting_context()
        self._refusals: dict[tuple[str, int], FailureReason] = {}

    def facts(
        self, ssl_object: ssl.SSLObject | ssl.SSLSocket, hostname: str, port: int, *, inspect_only: bool = False
    ) -> TlsFacts:
        """The session and the certificate shown in it; `hostname` in A-labels.

        `trusted` is True for a verified handshake. In a second look it follows from why the first one was refused:
        a certificate that is expired or for another name does come from a known authority. Raises StreamError
        (CERTIFICATE_NAME) where the library let a name pass that RFC 9525 does not, such as a common name.
        """
        der = ssl_object.getpeercert(binary_form=True)
        if der is None:
            raise StreamError(FailureReason.TLS_HANDSHAKE, "no certificate")
        facts = certificate.read(
            der,
            hostname=hostname,
            version=ssl_object.version() or "",
            trusted=not inspect_only or self._refusals.get((hostname, port)) in _BAD_BUT_KNOWN,
        )
        if not inspect_only and not facts.hostname_matches:
            raise StreamError(FailureReason.CERTIFICATE_NAME, printable(", ".join(facts.names), limit=200))
        return facts

    def remember_refusal(self, hostname: str, port: int, reason: FailureReason) -> None:
        """Keep why a verified handshake failed, for the second look."""
        self._refusals[hostname, port] = reason


def _verifying_context(ca_file: Path | None) -> ssl.SSLContext:
    context = _system_context()
    context.check_hostname = True
    context.verify_mode = ssl.CERT_REQUIRED
    context.hostname_checks_common_name = False
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers(_CIPHERS)
    if ca_file is not None:
        try:
            context.load_verify_locations(cafile=ca_file)
        except ssl.SSLError as error:
            raise UnreadableFile(str(ca_file), "no certificate in PEM form") from error
        except OSError as error:
            raise UnreadableFile(str(ca_file), error.strerror or str(error)) from error
    return context


def _system_context() -> ssl.SSLContext:
    if platform.system() in {"Windows", "Darwin"}:
        import truststore

        return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    # not create_default_context: that one obeys SSLKEYLOGFILE, and is strict about company roots since Python 3.13
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.set_default_verify_paths()
    defaults = ssl.get_default_verify_paths()
    if not (defaults.cafile or defaults.capath):
        # a Python from elsewhere may look for the authorities where this system has none
        for path in _CA_FILES:
            if Path(path).is_file():
                context.load_verify_locations(cafile=path)
                break
    return context


def _inspecting_context() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.set_ciphers("ALL:@SECLEVEL=0")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # that the version is old is what is looked for
        context.minimum_version = ssl.TLSVersion.TLSv1
    return context
