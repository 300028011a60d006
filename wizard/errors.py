"""What the user or we did wrong; what a remote machine does is a value, never one of these.

    WizardError
    ├── InvalidAddress      the text is no e-mail address that can be served
    ├── UnknownWord         a word outside a closed list (answer, format, client, rule)
    ├── UnreadableFile      a file that cannot be read, or is not what it should be
    ├── UnwritableFile      a file that cannot or may not be written
    ├── CannotExpress       an export format has no way to say these settings
    └── RulebookError       the rulebook is invalid; carries every problem found

Errors carry words from closed lists and raw values; the sentence for a person is made in `wizard.i18n`.
"""

from collections.abc import Sequence
from enum import StrEnum


class WizardError(Exception):
    """Base of everything that the user, or a file of the user, can cause."""


class AddressProblem(StrEnum):
    """Why a text is not an e-mail address that can be served (RFC 5321 section 4.5.3.1, RFC 5322 section 3.4.1)."""

    EMPTY = "empty"
    NO_AT = "no-at"
    SEVERAL_AT = "several-at"
    NO_LOCAL_PART = "no-local-part"
    NO_DOMAIN = "no-domain"
    SPACE = "space"
    QUOTES = "quotes"
    CONTROL_CHARACTER = "control-character"
    BAD_CHARACTER = "bad-character"
    DOTS = "dots"
    TOO_LONG = "too-long"
    IP_LITERAL = "ip-literal"
    BAD_DOMAIN = "bad-domain"
    NO_TOP_LEVEL = "no-top-level"
    PUBLIC_SUFFIX = "public-suffix"


class InvalidAddress(WizardError):
    """The text cannot be served as an e-mail address; `problem` says why, `text` is what was given, made printable."""

    def __init__(self, problem: AddressProblem, text: str) -> None:
        super().__init__(f"{problem}: {text}")
        self.problem = problem
        self.text = text


class UnknownWord(WizardError):
    """`word` is not in the closed list of `kind` (for example "answer"); `nearest` may be what was meant."""

    def __init__(self, kind: str, word: str, *, allowed: Sequence[str], nearest: str | None = None) -> None:
        super().__init__(f"unknown {kind} {word!r}")
        self.kind = kind
        self.word = word
        self.allowed = tuple(allowed)
        self.nearest = nearest


class UnreadableFile(WizardError):
    """The file at `path` cannot be read or used; `reason` is a short technical cause."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class UnwritableFile(WizardError):
    """The file at `path` cannot or may not be written; `exists` tells that overwriting was not asked for."""

    def __init__(self, path: str, reason: str, *, exists: bool = False) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason
        self.exists = exists


class CannotExpress(WizardError):
    """`file_format` cannot say these settings; `reason` is a word of `wizard.model.account.Obstacle`."""

    def __init__(self, file_format: str, reason: str, *, instead: str | None = None) -> None:
        super().__init__(f"{file_format}: {reason}")
        self.file_format = file_format
        self.reason = reason
        self.instead = instead


class RulebookError(WizardError):
    """The rulebook is invalid; `problems` are lines of the form `file:line: key: what is wrong`."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)
