"""`mailwijzer diagnose`: from a complaint or an error message to its cause and its cure."""

from wizard.cli import diagnose_garbled, diagnose_message, diagnose_sending, diagnose_sign_in
from wizard.cli.diagnostics import Diagnostics, ExitCode, WrongUse
from wizard.cli.options import Options
from wizard.i18n import Words
from wizard.model import EmailAddress, Symptom


def run(options: Options, words: Words, diagnostics: Diagnostics) -> ExitCode:
    """`sending`, `garbled` or `sign-in` with an address; anything else is a message to look up."""
    _ = words
    symptom, address = _asked(options)
    if not symptom:
        raise WrongUse(
            _(
                "Say what is wrong: sending, garbled or sign-in and an e-mail address, "
                "or the text or code of an error message."
            )
        )
    match symptom:
        case Symptom.SENDING:
            return diagnose_sending.run(address, options, words, diagnostics)
        case Symptom.GARBLED:
            return diagnose_garbled.run(address, options, words, diagnostics)
        case Symptom.SIGN_IN:
            return diagnose_sign_in.run(address, options, words, diagnostics)
        case _:
            return diagnose_message.run(symptom, address, options, words, diagnostics)


def _asked(options: Options) -> tuple[str, EmailAddress | None]:
    """The symptom or text, and the address, which stands last. Raises InvalidAddress."""
    symptom = [*options.words]
    address = None
    is_complaint = bool(symptom) and symptom[0] in list(Symptom)
    if len(symptom) > 1 and (is_complaint or ("@" in symptom[-1] and " " not in symptom[-1].strip())):
        address = EmailAddress.parse(symptom.pop())
    return " ".join(symptom).strip(), address
