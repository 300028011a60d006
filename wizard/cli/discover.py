"""`mailwijzer discover`: what is published or known about an address; connects to no mail server."""

from wizard import rulebook
from wizard.cli import output
from wizard.cli.address import required_address
from wizard.cli.diagnostics import Diagnostics, ExitCode
from wizard.cli.evidence_text import discover_page
from wizard.cli.json_evidence import discover_report
from wizard.cli.layout import text_of
from wizard.cli.options import Options
from wizard.i18n import Words


def run(options: Options, words: Words, diagnostics: Diagnostics) -> ExitCode:
    """Print what the sources say. A server that was only guessed does not count as found."""
    address = required_address(options, words)
    from wizard.cli.investigation import is_without_network, look_into

    rules = rulebook.load(options.rules)
    investigation = look_into(address, options, rules, words=words, diagnostics=diagnostics, connect=False)
    if options.json:
        output.write_json(discover_report(investigation, rules, words))
    else:
        output.write_text(text_of(discover_page(investigation, rules, words)))
    if is_without_network(investigation):
        return ExitCode.NO_NETWORK
    published = any(source.is_published for candidate in investigation.candidates for source in candidate.sources)
    return ExitCode.DONE if published else ExitCode.NOTHING_USABLE
