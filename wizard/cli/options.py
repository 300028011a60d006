"""What may be typed: the tasks, their options, and the sentences about what may not."""

import argparse
import datetime as dt
import difflib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from wizard.cli.case_file import is_case_file
from wizard.cli.diagnostics import WrongUse
from wizard.cli.verbs import TYPED_VERBS, VALUED_BEFORE_VERB, Verb, parser_for
from wizard.errors import AddressProblem, InvalidAddress, UnknownWord
from wizard.i18n import Words, preferred_language
from wizard.model.text import Language, printable

if TYPE_CHECKING:
    from wizard.model import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Everything that was typed, read and checked; an option that was not given has its default here."""

    verb: Verb
    words: tuple[str, ...] = ()
    help: bool = False
    version: bool = False

    language: Language
    json: bool = False
    quiet: bool = False
    demo: bool = False
    rules: Path | None = None

    resolver: tuple[str, int] | None = None
    ca_file: Path | None = None
    ispdb_url: str | None = None
    no_ispdb: bool = False
    send_address: bool = False
    deadline: float = 30.0
    ipv4: bool = False
    ipv6: bool = False

    answers: Path | None = None
    answer: tuple[tuple[str, str], ...] = ()
    offers: "frozenset[Protocol] | None" = None

    protocol: "Protocol | None" = None
    name: str | None = None
    case: Path | None = None

    format: str | None = None
    out: Path | None = None
    force: bool = False
    png: bool = False
    svg: bool = False
    sign_cert: Path | None = None
    sign_key: Path | None = None
    client: str | None = None
    login: bool = False
    password_command: str | None = None
    plain: bool = False
    offline: bool = False

    compare: tuple[Path, ...] = ()
    send_to_myself: bool = False
    subject: str | None = None
    date: dt.date | None = None
    newest: int | None = None


def language_of(arguments: Sequence[str]) -> Language:
    """The language to speak before anything else is understood: --language where it makes sense, else the locale."""
    wanted = None
    for position, argument in enumerate(arguments):
        if argument == "--language" and position + 1 < len(arguments):
            wanted = arguments[position + 1]
        elif argument.startswith("--language="):
            wanted = argument.partition("=")[2]
    return Language(wanted) if wanted in list(Language) else preferred_language(os.environ)


def parse(arguments: Sequence[str], words: Words) -> Options:
    """Read the command line. Raises WrongUse, UnknownWord or InvalidAddress for the first thing that is wrong."""
    before, after = _split_at_dashes(arguments)
    verb, rest = _choose_verb(before)
    parser = parser_for(verb, words)
    try:
        given, extra = parser.parse_known_args(rest)
    except argparse.ArgumentError as error:
        raise _wrong_value(parser, error, words) from None
    unknown = [word for word in extra if word.startswith("-") and word != "-"]
    if unknown:
        raise _unknown_option(parser, verb, unknown[0].partition("=")[0], words)
    typed = vars(given)
    for repeatable in ("answer", "compare"):
        if repeatable in typed:
            typed[repeatable] = tuple(typed[repeatable])
    typed.setdefault("language", words.language)
    options = Options(verb=verb, words=tuple(word for word in (*extra, *after) if word != "--"), **typed)
    _check_together(options, words)
    return options


def _split_at_dashes(arguments: Sequence[str]) -> tuple[list[str], list[str]]:
    """What stands before a lone `--`, and the words after it, which are never options."""
    if "--" not in arguments:
        return list(arguments), []
    position = list(arguments).index("--")
    return list(arguments[:position]), list(arguments[position + 1 :])


def _choose_verb(arguments: list[str]) -> tuple[Verb, list[str]]:
    """The verb, and everything else. Raises UnknownWord for a first word that is neither verb nor address."""
    takes_value = False
    for position, word in enumerate(arguments):
        if takes_value:
            takes_value = False
        elif word.startswith("-"):
            takes_value = word in VALUED_BEFORE_VERB
        elif word in TYPED_VERBS:
            return Verb(word), arguments[:position] + arguments[position + 1 :]
        elif "@" in word or not word.strip() or is_case_file(word):
            break
        else:
            near = difflib.get_close_matches(word.lower(), TYPED_VERBS, n=1)
            if "." in word and not near:
                raise InvalidAddress(AddressProblem.NO_AT, printable(word, limit=80))
            raise UnknownWord("verb", word, allowed=TYPED_VERBS, nearest=near[0] if near else None)
    return Verb.WIZARD, arguments


def _unknown_option(parser: argparse.ArgumentParser, verb: Verb, option: str, _: Words) -> WrongUse:
    command = "mailwijzer" if verb is Verb.WIZARD else f"mailwijzer {verb}"
    if option == "--password":
        return WrongUse(
            _(
                "A password on the command line can be read by others. Use {option}: you are asked for it.",
                option="--login",
            )
        )
    sentence = _("{command} has no option {option}.", command=command, option=printable(option, limit=80))
    known = [string for action in parser._actions for string in action.option_strings]  # noqa: SLF001 - no public list
    near = difflib.get_close_matches(option.lower(), known, n=1, cutoff=0.7)
    return WrongUse(sentence + " " + _("Did you mean “{nearest}”?", nearest=near[0]) if near else sentence)


def _wrong_value(parser: argparse.ArgumentParser, error: argparse.ArgumentError, _: Words) -> WrongUse:
    """What argparse itself complains of: a value is missing, or there is one where none belongs."""
    name = str(error.argument_name)
    option = name.rsplit("/", maxsplit=1)[-1]
    takes_value = any(option in a.option_strings and a.nargs != 0 for a in parser._actions)  # noqa: SLF001 - as above
    if takes_value:
        return WrongUse(_("The option {option} needs a value.", option=option))
    return WrongUse(_("The option {option} takes no value.", option=option))


def _check_together(options: Options, _: Words) -> None:
    """What is right apart and wrong together."""
    if options.ipv4 and options.ipv6:
        raise WrongUse(_("Choose one: {one} or {other}.", one="--ipv4", other="--ipv6"))
    if options.no_ispdb and options.ispdb_url is not None:
        raise WrongUse(_("Choose one: {one} or {other}.", one="--no-ispdb", other="--ispdb-url"))
    if options.png and options.svg:
        raise WrongUse(_("Choose one: {one} or {other}.", one="--png", other="--svg"))
    if (options.png or options.svg) and options.format not in {None, "list", "thunderbird-qr"}:
        raise WrongUse(_("Only the format {format} can be drawn.", format="thunderbird-qr"))
    if (options.sign_cert is None) is not (options.sign_key is None):
        raise WrongUse(_("Give both or neither: {one} and {other}.", one="--sign-cert", other="--sign-key"))
    if options.sign_cert is not None and options.format not in {None, "list", "mobileconfig"}:
        raise WrongUse(_("Only the format {format} can be signed.", format="mobileconfig"))
    if options.password_command is not None and not options.login and options.verb is not Verb.DIAGNOSE:
        raise WrongUse(_("The option {option} needs {other}.", option="--password-command", other="--login"))
    if options.case is not None and options.demo:
        raise WrongUse(_("Choose one: {one} or {other}.", one="--case", other="--demo"))
