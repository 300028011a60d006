"""`mailwijzer advise`: IMAP or POP, with the reasons."""

from dataclasses import replace

from wizard import advisor, rulebook
from wizard.cli import output
from wizard.cli.address import optional_address
from wizard.cli.advice_text import add_advice, add_references
from wizard.cli.answers import given_answers
from wizard.cli.diagnostics import Diagnostics, ExitCode
from wizard.cli.json_advice import advice_report
from wizard.cli.layout import text_of
from wizard.cli.options import Options
from wizard.i18n import Words
from wizard.model import Advice, Facts, Investigation, Known, Protocol, Rulebook, ServerFacts
from wizard.pages import Page
from wizard.pages.sentences import finding_text


def run(options: Options, words: Words, diagnostics: Diagnostics) -> ExitCode:
    """Print the advice on the answers and on what is known of the servers.

    The servers are tested where there is an address and --offers does not say what they offer. Without a network the
    advice rests on the answers alone, and the exit code says so.
    """
    address = optional_address(options, words)
    answers = given_answers(options, words)
    rules = rulebook.load(options.rules)
    investigation: Investigation | None = None
    if address is not None and options.offers is None:
        from wizard.cli.investigation import look_into

        investigation = look_into(address, options, rules, words=words, diagnostics=diagnostics)
        _note_findings(investigation, rules, words, diagnostics)
    facts = advisor.facts(answers, investigation, rules)
    if options.offers is not None:
        provider = rules.provider_for(address.domain) if address is not None else None
        facts = replace(facts, provider=provider.id if provider is not None else None)
        facts = _with_offers(facts, options.offers)
    advice = advisor.advise(facts, rules)
    if options.json:
        output.write_json(advice_report(advice, words))
    else:
        page = Page()
        add_advice(page, advice, rules, words)
        add_references(page, advice, words)
        output.write_text(text_of(page))
    return _exit_code(advice, investigation)


def _with_offers(facts: Facts, offers: frozenset[Protocol]) -> Facts:
    """The facts as if the servers had been tested and offered these protocols."""
    imap, pop3 = (Known.YES if protocol in offers else Known.NO for protocol in (Protocol.IMAP, Protocol.POP3))
    return replace(facts, server=ServerFacts(imap=imap, pop3=pop3))


def _note_findings(investigation: Investigation, rules: Rulebook, words: Words, diagnostics: Diagnostics) -> None:
    """What the test of the servers showed is no part of the advice, but worth knowing beside it."""
    for finding in investigation.findings:
        seen, next_step = finding_text(finding, rules, words)
        diagnostics.note(f"{seen} {next_step}")


def _exit_code(advice: Advice, investigation: Investigation | None) -> ExitCode:
    if investigation is not None:
        from wizard.cli.investigation import is_without_network

        if is_without_network(investigation):
            return ExitCode.NO_NETWORK
    return ExitCode.NOTHING_USABLE if advice.outcome is None else ExitCode.DONE
