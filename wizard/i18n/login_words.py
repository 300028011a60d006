"""Words about signing in: why a server refused, why no password was sent, and what folders are for."""

from wizard.i18n.catalogue import Words
from wizard.model import LoginRefusal, NotTriedReason, SpecialUse


def login_refusal_word(reason: LoginRefusal, _: Words) -> str:
    """What the server means by its refusal."""
    match reason:
        case LoginRefusal.WRONG_PASSWORD:
            return _("the password or the user name is wrong")
        case LoginRefusal.APP_PASSWORD_NEEDED:
            return _("mail programs need an app password here; your normal password does not work")
        case LoginRefusal.OAUTH2_ONLY:
            return _("mail programs must sign in through the provider's own window (OAuth2); a password does not work")
        case LoginRefusal.PASSWORD_EXPIRED:
            return _("the password has expired and must be renewed first")
        case LoginRefusal.WEB_LOGIN_NEEDED:
            return _("the provider wants you to sign in on its website first")
        case LoginRefusal.BLOCKED:
            return _("signing in is blocked for a while")
        case LoginRefusal.SWITCHED_OFF:
            return _("mail programs are switched off for this mailbox at the provider")
        case LoginRefusal.TOO_MANY_CONNECTIONS:
            return _("too many devices are connected to this mailbox at the moment")
        case LoginRefusal.IN_USE:
            return _("another program is using the mailbox at the moment")
        case LoginRefusal.TEMPORARY:
            return _("the server cannot check passwords at the moment")
        case LoginRefusal.UNKNOWN:
            return _("the server refused without a reason that is known")


def after_refusal_sentence(reason: LoginRefusal, _: Words) -> str | None:
    """What to do next after this refusal; None where nothing certain is known."""
    match reason:
        case LoginRefusal.WRONG_PASSWORD:
            return _(
                "Sign in to the webmail once with the same password. If that fails too, reset it at the provider first."
            )
        case LoginRefusal.APP_PASSWORD_NEEDED:
            return _(
                "Sign in to the webmail, go to Security, make an app password and type that one in the mail program."
            )
        case LoginRefusal.OAUTH2_ONLY:
            return _("In the mail program choose OAuth2 as the way to sign in: the provider's own window opens then.")
        case LoginRefusal.PASSWORD_EXPIRED:
            return _("Sign in to the webmail, choose a new password there and type that one in the mail program.")
        case LoginRefusal.WEB_LOGIN_NEEDED:
            return _("Sign in to the webmail once, do what it asks, and then try again.")
        case LoginRefusal.BLOCKED:
            return _("Wait an hour without trying, and meanwhile mend the password on your other devices.")
        case LoginRefusal.SWITCHED_OFF:
            return _("Sign in to the webmail, switch on IMAP or POP in its settings, and wait a few minutes.")
        case LoginRefusal.TOO_MANY_CONNECTIONS:
            return _(
                "Close the mail program on devices that you do not use now, and try again in a quarter of an hour."
            )
        case LoginRefusal.IN_USE:
            return _("Close the other mail program, wait a few minutes and try again.")
        case LoginRefusal.TEMPORARY:
            return _("It is up to the server: try again in a quarter of an hour.")
        case LoginRefusal.UNKNOWN:
            return None


def not_tried_word(reason: NotTriedReason, _: Words) -> str:
    """Why no password was sent."""
    match reason:
        case NotTriedReason.NO_SERVER:
            return _("no server was found")
        case NotTriedReason.NOT_VERIFIED:
            return _("the server did not prove who it is, so no password is sent to it")
        case NotTriedReason.LOGIN_DISABLED:
            return _("the server takes no passwords")
        case NotTriedReason.OAUTH2_ONLY:
            return _("mail programs must sign in through the provider's own window (OAuth2); a password does not work")
        case NotTriedReason.NO_PROGRAMS:
            return _("this provider lets no mail programs in")
        case NotTriedReason.NO_PASSWORD_LOGIN:
            return _("the server offers no way to sign in with a password that is known here")
        case NotTriedReason.APP_PASSWORD_NEEDED:
            return _("mail programs need an app password here; your normal password does not work")
        case NotTriedReason.UNTRUSTED_SOURCE:
            return _("the server's name came over an unprotected path, and you did not agree to use it")
        case NotTriedReason.TOO_MANY_FAILURES:
            return _("signing in went wrong twice in the last ten minutes")
        case NotTriedReason.LOCK_OUT:
            return _("not tried, so that the provider does not lock you out")
        case NotTriedReason.UNSENDABLE:
            return _("the user name or the password has characters that cannot be sent")
        case NotTriedReason.SIGNED_IN_ALREADY:
            return _("the server says that somebody is signed in already, so the password was not tested")
        case NotTriedReason.DECLINED:
            return _("you chose not to")


def special_use_word(use: SpecialUse, _: Words) -> str:
    """What a folder is for, in the words of mail programs."""
    match use:
        case SpecialUse.ALL:
            return _("all mail")
        case SpecialUse.ARCHIVE:
            return _("archive")
        case SpecialUse.DRAFTS:
            return _("drafts")
        case SpecialUse.FLAGGED:
            return _("starred mail")
        case SpecialUse.JUNK:
            return _("spam")
        case SpecialUse.SENT:
            return _("sent mail")
        case SpecialUse.TRASH:
            return _("trash")
