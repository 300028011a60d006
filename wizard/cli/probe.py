"""`mailwijzer probe`: finds the servers of an address and tests each with a real connection."""

from wizard import rulebook
from wizard.cli import output
from wizard.cli.address import optional_address, required_address
from wizard.cli.diagnostics import Diagnostics, ExitCode
from wizard.cli.evidence_text import probe_text
from wizard.cli.json_evidence import demo_report, probe_report
from wizard.cli.layout import Page
from wizard.cli.options import Options
from wizard.cli.sentences import plain
from wizard.i18n import Words


def run(options: Options, words: Words, diagnostics: Diagnostics) -> ExitCode:
    """Print the evidence; with --demo and no address, the situations of the built-in world."""
    if options.demo and optional_address(options, words) is None:
        return _list_situations(options, words)
    address = required_address(options, words)
    from wizard.cli.investigation import exit_code_for_servers, look_into

    rules = rulebook.load(options.rules)
    investigation = look_into(address, options, rules, words=words, diagnostics=diagnostics)
    if options.json:
        output.write_json(probe_report(investigation, rules, words))
    else:
        output.write_text(probe_text(investigation, rules, words))
    return exit_code_for_servers(investigation)


def _list_situations(options: Options, words: Words) -> ExitCode:
    from wizard.demo import SITUATIONS

    _ = words
    if options.json:
        situations = ((situation.id, situation.address, situation.shows) for situation in SITUATIONS)
        output.write_json(demo_report(situations, words))
        return ExitCode.DONE
    page = Page()
    page.title(_("The built-in situations; use their addresses with --demo"))
    page.space()
    for situation in SITUATIONS:
        page.item("•", situation.address, details=[plain(situation.shows, words)])
    output.write_text(str(page))
    return ExitCode.DONE
