"""Words for what weighs: a reason of the advice, a finding of the check."""

from wizard.i18n.catalogue import Words
from wizard.model import Severity, Strength


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
