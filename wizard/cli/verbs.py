"""The tasks, and which options each of them knows."""

import argparse
from enum import StrEnum

from wizard.cli import help_texts
from wizard.cli.values import OptionValues
from wizard.i18n import Words


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
        "--send-to-myself",
        action="store_true",
        help=_("sending: sign in and send one short message to your own address"),
    )
    group.add_argument(
        "--out", metavar=_("FILE"), type=values.path, help=_("keep what was seen, without anything private")
    )
    group.add_argument("--force", action="store_true", help=_("overwrite a file that exists"))


VALUED_BEFORE_VERB = frozenset(
    {"--language", "--rules", "--resolver", "--ca-file", "--ispdb-url", "--deadline", "--answers", "--answer"}
)
"""Options of the wizard that take the next word as their value: that word is not the verb."""
