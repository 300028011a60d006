"""Words for an e-mail address that cannot be one."""

from wizard.errors import AddressProblem
from wizard.i18n.catalogue import Words


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
