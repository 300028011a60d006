"""Words for the export: why a format cannot say the settings."""

from wizard.i18n.catalogue import Words
from wizard.model import Obstacle


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
