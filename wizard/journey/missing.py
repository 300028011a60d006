"""Why there are no settings, in one sentence."""

from wizard.i18n import Words
from wizard.i18n.server_words import protocol_word
from wizard.journey.session import Session
from wizard.model import FailureReason
from wizard.pages.typed_server import receiving_missing

_CERTIFICATE = frozenset(
    {FailureReason.CERTIFICATE_EXPIRED, FailureReason.CERTIFICATE_NAME, FailureReason.CERTIFICATE_UNTRUSTED}
)


def no_settings_sentence(session: Session, _: Words) -> str:
    """What is missing, told apart from what was found and may not be used, and from what works otherwise."""
    check, protocol = session.check, session.protocol
    if check is not None and check.lacks_receiving:
        return receiving_missing(_)
    if check is None or protocol is None:
        return _("No settings that work were found")
    failed = check.task(protocol).failed
    name = protocol_word(protocol, _)
    if failed is not None and failed.reason in _CERTIFICATE:
        return _("Settings for {protocol} were found, but the server's certificate is refused", protocol=name)
    if session.other_protocol is not None:
        return _("No settings for {protocol} that work were found", protocol=name)
    return _("No settings that work were found")
