"""What there is to check: a file, a URL or a domain, by the one word that was typed."""

from dataclasses import dataclass
from pathlib import Path

from wizard.cli.diagnostics import WrongUse
from wizard.cli.options import Options
from wizard.cli.values import OptionValues
from wizard.errors import UnreadableFile
from wizard.i18n import Words
from wizard.model import EmailAddress, printable
from wizard.model.domains import ascii_domain

_LARGEST = 1024 * 1024
_LONGEST_NAME = 4096


@dataclass(frozen=True, slots=True)
class File:
    """A file on this computer."""

    path: Path

    @property
    def name(self) -> str:
        """The path for people and reports: whoever sent the file chose its name."""
        return printable(str(self.path), limit=_LONGEST_NAME)

    def content(self) -> bytes:
        """The beginning of the file, four times as long as any program would read. Raises UnreadableFile."""
        try:
            with self.path.open("rb") as file:
                return file.read(_LARGEST)
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
            raise UnreadableFile(str(self.path), reason) from error


@dataclass(frozen=True, slots=True)
class Url:
    """A document on the web."""

    url: str


@dataclass(frozen=True, slots=True)
class Domain:
    """Everything that a mail domain publishes; `name` in A-labels."""

    name: str


Target = File | Url | Domain


def target(options: Options, words: Words) -> Target:
    """A file of this name goes before a domain of this name. Raises WrongUse."""
    _ = words
    if not options.words:
        raise WrongUse(_("Say what to check: mailwijzer lint followed by a file, a web address or a domain."))
    for word in options.words[1:]:
        raise WrongUse(_("“{word}” is one word too many.", word=printable(word, limit=80)))
    found = _target(options.words[0], words)
    if options.offline and not isinstance(found, File):
        raise WrongUse(_("With --offline only a file can be checked."))
    return found


def _target(word: str, words: Words) -> Target:
    if word.startswith(("https://", "http://")):
        return Url(OptionValues(words).url(word))
    if "@" in word and "/" not in word and not _exists(word):
        return Domain(EmailAddress.parse(word).domain)
    name = ascii_domain(word)
    if name is None or "." not in name or _exists(word) or word.endswith((".xml", ".json", ".mobileconfig")):
        return File(Path(word))
    return Domain(name)


def _exists(word: str) -> bool:
    try:
        return Path(word).exists()
    except (OSError, ValueError):
        return False
