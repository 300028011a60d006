"""Words for the sources: who says where the servers are, and why one says nothing."""

from wizard.i18n.catalogue import Words
from wizard.model import LookupFailure, NotAskedReason, SourceName


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
