import errno
import ssl

import pytest

from wizard.model import FailureReason, Stage
from wizard.network import NETWORK_ERRORS, StreamError, reason_for


def tls_error(reason: str) -> ssl.SSLError:
    error = ssl.SSLError(1, f"[SSL: {reason}] words of the library (_ssl.c:1006)")
    error.reason = reason
    return error


def certificate_error(code: int, message: str = "certificate has expired") -> ssl.SSLCertVerificationError:
    error = ssl.SSLCertVerificationError(1, "certificate verify failed")
    error.verify_code = code
    error.verify_message = message
    return error


def system_error(number: int) -> OSError:
    return OSError(number, f"Connect call failed ('192.0.2.1', {number})")


TABLE: dict[str, tuple[Exception, FailureReason, str]] = {
    "ours": (StreamError(FailureReason.TOO_LONG, "x", stage=Stage.TLS), FailureReason.TOO_LONG, "x"),
    "time-out": (TimeoutError(), FailureReason.TIMED_OUT, ""),
    "time-out of the system": (system_error(errno.ETIMEDOUT), FailureReason.TIMED_OUT, "Connection timed out"),
    "refused": (system_error(errno.ECONNREFUSED), FailureReason.REFUSED, "Connection refused"),
    "reset": (system_error(errno.ECONNRESET), FailureReason.RESET, "Connection reset by peer"),
    "reset without a number": (ConnectionResetError(), FailureReason.RESET, ""),
    "broken pipe": (system_error(errno.EPIPE), FailureReason.RESET, "Broken pipe"),
    "aborted": (system_error(errno.ECONNABORTED), FailureReason.RESET, "Software caused connection abort"),
    "host unreachable": (system_error(errno.EHOSTUNREACH), FailureReason.UNREACHABLE, "No route to host"),
    "network unreachable": (system_error(errno.ENETUNREACH), FailureReason.UNREACHABLE, "Network is unreachable"),
    "prohibited": (system_error(errno.EACCES), FailureReason.BLOCKED, "Permission denied"),
    "not permitted": (system_error(errno.EPERM), FailureReason.BLOCKED, "Operation not permitted"),
    "black hole": (system_error(errno.EINVAL), FailureReason.UNREACHABLE, "Invalid argument"),
    "no descriptors left": (system_error(errno.EMFILE), FailureReason.INTERNAL_ERROR, "Too many open files"),
    "end of file": (EOFError(), FailureReason.CLOSED, ""),
    "end of tls": (ssl.SSLZeroReturnError(6, "closed"), FailureReason.CLOSED, ""),
    "cut tls": (ssl.SSLEOFError(8, "EOF occurred"), FailureReason.CLOSED, ""),
    "plain words": (tls_error("WRONG_VERSION_NUMBER"), FailureReason.WRONG_PROTOCOL, "wrong version number"),
    "plain words to OpenSSL 3.2": (
        tls_error("RECORD_LAYER_FAILURE"),
        FailureReason.WRONG_PROTOCOL,
        "record layer failure",
    ),
    "a web page": (tls_error("HTTP_REQUEST"), FailureReason.WRONG_PROTOCOL, "http request"),
    "alert": (
        tls_error("TLSV1_ALERT_PROTOCOL_VERSION"),
        FailureReason.TLS_HANDSHAKE,
        "tlsv1 alert protocol version",
    ),
    "expired": (certificate_error(10), FailureReason.CERTIFICATE_EXPIRED, "certificate has expired"),
    "not yet": (certificate_error(9, "not yet"), FailureReason.CERTIFICATE_EXPIRED, "not yet"),
    "wrong name": (certificate_error(62, "mismatch"), FailureReason.CERTIFICATE_NAME, "mismatch"),
    "self-signed": (certificate_error(18, "self"), FailureReason.CERTIFICATE_UNTRUSTED, "self"),
    "unknown authority": (certificate_error(20, "issuer"), FailureReason.CERTIFICATE_UNTRUSTED, "issuer"),
    "intermediate is missing": (certificate_error(21, "leaf"), FailureReason.CERTIFICATE_UNTRUSTED, "leaf"),
    "expired, on Windows": (
        certificate_error(0x800B0101),
        FailureReason.CERTIFICATE_EXPIRED,
        "certificate has expired",
    ),
    "wrong name, on macOS": (certificate_error(-67602, "name"), FailureReason.CERTIFICATE_NAME, "name"),
    "hostile words": (certificate_error(20, "\x1b[31m\u202e"), FailureReason.CERTIFICATE_UNTRUSTED, r"\x1b[31m\u202e"),
}


@pytest.mark.parametrize(("error", "reason", "detail"), TABLE.values(), ids=TABLE)
def test_every_error_has_a_reason(error: Exception, reason: FailureReason, detail: str) -> None:
    assert isinstance(error, NETWORK_ERRORS)
    assert reason_for(error) == (reason, detail)


def test_what_no_network_raises_is_an_internal_error() -> None:
    error = KeyError("\x1b]0;title\x07")
    assert not isinstance(error, NETWORK_ERRORS)
    assert reason_for(error) == (FailureReason.INTERNAL_ERROR, r"KeyError: '\x1b]0;title\x07'")
