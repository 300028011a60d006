"""`mailwijzer rules`: check the rulebook, list its rules, or explain one of them."""

from collections.abc import Sequence

from wizard import rulebook
from wizard.cli import output
from wizard.cli.diagnostics import Diagnostics, ExitCode, WrongUse
from wizard.cli.json_rules import rule_report, rules_check_report, rules_report
from wizard.cli.layout import text_of
from wizard.cli.options import Options
from wizard.cli.rule_text import effect_words, explain, failed_cases
from wizard.cli.values import known_word
from wizard.errors import RulebookError, UnknownWord
from wizard.i18n import Words
from wizard.model import Rulebook, printable
from wizard.pages import Page
from wizard.pages.sentences import plain

ACTIONS = ("check", "list", "explain")


def run(options: Options, words: Words, diagnostics: Diagnostics) -> ExitCode:
    """`check`, `list` or `explain ID`."""
    _ = words
    del diagnostics
    if not options.words:
        raise WrongUse(_("Say what to do with the rules: check, list, or explain and the name of a rule."))
    action, *names = options.words
    if action not in ACTIONS:
        raise UnknownWord("action", printable(action, limit=80), allowed=ACTIONS)
    if len(names) != (1 if action == "explain" else 0):
        raise WrongUse(_("“rules explain” takes the name of one rule; “rules check” and “rules list” take none."))
    match action:
        case "check":
            return _check(options, words)
        case "list":
            return _list(rulebook.load(options.rules), options, words)
        case _:
            return _explain(rulebook.load(options.rules), names[0], options, words)


def _check(options: Options, words: Words) -> ExitCode:
    """Problems of the files give their own exit code; a rule that breaks its own cases is a check that failed."""
    _ = words
    try:
        rules = rulebook.load(options.rules, everything=True)
    except RulebookError as error:
        _write_problems(error.problems, options)
        return ExitCode.BAD_RULEBOOK
    failures = failed_cases(rules, words)
    if failures or options.json:
        _write_problems(failures, options)
        return ExitCode.NOTHING_USABLE if failures else ExitCode.DONE
    counts = [
        _.plural("{number} question", "{number} questions", len(rules.questions)),
        _.plural("{number} rule", "{number} rules", len(rules.rules)),
        _.plural("{number} provider", "{number} providers", len(rules.providers)),
        _.plural("{number} mail program", "{number} mail programs", len(rules.clients)),
    ]
    output.write_text(_("The rulebook is in order: {counts}.", counts=", ".join(counts)))
    return ExitCode.DONE


def _write_problems(problems: Sequence[str], options: Options) -> None:
    problems = [printable(problem, limit=1000) for problem in problems]
    if options.json:
        output.write_json(rules_check_report(problems))
    else:
        output.write_text("\n".join(problems))


def _list(rules: Rulebook, options: Options, words: Words) -> ExitCode:
    if options.json:
        output.write_json(rules_report(rules, words))
        return ExitCode.DONE
    page = Page()
    for rule in rules.rules:
        page.item("•", f"{rule.id}: {plain(rule.text, words)}", details=[effect_words(rule.effect, words)])
    output.write_text(text_of(page))
    return ExitCode.DONE


def _explain(rules: Rulebook, name: str, options: Options, words: Words) -> ExitCode:
    known_word("rule", name, [rule.id for rule in rules.rules])
    rule = next(rule for rule in rules.rules if rule.id == name)
    if options.json:
        output.write_json(rule_report(rule, words))
    else:
        output.write_text(explain(rule, rules, words))
    return ExitCode.DONE
