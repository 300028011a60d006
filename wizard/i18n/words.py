"""Words for the model's closed lists: one exhaustive table for each."""

from wizard.errors import AddressProblem
from wizard.i18n.catalogue import Words
from wizard.model import (
    AuthenticationMethod,
    FailureReason,
    LookupFailure,
    NotAskedReason,
    Obstacle,
    Protocol,
    Severity,
    SocketType,
    SourceName,
    Stage,
    Strength,
)


def protocol_word(protocol: Protocol, _: Words) -> str:
    """The name of the protocol as people meet it."""
    match protocol:
        case Protocol.IMAP:
            return "IMAP"
        case Protocol.POP3:
            return "POP"
        case Protocol.SMTP:
            return _("sending")


def task_word(protocol: Protocol, _: Words) -> str:
    """What the protocol is for."""
    match protocol:
        case Protocol.IMAP:
            return _("Receiving with IMAP")
        case Protocol.POP3:
            return _("Receiving with POP")
        case Protocol.SMTP:
            return _("Sending")


def security_word(socket_type: SocketType, _: Words) -> str:
    """How the connection is protected, in the words of mail programs."""
    match socket_type:
        case SocketType.SSL:
            return "SSL/TLS"
        case SocketType.STARTTLS:
            return "STARTTLS"
        case SocketType.PLAIN:
            return _("none")


def authentication_word(method: AuthenticationMethod, _: Words) -> str:
    """How the user signs in, in the words of Thunderbird."""
    match method:
        case AuthenticationMethod.PASSWORD_CLEARTEXT:
            return _("Normal password")
        case AuthenticationMethod.PASSWORD_ENCRYPTED:
            return _("Encrypted password")
        case AuthenticationMethod.OAUTH2:
            return "OAuth2"
        case AuthenticationMethod.NTLM:
            return "NTLM"
        case AuthenticationMethod.GSSAPI:
            return "Kerberos / GSSAPI"
        case AuthenticationMethod.TLS_CLIENT_CERT:
            return _("TLS certificate")
        case AuthenticationMethod.CLIENT_IP_ADDRESS:
            return _("by the network you are on")
        case AuthenticationMethod.NONE:
            return _("no sign-in")


def source_word(source: SourceName, _: Words) -> str:
    """Who says so."""
    match source:
        case SourceName.MANUAL:
            return _("typed by hand")
        case SourceName.PROVIDER_TABLE:
            return _("built-in list of providers")
        case SourceName.AUTOCONFIG:
            return _("published by the provider (autoconfig)")
        case SourceName.ISPDB:
            return _("Thunderbird's list of providers (ISPDB)")
        case SourceName.MX:
            return _("published by the company that handles the mail (MX)")
        case SourceName.SRV:
            return _("published in DNS (SRV)")
        case SourceName.PACC:
            return _("published by the provider (PACC)")
        case SourceName.AUTODISCOVER:
            return _("published by the provider (Autodiscover)")
        case SourceName.GUESS:
            return _("guessed from the usual names")


def strength_word(strength: Strength, _: Words) -> str:
    """How much a reason weighs."""
    match strength:
        case Strength.DECISIVE:
            return _("decisive")
        case Strength.STRONG:
            return _("strong")
        case Strength.MODERATE:
            return _("moderate")
        case Strength.MILD:
            return _("mild")
        case Strength.SLIGHT:
            return _("slight")


def severity_word(severity: Severity, _: Words) -> str:
    """How bad a finding is."""
    match severity:
        case Severity.BLOCKING:
            return _("problem")
        case Severity.WARNING:
            return _("warning")
        case Severity.NOTE:
            return _("note")


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


def lookup_failure_word(reason: LookupFailure, _: Words) -> str:
    """Why a source gave no usable answer."""
    match reason:
        case LookupFailure.NO_SUCH_NAME:
            return _("this name does not exist")
        case LookupFailure.NOT_FOUND:
            return _("nothing is published there")
        case LookupFailure.TIMED_OUT:
            return _("no answer in time")
        case LookupFailure.REFUSED:
            return _("refused: nothing listens on this port")
        case LookupFailure.UNREACHABLE:
            return _("not reachable from this network")
        case LookupFailure.RESET:
            return _("the connection was broken off")
        case LookupFailure.TLS_HANDSHAKE:
            return _("no secure connection could be agreed on")
        case LookupFailure.CERTIFICATE_EXPIRED:
            return _("the certificate is not valid today")
        case LookupFailure.CERTIFICATE_NAME:
            return _("the certificate is for another name")
        case LookupFailure.CERTIFICATE_UNTRUSTED:
            return _("the certificate is not from a trusted issuer")
        case LookupFailure.NEEDS_LOGIN:
            return _("it wants a password")
        case LookupFailure.SERVER_ERROR:
            return _("the web server reported an error")
        case LookupFailure.BUSY:
            return _("the web server is too busy now")
        case LookupFailure.TOO_LARGE:
            return _("the answer was far too long")
        case LookupFailure.TOO_MANY_REDIRECTS:
            return _("it kept sending us elsewhere")
        case LookupFailure.BAD_REDIRECT:
            return _("it sent us to an unsafe place")
        case LookupFailure.NOT_A_CONFIGURATION:
            return _("a web page, not mail settings")
        case LookupFailure.BAD_CONFIGURATION:
            return _("mail settings that cannot be read")
        case LookupFailure.NAME_SERVER:
            return _("the name server did not answer properly")
        case LookupFailure.INTERNAL_ERROR:
            return _("the test itself failed")


