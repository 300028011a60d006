"""`mailwijzer guide`: the steps for one mail program."""

from wizard import guides, rulebook
from wizard.cli import output
from wizard.cli.diagnostics import Diagnostics, ExitCode, NothingUsable, WrongUse
from wizard.cli.guide_text import cannot_do_sentence, guide_text, is_possible
from wizard.cli.hand_over import hand_over
from wizard.cli.json_guide import clients_report, guide_report
from wizard.cli.options import Options
from wizard.cli.values import known_word
from wizard.i18n import Words
from wizard.model import ClientChoice, Rulebook
from wizard.pages.sentences import plain


def run(options: Options, words: Words, diagnostics: Diagnostics) -> ExitCode:
    """Print the guide; `--client list` prints all mail programs."""
    _ = words
    if options.client is None:
        raise WrongUse(_("Say which mail program with --client; “--client list” shows them all."))
    rules = rulebook.load(options.rules)
    if options.client == "list":
        if options.json:
            output.write_json(clients_report(rules, words))
        else:
            output.write_text(_list(rules, words))
        return ExitCode.DONE
    choice = ClientChoice(known_word("client", options.client, [client.value for client in rules.clients]))
    handed = hand_over(options, rules, words, diagnostics)
    guide = guides.compose(handed.account, rules.clients[choice])
    if options.json:
        output.write_json(guide_report(guide, handed.account.address, words))
        return ExitCode.DONE if is_possible(guide) else ExitCode.NOTHING_USABLE
    if not is_possible(guide):
        raise NothingUsable(cannot_do_sentence(guide, words))
    output.write_text(guide_text(guide, handed.account, words))
    return ExitCode.DONE


def _list(rules: Rulebook, words: Words) -> str:
    """The word of each mail program with its name behind it."""
    longest = max((len(client.value) for client in rules.clients), default=0)
    return "\n".join(f"{word.value:<{longest}}  {plain(client.name, words)}" for word, client in rules.clients.items())
