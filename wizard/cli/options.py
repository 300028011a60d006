"""What may be typed: the tasks, their options, and the sentences about what may not."""

import argparse
import datetime as dt
import difflib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from wizard.cli import help_texts
from wizard.cli.diagnostics import WrongUse
from wizard.cli.values import OptionValues
from wizard.errors import AddressProblem, InvalidAddress, UnknownWord
from wizard.i18n import Words, preferred_language
from wizard.model import Language, Protocol, printable


class Verb(StrEnum):
    """The tasks. The wizard is what happens without a verb."""

    WIZARD = "wizard"
    DISCOVER = "discover"
    PROBE = "probe"
    ADVISE = "advise"
    EXPORT = "export"
    GUIDE = "guide"
    DIAGNOSE = "diagnose"
    LINT = "lint"
    RULES = "rules"


TYPED_VERBS = tuple(verb for verb in Verb if verb is not Verb.WIZARD)


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
    offers: frozenset[Protocol] | None = None

    protocol: Protocol | None = None
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


def parser_for(verb: Verb, words: Words) -> argparse.ArgumentParser:
    """The parser of one task. It knows options only: the words between them are ours to judge."""
    values = OptionValues(words)
    parser = argparse.ArgumentParser(
        prog="mailwijzer",
        usage=help_texts.usage(verb.value, words),
        description=help_texts.description(verb.value, words),
        epilog=help_texts.epilog(verb.value, words),
        formatter_class=help_texts.formatter_class(words),
        argument_default=argparse.SUPPRESS,
        add_help=False,
        allow_abbrev=False,
        exit_on_error=False,
    )
    if verb is Verb.EXPORT:
        _add_export_options(parser, values, words)
    if verb is Verb.GUIDE:
        _add_guide_options(parser, words)
    if verb in {Verb.PROBE, Verb.DIAGNOSE}:
        _add_login_options(parser, words)
    if verb is Verb.DIAGNOSE:
        _add_diagnose_options(parser, values, words)
    if verb in {Verb.EXPORT, Verb.GUIDE}:
        _add_account_options(parser, values, words)
    if verb in {Verb.WIZARD, Verb.ADVISE, Verb.EXPORT, Verb.GUIDE, Verb.DIAGNOSE}:
        _add_answer_options(parser, values, words)
    if verb is Verb.ADVISE:
        _add_offers(parser, values, words)
    if verb is Verb.LINT:
        _add_lint_options(parser, words)
    _add_general_options(parser, verb, values, words)
    if verb is not Verb.RULES:
        _add_network_options(parser, values, words)
    return parser


def _add_general_options(parser: argparse.ArgumentParser, verb: Verb, values: OptionValues, _: Words) -> None:
    group = parser.add_argument_group(_("Options"))
    group.add_argument("--language", metavar="nl|en", type=values.language, help=_("Dutch or English"))
    if verb is Verb.WIZARD:
        group.add_argument("--plain", action="store_true", help=_("questions and answers in plain text, no screen"))
    if verb is not Verb.EXPORT:
        group.add_argument("--json", action="store_true", help=_("one JSON object instead of text"))
    group.add_argument("--quiet", action="store_true", help=_("no progress and no notes"))
    group.add_argument("--demo", action="store_true", help=_("the built-in situations instead of the network"))
    group.add_argument(
        "--rules", metavar=_("DIR"), type=values.path, help=_("your own rulebook, laid over the built-in one")
    )
    if verb is Verb.WIZARD:
        group.add_argument("--version", action="store_true", help=_("show the version"))
    group.add_argument("-h", "--help", action="store_true", help=_("show this help"))


def _add_network_options(parser: argparse.ArgumentParser, values: OptionValues, _: Words) -> None:
    group = parser.add_argument_group(_("Network"))
    group.add_argument("--resolver", metavar="IP[:PORT]", type=values.resolver, help=_("ask this name server"))
    group.add_argument(
        "--ca-file", metavar="PEM", type=values.path, help=_("trust these certificates too, besides the system's")
    )
    group.add_argument(
        "--ispdb-url", metavar="URL", type=values.url, help=_("where to find the list of providers (Thunderbird's)")
    )
    group.add_argument("--no-ispdb", action="store_true", help=_("do not ask the list of providers"))
    group.add_argument(
        "--send-address",
        action="store_true",
        help=_("the provider's own web server may see the whole address, over https"),
    )
    group.add_argument(
        "--deadline", metavar=_("SECONDS"), type=values.deadline, help=_("end after this time, whatever came (30)")
    )
    group.add_argument("--ipv4", action="store_true", help=_("use IPv4 only"))
    group.add_argument("--ipv6", action="store_true", help=_("use IPv6 only"))