def not_asked_word(reason: NotAskedReason, _: Words) -> str:
    """Why a source was left alone."""
    match reason:
        case NotAskedReason.SWITCHED_OFF:
            return _("switched off")
        case NotAskedReason.NOT_NEEDED:
            return _("not needed")
        case NotAskedReason.NOT_POSSIBLE:
            return _("not possible here")
        case NotAskedReason.NEEDS_CONSENT:
            return _("your consent to send your address comes first")


def setting_word(field: str, _: Words) -> str:
    """The part of a server's settings that two sources tell apart; the field's own name where there is no word."""
    words = {
        "server": _("the server name"),
        "port": _("the port"),
        "security": _("the security"),
        "username": _("the user name"),
    }
    return words.get(field, field)


def obstacle_sentence(obstacle: Obstacle, file_format: str, _: Words) -> str:
    """Why an export format cannot say the settings."""
    match obstacle:
        case Obstacle.NO_INCOMING:
            return _("{format} needs a server to receive mail, and none was found that works.", format=file_format)
        case Obstacle.NO_OUTGOING:
            return _("{format} needs a server to send mail, and none was found that works.", format=file_format)
        case Obstacle.NO_USERNAME:
            return _("{format} needs the form of the user name, and nothing says it.", format=file_format)
        case Obstacle.NO_AUTHENTICATION:
            return _("{format} needs the way to sign in, and nothing says it.", format=file_format)
        case Obstacle.ONLY_IMAP:
            return _("{format} knows IMAP only; the settings are for POP.", format=file_format)
        case Obstacle.ONLY_POP3:
            return _("{format} knows POP only; the settings are for IMAP.", format=file_format)
        case Obstacle.OAUTH2:
            return _("{format} cannot express signing in with OAuth2.", format=file_format)
        case Obstacle.STARTTLS:
            return _("{format} cannot express STARTTLS.", format=file_format)
        case Obstacle.PORT:
            return _("{format} cannot express this port.", format=file_format)
        case Obstacle.RETENTION:
            return _("{format} cannot express how long mail stays on the server.", format=file_format)
        case Obstacle.USERNAME_FORM:
            return _("{format} cannot express this form of the user name.", format=file_format)


def address_sentence(problem: AddressProblem, text: str, _: Words) -> str:
    """What is wrong with an address, and what to do."""
    match problem:
        case AddressProblem.EMPTY:
            return _("Type an e-mail address, for example anna@voorbeeld.nl.")
        case AddressProblem.NO_AT:
            return _("“{text}” has no @: an e-mail address looks like anna@voorbeeld.nl.", text=text)
        case AddressProblem.SEVERAL_AT:
            return _("“{text}” has more than one @: type one e-mail address.", text=text)
        case AddressProblem.NO_LOCAL_PART:
            return _("“{text}” has nothing before the @.", text=text)
        case AddressProblem.NO_DOMAIN:
            return _("“{text}” has nothing after the @.", text=text)
        case AddressProblem.SPACE:
            return _("“{text}” has a space in it: an e-mail address has none.", text=text)
        case AddressProblem.QUOTES:
            return _("“{text}” has quotation marks in it: mail programs cannot handle such an address.", text=text)
        case AddressProblem.CONTROL_CHARACTER:
            return _("“{text}” has invisible characters in it: type the address anew.", text=text)
        case AddressProblem.BAD_CHARACTER:
            return _("“{text}” has a character before the @ that cannot be used there.", text=text)
        case AddressProblem.DOTS:
            return _("“{text}” has a dot in the wrong place before the @.", text=text)
        case AddressProblem.TOO_LONG:
            return _("“{text}” is too long for an e-mail address.", text=text)
        case AddressProblem.IP_LITERAL:
            return _("“{text}” has an IP address after the @: type the address with the provider's name.", text=text)
        case AddressProblem.BAD_DOMAIN:
            return _("“{text}” has no usable domain after the @: check the spelling.", text=text)
        case AddressProblem.NO_TOP_LEVEL:
            return _("“{text}” lacks the last part, such as .nl or .com.", text=text)
        case AddressProblem.PUBLIC_SUFFIX:
            return _("“{text}” lacks the provider's name before the ending.", text=text)
