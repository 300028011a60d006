"""Words for the test of a server: how far it came, and why it ended."""

from wizard.i18n.catalogue import Words
from wizard.model import FailureReason, Stage


def stage_word(stage: Stage, _: Words) -> str:
    """How far a test came."""
    match stage:
        case Stage.RESOLVE:
            return _("looking up the name")
        case Stage.CONNECT:
            return _("connecting")
        case Stage.TLS:
            return _("setting up the secure connection")
        case Stage.GREETING:
            return _("waiting for the greeting")
        case Stage.STARTTLS:
            return _("switching to a secure connection")
        case Stage.CAPABILITY:
            return _("asking what the server can do")
        case Stage.SIGN_IN:
            return _("signing in")


def failure_word(reason: FailureReason, _: Words) -> str:
    """Why a test of a server ended before its end."""
    match reason:
        case FailureReason.NO_SUCH_NAME:
            return _("this name does not exist")
        case FailureReason.NO_ADDRESS:
            return _("this name has no address")
        case FailureReason.REFUSED:
            return _("refused: nothing listens on this port")
        case FailureReason.TIMED_OUT:
            return _("no answer in time")
        case FailureReason.UNREACHABLE:
            return _("not reachable from this network")
        case FailureReason.BLOCKED:
            return _("blocked by a firewall, probably of this computer")
        case FailureReason.RESET:
            return _("the connection was broken off")
        case FailureReason.CLOSED:
            return _("the server hung up")
        case FailureReason.TLS_HANDSHAKE:
            return _("no secure connection could be agreed on")
        case FailureReason.CERTIFICATE_EXPIRED:
            return _("the certificate is not valid today")
        case FailureReason.CERTIFICATE_NAME:
            return _("the certificate is for another name")
        case FailureReason.CERTIFICATE_UNTRUSTED:
            return _("the certificate is not from a trusted issuer")
        case FailureReason.STARTTLS_NOT_OFFERED:
            return _("the server offers no secure connection on this port")
        case FailureReason.STARTTLS_OVERWRITTEN:
            return _("the offer of a secure connection was made unreadable on the way")
        case FailureReason.STARTTLS_REFUSED:
            return _("the server refused to switch to a secure connection")
        case FailureReason.DATA_BEFORE_TLS:
            return _("text was slipped in before the secure connection")
        case FailureReason.PREAUTH:
            return _("the server claims that somebody is signed in already")
        case FailureReason.WRONG_PROTOCOL:
            return _("something else than a mail server of this kind answered")
        case FailureReason.WRONG_SOCKET_TYPE:
            return _("this port has another kind of security")
        case FailureReason.TOO_LONG:
            return _("the answer was far too long")
        case FailureReason.REJECTED:
            return _("the server turned us away")
        case FailureReason.INTERNAL_ERROR:
            return _("the test itself failed")


def short_failure_word(reason: FailureReason, _: Words) -> str:
    """What is wrong, in a word or two."""
    match reason:
        case FailureReason.NO_SUCH_NAME | FailureReason.NO_ADDRESS:
            return _("unknown name")
        case FailureReason.REFUSED | FailureReason.BLOCKED | FailureReason.REJECTED:
            return _("refused")
        case FailureReason.TIMED_OUT | FailureReason.UNREACHABLE:
            return _("no answer")
        case FailureReason.RESET | FailureReason.CLOSED:
            return _("broken off")
        case FailureReason.CERTIFICATE_EXPIRED | FailureReason.CERTIFICATE_NAME | FailureReason.CERTIFICATE_UNTRUSTED:
            return _("certificate")
        case (
            FailureReason.TLS_HANDSHAKE
            | FailureReason.STARTTLS_NOT_OFFERED
            | FailureReason.STARTTLS_OVERWRITTEN
            | FailureReason.STARTTLS_REFUSED
            | FailureReason.DATA_BEFORE_TLS
            | FailureReason.PREAUTH
            | FailureReason.WRONG_SOCKET_TYPE
        ):
            return _("encryption")
        case FailureReason.WRONG_PROTOCOL | FailureReason.TOO_LONG:
            return _("wrong answer")
        case FailureReason.INTERNAL_ERROR:
            return _("test failed")


def ending_word(ending: str, _: Words) -> str:
    """How the talk with a server ended: `works`, the word of a reason, or what else there is to tell."""
    if ending == "works":
        return _("works")
    return failure_word(FailureReason(ending), _) if ending in set(FailureReason) else ending