def _add_answer_options(parser: argparse.ArgumentParser, values: OptionValues, _: Words) -> None:
    group = parser.add_argument_group(_("Answers"))
    group.add_argument("--answers", metavar=_("FILE"), type=values.path, help=_("a YAML file with answers"))
    group.add_argument(
        "--answer",
        metavar=_("QUESTION=ANSWER"),
        action="append",
        type=values.answer,
        help=_("one answer, such as devices=several; may be repeated"),
    )


def _add_offers(parser: argparse.ArgumentParser, values: OptionValues, _: Words) -> None:
    group = parser.add_argument_group(_("Servers"))
    group.add_argument(
        "--offers", metavar="imap,pop3", type=values.offers, help=_("what the provider offers, instead of testing it")
    )


def _add_account_options(parser: argparse.ArgumentParser, values: OptionValues, _: Words) -> None:
    group = parser.add_argument_group(_("Account"))
    group.add_argument(
        "--protocol", metavar="imap|pop3", type=values.protocol, help=_("IMAP or POP (what the advice says)")
    )
    group.add_argument("--name", metavar=_("NAME"), type=values.full_name, help=_("the full name of the user"))
    group.add_argument(
        "--case", metavar=_("FILE"), type=values.path, help=_("a saved case instead of testing the servers")
    )


def _add_export_options(parser: argparse.ArgumentParser, values: OptionValues, _: Words) -> None:
    group = parser.add_argument_group(_("File"))
    group.add_argument("--format", metavar=_("FORMAT"), help=_("which format; “list” shows them all"))
    group.add_argument("--out", metavar=_("FILE|DIR"), type=values.path, help=_("write here instead of to stdout"))
    group.add_argument("--force", action="store_true", help=_("overwrite a file that exists"))
    group.add_argument("--png", action="store_true", help=_("thunderbird-qr: draw the QR code as PNG"))
    group.add_argument("--svg", action="store_true", help=_("thunderbird-qr: draw the QR code as SVG"))
    group.add_argument(
        "--sign-cert",
        metavar="PEM",
        type=values.path,
        help=_("mobileconfig: sign it with this certificate (and chain)"),
    )
    group.add_argument(
        "--sign-key", metavar="PEM", type=values.path, help=_("mobileconfig: the key of that certificate")
    )


def _add_lint_options(parser: argparse.ArgumentParser, _: Words) -> None:
    group = parser.add_argument_group(_("Check"))
    group.add_argument("--offline", action="store_true", help=_("a file against its format alone, without any network"))


def _add_guide_options(parser: argparse.ArgumentParser, _: Words) -> None:
    group = parser.add_argument_group(_("Mail program"))
    group.add_argument("--client", metavar=_("PROGRAM"), help=_("which mail program; “list” shows them all"))


def _add_login_options(parser: argparse.ArgumentParser, _: Words) -> None:
    group = parser.add_argument_group(_("Signing in"))
    group.add_argument("--login", action="store_true", help=_("test your password too; asks before it is sent"))
    group.add_argument(
        "--password-command",
        metavar=_("COMMAND"),
        help=_("run this, and take the first line it prints as the password"),
    )


def _add_diagnose_options(parser: argparse.ArgumentParser, values: OptionValues, _: Words) -> None:
    group = parser.add_argument_group(_("Diagnosis"))
    group.add_argument("--subject", metavar=_("WORDS"), help=_("garbled: messages with these words in the subject"))
    group.add_argument("--date", metavar=_("YYYY-MM-DD"), type=values.date, help=_("garbled: messages of this day"))
    group.add_argument(
        "--newest", metavar="N", type=values.newest, help=_("garbled: the newest messages, at most 5 (1)")
    )
    group.add_argument(
        "--compare",
        metavar=_("FILE"),
        action="append",
        type=values.path,
        help=_("sending: an earlier look, made elsewhere; twice: two of them"),
    )
    group.add_argument(
        "--out", metavar=_("FILE"), type=values.path, help=_("keep what was seen, without anything private")
    )
    group.add_argument("--force", action="store_true", help=_("overwrite a file that exists"))


VALUED_BEFORE_VERB = frozenset(
    {"--language", "--rules", "--resolver", "--ca-file", "--ispdb-url", "--deadline", "--answers", "--answer"}
)
"""Options of the wizard that take the next word as their value: that word is not the verb."""


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
        elif "@" in word or not word.strip():
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
