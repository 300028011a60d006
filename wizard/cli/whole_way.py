"""The result of the wizard without its screen: the advice, the settings, and what to know beside them."""

from wizard import advisor
from wizard.cli.advice_text import add_advice, add_references
from wizard.cli.json_advice import Json, advice_report
from wizard.cli.json_evidence import probe_report
from wizard.cli.layout import text_of
from wizard.cli.settings_text import add_settings
from wizard.exporters.facts import account_facts
from wizard.i18n import Words
from wizard.model import Account, Advice, Answers, Investigation, Rulebook
from wizard.pages import Page
from wizard.pages.findings import add_findings


def whole_way_text(
    investigation: Investigation, advice: Advice, account: Account | str, rulebook: Rulebook, words: Words
) -> str:
    """Everything on one page, readable from top to bottom; instead of an account the sentence why there is none."""
    _ = words
    page = Page()
    add_advice(page, advice, rulebook, _)
    if isinstance(account, str):
        page.heading(_("Settings for {address}", address=investigation.address.for_people))
        page.paragraph(account)
    else:
        add_settings(page, account, _)
    add_findings(page, investigation.findings, rulebook, _)
    add_references(page, advice, _)
    return text_of(page)


def whole_way_report(investigation: Investigation, answers: Answers, rulebook: Rulebook, words: Words) -> Json:
    """mailwijzer.wizard/1: the three reports in one; `account` is null where nothing can be handed over."""
    advice, account = advised_account(investigation, answers, rulebook)
    return {
        "schema": "mailwijzer.wizard/1",
        "probe": probe_report(investigation, rulebook, words),
        "advice": advice_report(advice, words),
        "account": account_facts(account) if account is not None else None,
    }


def advised_account(
    investigation: Investigation, answers: Answers, rulebook: Rulebook
) -> tuple[Advice, Account | None]:
    """The advice, and the settings for what it advises where the servers for that were found."""
    advice = advisor.advise(advisor.facts(answers, investigation, rulebook), rulebook)
    if advice.protocol is None or advice.protocol not in investigation.servers:
        return advice, None
    account = advisor.compose_account(
        investigation, protocol=advice.protocol, outcome=advice.outcome, full_name=None, answers=answers
    )
    return advice, account
