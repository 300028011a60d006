"""gettext with English message ids; numbers and dates the way each language writes them."""

import gettext
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from wizard.model.text import Language

_FOLDER = Path(__file__).parent
_ENGLISH_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


class Words:
    """The interface in one language. Called with an English text it gives that text in the language."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._catalogue: gettext.NullTranslations
        match language:
            case Language.EN:
                self._catalogue = gettext.NullTranslations()
            case Language.NL:
                self._catalogue = gettext.translation("wizard", _FOLDER, languages=["nl"])

    def __call__(self, message: str, **values: object) -> str:
        """The text in this language, with each `{name}` replaced by the value of that name."""
        text = self._catalogue.gettext(message)
        return text.format(**values) if values else text

    def plural(self, singular: str, plural: str, number: int, **values: object) -> str:
        """The form that fits the number, which is available as `{number}`."""
        return self._catalogue.ngettext(singular, plural, number).format(number=number, **values)

    def seconds(self, seconds: float) -> str:
        """A duration: `0.2 s`, in Dutch `0,2 s`; two digits below a tenth of a second."""
        text = f"{seconds:.1f}" if seconds >= 0.095 else f"{max(seconds, 0.01):.2f}"
        return f"{self.decimal(text)} s"

    def decimal(self, number: str) -> str:
        """A number with a decimal point as the language writes it: `1.5`, in Dutch `1,5`."""
        return number.replace(".", ",") if self.language is Language.NL else number

    def date(self, moment: datetime) -> str:
        """A day: `31 January 2027`, in Dutch `31-1-2027`."""
        if self.language is Language.NL:
            return f"{moment.day}-{moment.month}-{moment.year}"
        return f"{moment.day} {_ENGLISH_MONTHS[moment.month - 1]} {moment.year}"

    def moment(self, moment: datetime) -> str:
        """A day and a time on this computer's clock: `31 January 2027, 9:05`, in Dutch `31-1-2027 9:05`."""
        here = moment.astimezone()
        between = " " if self.language is Language.NL else ", "
        return f"{self.date(here)}{between}{here.hour}:{here.minute:02}"


def preferred_language(environment: Mapping[str, str]) -> Language:
    """The language of the locale (LC_ALL, LC_MESSAGES, LANG, in that order); English where it is not Dutch."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environment.get(name):
            return Language.NL if value.lower().startswith("nl") else Language.EN
    return Language.EN
