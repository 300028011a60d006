"""One table from what libraries and the system raise to a reason in our own words."""

import errno
import os
import ssl

from wizard.model import FailureReason, Stage, printable


class StreamError(Exception):
    """The other side broke a rule of ours or of its protocol, or could not be reached at all.

    `reason` says how, `detail` is printable; `stage` is how far the connection came, where that is known. `after` is
    the seconds that a connection which never opened took, without the wait for a place.
    """

    def __init__(self, reason: FailureReason, detail: str = "", *, stage: Stage | None = None) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail
        self.stage = stage
        self.after: float | None = None


NETWORK_ERRORS: tuple[type[Exception], ...] = (StreamError, OSError, EOFError)
"""Everything that a connection can raise; TimeoutError and ssl.SSLError are kinds of OSError."""

_ERRNO = {
    errno.ECONNREFUSED: FailureReason.REFUSED,
    errno.ETIMEDOUT: FailureReason.TIMED_OUT,
    errno.ECONNRESET: FailureReason.RESET,
    errno.ECONNABORTED: FailureReason.RESET,
    errno.EPIPE: FailureReason.RESET,
    errno.EHOSTUNREACH: FailureReason.UNREACHABLE,
    errno.ENETUNREACH: FailureReason.UNREACHABLE,
    errno.ENETDOWN: FailureReason.UNREACHABLE,
    errno.EHOSTDOWN: FailureReason.UNREACHABLE,
    errno.EADDRNOTAVAIL: FailureReason.UNREACHABLE,
    errno.EAFNOSUPPORT: FailureReason.UNREACHABLE,
    errno.EACCES: FailureReason.BLOCKED,  # the firewall of Windows, a route of type "prohibit"
    errno.EPERM: FailureReason.BLOCKED,  # a local firewall
    errno.EINVAL: FailureReason.UNREACHABLE,  # a route of type "blackhole"
    errno.EMFILE: FailureReason.INTERNAL_ERROR,  # ours: too many open files
    errno.ENFILE: FailureReason.INTERNAL_ERROR,
}

_NOT_TLS = frozenset(
    {
        "WRONG_VERSION_NUMBER",
        "RECORD_LAYER_FAILURE",
        "PACKET_LENGTH_TOO_LONG",
        "HTTP_REQUEST",
        "HTTPS_PROXY_REQUEST",
        "UNKNOWN_PROTOCOL",
        "BAD_PROTOCOL_VERSION_NUMBER",
        "UNEXPECTED_MESSAGE",
    }
)

_CERTIFICATE_CODES = {
    # OpenSSL, X509_V_ERR_*
    9: FailureReason.CERTIFICATE_EXPIRED,
    10: FailureReason.CERTIFICATE_EXPIRED,
    62: FailureReason.CERTIFICATE_NAME,
    63: FailureReason.CERTIFICATE_NAME,
    64: FailureReason.CERTIFICATE_NAME,
    # Windows, CERT_E_EXPIRED and CERT_E_CN_NO_MATCH
    0x800B0101: FailureReason.CERTIFICATE_EXPIRED,
    0x800B010F: FailureReason.CERTIFICATE_NAME,
    # macOS, errSecCertificateExpired, errSecCertificateNotValidYet and errSecHostNameMismatch
    -67818: FailureReason.CERTIFICATE_EXPIRED,
    -67819: FailureReason.CERTIFICATE_EXPIRED,
    -67602: FailureReason.CERTIFICATE_NAME,
}

CERTIFICATE_REASONS = frozenset(
    {
        FailureReason.CERTIFICATE_EXPIRED,
        FailureReason.CERTIFICATE_NAME,
        FailureReason.CERTIFICATE_UNTRUSTED,
    }
)


def reason_for(error: BaseException) -> tuple[FailureReason, str]:
    """The reason in our words and a printable technical detail; INTERNAL_ERROR for what no network raises."""
    match error:
        case StreamError():
            return error.reason, error.detail
        case ssl.SSLCertVerificationError():
            return (
                _CERTIFICATE_CODES.get(error.verify_code, FailureReason.CERTIFICATE_UNTRUSTED),
                printable(error.verify_message or str(error), limit=200),
            )
        case ssl.SSLZeroReturnError() | ssl.SSLEOFError() | EOFError():
            return FailureReason.CLOSED, ""
        case ssl.SSLError():
            return _tls_reason(error), _tls_detail(error)
        case TimeoutError():
            return FailureReason.TIMED_OUT, _system_detail(error)
        case ConnectionRefusedError():
            return FailureReason.REFUSED, _system_detail(error)
        case ConnectionResetError() | BrokenPipeError() | ConnectionAbortedError():
            return FailureReason.RESET, _system_detail(error)
        case OSError():
            reason = _ERRNO.get(error.errno or 0, FailureReason.UNREACHABLE)
            return reason, _system_detail(error)
        case _:
            return FailureReason.INTERNAL_ERROR, printable(f"{type(error).__name__}: {error}", limit=200)


def is_no_route(error: OSError) -> bool:
    """Whether this machine has no way at all to that kind of address, so that the other side is not to blame."""
    return error.errno in {errno.ENETUNREACH, errno.ENETDOWN, errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT}


def _tls_reason(error: ssl.SSLError) -> FailureReason:
    # OpenSSL 3 says "record layer failure" where earlier versions said "wrong version number".
    if _tls_words(error) in _NOT_TLS:
        return FailureReason.WRONG_PROTOCOL
    return FailureReason.TLS_HANDSHAKE


def _tls_words(error: ssl.SSLError) -> str:
    return (error.reason or "").upper().replace(" ", "_")


def _tls_detail(error: ssl.SSLError) -> str:
    words = _tls_words(error).replace("_", " ").lower()
    return printable(words or str(error), limit=200)


def _system_detail(error: OSError) -> str:
    return os.strerror(error.errno) if error.errno else ""
