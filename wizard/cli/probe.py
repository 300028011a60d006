"""`mailwijzer probe`: finds the servers of an address and tests each with a real connection."""

from wizard import rulebook
from wizard.cli import output
from wizard.cli.address import optional_address, required_address
from wizard.cli.diagnostics import Diagnostics, ExitCode
from wizard.cli.evidence_text import probe_page
from wizard.cli.json_evidence import demo_report, probe_report
from wizard.cli.json_login import login_report
from wizard.cli.layout import text_of
from wizard.cli.options import Options
from wizard.i18n import Words
from wizard.pages import Page
from wizard.pages.login import login_page
from wizard.pages.sentences import plain


def run(options: Options, words: Words, diagnostics: Diagnostics) -> ExitCode:
    """Print the evidence; with --demo and no address, the situations of the built-in world."""
    if options.demo and optional_address(options, words) is None:
        return _list_situations(options, words)
    address = required_address(options, words)
    from wizard.cli.investigation import exit_code_for_servers, is_without_network, look_into

    rules = rulebook.load(options.rules)
    investigation = look_into(address, options, rules, words=words, diagnostics=diagnostics)
    exit_code = exit_code_for_servers(investigation)
    check = None
    if options.login and not is_without_network(investigation):
        from wizard.cli.login import sign_in

        check = sign_in(investigation, options, words, diagnostics)
        exit_code = exit_code if check.works else ExitCode.NOTHING_USABLE
    if options.json:
        report = probe_report(investigation, rules, words)
        output.write_json(report if check is None else {**report, "login": login_report(check)})
    else:
        page = probe_page(investigation, rules, words)
        if check is not None:
            page.add(login_page(check, investigation, words))
        output.write_text(text_of(page))
    return exit_code


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
    output.write_text(text_of(page))
    return ExitCode.DONE
