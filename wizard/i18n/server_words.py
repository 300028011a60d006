"""Words for a server and its settings: what it is for, how it is protected, how the user signs in."""

from wizard.i18n.catalogue import Words
from wizard.model import AuthenticationMethod, Protocol, SocketType


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


def setting_word(field: str, _: Words) -> str:
    """The part of a server's settings that two sources tell apart; the field's own name where there is no word."""
    words = {
        "server": _("the server name"),
        "port": _("the port"),
        "security": _("the security"),
        "username": _("the user name"),
    }
    return words.get(field, field)
