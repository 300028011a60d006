"""The address among the words of the command line."""

from typing import TYPE_CHECKING

from wizard.cli.case_file import is_case_file
from wizard.cli.diagnostics import WrongUse
from wizard.cli.options import Options
from wizard.cli.verbs import Verb
from wizard.i18n import Words
from wizard.model.text import printable

if TYPE_CHECKING:
    from wizard.model import EmailAddress


def required_address(options: Options, words: Words) -> "EmailAddress":
    """The one address. Raises WrongUse where there is none or more than one, InvalidAddress where it is none."""
    _ = words
    address = optional_address(options, words)
    if address is None:
        command = "mailwijzer" if options.verb is Verb.WIZARD else f"mailwijzer {options.verb}"
        raise WrongUse(_("Give an e-mail address, for example: {command} anna@voorbeeld.nl", command=command))
    return address


def optional_address(options: Options, words: Words) -> "EmailAddress | None":
    """The address, if one was given. Raises WrongUse for a second one, InvalidAddress where it is none."""
    from wizard.model import EmailAddress

    _ = words
    for word in options.words[1:]:
        raise WrongUse(_("“{word}” is one word too many: give one e-mail address.", word=printable(word, limit=80)))
    refuse_case(options, words)
    return EmailAddress.parse(options.words[0]) if options.words else None


def refuse_case(options: Options, words: Words) -> None:
    """Raises WrongUse, with the way to open it, where a saved case stands in the place of the address."""
    _ = words
    if options.words and is_case_file(options.words[0]):
        raise WrongUse(
            _(
                "“{file}” is a saved case, not an address. Open it with `mailwijzer guide --case FILE` or "
                "`mailwijzer export --case FILE`.",
                file=printable(options.words[0], limit=80),
            )
        )
