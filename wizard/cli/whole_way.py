"""The result of the wizard without its screen: the advice, the settings, and what to know beside them."""

from wizard import advisor
from wizard.cli.advice_text import add_advice, add_references
from wizard.cli.hand_over import no_server_sentence
from wizard.cli.json_advice import Json, advice_report
from wizard.cli.json_evidence import probe_report
from wizard.cli.layout import text_of
from wizard.cli.settings_text import add_settings
from wizard.exporters.facts import account_facts
from wizard.i18n import Words
from wizard.model import Account, Advice, Answers, Investigation, Rulebook
from wizard.pages import Page
from wizard.pages.findings import add_findings


def whole_way_text(investigation: Investigation, answers: Answers, rulebook: Rulebook, words: Words) -> str:
    """Everything on one page, readable from top to bottom."""
    _ = words
    advice = advisor.advise(advisor.facts(answers, investigation, rulebook), rulebook)
    account = _account(investigation, advice, answers)
    page = Page()
    add_advice(page, advice, rulebook, _)
    if account is None:
        page.heading(_("Settings for {address}", address=investigation.address.for_people))
        page.paragraph(no_server_sentence(investigation, advice.protocol, _))
    else:
        add_settings(page, account, _)
    add_findings(page, investigation.findings, rulebook, _)
    add_references(page, advice, _)
    return text_of(page)


def whole_way_report(investigation: Investigation, answers: Answers, rulebook: Rulebook, words: Words) -> Json:
    """mailwijzer.wizard/1: the three reports in one; `account` is null where nothing can be handed over."""
    advice = advisor.advise(advisor.facts(answers, investigation, rulebook), rulebook)
    account = _account(investigation, advice, answers)
    return {
        "schema": "mailwijzer.wizard/1",
        "probe": probe_report(investigation, rulebook, words),
        "advice": advice_report(advice, words),
        "account": account_facts(account) if account is not None else None,
    }


def _account(investigation: Investigation, advice: Advice, answers: Answers) -> Account | None:
    """The settings for what is advised, where the servers for it were found."""
    if advice.protocol is None or advice.protocol not in investigation.servers:
        return None
    return advisor.compose_account(
        investigation, protocol=advice.protocol, outcome=advice.outcome, full_name=None, answers=answers
    )
